//! Sums over the lines of a page, so that any stretch of it is measured in constant time.

use std::ops::{Add, Range, Sub};

use super::line::Measures;
use crate::lexicon::Section;
use crate::page::{Form, Page};

/// Words of a short line at most.
pub(crate) const SHORT_WORDS: u32 = 6;

/// What a stretch of lines adds up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) lines: u32,
    pub(crate) words: u32,
    /// Words in lines of running text, and the number of those lines.
    pub(crate) prose_words: u32,
    pub(crate) prose_lines: u32,
    /// Lines of [`SHORT_WORDS`] or fewer.
    pub(crate) short_lines: u32,
    /// Lines with a phrase of the lexicon.
    pub(crate) phrase_lines: u32,
    /// Lines that are a date or announce one.
    pub(crate) date_lines: u32,
    pub(crate) price_lines: u32,
    /// Lines with a phrase of a comment, or of the buttons around one.
    pub(crate) comment_lines: u32,
    /// Lines with a phrase of a teaser, or of a heading over teasers.
    pub(crate) teaser_lines: u32,
    pub(crate) headings: u32,
    pub(crate) chars: u32,
    /// Characters inside links; 0 for flat text.
    pub(crate) link_chars: u32,
}

/// Applies an operator to every field.
macro_rules! field_by_field { ($trait:ident $method:ident $op:tt) => {
    impl $trait for Sum {
        type Output = Sum;

        fn $method(self, other: Sum) -> Sum {
            Sum {
                lines: self.lines $op other.lines,
                words: self.words $op other.words,
                prose_words: self.prose_words $op other.prose_words,
                prose_lines: self.prose_lines $op other.prose_lines,
                short_lines: self.short_lines $op other.short_lines,
                phrase_lines: self.phrase_lines $op other.phrase_lines,
                date_lines: self.date_lines $op other.date_lines,
                price_lines: self.price_lines $op other.price_lines,
                comment_lines: self.comment_lines $op other.comment_lines,
                teaser_lines: self.teaser_lines $op other.teaser_lines,
                headings: self.headings $op other.headings,
                chars: self.chars $op other.chars,
                link_chars: self.link_chars $op other.link_chars,
            }
        }
    }
} }

field_by_field!(Add add +);
field_by_field!(Sub sub -);

impl Sum {
    fn of(page: &Page, at: usize, m: &Measures, prose: bool) -> Sum {
        let (line, hits) = (&page.lines[at], m.hits.furniture());
        let one = |is: bool| u32::from(is);
        let has = |sections| !(hits & sections).is_empty();
        Sum {
            lines: 1,
            words: m.words,
            prose_words: if prose { m.words } else { 0 },
            prose_lines: one(prose),
            short_lines: one(m.words <= SHORT_WORDS),
            phrase_lines: one(!hits.is_empty()),
            date_lines: one(m.is_date() || hits.contains(Section::Date)),
            price_lines: one(m.has_price),
            comment_lines: one(has(Section::Reply | Section::Comments)),
            teaser_lines: one(has(Section::Teaser | Section::Related)),
            headings: one(matches!(line.form, Form::Heading(_))),
            chars: m.chars,
            link_chars: line.place.map_or(0, |place| place.link_chars as u32),
        }
    }

    /// Share of the words that are in lines of running text.
    pub(crate) fn prose_share(&self) -> f32 {
        share(self.prose_words, self.words)
    }

    /// Share of the characters that are inside links.
    pub(crate) fn link_share(&self) -> f32 {
        share(self.link_chars, self.chars)
    }
}

/// Sums of the lines before each line, and of all of them.
#[derive(Debug, Default)]
pub(crate) struct Sums {
    before: Vec<Sum>,
}

impl Sums {
    /// Sums up a page; `prose` tells the lines of running text.
    pub(crate) fn new(page: &Page, measures: &[Measures], prose: impl Fn(usize) -> bool) -> Sums {
        let mut before = Vec::with_capacity(measures.len() + 1);
        let mut sum = Sum::default();
        before.push(sum);
        for (at, m) in measures.iter().enumerate() {
            sum = sum + Sum::of(page, at, m, prose(at));
            before.push(sum);
        }
        Sums { before }
    }

    /// What the lines of a stretch add up to.
    pub(crate) fn of(&self, lines: &Range<usize>) -> Sum {
        self.before[lines.end] - self.before[lines.start]
    }

    /// The same for the lines up to `reach` before and after a line, its own included.
    pub(crate) fn near(&self, at: usize, reach: usize) -> Sum {
        let end = (at + reach + 1).min(self.before.len() - 1);
        self.of(&(at.saturating_sub(reach)..end))
    }

    /// What all lines add up to.
    pub(crate) fn page(&self) -> Sum {
        self.before.last().copied().unwrap_or_default()
    }
}

/// A part of a whole; 0 where the whole is nothing.
pub(crate) fn share(part: u32, whole: u32) -> f32 {
    part as f32 / whole.max(1) as f32
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::measure::measure;
    use crate::read::{Limits, text::read};

    #[test]
    fn a_stretch_adds_up_whatever_surrounds_it() {
        let page = read("Home\nNews\n\n€5 a day\nIt rained.\n", &Limits::default());
        let measured = measure(&page, Lexicon::embedded());
        let sums = measured.sums();
        let stretch = sums.of(&(2..4));
        assert_eq!((stretch.lines, stretch.words, stretch.price_lines), (2, 5, 1));
        assert_eq!(sums.near(0, 1), sums.of(&(0..2)));
        assert_eq!(sums.page().lines, 4);
    }
}
