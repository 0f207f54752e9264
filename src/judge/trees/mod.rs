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
use lines::{AtLeast, BLOCKS, LINES, Lines, Sum};
pub(super) use reading::{Columns, Reading};
pub(super) use tree::MOST_LEAVES;
use tree::Tree;

/// The numbers of conditions among those that trees ask, by which alike ones are found while trees
/// are read.
type Numbers = FxHashMap<Condition, usize>;

/// What trees ask of a column.
#[derive(Clone, Debug)]
struct Asked {
    column: usize,
    /// Binary digits of its buckets.
    digits: u32,
    /// The conditions, each behind its number.
    conditions: Vec<(usize, Condition)>,
}

/// The trees of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trees {
    trees: Vec<Tree>,
    /// What they ask. Many ask the same, which is answered once.
    asked: Vec<Asked>,
    /// What they give every line at least.
    least: Bits,
    /// What they give a line at most beyond that, in hundredths of a bit.
    range: u64,
}

impl Trees {
    /// Adds the tree of some leaves; false if a line could fall into none of them, or into two.
    fn push(&mut self, leaves: Vec<Leaf>, numbers: &mut Numbers) -> bool {
        let number = |condition: Condition| {
            let new = numbers.len();
            *numbers.entry(condition).or_insert_with(|| {
                self.ask(new, condition);
                new
            })
        };
        let Some(tree) = Tree::new(leaves, number) else { return false };
        self.least = self.least + tree.least();
        self.range += tree.range();
        self.trees.push(tree);
        true
    }

    fn ask(&mut self, number: usize, condition: Condition) {
        let Condition { column, digits, .. } = condition;
        match self.asked.iter_mut().find(|asked| asked.column == column) {
            Some(asked) => asked.conditions.push((number, condition)),
            None => {
                let conditions = vec![(number, condition)];
                self.asked.push(Asked { column, digits, conditions });
            }
        }
    }

    /// The columns that they look at.
    pub(super) fn columns(&self) -> impl Iterator<Item = usize> {
        self.asked.iter().map(|asked| asked.column)
    }

    /// Adds to every line what its leaves are worth.
    pub(super) fn add(&self, bits: &mut [Bits], columns: &[Buckets<'_>]) {
        let conditions = self.asked.iter().map(|asked| asked.conditions.len()).sum();
        let mut holds = vec![Lines::NONE; conditions];
        let digits = u64::BITS - self.range.leading_zeros();
        for (part, bits) in bits.chunks_mut(LINES).enumerate() {
            for asked in &self.asked {
                asked.answer(&columns[asked.column], part, &mut holds);
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

impl Asked {
    /// Writes down the lines of a part of the page on which each condition holds, at its number.
    fn answer(&self, column: &Buckets<'_>, part: usize, holds: &mut [Lines]) {
        if let Some(bucket) = column.of_all {
            for &(number, condition) in &self.conditions {
                holds[number] = if condition.holds(bucket) { Lines::ALL } else { Lines::NONE };
            }
            return;
        }
        let blocks: &[Block<u8>] = &column.blocks[part * BLOCKS..];
        let at_least = AtLeast::new(&blocks[..blocks.len().min(BLOCKS)], self.digits);
        for &(number, Condition { low, end, .. }) in &self.conditions {
            holds[number] = at_least.within(low..end);
        }
    }
}
