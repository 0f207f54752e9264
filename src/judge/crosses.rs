//! Crosses: what cues say only together. A short line speaks for a heading between paragraphs
//! and for a menu among short lines, which no sum over cues can say.
//!
//! A cross has a few conditions, each on the bucket of one cue, and a worth for every way in
//! which they hold or do not: a small tree that asks the same of every line at each level
//! (oblivious trees, Kohavi 1994).

use rustc_hash::FxHashMap;

use super::{Bits, SILENT, Vote, columns};
#[cfg(test)]
use {crate::cues::Side, std::cmp::Ordering};

/// The name that weights and explanations use.
pub(super) const NAME: &str = "cross";

/// Between the conditions of a cross.
const AND: &str = " & ";

/// Conditions and what they are worth together.
#[derive(Clone, Debug)]
pub(crate) struct Cross {
    /// The conditions as weights write them.
    text: Box<str>,
    conditions: Vec<Condition>,
    /// The worth of every way in which the conditions hold: the first stands for 1 where it
    /// does, the second for 2, the third for 4 and so on, and their sum is the place.
    bits: Vec<Bits>,
}

/// Whether the bucket of a column is one of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    column: usize,
    /// The least bucket, and how many more there are.
    low: u8,
    more: u8,
}

impl Condition {
    fn holds(self, bucket: u8) -> bool {
        bucket.wrapping_sub(self.low) <= self.more
    }
}

impl Cross {
    /// Puts a cross together; `None` if the worths are not one for every way.
    pub(super) fn new(text: &str, conditions: Vec<Condition>, bits: Vec<Bits>) -> Option<Cross> {
        (bits.len() == 1 << conditions.len()).then(|| Cross { text: text.into(), conditions, bits })
    }

    /// The columns that it looks at.
    pub(super) fn columns(&self) -> impl Iterator<Item = usize> {
        self.conditions.iter().map(|condition| condition.column)
    }

    /// Whether a condition on a cue that speaks for one side never speaks for the other, however
    /// the other conditions fall. `sides` are those of all columns.
    #[cfg(test)]
    pub(super) fn keeps_to(&self, sides: &[Side]) -> bool {
        self.conditions.iter().enumerate().all(|(at, condition)| {
            let pairs = (0..self.bits.len()).filter(|way| way & (1 << at) == 0);
            let mut more = pairs.map(|way| self.bits[way | (1 << at)].cmp(&self.bits[way]));
            match sides[condition.column] {
                Side::Either => true,
                Side::Content => more.all(Ordering::is_ge),
                Side::Boilerplate => more.all(Ordering::is_le),
            }
        })
    }

    /// Adds to every line what the cross is worth on it. `columns` has the buckets of all lines
    /// by column; `ways` is room for a byte a line.
    pub(super) fn add(&self, bits: &mut [Bits], columns: &[&[u8]], ways: &mut [u8]) {
        if bits.is_empty() {
            return;
        }
        ways.fill(0);
        // Condition by condition, so that many lines are compared at once.
        for (at, condition) in self.conditions.iter().enumerate() {
            for (way, &bucket) in ways.iter_mut().zip(columns[condition.column]) {
                *way |= u8::from(condition.holds(bucket)) << at;
            }
        }
        for (bits, &mut way) in bits.iter_mut().zip(ways) {
            *bits = *bits + self.bits[usize::from(way)];
        }
    }

    /// What the cross says of a line, given its bucket in every column, if it says anything.
    pub(super) fn vote(&self, row: &[u8]) -> Option<Vote> {
        let holds = |condition: &Condition| condition.holds(row[condition.column]);
        let way: usize = self
            .conditions
            .iter()
            .enumerate()
            .map(|(at, condition)| usize::from(holds(condition)) << at)
            .sum();
        let bits = self.bits[way];
        let parts = self.text.split(AND).zip(&self.conditions).map(|(text, condition)| {
            if holds(condition) { text.to_owned() } else { format!("not {text}") }
        });
        let bucket = parts.collect::<Vec<_>>().join(AND);
        (bits != Bits::default()).then_some(Vote { cue: NAME, bucket, bits })
    }
}

