//! A label for every line: kept lines by their form, dropped lines by the first rule that knows,
//! and where only their place speaks, by the company they keep.

mod company;
mod contacts;
mod dropped;
mod kept;
mod numerals;
mod runs;
mod zones;

use rustc_hash::FxHashSet;

use crate::label::Label;
use crate::lexicon::Section;
use crate::measure::fold::letters;
use crate::measure::{Measured, Measures};
use runs::Run;

/// Words from which a line is a headline or a sentence rather than an entry of a menu or a field of
/// a form.
const HEADLINE_WORDS: u32 = 5;

/// A page on which is settled what is kept.
struct Page<'a> {
    measured: &'a Measured<'a>,
    kept: &'a [bool],
    headline: Option<usize>,
    /// The first kept line of running text.
    body: usize,
    /// The first line below the body.
    end: usize,
    /// Whether posts with buttons and numbers between them make up the body.
    thread: bool,
    /// The lines that name authors, as letters.
    authors: Vec<String>,
    /// What the kept lines say.
    said: FxHashSet<u64>,
}

/// What a rule of labels may look at.
#[derive(Clone, Copy)]
struct Scene<'a> {
    page: &'a Page<'a>,
    zones: &'a [Option<Section>],
    runs: &'a [Option<Run>],
    /// Whether each line stands in a block of contacts.
    contacts: &'a [bool],
    at: usize,
}

/// Labels every line.
pub(super) fn labels(
    measured: &Measured<'_>,
    kept: &[bool],
    headline: Option<usize>,
) -> Vec<Label> {
    let page = Page::new(measured, kept, headline);
    let runs = runs::runs(&page);
    let (zones, contacts) = (zones::zones(&page, &runs), contacts::contacts(&page));
    let scene =
        |at: usize| Scene { page: &page, zones: &zones, runs: &runs, contacts: &contacts, at };
    let found: Vec<dropped::Found> = (0..kept.len())
        .map(|at| match kept[at] {
            true => dropped::Found::Surely(kept::label(&scene(at))),
            false => dropped::find(&scene(at)),
        })
        .collect();
    company::settle(&page, &found)
}

impl<'a> Page<'a> {
    fn new(measured: &'a Measured<'a>, kept: &'a [bool], headline: Option<usize>) -> Page<'a> {
        let lines = || 0..kept.len();
        let text = lines().find(|&at| kept[at] && measured.around[at].prose);
        let in_body = |&at: &usize| kept[at] && measured.around[at].in_mild_body;
        let last = lines().rfind(in_body).or_else(|| lines().rfind(|&at| kept[at]));
        let body = text.unwrap_or(usize::MAX);
        let last_kept = lines().rfind(|&at| kept[at]).map_or(0, |last| last + 1);
        let posts =
            (body.min(last_kept)..last_kept).filter(|&at| !kept[at] && is_post_sign(measured, at));
        let thread = posts.count() >= FEWEST_POSTS;
        let end = if thread { last_kept } else { last.map_or(usize::MAX, |last| last + 1) };
        Page {
            measured,
            kept,
            headline,
            body,
            end,
            thread,
            authors: authors(measured, headline, body, end),
            said: lines()
                .filter(|&at| kept[at])
                .map(|at| measured.measures[at].fingerprint)
                .collect(),
        }
    }

    fn text(&self, at: usize) -> &str {
        self.measured.page.words(self.measured.line(at))
    }
}

/// The lines above the end of the body that may name its authors: those of the word by, and
/// those between headline and body.
fn authors(
    measured: &Measured<'_>,
    headline: Option<usize>,
    body: usize,
    end: usize,
) -> Vec<String> {
    /// Lines that are looked at.
    const MOST: usize = 8;
    /// Words of an author's line at most, and characters: names are looked for in each line.
    const MOST_WORDS: u32 = 14;
    const MOST_CHARS: u32 = 200;
    let lines = 0..end.min(measured.measures.len());
    let head = headline.map_or(0..0, |headline| headline + 1..body.max(headline + 1));
    let names = |&at: &usize| {
        let m = &measured.measures[at];
        let names = head.contains(&at) && m.words <= MOST_WORDS && m.capital_words > 1;
        (names || m.is_byline()) && m.chars <= MOST_CHARS
    };
    let letters = |at: usize| letters(measured.page.words(measured.line(at)));
    lines.filter(names).take(MOST).map(letters).collect()
}

/// Posts of a thread.
const FEWEST_POSTS: usize = 3;

/// Whether a line is a button under a post, or a post's number.
fn is_post_sign(measured: &Measured<'_>, at: usize) -> bool {
    let m = &measured.measures[at];
    m.hits.whole.contains(Section::Reply)
        || numerals::is_ordinal(measured.page.words(measured.line(at)))
}

impl<'a> Scene<'a> {
    fn zone(&self) -> Option<Section> {
        self.zones[self.at]
    }

    fn measures(&self) -> &'a Measures {
        &self.page.measured.measures[self.at]
    }

    fn text(&self) -> &'a str {
        self.page.text(self.at)
    }

    fn is_among_teasers(&self) -> bool {
        self.zone() == Some(Section::Related)
            || self.runs[self.at].is_some_and(|run| run.label == Label::Related)
    }

    fn is_above_headline(&self) -> bool {
        self.at < self.page.headline.unwrap_or(self.page.body)
    }

    fn is_below_body(&self) -> bool {
        self.at >= self.page.end
    }
}
