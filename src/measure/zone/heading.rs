//! The headings that open zones: "Related News", "5 Comments".

use rustc_hash::{FxHashMap, FxHashSet};

use super::running;
use crate::lexicon::Section;
use crate::measure::around::Around;
use crate::measure::inside::Inside;
use crate::measure::line::{Last, Measures};
use crate::page::{Form, Line, Marker, Page};

/// Sections that have headings, and whether their phrases may begin a longer one.
const SECTIONS: [(Section, bool); 5] = [
    (Section::Comments, true),
    (Section::Related, true),
    (Section::Newsletter, false),
    (Section::Ticker, false),
    (Section::Tags, false),
];
/// Words of a heading at most.
const MOST_WORDS: u32 = 8;
/// Words of `3 thoughts on "Barge closes harbour"` at most, the article's title among them.
const TITLED_WORDS: u32 = 30;
/// Lines of a run of short lines that is a menu, in which "Newsletter" is an entry.
const MENU_LINES: u32 = 6;
/// Words of running text above "5 Comments" from which they are an article's, and its comments
/// follow: a standfirst and a teaser have fewer.
const ARTICLE_WORDS: u32 = 40;
/// Posts from which each has an "Add a comment" or "5 Comments" of its own.
const POSTS: u32 = 3;
/// Times that a counter of comments stands with an article: above it, and below.
const COUNTERS: u32 = 2;

/// Tells headings, line by line from the top.
pub(super) struct Headings<'a> {
    page: &'a Page,
    measures: &'a [Measures],
    around: &'a [Around],
    inside: &'a [Inside],
    /// Where the article's running text begins.
    text: usize,
    /// How often each line about comments stands on the page, whatever numbers it has.
    times: FxHashMap<u64, u32>,
    /// The numbers that short lines began with so far, as headings of a paper do.
    numbered: FxHashSet<u32>,
    /// Whether a line so far ended like a sentence.
    said: bool,
}

