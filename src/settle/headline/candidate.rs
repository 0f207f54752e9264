//! A line that may be the headline, and what the cues look at.

use std::cell::OnceCell;
use std::ops::RangeInclusive;

use rustc_hash::FxHashMap;

use crate::lexicon::Section;
use crate::measure::fold::letters;
use crate::measure::topic::{TELLING_LETTERS, Telling, Words};
use crate::measure::{Around, Last, Measured, Measures, OPENING_LINES, says_a_part};
use crate::page::{Form, Line, Marker};

/// Words that most headlines have.
pub(super) const USUAL_WORDS: RangeInclusive<u32> = 4..=20;
/// Words of a headline.
const WORDS: RangeInclusive<u32> = 1..=32;
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
    about: Words,
    /// Letters of the title and of the site's name that the document's head gives.
    title: Option<String>,
    site: Option<String>,
    /// The first line that may be the headline.
    first: usize,
    /// Lines that say another line below and add to it, with that line.
    announcements: Vec<(usize, usize)>,
    /// How often the lines above the body stand again below its beginning: in the text kept, and
    /// below it.
    copies_below: FxHashMap<u64, Copies>,
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

/// A line that may be the headline.
pub(super) struct Candidate<'a> {
    pub(super) at: usize,
    pub(super) measured: &'a Measured<'a>,
    pub(super) surroundings: &'a Surroundings<'a>,
    pub(super) line: &'a Line,
    pub(super) measures: &'a Measures,
    pub(super) around: &'a Around,
    telling: OnceCell<Telling>,
    pub(super) named: Named,
    /// A line above has it with the site's name behind it, or as the last step of the way to it.
    pub(super) announced: bool,
    /// It is such a line, and another below is what it says.
    pub(super) announces: bool,
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

    fn named(&self, line: &str) -> Named {
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

impl<'a> Candidate<'a> {
    /// The line, if it can be a headline at all.
    pub(super) fn new(
        measured: &'a Measured<'a>,
        surroundings: &'a Surroundings<'a>,
        at: usize,
    ) -> Option<Candidate<'a>> {
        let (line, m, around) = (measured.line(at), &measured.measures[at], &measured.around[at]);
        if !WORDS.contains(&m.words) || m.is_date() || matches!(line.form, Form::Table | Form::Code)
        {
            return None;
        }
        let text = measured.page.words(line);
        let candidate = Candidate {
            at,
            measured,
            surroundings,
            line,
            measures: m,
            around,
            telling: OnceCell::new(),
            named: surroundings.named(text),
            announced: surroundings.announcements.iter().any(|&(_, below)| below == at),
            announces: surroundings.announcements.iter().any(|&(above, _)| above == at),
        };
        // The first paragraph is no headline, unless the page's title says so.
        let paragraph = around.prose && at >= surroundings.body && candidate.named == Named::No;
        // Below its beginning, a text repeats its headline in boxes and players.
        let repeats =
            measured.page.tree.is_some() && at > surroundings.body && around.copied_before;
        (!paragraph && !repeats && !candidate.is_one_of_a_pair()).then_some(candidate)
    }

    /// Whether the line is one of a caption's copies, one right under the other.
    fn is_one_of_a_pair(&self) -> bool {
        let same = |other: usize| {
            self.measured.measures.get(other).is_some_and(|m| {
                m.fingerprint == self.measures.fingerprint
                    && self.measured.line(other).marker == self.line.marker
            })
        };
        self.line.form == Form::Text && (same(self.at + 1) || (self.at > 0 && same(self.at - 1)))
    }

    /// The line's words that show what it is about.
    pub(super) fn telling(&self) -> Telling {
        let about = &self.surroundings.about;
        *self.telling.get_or_init(|| self.measured.telling(self.at, about))
    }

    pub(super) fn text(&self) -> &'a str {
        self.measured.page.words(self.line)
    }

    /// Lines between the candidate and the body.
    pub(super) fn distance(&self) -> usize {
        self.surroundings.body.saturating_sub(self.at)
    }

    pub(super) fn copies_below(&self) -> Copies {
        self.surroundings.copies_below.get(&self.measures.fingerprint).copied().unwrap_or_default()
    }

    /// Whether no other line touches it above; below.
    pub(super) fn parted_above(&self) -> bool {
        self.line.blank_before || self.at == 0
    }

    pub(super) fn parted_below(&self) -> bool {
        self.measured.page.lines.get(self.at + 1).is_none_or(|next| next.blank_before)
    }

    /// The lines right below, down to the body at most.
    pub(super) fn lines_below(&self, count: usize) -> std::ops::Range<usize> {
        self.at + 1..(self.at + 1 + count).min(self.surroundings.body.max(self.at + 1))
    }

    /// Whether the line right above is set like a title, and shorter.
    pub(super) fn follows_a_title(&self) -> bool {
        let Some(above) = self.at.checked_sub(1) else { return false };
        let (line, m) = (self.measured.line(above), &self.measured.measures[above]);
        USUAL_WORDS.contains(&m.words)
            && m.words < self.measures.words
            && matches!(m.last, Last::Open | Last::Digit | Last::Question)
            && line.marker == Marker::None
            && (line.blank_before || above == 0)
            && m.hits.any().is_empty()
            && m.separators == 0
            && !m.is_date()
            && !m.is_byline()
    }

    /// Words of running text that stand between the line and the body it would head, or that
    /// stand above it, below the body's beginning.
    pub(super) fn words_between(&self) -> u32 {
        let words = |at: usize| self.measured.around[at].prose_before;
        words(self.surroundings.body).abs_diff(words(self.at))
    }

    /// Whether the line is the author's, or begins like one or like a caption.
    pub(super) fn is_about_the_article(&self) -> bool {
        let credits = Section::Caption | Section::Byline | Section::Consent | Section::Date;
        self.measures.is_byline() || !(self.measures.hits.start & credits).is_empty()
    }

    /// Whether the lines right above are a list's or a menu's.
    pub(super) fn follows_a_menu(&self) -> bool {
        let Some(above) = self.at.checked_sub(1) else { return false };
        self.line.marker == Marker::None
            && (self.measured.line(above).marker != Marker::None
                || self.measured.around[above].short_run > MENU_LINES)
    }
}

/// Lines of a run of short lines that is a menu.
const MENU_LINES: u32 = 8;
