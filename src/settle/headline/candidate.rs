//! A line that may be the headline, and what the cues look at.

use std::cell::OnceCell;
use std::ops::RangeInclusive;

use super::surroundings::{Named, Surroundings};
use crate::lexicon::Section;
use crate::measure::topic::Telling;
use crate::measure::{Around, Last, Measured, Measures};
use crate::page::{Form, Line, Marker};

/// Words that most headlines have.
pub(super) const USUAL_WORDS: RangeInclusive<u32> = 4..=20;
/// Words of a headline.
const WORDS: RangeInclusive<u32> = 1..=32;

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
        // A paragraph is no headline, unless the page's title says so, and below the first of them a
        // short sentence is one too. A question above a flat text reads like a paragraph;
        // HTML says of it that it is a heading.
        let reads_on =
            at > surroundings.text_at && line.form == Form::Text && m.last == Last::Sentence;
        let asks = measured.page.tree.is_none()
            && at == surroundings.text_at
            && m.last == Last::Question
            && USUAL_WORDS.contains(&m.words)
            && candidate.parted_above()
            && candidate.parted_below();
        let paragraph = (around.prose && at >= surroundings.text_at || reads_on)
            && candidate.named == Named::No
            && !asks;
        // Below its beginning, a text repeats its headline in boxes and players.
        let repeats =
            measured.page.tree.is_some() && at > surroundings.text_at && around.copied_before;
        (!paragraph && !repeats).then_some(candidate)
    }

    /// Whether a copy of the line stands right below it, and none above.
    pub(super) fn is_upper_of_a_pair(&self) -> bool {
        let same = |other: usize| {
            self.measured.measures.get(other).is_some_and(|m| {
                m.fingerprint == self.measures.fingerprint
                    && self.measured.line(other).marker == self.line.marker
            })
        };
        let above = self.at.checked_sub(1).is_some_and(same);
        self.line.form == Form::Text && same(self.at + 1) && !above
    }

    /// Share of the first paragraphs of the text that have one of the line's words at least.
    pub(super) fn spread(&self) -> f32 {
        self.measured.spread(self.at, &self.surroundings.passages)
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
        self.surroundings.text_at.saturating_sub(self.at)
    }

    /// Whether no other line touches it above; below.
    pub(super) fn parted_above(&self) -> bool {
        self.line.blank_before || self.at == 0
    }

    pub(super) fn parted_below(&self) -> bool {
        self.measured.page.lines.get(self.at + 1).is_none_or(|next| next.blank_before)
    }

    /// Whether nothing is kept above; in flat text, where nothing marks a heading, the line itself may
    /// be kept already.
    pub(super) fn opens_the_text(&self) -> bool {
        let flat = self.measured.page.tree.is_none();
        self.at < self.surroundings.first_kept + usize::from(flat)
    }

    /// The lines right below, down to the body at most.
    pub(super) fn lines_below(&self, count: usize) -> std::ops::Range<usize> {
        self.at + 1..(self.at + 1 + count).min(self.surroundings.text_at.max(self.at + 1))
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
            && m.hits.furniture().is_empty()
            && m.separators == 0
            && !m.is_date()
            && !m.is_byline()
    }

    /// Words of running text that stand between the line and the body it would head, or that
    /// stand above it, below the body's beginning.
    pub(super) fn words_between(&self) -> u32 {
        let words = |at: usize| self.measured.around[at].prose_before;
        words(self.surroundings.text_at).abs_diff(words(self.at))
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
