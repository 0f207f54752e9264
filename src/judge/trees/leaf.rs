//! The leaves of a tree: sorts of lines, told by conditions on the buckets of cues.

use crate::judge::Bits;

/// A sort of lines: conditions, and whether each holds on its lines.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) path: Vec<(Condition, bool)>,
    pub(super) bits: Bits,
    pub(super) lines: u64,
}

/// Whether the bucket of a column is one of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::judge) struct Condition {
    pub(super) column: usize,
    /// Binary digits of the buckets of the column, and of one more.
    pub(super) digits: u32,
    /// The least bucket, and the first behind it that is none.
    pub(super) low: u8,
    pub(super) end: u8,
}

impl Condition {
    pub(super) fn holds(self, bucket: u8) -> bool {
        (self.low..self.end).contains(&bucket)
    }
}

/// Whether leaves that agree on their first conditions part all lines: there is one leaf, or all
/// ask the same next, and those of either answer part their lines.
pub(super) fn parts(leaves: &[&Leaf], depth: usize) -> bool {
    let [first, others @ ..] = leaves else { return false };
    let Some(&(condition, _)) = first.path.get(depth) else { return others.is_empty() };
    let asks = |leaf: &&Leaf| leaf.path.get(depth).is_some_and(|(other, _)| *other == condition);
    let (holds, fails): (Vec<_>, Vec<_>) =
        leaves.iter().partition(|leaf| leaf.path.get(depth).is_some_and(|(_, holds)| *holds));
    // Where one answer has no leaf, the other is not followed: a path may be as long as its row.
    leaves.iter().all(asks)
        && !holds.is_empty()
        && !fails.is_empty()
        && parts(&holds, depth + 1)
        && parts(&fails, depth + 1)
}

/// The mean worth of leaves, by the lines that they rest on.
pub(super) fn mean(leaves: &[&Leaf]) -> Bits {
    if let [only] = leaves {
        return only.bits;
    }
    let lines: f64 = leaves.iter().map(|leaf| leaf.lines as f64).sum();
    let bits: f64 = leaves.iter().map(|leaf| leaf.lines as f64 * f64::from(leaf.bits.get())).sum();
    Bits::rounded(bits / lines.max(1.0))
}
