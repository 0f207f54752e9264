//! What the elements around a line say of it.

use enumset::EnumSet;

use super::line::Measures;
use super::nest::Declared;
use super::sums::{Sums, share};
use crate::lexicon::Section;
use crate::page::{Page, Place};
use crate::read::html::{Area, Tree};

/// What the elements around a line say.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Inside {
    /// Share of the line's characters inside links.
    pub(crate) link_share: f32,
    /// The same for the smallest element around it with some text beside it.
    pub(crate) container_link_share: f32,
    /// That element, as an index into the tree's nodes.
    pub(crate) container: usize,
    pub(crate) areas: EnumSet<Area>,
    /// What classes and ids around it announce.
    pub(crate) marks: EnumSet<Section>,
    /// What those of the innermost element announce that announce anything.
    pub(crate) innermost: EnumSet<Section>,
    /// Whether a class or id around it says that it holds the article.
    pub(crate) marked_content: bool,
}

impl Inside {
    /// Whether elements, classes or ids say that the line belongs to something else than the
    /// article, however it reads.
    pub(crate) fn is_elsewhere(&self) -> bool {
        let areas =
            Area::Nav | Area::Aside | Area::Dialog | Area::Hidden | Area::Figure | Area::Caption;
        let marks = Section::Comments
            | Section::Reviews
            | Section::Related
            | Section::Consent
            | Section::Newsletter
            | Section::Navigation
            | Section::Caption
            | Section::Byline;
        let footer = self.areas.contains(Area::Footer)
            && (self.areas & (Area::Article | Area::Main)).is_empty();
        footer || !(self.areas & areas).is_empty() || !(self.marks & marks).is_empty()
    }
}

/// Share of the page's words from which an element is the page itself: a `<form>` around all of
/// it, as ASP.NET writes, or a wrapper called `has-sidebar`, says nothing about its lines.
const PAGE_SHARE: f32 = 0.6;

/// Share of the page's prose from which an element is the article's, whatever its names say.
const PROSE_SHARE: f32 = 0.5;

/// Share of the page's prose from which comments are the page's content, its posts, unless the page
/// declares that it is something else. Of the 17 pages of WCXB that do not, and whose comments hold a
/// third of the prose and more, 15 are threads, with 0.57 and more but for one of 0.49; the others
/// have 0.35 and less.
const THREAD_SHARE: f32 = 0.55;

/// The same for pages that declare an article, a product or a list: an article of WCXB has 0.75.
const DECLARED_THREAD_SHARE: f32 = 0.85;

/// The schema.org type of a thread that is no page of its own.
const QUESTION: &str = "question";

/// An element is a container once it holds this many lines.
const CONTAINER_LINES: usize = 3;

/// Lines of a button at most: a card that is one link for all of it may have the role of one.
const BUTTON_LINES: usize = 3;

/// Areas that are said of parts of a page, and mean nothing when said of all of it.
const PARTS: [Area; 7] =
    [Area::Nav, Area::Aside, Area::Header, Area::Footer, Area::Form, Area::Dialog, Area::Hidden];

/// Reads what the elements say, for every line of a page with a tree.
pub(super) fn inside(
    page: &Page,
    measures: &[Measures],
    prose: impl Fn(usize) -> bool,
) -> Vec<Inside> {
    let Some(tree) = &page.tree else { return Vec::new() };
    let sums = Sums::new(page, measures, &prose);
    let mut said = inherit(tree, &sums);
    if is_thread(page, measures, &prose, &said) {
        for said in &mut said {
            said.marks -= Section::Comments;
            said.innermost -= Section::Comments;
        }
    }
    page.lines
        .iter()
        .filter_map(|line| line.place)
        .zip(measures)
        .map(|(place, m)| {
            let container = container(tree, place);
            Inside {
                link_share: share(place.link_chars as u32, m.chars),
                container_link_share: sums.of(&tree.nodes[container].lines).link_share(),
                container,
                ..said[place.node]
            }
        })
        .collect()
}

