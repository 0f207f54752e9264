//! How one tree grows: the leaf that gains most is parted next.

use dechaff::{Column, Side};
use rayon::prelude::*;

use super::condition::{Condition, SILENT};
use super::lines::{Lines, Pull};
use super::{Settings, in_turn};
use crate::table::FEWEST_LINES;

/// Two columns in five are looked at for each tree, in turn, and one part of the lines in two:
/// trees that differ say more (stochastic gradient boosting, Friedman 2002).
pub(super) const COLUMNS_IN_TURN: (u64, u64) = (2, 5);
const PARTS_IN_TURN: (u64, u64) = (1, 2);
/// Lines of a part: about a page, since its lines are right or wrong together.
const PART: usize = 256;

/// Least lines of a leaf, of those that its tree is learnt from. All of its lines together are
/// twice as many, and well above what a row of a table must rest on.
const FEWEST_IN_LEAF: usize = 100;
const _: () = assert!(FEWEST_IN_LEAF >= FEWEST_LINES);
/// Least bend of the loss over a leaf, in pages: lines of which all are sure already say little.
const LEAST_BEND: f64 = 0.001;

/// What a leaf may be worth, in nats before the rate.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    pub(super) low: f64,
    pub(super) high: f64,
}

pub(super) const FREE: Bounds = Bounds { low: f64::NEG_INFINITY, high: f64::INFINITY };

impl Bounds {
    /// The worth that lowers the loss most.
    pub(super) fn worth(self, pull: Pull, ridge: f64) -> f64 {
        (-pull.slope / (pull.bend + ridge)).clamp(self.low, self.high)
    }

    /// What the loss falls by at it.
    pub(super) fn gain(self, pull: Pull, ridge: f64) -> f64 {
        let worth = self.worth(pull, ridge);
        -(pull.slope * worth + (pull.bend + ridge) * worth * worth / 2.0)
    }
}

/// A leaf while its tree grows.
pub(super) struct Growing {
    /// Its lines, of those that the tree is learnt from.
    pub(super) lines: Vec<u32>,
    /// By column looked at, the pull of the lines in each bucket; the last is that of silence.
    pub(super) sums: Vec<Vec<Pull>>,
    pub(super) all: Pull,
    pub(super) bounds: Bounds,
    pub(super) path: Vec<(Condition, bool)>,
    /// The best way to part it, if any gains.
    pub(super) best: Option<Split>,
}

#[derive(Clone, Copy)]
pub(super) struct Split {
    pub(super) gain: f64,
    pub(super) condition: Condition,
}

/// What one tree is learnt from.
pub(super) struct Round<'a> {
    pub(super) lines: &'a Lines,
    pub(super) columns: &'a [Column],
    pub(super) looked_at: Vec<usize>,
    pub(super) pulls: Vec<Pull>,
    pub(super) settings: Settings,
}

