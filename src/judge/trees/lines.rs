//! Many lines at once: a bit for each of them, and numbers of them as one such mask a binary
//! digit. What is done to a mask is done to all of its lines (bit slicing, Biham 1997).

use std::array;
use std::ops::{BitAnd, BitOr, BitXor, Range};

use crate::cues::{Block, LANES};

/// Lines of a mask.
pub(super) const LINES: usize = BYTES * u8::BITS as usize;
/// The blocks that they stand in.
pub(super) const BLOCKS: usize = LINES / LANES;
/// Bytes of a mask. As an array, sixteen are one word of a vector machine; held as one number of 128
/// bits, a tree took half as long again. With twice as many, pages took 1 to 2 % less to clean, but
/// short ones 1.6 times as long in a program without optimisation, as tests run it.
const BYTES: usize = 16;

/// A bit for each of [`LINES`] lines. Sixteen neighbours have the same bit of sixteen bytes, so that
/// they are put in and taken out together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines([u8; BYTES]);

impl Lines {
    pub(super) const NONE: Lines = Lines([0; BYTES]);
    pub(super) const ALL: Lines = Lines([u8::MAX; BYTES]);

    /// The lines whose bucket has a binary digit; `rows` are those of a mask, or fewer at the end of
    /// a page.
    fn with_digit(rows: &[[u8; BYTES]], place: u32) -> Lines {
        let mut lines = Lines::NONE;
        // The last row first, so that each moves those before it up by one: where each was moved by
        // its own number at once, the compiler took rows apart byte by byte.
        for row in rows.iter().rev() {
            for (byte, &bucket) in lines.0.iter_mut().zip(row) {
                *byte = (*byte << 1) | ((bucket >> place) & 1);
            }
        }
        lines
    }
}

/// Binary digits of a column's buckets at most. All are ones where the cue is silent, so no bucket
/// may be as great.
pub(super) const MOST_DIGITS: u32 = 5;

/// The lines whose bucket is at least a number, by the number. With it, what trees ask of a column is
/// answered by one step each; held against all buckets again for each, pages of text took 6 % longer
/// to clean, and pages of HTML 7 %.
pub(super) struct AtLeast([Lines; 1 << MOST_DIGITS]);

impl AtLeast {
    /// `blocks` are [`BLOCKS`], or fewer at the end of a page; their buckets have so many digits.
    pub(super) fn new(blocks: &[Block<u8>], digits: u32) -> AtLeast {
        let (rows, _) = blocks.as_flattened().as_chunks::<BYTES>();
        let mut lines = [Lines::NONE; 1 << MOST_DIGITS];
        lines[0] = Lines::ALL;
        // By their lower digits alone at first. A higher one is as much as all numbers so far: with
        // it, a line is above these, and without it below as many more.
        for place in 0..digits.min(MOST_DIGITS) {
            let digit = Lines::with_digit(rows, place);
            let (known, more) = lines.split_at_mut(1 << place);
            for (lines, more) in known.iter_mut().zip(more) {
                *more = *lines & digit;
                *lines = *lines | digit;
            }
        }
        AtLeast(lines)
    }

    /// The lines whose bucket is at least one and less than another.
    pub(super) fn within(&self, range: Range<u8>) -> Lines {
        self.0[usize::from(range.start)] ^ self.0[usize::from(range.end)]
    }
}

impl BitAnd for Lines {
    type Output = Lines;
    fn bitand(self, other: Lines) -> Lines {
        Lines(array::from_fn(|at| self.0[at] & other.0[at]))
    }
}

impl BitOr for Lines {
    type Output = Lines;
    fn bitor(self, other: Lines) -> Lines {
        Lines(array::from_fn(|at| self.0[at] | other.0[at]))
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
    use crate::cues::{SILENT, blocks};
    use proptest::prelude::*;

    /// The digits of numbers, one of each line.
    fn digits(numbers: &[u8]) -> impl Iterator<Item = Lines> {
        let blocks = blocks(numbers, 0);
        let digit = move |place| Lines::with_digit(blocks.as_flattened().as_chunks().0, place);
        (0..u8::BITS).map(digit)
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

        #[test]
        fn lines_are_told_by_their_buckets(
            buckets in prop::collection::vec(prop_oneof![0..7_u8, Just(SILENT)], 1..=LINES),
            low in 0..7_u8,
            high in 0..=7_u8,
        ) {
            let at_least = AtLeast::new(&blocks(&buckets, SILENT), 3);
            let mut sum = Sum::new(1);
            sum.add([at_least.within(low.min(high)..high)].into_iter());
            let is_within = |&bucket: &u8| u32::from((low..high).contains(&bucket));
            let each: Vec<u32> = buckets.iter().map(is_within).collect();
            prop_assert_eq!(&sum.numbers()[..buckets.len()], each);
        }
    }
}
