//! What is found once for all lines that may be the headline: what the text is about, which lines
//! announce another, which stand again below.

use std::ops::RangeInclusive;

use rustc_hash::FxHashMap;

use crate::measure::fold::letters;
use crate::measure::topic::{TELLING_LETTERS, Words};
use crate::measure::{Measured, OPENING_LINES, says_a_part};
use crate::page::Form;

/// Words of a line that announces the headline and adds the site's name or the way to the page.
const ANNOUNCING_WORDS: RangeInclusive<u32> = 3..=48;

/// Words of the body that are looked at for what it is about; a headline is about its beginning.
const MOST_ABOUT: usize = 300;

/// What is found once for all candidates of a page.
pub(super) struct Surroundings<'a> {
    measured: &'a Measured<'a>,
    /// The first line of the body.
    pub(super) body: usize,
    /// Words that show what the body is about.
    pub(super) about: Words,
    /// Letters of the title and of the site's name that the document's head gives.
    title: Option<String>,
    site: Option<String>,
    /// The first line that may be the headline.
    first: usize,
    /// Lines that say another line below and add to it, with that line.
    pub(super) announcements: Vec<(usize, usize)>,
    /// How often the lines above the body stand again below its beginning: in the text kept, and
    /// below it.
    pub(super) copies_below: FxHashMap<u64, Copies>,
}

/// Copies of a line below the beginning of the body.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Copies {
    pub(super) in_body: u32,
    pub(super) below_body: u32,
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
    /// Looks around the lines that may be the headline of the body.
    pub(super) fn new(
        measured: &'a Measured<'a>,
        kept: &[bool],
        body: usize,
        lines: RangeInclusive<usize>,
    ) -> Surroundings<'a> {
        let metadata = &measured.page.metadata;
        let announcements = announcements(measured, lines.clone());
        let prose = (0..kept.len()).filter(|&at| kept[at] && measured.around[at].prose);
        Surroundings {
            measured,
            body,
            about: measured.about(prose, MOST_ABOUT),
            title: metadata.title.as_deref().map(letters),
            site: metadata.site.as_deref().map(letters),
            first: *lines.start(),
            announcements,
            copies_below: copies_below(measured, kept, body, lines),
        }
    }

    /// Of the copies of a line down to the body, the one that is the headline: the heading of
    /// the first rank, and the nearest to the body. A breadcrumb's copy has a marker.
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
        let copies = (self.first..self.body.max(at + 1)).filter(same);
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
        let is_part =
            line.len() >= TELLING_LETTERS * 3 && (title.contains(line) || line.contains(title));
        if title == line {
            Named::Same
        } else if is_part && (line.len() * 2 > title.len() || title.starts_with(line)) {
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

/// Counts how often lines stand again below the beginning of the body.
fn copies_below(
    measured: &Measured<'_>,
    kept: &[bool],
    body: usize,
    lines: RangeInclusive<usize>,
) -> FxHashMap<u64, Copies> {
    let fingerprint = |at: usize| measured.measures[at].fingerprint;
    let mut copies: FxHashMap<u64, Copies> = lines
        .filter(|&at| measured.around[at].copies > 1)
        .map(|at| (fingerprint(at), Copies::default()))
        .collect();
    if copies.is_empty() {
        return copies;
    }
    let last = (body..kept.len()).rfind(|&at| kept[at]).unwrap_or(body);
    for at in (body + 1..kept.len()).filter(|&at| measured.around[at].copied_before) {
        if let Some(copies) = copies.get_mut(&fingerprint(at)) {
            *(if at < last { &mut copies.in_body } else { &mut copies.below_body }) += 1;
        }
    }
    copies
}
