//! What the elements around a line say of it.

use enumset::EnumSet;

use super::line::Measures;
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

/// Share of the page's prose from which comments are the page's content: its posts.
const THREAD_SHARE: f32 = 0.85;

/// The schema.org types of pages whose content is a thread.
const THREAD_TYPES: [&str; 3] = ["discussionforumposting", "qapage", "question"];

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

/// Whether the comments are the content: the page says so, or has nothing else to read.
fn is_thread(
    page: &Page,
    measures: &[Measures],
    prose: &impl Fn(usize) -> bool,
    said: &[Inside],
) -> bool {
    let (mut all, mut comments) = (0, 0);
    for (at, line) in page.lines.iter().enumerate().filter(|&(at, _)| prose(at)) {
        let words = measures[at].words;
        let marks = line.place.map(|place| said[place.node].marks).unwrap_or_default();
        all += words;
        comments += if marks.contains(Section::Comments) { words } else { 0 };
    }
    let named = page.metadata.kinds.iter().any(|kind| THREAD_TYPES.contains(&kind.as_str()));
    named || share(comments, all) > THREAD_SHARE
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
        // A long thread of comments may hold most of a page's prose.
        marks |= own & Section::Comments;
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
