//! A tree: how it parts lines, and what each part is worth.

#[cfg(test)]
use crate::cues::Side;
use crate::cues::{Block, Buckets, LANES};
use crate::judge::Bits;

/// Leaves, a bit for each.
pub(super) type Leaves = u16;

/// Leaves of a tree at most.
const MOST_LEAVES: usize = Leaves::BITS as usize;

/// A way in which lines are parted, and what each part is worth.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    tests: Vec<Test>,
    bits: [Bits; MOST_LEAVES],
    leaves: Vec<Leaf>,
    /// What a line is worth on average, by the lines that the leaves rest on.
    mean: Bits,
}

/// What a condition leaves of the leaves, a bit for each, where it holds and where it does not.
#[derive(Clone, Copy, Debug)]
struct Test {
    condition: Condition,
    holds: Leaves,
    fails: Leaves,
}

impl Test {
    /// What it leaves of the leaves for a line in a bucket.
    fn leaves(&self, bucket: u8) -> Leaves {
        let all_or_none = Leaves::from(self.condition.holds(bucket)).wrapping_neg();
        self.fails ^ ((self.holds ^ self.fails) & all_or_none)
    }
}

/// A sort of lines: conditions, and whether each holds on its lines.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) path: Vec<(Condition, bool)>,
    pub(super) bits: Bits,
    pub(super) lines: u64,
}

/// Whether the bucket of a column is one of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::judge) struct Condition {
    pub(super) column: usize,
    /// The least bucket, and how many more there are.
    pub(super) low: u8,
    pub(super) more: u8,
}

impl Condition {
    fn holds(self, bucket: u8) -> bool {
        bucket.wrapping_sub(self.low) <= self.more
    }
}

impl Tree {
    /// Puts a tree together; `None` if a line could fall into none of the leaves, or into two.
    pub(super) fn new(leaves: Vec<Leaf>) -> Option<Tree> {
        if leaves.len() > MOST_LEAVES || !parts(&leaves.iter().collect::<Vec<_>>(), 0) {
            return None;
        }
        let mut tests: Vec<Test> = Vec::new();
        let mut bits = [Bits::default(); MOST_LEAVES];
        for (at, leaf) in leaves.iter().enumerate() {
            bits[at] = leaf.bits;
            for &(condition, holds) in &leaf.path {
                let known = tests.iter_mut().find(|test| test.condition == condition);
                let test = match known {
                    Some(test) => test,
                    None => {
                        tests.push(Test { condition, holds: Leaves::MAX, fails: Leaves::MAX });
                        tests.last_mut()?
                    }
                };
                let without = if holds { &mut test.fails } else { &mut test.holds };
                *without &= !(1 << at);
            }
        }
        let mean = mean(&leaves.iter().collect::<Vec<_>>());
        Some(Tree { tests, bits, leaves, mean })
    }

    /// The columns that it looks at.
    pub(super) fn columns(&self) -> impl Iterator<Item = usize> {
        self.tests.iter().map(|test| test.condition.column)
    }