/// Where cues and their buckets stand, by name.
pub(super) struct Columns {
    places: FxHashMap<&'static str, (usize, Vec<String>)>,
}

impl Columns {
    pub(super) fn new() -> Columns {
        let places = columns().enumerate().map(|(at, column)| (column.name, (at, column.buckets)));
        Columns { places: places.collect() }
    }

    /// The column of a cue and the place of its bucket.
    pub(super) fn find(&self, cue: &str, bucket: &str) -> Option<(usize, usize)> {
        let (column, buckets) = self.places.get(cue)?;
        Some((*column, buckets.iter().position(|name| name == bucket)?))
    }

    /// Reads conditions: `cue is bucket`, or `cue from bucket` for it and those above, with ` & `
    /// between.
    pub(super) fn conditions(&self, text: &str) -> Option<Vec<Condition>> {
        /// More ways than a byte counts.
        const MOST: usize = 8;
        let conditions: Vec<Condition> =
            text.split(AND).map(|part| self.condition(part)).collect::<Option<_>>()?;
        (conditions.len() <= MOST).then_some(conditions)
    }

    fn condition(&self, text: &str) -> Option<Condition> {
        let (cue, rest) = text.split_once(' ')?;
        let (how, bucket) = rest.split_once(' ')?;
        let (column, bucket) = self.find(cue, bucket)?;
        let more = match how {
            "is" => 0,
            "from" => self.places.get(cue)?.1.len() - 1 - bucket,
            _ => return None,
        };
        let (low, more) = (u8::try_from(bucket).ok()?, u8::try_from(more).ok()?);
        (low.checked_add(more)? < SILENT).then_some(Condition { column, low, more })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cross() -> Cross {
        let text = "length from 5..6 & body is harsh";
        let conditions = Columns::new().conditions(text).expect("the cues and buckets exist");
        let bits = [0, 1, 10, -100].map(Bits::hundredths).to_vec();
        Cross::new(text, conditions, bits).expect("four ways for two conditions")
    }

    #[test]
    fn every_way_has_its_worth_and_its_words() {
        let cross = cross();
        let [length, body] = [0, 1].map(|at| cross.conditions[at]);
        let count = columns().count();
        let rows: Vec<Vec<u8>> = [
            (length.low - 1, SILENT),
            (length.low, SILENT),
            (length.low - 1, body.low),
            (9, body.low),
        ]
        .into_iter()
        .map(|(words, kind)| {
            let mut row = vec![SILENT; count];
            (row[length.column], row[body.column]) = (words, kind);
            row
        })
        .collect();
        let by_column: Vec<Vec<u8>> =
            (0..count).map(|at| rows.iter().map(|row| row[at]).collect()).collect();
        let slices: Vec<&[u8]> = by_column.iter().map(Vec::as_slice).collect();
        let mut bits = vec![Bits::default(); rows.len()];
        cross.add(&mut bits, &slices, &mut [0; 4]);
        assert_eq!(bits, [0, 1, 10, -100].map(Bits::hundredths));
        for (row, bits) in rows.iter().zip(bits) {
            assert_eq!(cross.vote(row).map(|vote| vote.bits).unwrap_or_default(), bits);
        }
        let vote = cross.vote(&rows[2]).expect("it is worth something");
        assert_eq!(vote.bucket, "not length from 5..6 & body is harsh");
    }

    #[test]
    fn conditions_name_cues_and_buckets_that_exist() {
        let columns = Columns::new();
        for wrong in ["length from 4", "length >= 5..6", "lenght from 5..6", "length", ""] {
            assert_eq!(columns.conditions(wrong), None, "{wrong}");
        }
    }
}
