//! Many lines at once: a bit for each of them, and numbers of them as one such mask a binary
//! digit. What is done to a mask is done to all of its lines (bit slicing, Biham 1997).

use std::array;
use std::ops::{BitAnd, BitXor};

use crate::cues::{Block, LANES};

/// Lines of a mask.
pub(super) const LINES: usize = BYTES * u8::BITS as usize;
/// The blocks that they stand in.
pub(super) const BLOCKS: usize = LINES / LANES;
/// Bytes of a mask. As an array, sixteen are one word of a vector machine; held as one number of 128
/// bits, a tree took half as long again.
const BYTES: usize = 16;

/// A bit for each of [`LINES`] lines. Sixteen neighbours have the same bit of sixteen bytes, so that
/// they are put in and taken out together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines([u8; BYTES]);

impl Lines {
    pub(super) const NONE: Lines = Lines([0; BYTES]);
    pub(super) const ALL: Lines = Lines([u8::MAX; BYTES]);

    /// The lines whose bucket is a wanted one; `blocks` are [`BLOCKS`], or fewer at the end of a page.
    pub(super) fn of(blocks: &[Block<u8>], is_wanted: impl Fn(u8) -> bool) -> Lines {
        // Each row as a whole, as buckets are compared sixteen at once then.
        let (rows, _) = blocks.as_flattened().as_chunks::<BYTES>();
        let row = |(row, buckets): (usize, &[u8; BYTES])| {
            Lines(buckets.map(|bucket| u8::from(is_wanted(bucket)) << row))
        };
        rows.iter().enumerate().map(row).fold(Lines::NONE, |lines, row| lines ^ row)
    }
}

impl BitAnd for Lines {
    type Output = Lines;
    fn bitand(self, other: Lines) -> Lines {
        Lines(array::from_fn(|at| self.0[at] & other.0[at]))
    }
}

impl BitXor for Lines {
    type Output = Lines;
    fn bitxor(self, other: Lines) -> Lines {
        Lines(array::from_fn(|at| self.0[at] ^ other.0[at]))
    }
}

/// A number of each line: its binary digits, the least first.
pub(super) struct Sum {
    digits: Vec<Lines>,
}

impl Sum {
    /// Zero for every line, with room for what has so many digits.
    pub(super) fn new(digits: usize) -> Sum {
        Sum { digits: vec![Lines::NONE; digits] }
    }

    /// Adds a number to that of each line, given digit by digit. What has no room is lost.
    pub(super) fn add(&mut self, number: impl Iterator<Item = Lines>) {
        let mut carry = Lines::NONE;
        let mut digits = self.digits.iter_mut();
        // In this order, no digit is taken that has no other.
        for (other, digit) in number.zip(&mut digits) {
            let differ = *digit ^ other;
            let carried = (*digit & other) ^ (differ & carry);
            *digit = differ ^ carry;
            carry = carried;
        }
        for digit in digits {
            let carried = *digit & carry;
            *digit = *digit ^ carry;
            carry = carried;
        }
    }

    /// The number of each line.
    pub(super) fn numbers(&self) -> [u32; LINES] {
        let mut numbers = [0; LINES];
        for (place, digit) in self.digits.iter().enumerate() {
            for (row, numbers) in numbers.chunks_exact_mut(BYTES).enumerate() {
                for (number, byte) in numbers.iter_mut().zip(digit.0) {
                    *number |= u32::from((byte >> row) & 1) << place;
                }
            }
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cues::blocks;
    use proptest::prelude::*;

    /// The digits of numbers, one of each line.
    fn digits(numbers: &[u8]) -> impl Iterator<Item = Lines> {
        let blocks = blocks(numbers, 0);
        (0..u8::BITS).map(move |digit| Lines::of(&blocks, |number| (number >> digit) & 1 == 1))
    }

    proptest! {
        #[test]
        fn numbers_of_lines_add_up(
            some in prop::collection::vec(any::<u8>(), LINES),
            others in prop::collection::vec(any::<u8>(), 0..=LINES),
        ) {
            let mut sum = Sum::new(10);
            sum.add(digits(&some));
            sum.add(digits(&others));
            sum.add(digits(&some));
            let others = others.into_iter().chain(std::iter::repeat(0));
            let each: Vec<u32> =
                some.iter().zip(others).map(|(&a, b)| 2 * u32::from(a) + u32::from(b)).collect();
            prop_assert_eq!(sum.numbers().to_vec(), each);
        }
    }
}
