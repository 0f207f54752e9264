//! Which lines of a page its reference has.
//!
//! Words match in runs, and the runs are chained in the order of the reference ([`chain`]), so
//! that a menu entry does not pass for the heading that has the same word. What lies between two
//! matched lines is compared with what lies between them in the reference, and content that was
//! moved is found last ([`gaps`]). In the end lines of which only a part matches are kept or
//! dropped, whichever gives the page the better F1 ([`flips`]).

mod chain;
mod flips;
mod gaps;
pub mod snippets;

use dechaff::eval::{Counting, words};
use rustc_hash::FxHashMap;

/// The lines of a page, told apart.
#[derive(Debug)]
pub struct Aligned {
    /// Whether a line is content.
    pub content: Vec<bool>,
    /// F1 of the page if exactly the content is kept.
    pub best: f64,
}

/// Share of a line's words from which it is content.
const MOST_OF_A_LINE: f64 = 0.5;
/// Words of a run that matches by more than chance.
const RUN: usize = 3;

/// A page's lines and its reference as numbered words.
#[derive(Debug, Default)]
struct Words {
    /// The words of every line.
    lines: Vec<Vec<u32>>,
    /// The words of the reference.
    reference: Vec<u32>,
    /// Where the lines of the reference begin and end.
    reference_lines: Vec<std::ops::Range<usize>>,
}

/// What is matched so far.
struct Matches {
    /// Words of every line that match.
    matched: Vec<usize>,
    /// The part of the reference that a line matches, from the first word to behind the last.
    places: Vec<Option<(usize, usize)>>,
    /// The words of the reference that are matched.
    used: Vec<bool>,
}

impl Matches {
    /// Notes that a line matches words of the reference.
    fn add(&mut self, line: usize, reference: impl Iterator<Item = usize>) {
        for at in reference {
            if std::mem::replace(&mut self.used[at], true) {
                continue;
            }
            self.matched[line] += 1;
            let (from, to) = self.places[line].unwrap_or((at, at + 1));
            self.places[line] = Some((from.min(at), to.max(at + 1)));
        }
    }
}

/// Tells the lines of a page apart by its reference.
pub fn align(lines: &[&str], reference: &str) -> Aligned {
    let words = Words::new(lines, reference);
    let mut matches = Matches {
        matched: vec![0; lines.len()],
        places: vec![None; lines.len()],
        used: vec![false; words.reference.len()],
    };
    chain::chain(&words, &mut matches);
    gaps::fill(&words, &mut matches);
    gaps::moved(&words, &mut matches);
    flips::settle(&words, &matches)
}

impl Words {
    fn new(lines: &[&str], reference: &str) -> Words {
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        let mut numbered = |text: &str| -> Vec<u32> {
            words(text, Counting::Characters)
                .into_iter()
                .map(|word| {
                    let next = numbers.len() as u32;
                    *numbers.entry(word).or_insert(next)
                })
                .collect()
        };
        let mut all = Words::default();
        for line in reference.lines() {
            let start = all.reference.len();
            all.reference.extend(numbered(line));
            if all.reference.len() > start {
                all.reference_lines.push(start..all.reference.len());
            }
        }
        all.lines = lines.iter().map(|line| numbered(line)).collect();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(page: &str, reference: &str) -> String {
        let lines: Vec<&str> = page.lines().collect();
        let aligned = align(&lines, reference);
        aligned.content.iter().map(|&content| if content { 'k' } else { '.' }).collect()
    }

    #[test]
    fn the_order_of_the_reference_decides_between_copies() {
        let page = "Home\nHarbour news\nThe pier\nThe harbour was closed on Tuesday.\nThe pier\n\
                    Divers looked at the old pier again.\nShare\nThe pier";
        let reference =
            "The harbour was closed on Tuesday.\nThe pier\nDivers looked at the old pier again.";
        assert_eq!(content(page, reference), "...kkk..");
    }

    #[test]
    fn a_line_split_or_joined_in_the_reference_is_found() {
        let page = "The harbour was closed\non Tuesday after a storm.\nMore news for you today";
        assert_eq!(content(page, "The harbour was closed on Tuesday after a storm."), "kk.");
    }

    #[test]
    fn moved_content_is_found() {
        let page = "The very last paragraph of the page stands first here.\n\
                    The harbour was closed on Tuesday after a barge had struck the pier.";
        let reference = "The harbour was closed on Tuesday after a barge had struck the pier.\n\
                         The very last paragraph of the page stands first here.";
        assert_eq!(content(page, reference), "kk");
    }

    #[test]
    fn a_page_without_reference_has_no_content() {
        assert_eq!(content("Home\nThe harbour was closed.", ""), "..");
        assert_eq!(align(&[], "The harbour").best, 0.0);
    }
}
