//! A tree: how it parts lines, and what each part is worth.

use super::leaf::{Condition, Leaf, mean, parts};
use super::lines::{Lines, Sum};
#[cfg(test)]
use crate::cues::Side;
use crate::judge::Bits;

/// Leaves of a tree at most.
pub(in crate::judge) const MOST_LEAVES: usize = 16;

/// A way in which lines are parted, and what each part is worth.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    /// How lines are parted: those of one place stay there or go to the next new one. All lines
    /// begin at the first.
    splits: Vec<Split>,
    /// What the places are worth beyond the least of them, by binary digit.
    digits: Vec<Digit>,
    least: Bits,
    leaves: Vec<Leaf>,
    /// What a line is worth on average, by the lines that the leaves rest on.
    mean: Bits,
}

/// Lines at a place on which a condition does not hold go to a new one.
#[derive(Clone, Copy, Debug)]
struct Split {
    place: u8,
    condition: usize,
}

/// One binary digit of what places are worth: one at some of them. Those of the fewer are kept, so
/// that a digit takes the same steps whatever it is.
#[derive(Clone, Copy, Debug)]
struct Digit {
    /// Up to half of the places, and behind them [`NOWHERE`].
    places: [u8; MOST_LEAVES / 2],
    /// Whether the digit is zero at them and one at all others.
    is_contrary: bool,
}

/// A place without lines.
const NOWHERE: u8 = MOST_LEAVES as u8;

impl Tree {
    /// Puts a tree together; `None` if a line could fall into none of the leaves, or into two.
    /// `number` gives each condition its number among those of all trees.
    pub(super) fn new(
        leaves: Vec<Leaf>,
        mut number: impl FnMut(Condition) -> usize,
    ) -> Option<Tree> {
        let all: Vec<&Leaf> = leaves.iter().collect();
        if leaves.len() > MOST_LEAVES || !parts(&all, 0) {
            return None;
        }
        let mut splits = Vec::new();
        let mut worths = [Bits::default(); MOST_LEAVES];
        split(&all, 0, 0, &mut |at, step| match step {
            Step::Split(condition) => {
                splits.push(Split { place: at, condition: number(condition) });
                splits.len() as u8
            }
            Step::Leaf(bits) => {
                worths[usize::from(at)] = bits;
                at
            }
        });
        let worths = &worths[..leaves.len()];
        let least = worths.iter().copied().min()?;
        let mean = mean(&all);
        Some(Tree { splits, digits: digits(worths, least), least, leaves, mean })
    }

    /// What every line is worth at least.
    pub(super) fn least(&self) -> Bits {
        self.least
    }

    /// What a line is worth at most beyond the least, in hundredths of a bit.
    pub(super) fn range(&self) -> u64 {
        self.leaves.iter().map(|leaf| beyond(leaf.bits, self.least).into()).max().unwrap_or(0)
    }