/// Whether the comments are the content: the page says so, or has little else to read. Reviews are
/// none: in a shop they are often most of the prose.
fn is_thread(
    page: &Page,
    measures: &[Measures],
    prose: &impl Fn(usize) -> bool,
    said: &[Inside],
) -> bool {
    let kinds = &page.metadata.kinds;
    let least = match Declared::new(kinds) {
        Declared::Thread => return true,
        Declared::Article | Declared::Product | Declared::List => DECLARED_THREAD_SHARE,
        Declared::Nothing | Declared::Other => THREAD_SHARE,
    };
    if kinds.iter().any(|kind| kind == QUESTION) {
        return true;
    }
    let (mut all, mut comments) = (0, 0);
    for (at, line) in page.lines.iter().enumerate().filter(|&(at, _)| prose(at)) {
        let words = measures[at].words;
        let marks = line.place.map(|place| said[place.node].marks).unwrap_or_default();
        all += words;
        comments += if marks.contains(Section::Comments) { words } else { 0 };
    }
    share(comments, all) > least
}

/// The smallest element that holds the line and some others.
fn container(tree: &Tree, place: Place) -> usize {
    let mut node = place.node;
    while node != 0 && tree.nodes[node].lines.len() < CONTAINER_LINES {
        node = tree.nodes[node].parent;
    }
    node
}

/// What each element and those around it say together. Parents stand before their children.
fn inherit(tree: &Tree, sums: &Sums) -> Vec<Inside> {
    let parts: EnumSet<Area> = PARTS.into_iter().collect();
    let mut said: Vec<Inside> = Vec::with_capacity(tree.nodes.len());
    for (at, node) in tree.nodes.iter().enumerate() {
        let above = if at == 0 { Inside::default() } else { said[node.parent] };
        let (here, all) = (sums.of(&node.lines), sums.page());
        let is_page = share(here.words, all.words) > PAGE_SHARE
            || share(here.prose_words, all.prose_words) > PROSE_SHARE;
        // The comments of a program have a name too, where a listing is coloured.
        let own = match node.areas.contains(Area::Preformatted) {
            true => EnumSet::empty(),
            false => node.marks,
        };
        let (areas, mut marks) = match is_page {
            true => (node.own_areas - parts, EnumSet::empty()),
            false => (node.own_areas, own),
        };
        let areas = match node.lines.len() > BUTTON_LINES {
            true => areas - Area::Button,
            false => areas,
        };
        // A long thread of comments, or of reviews, may hold most of a page's prose.
        marks |= own & (Section::Comments | Section::Reviews);
        said.push(Inside {
            areas: above.areas | areas,
            marks: above.marks | marks,
            innermost: if marks.is_empty() { above.innermost } else { marks },
            marked_content: above.marked_content || node.marked_content,
            ..Inside::default()
        });
    }
    said
}

#[cfg(test)]
mod tests {
    use super::Section;
    use crate::lexicon::Lexicon;
    use crate::measure::measure;
    use crate::read::{Format, Limits, read};

    const POST: &str = "The barge had struck the eastern pier before anybody on the quay was awake, \
        and the harbour was closed until the tide had gone out again.";

    /// Whether the last of three paragraphs is marked, where the last two have a class and the page
    /// declares a type.
    fn is_marked(class: &str, section: Section, declared: &str) -> bool {
        let marked = format!("<div class={class}><p>{POST}</p></div>").repeat(2);
        let page = format!(
            "<meta property=og:type content={declared}><h1>The pier</h1><p>{POST}</p>{marked}"
        );
        let lexicon = Lexicon::embedded();
        let page = read(&page, Format::Html, &Limits::default(), &lexicon.markup);
        let measured = measure(&page, lexicon);
        let last = measured.inside(page.lines.len() - 1).map(|inside| inside.marks);
        last.is_some_and(|marks| marks.contains(section))
    }

    #[test]
    fn comments_are_content_where_there_is_little_else_and_the_page_is_nothing_else() {
        assert!(!is_marked("comment", Section::Comments, "website"));
        assert!(is_marked("comment", Section::Comments, "article"));
        assert!(is_marked("comment", Section::Comments, "product"));
        assert!(is_marked("reviews", Section::Reviews, "website"));
    }
}
