//! Trees: what cues say only together. A short line speaks for a heading between paragraphs and
//! for a menu among short lines, which no sum over cues can say.
//!
//! A tree parts all lines into a few sorts, its leaves: each line falls into one, and has its
//! worth. A table writes a leaf as a row, the conditions on the way to it as its bucket.

mod leaf;
mod lines;
mod reading;
mod tree;

use rustc_hash::FxHashMap;

use super::Bits;
#[cfg(test)]
use crate::cues::Side;
use crate::cues::{Block, Buckets};
use leaf::{Condition, Leaf};
use lines::{BLOCKS, LINES, Lines, Sum};
pub(super) use reading::{Columns, Reading};
pub(super) use tree::MOST_LEAVES;
use tree::Tree;

/// The numbers of conditions among those that trees ask, by which alike ones are found while trees
/// are read.
type Numbers = FxHashMap<Condition, usize>;

/// The trees of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trees {
    trees: Vec<Tree>,
    /// What they ask. Many ask the same, which is answered once.
    conditions: Vec<Condition>,
    /// What they give every line at least.
    least: Bits,
    /// What they give a line at most beyond that, in hundredths of a bit.
    range: u64,
}

impl Trees {
    /// Adds the tree of some leaves; false if a line could fall into none of them, or into two.
    fn push(&mut self, leaves: Vec<Leaf>, numbers: &mut Numbers) -> bool {
        let number = |condition: Condition| {
            *numbers.entry(condition).or_insert_with(|| {
                self.conditions.push(condition);
                self.conditions.len() - 1
            })
        };
        let Some(tree) = Tree::new(leaves, number) else { return false };
        self.least = self.least + tree.least();
        self.range += tree.range();
        self.trees.push(tree);
        true
    }

    /// The columns that they look at.
    pub(super) fn columns(&self) -> impl Iterator<Item = usize> {
        self.conditions.iter().map(|condition| condition.column)
    }

    /// Adds to every line what its leaves are worth.
    pub(super) fn add(&self, bits: &mut [Bits], columns: &[Buckets<'_>]) {
        let mut holds = vec![Lines::NONE; self.conditions.len()];
        let digits = u64::BITS - self.range.leading_zeros();
        for (part, bits) in bits.chunks_mut(LINES).enumerate() {
            for (lines, &condition) in holds.iter_mut().zip(&self.conditions) {
                *lines = holds_on(condition, &columns[condition.column], part);
            }
            let mut sum = Sum::new(digits.min(u32::BITS) as usize);
            self.trees.iter().for_each(|tree| tree.add(&holds, &mut sum));
            for (bits, number) in bits.iter_mut().zip(sum.numbers()) {
                *bits = *bits + self.least + Bits::hundredths(number.cast_signed());
            }
        }
    }

    /// The part of each cue in what the trees say of a line, given its bucket in every column, and
    /// what they say of all lines.
    pub(super) fn parts(&self, row: &[u8]) -> (Vec<Bits>, Bits) {
        let mut all = Bits::default();
        let mut parts: Vec<Bits> = vec![Bits::default(); row.len()];
        for tree in &self.trees {
            tree.explain(row, |condition, bits| match condition {
                Some(condition) => parts[condition.column] = parts[condition.column] + bits,
                None => all = all + bits,
            });
        }
        (parts, all)
    }

    #[cfg(test)]
    pub(super) fn keep_to(&self, sides: &[Side]) -> bool {
        self.trees.iter().all(|tree| tree.keeps_to(sides))
    }
}

/// The lines of a part of the page on which a condition holds.
fn holds_on(condition: Condition, column: &Buckets<'_>, part: usize) -> Lines {
    match column.of_all {
        Some(bucket) if condition.holds(bucket) => Lines::ALL,
        Some(_) => Lines::NONE,
        None => {
            let blocks: &[Block<u8>] = &column.blocks[part * BLOCKS..];
            Lines::of(&blocks[..blocks.len().min(BLOCKS)], |bucket| condition.holds(bucket))
        }
    }
}
