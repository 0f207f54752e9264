//! What is found once for all lines that may be the headline: what the text is about, and which
//! lines announce another.

use std::ops::RangeInclusive;

use crate::measure::fold::letters;
use crate::measure::topic::{Passages, TELLING_LETTERS, Words};
use crate::measure::{Measured, OPENING_LINES, says_a_part};
use crate::page::Form;

/// Words of a line that announces the headline and adds the site's name or the way to the page.
const ANNOUNCING_WORDS: RangeInclusive<u32> = 3..=48;

/// Words of the text that are looked at for what it is about; a headline is about its beginning.
const MOST_ABOUT: usize = 300;

/// What is found once for all candidates of a page.
pub(super) struct Surroundings<'a> {
    measured: &'a Measured<'a>,
    /// The first line of the text, below which few headlines stand.
    pub(super) text_at: usize,
    /// The first line that is kept, whatever it is.
    pub(super) first_kept: usize,
    /// Words that show what the text is about, and its first paragraphs.
    pub(super) about: Words,
    pub(super) passages: Passages,
    /// Letters of the title and of the site's name that the document's head gives.
    title: Option<String>,
    site: Option<String>,
    /// The first line that may be the headline.
    first: usize,
    /// Lines that say another line below and add to it, with that line.
    pub(super) announcements: Vec<(usize, usize)>,
}

/// How the title of the document's head is related to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// The head names no title, or another.
    No,
    /// One is a part of the other.
    Part,
    /// They say the same.
    Same,
    /// The line is the site's name.
    Site,
}

impl<'a> Surroundings<'a> {
    /// Looks around the lines that may be the headline of the text.
    pub(super) fn new(
        measured: &'a Measured<'a>,
        kept: &[bool],
        text_at: usize,
        lines: RangeInclusive<usize>,
    ) -> Surroundings<'a> {
        let metadata = &measured.page.metadata;
        let spelled = |name: &Option<String>| {
            name.as_deref().map(letters).filter(|letters| !letters.is_empty())
        };
        let prose = || (0..kept.len()).filter(|&at| kept[at] && measured.around[at].prose);
        Surroundings {
            measured,
            text_at,
            first_kept: kept.iter().position(|&kept| kept).unwrap_or(text_at),
            about: measured.about(prose(), MOST_ABOUT),
            passages: measured.passages(prose()),
            title: spelled(&metadata.title),
            site: spelled(&metadata.site),
            first: *lines.start(),
            announcements: announcements(measured, lines),
        }
    }

    /// Of the copies of a line down to the text, the one that is the headline: the heading of
    /// the first rank, and the nearest to the text. A breadcrumb's copy has a marker.
    pub(super) fn best_copy(&self, at: usize) -> usize {
        let line = |at: usize| self.measured.line(at);
        let m = |at: usize| &self.measured.measures[at];
        let rank = |at: usize| match line(at).form {
            Form::Heading(rank) => rank,
            _ => u8::MAX,
        };
        let same = |&other: &usize| {
            m(other).fingerprint == m(at).fingerprint && line(other).marker == line(at).marker
        };
        let copies = (self.first..self.text_at.max(at + 1)).filter(same);
        copies.rev().min_by_key(|&other| rank(other)).unwrap_or(at)
    }

    /// How the document's head names a line.
    pub(super) fn named(&self, line: &str) -> Named {
        if self.title.is_none() && self.site.is_none() {
            return Named::No;
        }
        let line = letters(line);
        let line = line.as_str();
        if self.site.as_deref() == Some(line) {
            return Named::Site;
        }
        let Some(title) = self.title.as_deref() else { return Named::No };
        // Asked of lines that are half as long as the title at least, which few can be.
        let is_most =
            || line.len() * 2 > title.len() && (title.contains(line) || line.contains(title));
        if title == line {
            Named::Same
        } else if line.len() >= TELLING_LETTERS * 3 && (title.starts_with(line) || is_most()) {
            Named::Part
        } else {
            // The part behind the headline is the site's name.
            Named::No
        }
    }
}

/// The lines above which say a line below and add to it: the document's title, which has the
/// site's name behind the headline, and the way to the page, which ends with it.
fn announcements(measured: &Measured<'_>, lines: RangeInclusive<usize>) -> Vec<(usize, usize)> {
    const DASHES: [&str; 3] = [" - ", " – ", " — "];
    let text = |at: usize| measured.page.words(measured.line(at));
    let announces = |&at: &usize| {
        let m = &measured.measures[at];
        ANNOUNCING_WORDS.contains(&m.words)
            && !measured.around[at].prose
            && (at < OPENING_LINES
                || m.separators > 0
                || DASHES.iter().any(|dash| text(at).contains(dash)))
    };
    let above = (0..OPENING_LINES.min(*lines.start())).chain(lines.clone());
    let mut found = Vec::new();
    for at in above.filter(announces) {
        let longer = letters(text(at));
        let words = measured.measures[at].words;
        let below = (at + 1).max(*lines.start())..=*lines.end();
        found.extend(below.filter_map(|other| {
            let is_part = measured.measures[other].words < words
                && says_a_part(&longer, text(other), TELLING_LETTERS * 2, 1);
            is_part.then_some((at, other))
        }));
    }
    found
}
