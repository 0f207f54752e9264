//! How many lines have which bits.

use serde::{Deserialize, Serialize};

/// The lowest bits that have a bin of their own; lower ones are in it too, as higher ones are in
/// the highest. A bin is a bit wide.
pub const LEAST_SCORE: i32 = -20;

/// How many bins there are: as many above none as below.
const BINS: usize = 40;

/// Lines by their bits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// Kept lines by bin, from [`LEAST_SCORE`] on.
    pub kept: Vec<u64>,
    /// Dropped lines by bin.
    pub dropped: Vec<u64>,
}

impl Scores {
    pub(super) fn count(&mut self, bits: f64, keep: bool) {
        let bins = if keep { &mut self.kept } else { &mut self.dropped };
        bins.resize(BINS, 0);
        let bin = (bits.floor() as i32).saturating_sub(LEAST_SCORE);
        bins[bin.clamp(0, BINS as i32 - 1) as usize] += 1;
    }

    pub(super) fn add(&mut self, other: &Scores) {
        for (sum, more) in [(&mut self.kept, &other.kept), (&mut self.dropped, &other.dropped)] {
            sum.resize(sum.len().max(more.len()), 0);
            sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_past_the_last_bin_is_in_it() {
        let mut scores = Scores::default();
        for bits in [-1000.0, -20.0, -0.01, 0.0, 19.99, 1000.0] {
            scores.count(bits, true);
        }
        assert_eq!(
            (scores.kept[0], scores.kept[19], scores.kept[20], scores.kept[39]),
            (2, 1, 1, 2)
        );
        let mut sum = Scores::default();
        sum.add(&scores);
        sum.add(&scores);
        assert_eq!(sum.kept.iter().sum::<u64>(), 12);
        assert!(sum.dropped.is_empty());
    }
}
