//! Stencils: short lines that say the same again and again, but for their numbers and dates. A
//! program writes them around each post of a thread, each teaser of a list, each product of a shop.

use std::hash::Hasher;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};

use super::line::Measures;
use super::sums::share;

/// Words of a stencil at most: a button, a date with its label, a counter.
pub(super) const MOST_WORDS: u32 = 8;
/// Lines that say the same from which they are a stencil's: a menu stands twice on many pages.
const FEWEST: u32 = 3;
/// Lines to a stencil within which a line belongs to what the stencil is written around: a long
/// post.
const REACH: usize = 40;

/// What a line says but for its numbers and dates, word by word.
#[derive(Default)]
pub(super) struct Outline {
    hasher: FxHasher,
    last: Option<Filled>,
}

/// What a program fills in. Each is hashed by its number, of which none is 0: the hash of a 0 is
/// that of nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Filled {
    Number = 1,
    Calendar = 2,
}

impl Outline {
    /// Adds a word that stands there as it is.
    pub(super) fn word(&mut self, hash: u64) {
        self.hasher.write_u64(hash);
        self.last = None;
    }

    /// Adds a word that is filled in, unless the one before is of its kind: "3 May" and "13 May
    /// 2021, 7:04" are filled in alike, as are "12" and "1,204".
    pub(super) fn filled(&mut self, filled: Filled) {
        if self.last != Some(filled) {
            self.hasher.write_u64(filled as u64);
            self.last = Some(filled);
        }
    }

    /// The hash of all words.
    pub(super) fn hash(&self) -> u64 {
        self.hasher.finish()
    }
}

/// The stencils on a page.
#[derive(Debug)]
pub(crate) struct Stencils {
    /// How often the nearest stencil before each line, and after it, stands on the page.
    pub(crate) beside: Vec<Beside>,
    /// Share of the lines that are a stencil's.
    pub(crate) share: f32,
}

/// How often the nearest stencils stand on the page; `None` where there is none near.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Beside {
    pub(crate) before: Option<u32>,
    pub(crate) after: Option<u32>,
}

/// Finds the stencils of a page.
pub(super) fn stencils(measures: &[Measures]) -> Stencils {
    let mut firsts = FxHashMap::with_capacity_and_hasher(measures.len(), FxBuildHasher);
    let mut times = vec![0_u32; measures.len()];
    let first_of: Vec<Option<usize>> = measures
        .iter()
        .enumerate()
        .map(|(at, m)| {
            let first = *firsts.entry(m.outline?).or_insert(at);
            times[first] += 1;
            Some(first)
        })
        .collect();
    let own = |at: usize| first_of[at].map(|first| times[first]).filter(|&times| times >= FEWEST);
    let mut beside = vec![Beside::default(); measures.len()];
    let mut last = Last::default();
    for (at, beside) in beside.iter_mut().enumerate() {
        beside.before = last.pass(own(at));
    }
    let stencils = last.met;
    last = Last::default();
    for (at, beside) in beside.iter_mut().enumerate().rev() {
        beside.after = last.pass(own(at));
    }
    Stencils { beside, share: share(stencils, measures.len() as u32) }
}

/// The stencil that was met last on the way through the lines.
#[derive(Default)]
struct Last {
    times: u32,
    /// Lines in which it counts still.
    left: usize,
    /// How many were met.
    met: u32,
}

impl Last {
    /// Goes on by a line that is a stencil, or not; returns what was met before it.
    fn pass(&mut self, own: Option<u32>) -> Option<u32> {
        let near = (self.left > 0).then_some(self.times);
        self.left = self.left.saturating_sub(1);
        if let Some(times) = own {
            (self.times, self.left) = (times, REACH);
            self.met += 1;
        }
        near
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::measure::measure;
    use crate::read::{Limits, text::read};

    #[test]
    fn lines_that_differ_in_numbers_alone_have_one_outline() {
        let outline = |text: &str| {
            let page = read(text, &Limits::default());
            measure(&page, Lexicon::embedded()).measures[0].outline
        };
        assert_eq!(outline("3 May 2021 at 7:04"), outline("13 June 2021 at 17:32"));
        assert_eq!(outline("Posts: 1,204"), outline("Posts: 3"));
        assert_eq!(outline("12小时"), outline("3小时"));
        assert_ne!(outline("3 posts"), outline("3 replies"));
        assert_ne!(outline("Pier"), outline("Pier 3"));
        assert_ne!(outline("Pier"), outline("3 Pier"));
        assert_ne!(outline("Pier to pier"), outline("To pier pier"));
        assert_eq!(outline("* * *"), None);
        assert_eq!(outline("The harbour was closed on Tuesday after a barge had sunk."), None);
    }

    #[test]
    fn a_stencil_is_found_from_both_sides() {
        const THREAD: &str = "Where does the barge moor?\nQuote\n3 May 2021 at 7:04\n\
            At the pier.\nShare\nQuote\n13 May 2021 at 17:32\nIt sank.\nQuote\n";
        let page = read(THREAD, &Limits::default());
        let measured = measure(&page, Lexicon::embedded());
        let Stencils { beside, share } = measured.stencils();
        assert_eq!(beside[0], Beside { before: None, after: Some(3) });
        assert_eq!(beside[4], Beside { before: Some(3), after: Some(3) });
        assert_eq!(beside[8], Beside { before: Some(3), after: None });
        assert!((share - 3.0 / 9.0).abs() < 1e-6);
    }

    #[test]
    fn a_stencil_does_not_reach_across_a_chapter() {
        let lines: String = (0..REACH).map(|at| format!("Chapter x{}\n", word(at))).collect();
        let page = read(&format!("Quote\nQuote\nQuote\n{lines}It sank."), &Limits::default());
        let measured = measure(&page, Lexicon::embedded());
        let beside = &measured.stencils().beside;
        assert_eq!((beside[2 + REACH].before, beside[3 + REACH].before), (Some(3), None));
    }

    /// A word for a number, another for each.
    fn word(number: usize) -> String {
        [number / 26, number % 26].map(|digit| char::from(b'a' + digit as u8)).iter().collect()
    }
}
