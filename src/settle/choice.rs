//! Which lines to keep: the set whose expected F score is best.

use std::cmp::Reverse;

use crate::judge::Judged;
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

/// Least probability of the best line for the page to have any content at all.
const LEAST_BEST: f32 = 0.5;
/// Least probability of a line that is kept, however poor the page.
const LEAST_KEPT: f32 = 0.1;

/// Chooses the lines to keep: with probabilities p and words n, the set that maximises the
/// expected F = (1 + b²) Σkept n p / (Σkept n + b² Σall n p). The best set is always the likeliest
/// lines down to some probability, so one pass over the sorted lines finds it (Lipton, Elkan and
/// Naryanaswamy 2014).
pub(super) fn choose(measured: &Measured<'_>, judged: &Judged, lean: Lean) -> Vec<bool> {
    let probabilities: Vec<f32> = judged.bits.iter().map(|bits| bits.probability()).collect();
    let words: Vec<f32> = measured.measures.iter().map(|m| m.words.max(1) as f32).collect();
    let expected: f32 = probabilities.iter().zip(&words).map(|(p, n)| p * n).sum();
    let weight = lean.beta().powi(2);

    // The bits of numbers that are not negative are in the order of the numbers.
    let mut order: Vec<(Reverse<u32>, usize)> =
        probabilities.iter().enumerate().map(|(at, p)| (Reverse(p.to_bits()), at)).collect();
    order.sort_unstable();
    let (mut found, mut size, mut best, mut least) = (0.0, 0.0, 0.0, f32::INFINITY);
    for &(_, at) in &order {
        found += words[at] * probabilities[at];
        size += words[at];
        let score = (1.0 + weight) * found / (size + weight * expected);
        if score > best {
            (best, least) = (score, probabilities[at]);
        }
    }
    let any = order.first().is_some_and(|&(_, at)| probabilities[at] >= LEAST_BEST);
    probabilities.iter().map(|&p| any && p >= least.max(LEAST_KEPT)).collect()
}