    /// Adds to every line what its leaf is worth. `left` is room for the leaves of every line.
    pub(super) fn add(
        &self,
        bits: &mut [Bits],
        columns: &[Buckets<'_>],
        left: &mut [Block<Leaves>],
    ) {
        let mut start = Leaves::MAX;
        for test in &self.tests {
            if let Some(bucket) = columns[test.condition.column].of_all {
                start &= test.leaves(bucket);
            }
        }
        left.fill([start; LANES]);
        // Condition by condition and without a branch, so that many lines are compared at once;
        // those between leaves that are gone already need not be asked.
        for test in self.tests.iter().filter(|test| (test.holds ^ test.fails) & start != 0) {
            let column = &columns[test.condition.column];
            if column.of_all.is_none() {
                for (left, buckets) in left.iter_mut().zip(column.blocks) {
                    for (left, &bucket) in left.iter_mut().zip(buckets) {
                        *left &= test.leaves(bucket);
                    }
                }
            }
        }
        for (bits, &left) in bits.iter_mut().zip(left.as_flattened()) {
            // One leaf is left, whatever the line.
            *bits = *bits + self.bits[left.trailing_zeros() as usize % MOST_LEAVES];
        }
    }

    /// Calls `found` with each cue's part in what the tree is worth on a line, given its bucket in
    /// every column: how the mean over all lines that are left changes by the cue's condition. The
    /// mean of all lines comes first, as nobody's. Together they are the worth of the line's leaf
    /// (Saabas 2014).
    pub(super) fn explain(&self, row: &[u8], mut found: impl FnMut(Option<Condition>, Bits)) {
        let mut left: Vec<&Leaf> = self.leaves.iter().collect();
        let mut known = self.mean;
        found(None, known);
        for depth in 0.. {
            let Some(&(condition, _)) = left.first().and_then(|leaf| leaf.path.get(depth)) else {
                return;
            };
            let holds = condition.holds(row[condition.column]);
            left.retain(|leaf| leaf.path[depth].1 == holds);
            let now = mean(&left);
            found(Some(condition), now.minus(known));
            known = now;
        }
    }

    /// Whether a condition on a cue that speaks for one side never speaks for the other: no leaf
    /// behind it is worth more, or less, than one behind its contrary. `sides` are those of all
    /// columns.
    #[cfg(test)]
    pub(super) fn keeps_to(&self, sides: &[Side]) -> bool {
        let sided = |leaf: &Leaf, other: &Leaf| {
            let parted = leaf.path.iter().zip(&other.path).find(|(a, b)| a.1 != b.1);
            let ((condition, holds), _) = parted?;
            holds.then_some(sides[condition.column])
        };
        self.leaves.iter().all(|leaf| {
            self.leaves.iter().all(|other| match sided(leaf, other) {
                Some(Side::Content) => leaf.bits >= other.bits,
                Some(Side::Boilerplate) => leaf.bits <= other.bits,
                Some(Side::Either) | None => true,
            })
        })
    }
}

/// Whether leaves that agree on their first conditions part all lines: there is one leaf, or all
/// ask the same next, and those of either answer part their lines.
fn parts(leaves: &[&Leaf], depth: usize) -> bool {
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
fn mean(leaves: &[&Leaf]) -> Bits {
    if let [only] = leaves {
        return only.bits;
    }
    let lines: f64 = leaves.iter().map(|leaf| leaf.lines as f64).sum();
    let bits: f64 = leaves.iter().map(|leaf| leaf.lines as f64 * f64::from(leaf.bits.get())).sum();
    Bits::rounded(bits / lines.max(1.0))
}

#[cfg(test)]
mod tests {
    use super::super::Trees;
    use super::super::reading::Columns;
    use super::*;
    use crate::cues::blocks;
    use crate::judge::{SILENT, columns};

    const LEAVES: [(&str, i32, u64); 3] = [
        ("length from 5..6 & body is harsh", 300, 10),
        ("length from 5..6 & not body is harsh", 100, 30),
        ("not length from 5..6", -200, 60),
    ];

    fn tree(leaves: &[(&str, i32, u64)]) -> Option<Tree> {
        let columns = Columns::new();
        let leaf = |&(path, bits, lines): &(&str, i32, u64)| Leaf {
            path: columns.path(path).expect("the cues and buckets exist"),
            bits: Bits::hundredths(bits),
            lines,
        };
        Tree::new(leaves.iter().map(leaf).collect())
    }

    /// Rows that fall in each of the leaves.
    fn rows(tree: &Tree) -> Vec<Vec<u8>> {
        let [length, body] = [0, 1].map(|at| tree.leaves[0].path[at].0);
        let cases = [(length.low, body.low), (length.low, SILENT), (SILENT, body.low)];
        let row = |(words, kind)| {
            let mut row = vec![SILENT; columns().count()];
            (row[length.column], row[body.column]) = (words, kind);
            row
        };
        cases.into_iter().map(row).collect()
    }

    #[test]
    fn every_line_falls_into_one_leaf() {
        let tree = tree(&LEAVES).expect("the leaves part all lines");
        let rows = rows(&tree);
        let worth = |rows: &[Vec<u8>]| {
            let column = |at: usize| rows.iter().map(|row| row[at]).collect::<Vec<u8>>();
            let columns = (0..rows[0].len()).map(|at| blocks(&column(at), SILENT));
            let columns: Vec<Vec<Block<u8>>> = columns.collect();
            let columns: Vec<Buckets<'_>> =
                columns.iter().map(|column| Buckets::new(column, rows.len())).collect();
            let mut bits = vec![Bits::default(); rows.len()];
            tree.add(&mut bits, &columns, &mut [[0; LANES]]);
            bits
        };
        let bits = worth(&rows);
        assert_eq!(bits, [300, 100, -200].map(Bits::hundredths));
        for (row, bits) in rows.iter().zip(bits) {
            let alone = worth(std::slice::from_ref(row));
            assert_eq!(alone, [bits], "what is the same for all lines is asked once");
        }
    }

    #[test]
    fn the_parts_of_the_cues_add_up() {
        let trees = Trees::of(vec![tree(&LEAVES).expect("the leaves part all lines")]);
        let rows = rows(&tree(&LEAVES).expect("the leaves part all lines"));
        for (row, bits) in rows.iter().zip([300, 100, -200]) {
            let (parts, all) = trees.parts(row);
            assert_eq!(parts.into_iter().sum::<Bits>() + all, Bits::hundredths(bits));
        }
        // The mean of all is -0.60, of those that are long enough 1.50.
        let (parts, all) = trees.parts(&rows[0]);
        assert_eq!(all, Bits::hundredths(-60));
        let said: Vec<(&str, Bits)> = columns().map(|column| column.name).zip(parts).collect();
        assert!(said.contains(&("length", Bits::hundredths(210))));
        assert!(said.contains(&("body", Bits::hundredths(150))));
    }

    #[test]
    fn leaves_that_do_not_part_all_lines_are_no_tree() {
        assert!(tree(&LEAVES[1..]).is_none(), "one is missing");
        assert!(tree(&[LEAVES[0], LEAVES[0], LEAVES[1], LEAVES[2]]).is_none(), "one stands twice");
        let long = vec!["length from 5..6"; 1_000_000].join(" & ");
        assert!(
            tree(&[(&long, 0, 1), LEAVES[2]]).is_none(),
            "it ends where its contrary is missing"
        );
        let other = ("not body is harsh", 0, 1);
        assert!(tree(&[LEAVES[0], LEAVES[1], other]).is_none(), "they ask different things");
    }

    #[test]
    fn a_tree_that_lets_a_cue_speak_for_the_other_side_is_told() {
        let sides: Vec<Side> = columns().map(|column| column.side).collect();
        let pair = |bits| tree(&[("shouting is yes", bits, 1), ("not shouting is yes", 0, 1)]);
        assert!(pair(-10).is_some_and(|tree| tree.keeps_to(&sides)));
        assert!(pair(10).is_some_and(|tree| !tree.keeps_to(&sides)));
    }
}
