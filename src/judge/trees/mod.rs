//! Trees: what cues say only together. A short line speaks for a heading between paragraphs and
//! for a menu among short lines, which no sum over cues can say.
//!
//! A tree parts all lines into a few sorts, its leaves: each line falls into one, and has its
//! worth. A table writes a leaf as a row, the conditions on the way to it as its bucket.

mod reading;
mod tree;

use super::Bits;
#[cfg(test)]
use crate::cues::Side;
use crate::cues::{Buckets, LANES};
pub(super) use reading::{Columns, Reading};
use tree::Tree;

/// The trees of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trees {
    trees: Vec<Tree>,
}

impl Trees {
    fn of(trees: Vec<Tree>) -> Trees {
        Trees { trees }
    }

    /// The columns that they look at.
    pub(super) fn columns(&self) -> impl Iterator<Item = usize> {
        self.trees.iter().flat_map(Tree::columns)
    }

    /// Adds to every line what its leaves are worth.
    pub(super) fn add(&self, bits: &mut [Bits], columns: &[Buckets<'_>]) {
        // A page without lines has no columns to look at.
        if bits.is_empty() {
            return;
        }
        let mut left = vec![[0; LANES]; bits.len().div_ceil(LANES)];
        self.trees.iter().for_each(|tree| tree.add(bits, columns, &mut left));
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