impl<'a> Headings<'a> {
    pub(super) fn new(
        page: &'a Page,
        measures: &'a [Measures],
        around: &'a [Around],
        inside: &'a [Inside],
        text: usize,
    ) -> Headings<'a> {
        let mut times = FxHashMap::default();
        for m in measures.iter().filter(|m| m.hits.any().contains(Section::Comments)) {
            if let Some(outline) = m.outline {
                *times.entry(outline).or_default() += 1;
            }
        }
        Headings {
            page,
            measures,
            around,
            inside,
            text,
            times,
            numbered: FxHashSet::default(),
            said: false,
        }
    }

    /// The section whose heading the next line is.
    pub(super) fn section(&mut self, at: usize) -> Option<Section> {
        let section = self.announced(at).filter(|&section| self.is_heading(section, at));
        if self.measures[at].words <= MOST_WORDS {
            self.numbered.extend(leading_number(self.page.whole(self.line(at))));
        }
        self.said |= self.measures[at].last == Last::Sentence;
        section
    }

    fn line(&self, at: usize) -> &'a Line {
        &self.page.lines[at]
    }

    /// The words of a line.
    fn text(&self, at: usize) -> &'a str {
        self.page.words(self.line(at))
    }

    /// The section whose phrases make up a short line, or begin it.
    fn announced(&self, at: usize) -> Option<Section> {
        let m = &self.measures[at];
        if m.last == Last::Sentence || self.line(at).marker == Marker::Bullet || self.is_quoted(at)
        {
            return None;
        }
        if self.counts_thoughts(at) {
            return Some(Section::Comments);
        }
        if m.words > MOST_WORDS {
            return None;
        }
        let announces = |&(section, longer): &(Section, bool)| {
            m.hits.whole.contains(section) || (longer && m.hits.start.contains(section))
        };
        SECTIONS.into_iter().find(announces).map(|(section, _)| section)
    }

    /// Whether a line is quoted from a letter, as the one above it is. One by itself may be a link:
    /// "> Related news".
    fn is_quoted(&self, at: usize) -> bool {
        let is_marked = |at: usize| self.page.whole(self.line(at)).starts_with('>');
        is_marked(at) && at.checked_sub(1).is_some_and(is_marked)
    }

    /// Whether what the line announces stands below it.
    fn is_heading(&self, section: Section, at: usize) -> bool {
        let elsewhere = match section {
            Section::Related => leads_on(self.text(at)),
            // Of comments it may be told that they are those of the article above, whatever
            // stands below.
            Section::Comments => {
                let is_below = at > self.text
                    && self.around[at].prose_before >= ARTICLE_WORDS
                    && self.tells_comments(at);
                let heads_none = self.heads_the_article(at) || self.follows_nothing();
                self.is_of_each_post(at) || (!is_below && heads_none)
            }
            Section::Newsletter => self.around[at].short_run >= MENU_LINES,
            _ => false,
        };
        !elsewhere && !self.is_tab(at)
    }

    /// Whether a heading can only be that of readers' comments: it has their number, or more words
    /// than one. "Discussion" and "4 Discussion" behind "3 Results" head a part of the article as
    /// often.
    fn tells_comments(&self, at: usize) -> bool {
        let (text, m) = (self.text(at), &self.measures[at]);
        let counted = match leading_number(text) {
            Some(number) => {
                !number.checked_sub(1).is_some_and(|last| self.numbered.contains(&last))
            }
            None => m.numbers > 0,
        };
        let whole = m.hits.whole.contains(Section::Comments);
        (whole && (counted || m.words > m.numbers + 1)) || self.counts_thoughts(at)
    }

    /// Whether a line counts what was said of an article, and names it: `3 thoughts on "Barge
    /// closes harbour"`, as blogs head their comments.
    fn counts_thoughts(&self, at: usize) -> bool {
        let m = &self.measures[at];
        m.hits.inside.contains(Section::Comments)
            && m.words <= TITLED_WORDS
            && leading_number(self.text(at)).is_some()
    }

    /// Whether "5 Comments" stands above the article that was commented on: what follows are
    /// paragraphs one after the other, without the buttons and names between comments.
    fn heads_the_article(&self, at: usize) -> bool {
        /// Lines within which the article begins.
        const REACH: usize = 15;
        let near = at + 1..(at + REACH).min(self.around.len());
        let begins = |&next: &usize| running(self.measures, self.around, next);
        let Some(first) = near.into_iter().find(begins) else { return false };
        let comment = Section::Reply | Section::Comments;
        self.measures[at + 1..first].iter().all(|m| (m.hits.any() & comment).is_empty())
    }

    /// Whether each post of a list, each answer of a thread has such a line of its own.
    fn is_of_each_post(&self, at: usize) -> bool {
        let m = &self.measures[at];
        let least = if m.numbers > 0 { POSTS * COUNTERS } else { POSTS };
        let times = m.outline.and_then(|outline| self.times.get(&outline));
        times.is_some_and(|&times| times >= least)
    }

    /// Whether nothing that could be commented on stands above, on a page that has no running text
    /// at all: "Comments" above a list of teasers counts theirs.
    fn follows_nothing(&self) -> bool {
        self.text == usize::MAX && !self.said
    }

    /// Whether the line is a link to the section rather than its heading: a tab, a counter.
    fn is_tab(&self, at: usize) -> bool {
        /// Share of the line that a link takes, if it is the line.
        const MOST_OF_IT: f32 = 0.8;
        let heading = matches!(self.line(at).form, Form::Heading(_));
        let is_link = |inside: &Inside| inside.link_share > MOST_OF_IT;
        !heading && self.inside.get(at).is_some_and(is_link)
    }
}

/// Whether the line names the article that it asks to read: "Read also: Barge closes harbour". A
/// heading has nothing behind its colon.
fn leads_on(text: &str) -> bool {
    [": ", "："]
        .iter()
        .any(|colon| text.split_once(colon).is_some_and(|(_, title)| !title.trim().is_empty()))
}

/// The number that a text begins with.
fn leading_number(text: &str) -> Option<u32> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text[..end].parse().ok()
}
