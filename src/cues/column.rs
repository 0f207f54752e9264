//! A column: what one cue says of every line of a page.

use std::fmt;

use crate::measure::Measured;

/// The bucket of a cue that is silent.
pub(crate) const SILENT: u8 = u8::MAX;

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
pub(crate) fn grade_all(edges: &[f32], numbers: &[f32], column: &mut [u8]) {
    for (bucket, number) in column.iter_mut().zip(numbers) {
        *bucket = if number.is_nan() { SILENT } else { 0 };
    }
    // None of it is reached by what is not a number.
    for &edge in edges {
        for (bucket, &number) in column.iter_mut().zip(numbers) {
            *bucket += u8::from(number >= edge);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn many_numbers_fall_where_each_does(
            numbers in prop::collection::vec(prop::option::of(-9.0_f32..9.0), 0..40)
        ) {
            let edges = [-3.0, 0.0, 0.5, 4.0];
            let held: Vec<f32> = numbers.iter().map(|number| number.held()).collect();
            let mut column = vec![7; numbers.len()];
            grade_all(&edges, &held, &mut column);
            let alone = numbers.iter().map(|number| number.map_or(SILENT, |it| grade(&edges, it)));
            prop_assert_eq!(column, alone.collect::<Vec<u8>>());
        }
    }
}
