//! How far a figure over pages could be off, had other pages been drawn.

use std::iter::Sum;

use serde::Serialize;

/// Bounds of a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Interval {
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

/// How often the pages are drawn again. A thousand settle the third digit of the bounds.
const DRAWS: usize = 1000;
/// Share of the draws left out at each end, for 95% between them.
const TAIL: f64 = 0.025;

/// The 95% bootstrap interval of the mean of the values of pages.
pub fn interval(values: &[f64]) -> Interval {
    interval_of(values, |sum| Some(sum / values.len() as f64))
}

/// The 95% bootstrap interval (Efron 1979) of a figure that is reckoned from the sum over all
/// pages: the pages are drawn with replacement, and the figures of the draws sorted. The draws are
/// the same each time. A draw of which the figure is `None` does not count.
pub fn interval_of<T: Copy + Sum>(pages: &[T], figure: impl Fn(T) -> Option<f64>) -> Interval {
    let mut random = SplitMix { state: pages.len() as u64 };
    let draw = |_| figure(pages.iter().map(|_| pages[random.below(pages.len())]).sum());
    let mut figures: Vec<f64> = (0..DRAWS).filter_map(draw).collect();
    figures.sort_by(f64::total_cmp);
    let tail = (figures.len() as f64 * TAIL) as usize;
    match (figures.get(tail), figures.iter().nth_back(tail)) {
        (Some(&low), Some(&high)) if !pages.is_empty() => Interval { low, high },
        _ => Interval::default(),
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same on every machine.
struct SplitMix {
    state: u64,
}

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        // The high half of the product spreads over the bound as evenly as a remainder would.
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_holds_the_mean_and_is_the_same_each_time() {
        let values: Vec<f64> = (0..200).map(|n| f64::from(n % 10) / 10.0).collect();
        let first = interval(&values);
        assert!(first.low < 0.45 && first.high > 0.45, "{first:?}");
        // The normal approximation gives 0.45 ± 0.04.
        assert!((first.high - first.low - 0.08).abs() < 0.02, "{first:?}");
        assert_eq!(first, interval(&values));
    }

    #[test]
    fn equal_values_leave_no_doubt() {
        assert_eq!(interval(&[0.5; 9]), Interval { low: 0.5, high: 0.5 });
        assert_eq!(interval(&[]), Interval::default());
    }
}
