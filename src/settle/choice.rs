//! Which lines to keep: the set whose expected F score is best.

use std::cmp::Reverse;

use crate::judge::{Bits, Judged};
use crate::measure::Measured;

/// Which mistake is worse: keeping furniture or losing text. It moves the choice of lines and
/// nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lean {
    /// Furniture kept is twice as bad as text lost.
    Precision,
    /// Both are as bad.
    #[default]
    Balanced,
    /// Text lost is twice as bad as furniture kept.
    Recall,
}

impl Lean {
    /// The beta of the F score that is maximised: how many times recall outweighs precision (van
    /// Rijsbergen 1979).
    const fn beta(self) -> f32 {
        match self {
            Lean::Precision => 0.5,
            Lean::Balanced => 1.0,
            Lean::Recall => 2.0,
        }
    }
}

/// Least probability of the best line for the page to have any content at all. Of the pages of WCXB
/// whose best line has less, none gains by keeping lines; of the eight with 0.3 to 0.5 and a
/// reference, HTML and flat, six do.
const LEAST_BEST: f32 = 0.3;
/// Least probability of a line that is kept, however poor the page.
const LEAST_KEPT: f32 = 0.1;

/// The lines of a page are misjudged together: where one is wanted that did not look like it, so are
/// others. A page may want less than its bits say by this, or more, and both are as likely. Set by
/// cross-validation: WCXB gains .0022 on HTML and .0025 on flat text over lines that are misjudged
/// each by itself, and the same within a thousandth with 2 bits or 3.5.
const OFF_TOGETHER: [Bits; 2] = [Bits::hundredths(-250), Bits::hundredths(250)];

/// Chooses the lines to keep: the set of best expected F score. It is always the likeliest lines
/// down to some probability (Lipton, Elkan and Naryanaswamy 2014), whatever all of them are off
/// by, so one pass over the sorted lines finds it.
pub(super) fn choose(measured: &Measured<'_>, judged: &Judged, lean: Lean) -> Vec<bool> {
    let words = measured.measures.iter().map(|measures| measures.words.max(1) as f32);
    let mut lines: Vec<(Bits, f32)> = judged.bits.iter().copied().zip(words).collect();
    lines.sort_by_key(|&(bits, _)| Reverse(bits));
    let least = least_kept(&lines, lean);
    let has_content = lines.first().is_some_and(|(bits, _)| bits.probability() >= LEAST_BEST);
    let is_kept = |&bits: &Bits| has_content && bits >= least && bits.probability() >= LEAST_KEPT;
    judged.bits.iter().map(is_kept).collect()
}

/// The bits down to which lines, likeliest first, are the set of best expected F.
fn least_kept(lines: &[(Bits, f32)], lean: Lean) -> Bits {
    let [less, more] = OFF_TOGETHER.map(|off| expected_scores(lines, off, lean));
    let (mut best, mut least) = (0.0, Bits::default());
    for (score, &(bits, _)) in less.zip(more).map(|(less, more)| less + more).zip(lines) {
        if score > best {
            (best, least) = (score, bits);
        }
    }
    least
}

/// The expected F of the likeliest line, of the two likeliest and so on, if all bits are off by
/// some: with probabilities p and words n, (1 + b²) Σkept n p / (Σkept n + b² Σall n p).
fn expected_scores(lines: &[(Bits, f32)], off: Bits, lean: Lean) -> impl Iterator<Item = f32> {
    let weight = lean.beta().powi(2);
    let wanted: Vec<f32> =
        lines.iter().map(|&(bits, words)| words * (bits + off).probability()).collect();
    let all: f32 = wanted.iter().sum();
    let (mut found, mut size) = (0.0, 0.0);
    lines.iter().zip(wanted).map(move |((_, words), wanted)| {
        found += wanted;
        size += words;
        (1.0 + weight) * found / (size + weight * all)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of some bits and words, likeliest first, and the bits down to which they are kept.
    fn kept(lines: &[(i32, f32)], lean: Lean) -> i32 {
        let lines: Vec<(Bits, f32)> =
            lines.iter().map(|&(bits, words)| (Bits::hundredths(100 * bits), words)).collect();
        least_kept(&lines, lean).get() as i32
    }

    #[test]
    fn a_doubtful_line_is_kept_where_little_else_is_sure() {
        assert_eq!(kept(&[(8, 500.0), (-1, 20.0), (-9, 20.0)], Lean::Balanced), 8);
        assert_eq!(kept(&[(1, 20.0), (-1, 20.0), (-9, 20.0)], Lean::Balanced), -1);
    }

    #[test]
    fn a_lean_moves_how_much_is_kept() {
        let lines: Vec<(i32, f32)> = (-6..=6).rev().map(|bits| (bits, 20.0)).collect();
        let [few, some, many] =
            [Lean::Precision, Lean::Balanced, Lean::Recall].map(|lean| kept(&lines, lean));
        assert!(few > some && some > many, "{few} {some} {many}");
    }
}
