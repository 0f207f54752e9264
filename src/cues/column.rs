//! A column: what one cue says of every line of a page.

use std::fmt;

use crate::measure::Measured;

/// The bucket of a cue that is silent.
pub(crate) const SILENT: u8 = u8::MAX;

/// Lines that are compared at once. A column is made of so many at a time, silent behind the last
/// line: with the rest of a page compared line by line, judging took 3 to 4 % longer.
pub(crate) const LANES: usize = 32;

/// What is held of so many lines.
pub(crate) type Block<T> = [T; LANES];

/// A question asked of every line of a page. Each has a loop of its own, so that a call for every
/// line is spared: with one, a page took a twelfth longer to judge.
pub(crate) trait Ask<T: Answer>: Fn(&Measured<'_>, usize) -> T + Sync {
    /// Writes down the answer for each line.
    fn all(&self, measured: &Measured<'_>, answers: &mut [T::Held]);
}

impl<T: Answer, F: Fn(&Measured<'_>, usize) -> T + Sync> Ask<T> for F {
    fn all(&self, measured: &Measured<'_>, answers: &mut [T::Held]) {
        for (at, answer) in answers.iter_mut().enumerate() {
            *answer = self(measured, at).held();
        }
    }
}

/// What it asks cannot be shown.
impl<T: Answer> fmt::Debug for dyn Ask<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("_")
    }
}

/// What a question is answered with.
pub(crate) trait Answer {
    /// As it is held for many lines.
    type Held;
    fn held(self) -> Self::Held;
}

/// Whether the one bucket is the line's.
impl Answer for bool {
    type Held = u8;
    fn held(self) -> u8 {
        if self { 0 } else { SILENT }
    }
}

/// The bucket.
impl Answer for Option<usize> {
    type Held = u8;
    fn held(self) -> u8 {
        self.map_or(SILENT, |bucket| bucket as u8)
    }
}

/// A number to be graded, not a number where there is none.
impl Answer for Option<f32> {
    type Held = f32;
    fn held(self) -> f32 {
        self.unwrap_or(f32::NAN)
    }
}

/// The bucket of a number: how many edges it reaches.
pub(crate) fn grade(edges: &[f32], number: f32) -> u8 {
    edges.iter().map(|&edge| u8::from(number >= edge)).sum()
}

/// The buckets of many numbers. All are held against one edge before the next, which is done for
/// several at once.
pub(crate) fn grade_all(edges: &[f32], numbers: &[Block<f32>], column: &mut [Block<u8>]) {
    for (buckets, numbers) in column.iter_mut().zip(numbers) {
        *buckets = numbers.map(|number| if number.is_nan() { SILENT } else { 0 });
        // None of the edges is reached by what is not a number.
        for &edge in edges {
            for (bucket, &number) in buckets.iter_mut().zip(numbers) {
                *bucket += u8::from(number >= edge);
            }
        }
    }
}

/// The buckets of a column.
pub(crate) struct Buckets<'a> {
    pub(crate) blocks: &'a [Block<u8>],
    /// The bucket of all lines, if it is one: many cues say the same of a whole page.
    pub(crate) of_all: Option<u8>,
}

impl<'a> Buckets<'a> {
    /// The column of a page of so many lines.
    pub(crate) fn new(blocks: &'a [Block<u8>], lines: usize) -> Buckets<'a> {
        let buckets = &blocks.as_flattened()[..lines];
        let of_all = buckets.split_first().filter(|(_, rest)| *rest == &buckets[..rest.len()]);
        Buckets { blocks, of_all: of_all.map(|(&first, _)| first) }
    }
}

/// A column for tests.
#[cfg(test)]
pub(crate) fn blocks<T: Copy>(values: &[T], silent: T) -> Vec<Block<T>> {
    let block = |part: &[T]| std::array::from_fn(|at| part.get(at).copied().unwrap_or(silent));
    values.chunks(LANES).map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_all_lines_say_is_told() {
        let of_all = |buckets: &[u8]| Buckets::new(&blocks(buckets, 3), buckets.len()).of_all;
        assert_eq!([of_all(&[3; 40]), of_all(&[4])], [Some(3), Some(4)]);
        assert_eq!([of_all(&[3, 3, 3, 4]), of_all(&[4, 3, 3, 3]), of_all(&[])], [None; 3]);
    }

    proptest! {
        #[test]
        fn many_numbers_fall_where_each_does(
            numbers in prop::collection::vec(prop::option::of(-9.0_f32..9.0), 0..70)
        ) {
            let edges = [-3.0, 0.0, 0.5, 4.0];
            let held: Vec<f32> = numbers.iter().map(|number| number.held()).collect();
            let held = blocks(&held, f32::NAN);
            let mut column = vec![[7; LANES]; held.len()];
            grade_all(&edges, &held, &mut column);
            let alone = numbers.iter().map(|number| number.map_or(SILENT, |it| grade(&edges, it)));
            prop_assert_eq!(column, blocks(&alone.collect::<Vec<u8>>(), SILENT));
        }
    }
}