    /// Adds to each line what its leaf is worth beyond the least, in hundredths of a bit. `holds`
    /// has the lines on which each condition holds.
    pub(super) fn add(&self, holds: &[Lines], sum: &mut Sum) {
        // Places behind those of leaves stay without lines; a power of two spares a check.
        let mut lines = [Lines::NONE; 2 * MOST_LEAVES];
        lines[0] = Lines::ALL;
        for (new, split) in (1..MOST_LEAVES).zip(&self.splits) {
            let here = &mut lines[usize::from(split.place) % (2 * MOST_LEAVES)];
            let holds = *here & holds[split.condition];
            let fails = *here ^ holds;
            *here = holds;
            lines[new] = fails;
        }
        sum.add(self.digits.iter().map(|digit| {
            let start = if digit.is_contrary { Lines::ALL } else { Lines::NONE };
            // A line is at one place only.
            let at = |&place: &u8| lines[usize::from(place) % (2 * MOST_LEAVES)];
            digit.places.iter().map(at).fold(start, |lines, others| lines ^ others)
        }));
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

/// What happens to the lines of a place.
enum Step {
    /// They are parted.
    Split(Condition),
    /// They are worth something.
    Leaf(Bits),
}

/// Calls `step` for the lines of a place and then for those that it parts, which it gives the
/// place of. Leaves are such that [`parts`] is true of them.
fn split(leaves: &[&Leaf], depth: usize, place: u8, step: &mut impl FnMut(u8, Step) -> u8) {
    let Some(first) = leaves.first() else { return };
    let Some(&(condition, _)) = first.path.get(depth) else {
        step(place, Step::Leaf(first.bits));
        return;
    };
    let new = step(place, Step::Split(condition));
    let (holds, fails): (Vec<&Leaf>, Vec<_>) = leaves.iter().partition(|leaf| leaf.path[depth].1);
    split(&holds, depth + 1, place, step);
    split(&fails, depth + 1, new, step);
}

/// What places are worth beyond the least, digit by digit.
fn digits(worths: &[Bits], least: Bits) -> Vec<Digit> {
    let numbers: Vec<u32> = worths.iter().map(|&bits| beyond(bits, least)).collect();
    let most = numbers.iter().copied().max().unwrap_or(0);
    let digit = |digit: u32| {
        let (ones, zeros): (Vec<u8>, Vec<u8>) =
            (0..numbers.len() as u8).partition(|&at| (numbers[usize::from(at)] >> digit) & 1 == 1);
        let is_contrary = zeros.len() < ones.len();
        let mut fewer = if is_contrary { zeros } else { ones }.into_iter();
        let places = std::array::from_fn(|_| fewer.next().unwrap_or(NOWHERE));
        Digit { places, is_contrary }
    };
    (0..u32::BITS - most.leading_zeros()).map(digit).collect()
}

/// How much more some bits are than the least, in hundredths.
fn beyond(bits: Bits, least: Bits) -> u32 {
    bits.hundredths.abs_diff(least.hundredths)
}

#[cfg(test)]
mod tests {
    use super::super::reading::Columns;
    use super::super::{Numbers, Trees};
    use super::*;
    use crate::cues::{Block, Buckets, blocks};
    use crate::judge::{SILENT, columns};

    const LEAVES: [(&str, i32, u64); 3] = [
        ("length from 5..6 & body is harsh", 300, 10),
        ("length from 5..6 & not body is harsh", 100, 30),
        ("not length from 5..6", -200, 60),
    ];

    fn trees(leaves: &[(&str, i32, u64)]) -> Option<Trees> {
        let columns = Columns::new();
        let leaf = |&(path, bits, lines): &(&str, i32, u64)| Leaf {
            path: columns.path(path).expect("the cues and buckets exist"),
            bits: Bits::hundredths(bits),
            lines,
        };
        let mut trees = Trees::default();
        let leaves = leaves.iter().map(leaf).collect();
        trees.push(leaves, &mut Numbers::default()).then_some(trees)
    }

    /// Rows that fall in each of the leaves.
    fn rows() -> Vec<Vec<u8>> {
        let path = Columns::new().path(LEAVES[0].0).expect("the cues and buckets exist");
        let [length, body] = [path[0].0, path[1].0];
        let cases = [(length.low, body.low), (length.low, SILENT), (SILENT, body.low)];
        let row = |(words, kind)| {
            let mut row = vec![SILENT; columns().count()];
            (row[length.column], row[body.column]) = (words, kind);
            row
        };
        cases.into_iter().map(row).collect()
    }

    fn worth(trees: &Trees, rows: &[Vec<u8>]) -> Vec<Bits> {
        let column = |at: usize| rows.iter().map(|row| row[at]).collect::<Vec<u8>>();
        let columns = (0..rows[0].len()).map(|at| blocks(&column(at), SILENT));
        let columns: Vec<Vec<Block<u8>>> = columns.collect();
        let columns: Vec<Buckets<'_>> =
            columns.iter().map(|column| Buckets::new(column, rows.len())).collect();
        let mut bits = vec![Bits::default(); rows.len()];
        trees.add(&mut bits, &columns);
        bits
    }

    #[test]
    fn every_line_falls_into_one_leaf() {
        let trees = trees(&LEAVES).expect("the leaves part all lines");
        let rows = rows();
        // More lines than a mask has.
        let many: Vec<Vec<u8>> = rows.iter().cycle().take(500).cloned().collect();
        for (at, bits) in worth(&trees, &many).into_iter().enumerate() {
            assert_eq!(bits, Bits::hundredths([300, 100, -200][at % 3]), "line {at}");
        }
        for (row, bits) in rows.iter().zip([300, 100, -200]) {
            let alone = worth(&trees, std::slice::from_ref(row));
            assert_eq!(alone, [Bits::hundredths(bits)], "what is the same for all lines");
        }
    }

    #[test]
    fn a_tree_may_have_any_worths() {
        let extremes = [("length from 5..6", 100_000, 1), ("not length from 5..6", -100_000, 1)];
        let mut trees = trees(&extremes).expect("the leaves part all lines");
        let leaves: Vec<Leaf> = trees.trees[0].leaves.clone();
        let mut numbers = Numbers::default();
        (0..9).for_each(|_| assert!(trees.push(leaves.clone(), &mut numbers)));
        let bits = worth(&trees, &rows());
        assert_eq!(bits, [1_000_000, 1_000_000, -1_000_000].map(Bits::hundredths));
    }

    #[test]
    fn the_parts_of_the_cues_add_up() {
        let trees = trees(&LEAVES).expect("the leaves part all lines");
        let rows = rows();
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
        assert!(trees(&LEAVES[1..]).is_none(), "one is missing");
        assert!(trees(&[LEAVES[0], LEAVES[0], LEAVES[1], LEAVES[2]]).is_none(), "one stands twice");
        let long = vec!["length from 5..6"; 1_000_000].join(" & ");
        assert!(
            trees(&[(&long, 0, 1), LEAVES[2]]).is_none(),
            "it ends where its contrary is missing"
        );
        let other = ("not body is harsh", 0, 1);
        assert!(trees(&[LEAVES[0], LEAVES[1], other]).is_none(), "they ask different things");
    }

    #[test]
    fn a_tree_of_too_many_leaves_is_none() {
        let length = columns().next().expect("there are cues");
        let conditions = length.buckets.iter().map(|bucket| format!("length is {bucket}"));
        let conditions: Vec<String> = conditions.chain(["shouting is yes".to_owned()]).collect();
        // Each leaf has the lines of one more condition, and the last those of none.
        let chain = |count: usize| {
            let mut paths = Vec::new();
            let mut path = String::new();
            for condition in &conditions[..count - 1] {
                paths.push(format!("{path}{condition}"));
                path += &format!("not {condition} & ");
            }
            paths.push(path.trim_end_matches(" & ").to_owned());
            let leaves: Vec<_> = paths.iter().map(|path| (path.as_str(), 10, 1)).collect();
            trees(&leaves)
        };
        assert!(chain(MOST_LEAVES).is_some());
        assert!(chain(MOST_LEAVES + 1).is_none());
    }

    #[test]
    fn a_tree_that_lets_a_cue_speak_for_the_other_side_is_told() {
        let sides: Vec<Side> = columns().map(|column| column.side).collect();
        let pair = |bits| trees(&[("shouting is yes", bits, 1), ("not shouting is yes", 0, 1)]);
        assert!(pair(-10).is_some_and(|trees| trees.keep_to(&sides)));
        assert!(pair(10).is_some_and(|trees| !trees.keep_to(&sides)));
    }
}