impl Round<'_> {
    /// Grows a tree: its leaves.
    pub(super) fn grow(&self, number: usize) -> Vec<Growing> {
        let parts = self.pulls.len().div_ceil(PART);
        let lines = (0..self.pulls.len() as u32)
            .filter(|&at| in_turn(number * parts + at as usize / PART, PARTS_IN_TURN))
            .collect();
        let mut root = self.leaf(lines, None, FREE, Vec::new());
        root.best = self.best(&root);
        let mut leaves = vec![root];
        while leaves.len() < self.settings.leaves {
            let gain = |leaf: &Growing| leaf.best.map_or(0.0, |best| best.gain);
            let next =
                (0..leaves.len()).max_by(|&a, &b| gain(&leaves[a]).total_cmp(&gain(&leaves[b])));
            let Some((at, best)) = next.and_then(|at| Some((at, leaves[at].best?))) else { break };
            let parted = leaves.swap_remove(at);
            leaves.extend(self.part(parted, best.condition));
        }
        leaves
    }

    /// A leaf of some lines; `sums` where they are known.
    fn leaf(
        &self,
        lines: Vec<u32>,
        sums: Option<Vec<Vec<Pull>>>,
        bounds: Bounds,
        path: Vec<(Condition, bool)>,
    ) -> Growing {
        let sums = sums.unwrap_or_else(|| self.sums(&lines));
        let all = sums.first().into_iter().flatten().fold(Pull::default(), |mut all, &pull| {
            all.add(pull);
            all
        });
        Growing { lines, sums, all, bounds, path, best: None }
    }

    fn sums(&self, lines: &[u32]) -> Vec<Vec<Pull>> {
        let of = |&column: &usize| {
            let size = self.columns[column].buckets.len();
            let mut sums = vec![Pull::default(); size + 1];
            let buckets = &self.lines.columns[column];
            for &line in lines {
                let line = line as usize;
                sums[usize::from(buckets[line]).min(size)].add(self.pulls[line]);
            }
            sums
        };
        self.looked_at.par_iter().map(of).collect()
    }

    /// Parts a leaf: where the condition holds, and where not.
    fn part(&self, leaf: Growing, condition: Condition) -> [Growing; 2] {
        let buckets = &self.lines.columns[condition.column];
        let (held, failed): (Vec<u32>, Vec<u32>) =
            leaf.lines.iter().partition(|&&line| condition.holds(buckets[line as usize]));
        // The sums of the fewer lines are counted, and those of the others what they leave.
        let fewer = self.sums(if held.len() < failed.len() { &held } else { &failed });
        let both = leaf.sums.iter().zip(&fewer);
        let more = both
            .map(|(all, some)| all.iter().zip(some).map(|(all, some)| all.without(*some)).collect())
            .collect();
        let (of_held, of_failed) =
            if held.len() < failed.len() { (fewer, more) } else { (more, fewer) };
        let path = |answer| leaf.path.iter().copied().chain([(condition, answer)]).collect();
        let mut held = self.leaf(held, Some(of_held), leaf.bounds, path(true));
        let mut failed = self.leaf(failed, Some(of_failed), leaf.bounds, path(false));
        let worth = |leaf: &Growing| leaf.bounds.worth(leaf.all, self.settings.ridge);
        let middle = f64::midpoint(worth(&held), worth(&failed));
        match self.columns[condition.column].side {
            Side::Content => (held.bounds.low, failed.bounds.high) = (middle, middle),
            Side::Boilerplate => (held.bounds.high, failed.bounds.low) = (middle, middle),
            Side::Either => {}
        }
        for part in [&mut held, &mut failed] {
            part.best = self.best(part);
        }
        [held, failed]
    }

    /// The condition by which a leaf is best parted.
    fn best(&self, leaf: &Growing) -> Option<Split> {
        let own = leaf.bounds.gain(leaf.all, self.settings.ridge);
        let of = |(&column, sums): (&usize, &Vec<Pull>)| {
            Condition::on(column, &self.columns[column])
                .filter_map(|condition| {
                    let gain = self.gain(leaf, sums, condition)? - own;
                    Some(Split { gain, condition })
                })
                .max_by(|a, b| a.gain.total_cmp(&b.gain))
        };
        let best: Vec<Option<Split>> = self.looked_at.par_iter().zip(&leaf.sums).map(of).collect();
        let best = best.into_iter().flatten().max_by(|a, b| a.gain.total_cmp(&b.gain));
        best.filter(|split| split.gain > 0.0)
    }

    /// What the loss falls by where a leaf is parted; `None` where that may not be.
    fn gain(&self, leaf: &Growing, sums: &[Pull], condition: Condition) -> Option<f64> {
        let ridge = self.settings.ridge;
        let mut held = Pull::default();
        let silent = sums.len() - 1;
        for (bucket, &sum) in sums.iter().enumerate() {
            let bucket = if bucket == silent { SILENT } else { bucket as u8 };
            if condition.holds(bucket) {
                held.add(sum);
            }
        }
        let failed = leaf.all.without(held);
        let is_enough = |pull: Pull| pull.lines >= FEWEST_IN_LEAF && pull.bend >= LEAST_BEND;
        let [above, below] = [held, failed].map(|pull| leaf.bounds.worth(pull, ridge));
        let keeps_to_side = match self.columns[condition.column].side {
            Side::Content => above >= below,
            Side::Boilerplate => above <= below,
            Side::Either => true,
        };
        (is_enough(held) && is_enough(failed) && keeps_to_side)
            .then(|| leaf.bounds.gain(held, ridge) + leaf.bounds.gain(failed, ridge))
    }
}
