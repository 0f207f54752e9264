//! Lines of which a part matches: kept or dropped, whichever is better for the page.

use dechaff::eval::Score;
use rustc_hash::FxHashMap;

use super::gaps::is_content;
use super::{Aligned, Matches, Words};

/// Shares of matching words between which a line may be either.
const UNCERTAIN: std::ops::Range<f64> = 0.2..0.8;
/// Times that all uncertain lines are tried; two are nearly always enough.
const ROUNDS: usize = 5;

/// The words of the kept lines against those of the reference.
struct Counts {
    /// By word: how often the reference has it, and the kept lines.
    words: FxHashMap<u32, (i64, i64)>,
    shared: i64,
    kept: i64,
    reference: i64,
}

impl Counts {
    fn flip(&mut self, line: &[u32], keep: bool) {
        for word in line {
            let (reference, kept) = self.words.entry(*word).or_default();
            if keep {
                self.shared += i64::from(*kept < *reference);
                *kept += 1;
            } else {
                *kept -= 1;
                self.shared -= i64::from(*kept < *reference);
            }
        }
        self.kept += if keep { line.len() as i64 } else { -(line.len() as i64) };
    }

    fn f1(&self) -> f64 {
        Score::of(self.shared as usize, self.kept as usize, self.reference as usize).f1
    }
}

/// Settles the lines, and finds what the page could score with whole lines.
pub(super) fn settle(words: &Words, matches: &Matches) -> Aligned {
    let mut counts = Counts {
        words: FxHashMap::default(),
        shared: 0,
        kept: 0,
        reference: words.reference.len() as i64,
    };
    for word in &words.reference {
        counts.words.entry(*word).or_default().0 += 1;
    }
    let mut content: Vec<bool> = words
        .lines
        .iter()
        .zip(&matches.matched)
        .map(|(line, &matched)| is_content(line, matched))
        .collect();
    for (line, _) in words.lines.iter().zip(&content).filter(|(_, content)| **content) {
        counts.flip(line, true);
    }
    let uncertain: Vec<usize> = (0..words.lines.len())
        .filter(|&at| {
            let length = words.lines[at].len().max(1);
            UNCERTAIN.contains(&(matches.matched[at] as f64 / length as f64))
        })
        .collect();
    let mut best = counts.f1();
    for _ in 0..ROUNDS {
        let mut better = false;
        for &at in &uncertain {
            counts.flip(&words.lines[at], !content[at]);
            let f1 = counts.f1();
            if f1 > best {
                (best, better) = (f1, true);
                content[at] = !content[at];
            } else {
                counts.flip(&words.lines[at], content[at]);
            }
        }
        if !better {
            break;
        }
    }
    Aligned { content, best }
}
