//! Cues times weights: bits of evidence for every line, and then a second look at the company
//! it keeps.

mod second;
mod weights;

use std::fmt;

use crate::cues::{Cue, cues};
use crate::measure::Measured;
pub use weights::{Weights, WeightsError};

/// Evidence in bits: the logarithm to base two of the odds that a line is content. +1 doubles
/// the odds. Held in hundredths, so that the terms of an explanation add up to its sum exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bits {
    hundredths: i32,
}

impl Bits {
    pub(crate) const fn hundredths(hundredths: i32) -> Bits {
        Bits { hundredths }
    }

    /// The value in bits.
    pub fn get(self) -> f32 {
        self.hundredths as f32 / 100.0
    }

    /// The probability that the bits stand for.
    pub(crate) fn probability(self) -> f32 {
        1.0 / (1.0 + (-self.get()).exp2())
    }
}

impl std::ops::Add for Bits {
    type Output = Bits;

    fn add(self, other: Bits) -> Bits {
        Bits { hundredths: self.hundredths + other.hundredths }
    }
}

impl std::iter::Sum for Bits {
    fn sum<I: Iterator<Item = Bits>>(bits: I) -> Bits {
        bits.fold(Bits::default(), |sum, next| sum + next)
    }
}

impl fmt::Display for Bits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:+.2}", self.get()))
    }
}

/// What a cue says about a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// The cue's name.
    pub cue: &'static str,
    /// The bucket in which the line falls.
    pub bucket: String,
    /// What the bucket is worth.
    pub bits: Bits,
}

/// The bucket of a cue that is silent.
const SILENT: u8 = u8::MAX;

/// The evidence on every line of a page: the buckets of all lines for each cue, those of the
/// second look last.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    pub(crate) bits: Vec<Bits>,
    buckets: Vec<u8>,
}

/// Judges every line: first by the cues, then by the second look's cues over the first bits.
pub(crate) fn judge(measured: &Measured<'_>, weights: &Weights) -> Judged {
    let count = measured.measures.len();
    let mut buckets = vec![SILENT; (cues().count() + second::CUES.len()) * count];
    let mut bits = vec![weights.bias(); count];
    // A page without lines has no columns to cut.
    let mut columns = buckets.chunks_exact_mut(count.max(1));
    for (worth, (cue, column)) in weights.columns().zip(cues().zip(&mut columns)) {
        cue.each(measured, |at, bucket| {
            column[at] = bucket as u8;
            bits[at] = bits[at] + worth[bucket];
        });
    }
    let first = second::FirstLook::new(measured, &bits);
    let worths = weights.columns().skip(cues().count());
    for (worth, (cue, column)) in worths.zip(second::CUES.iter().zip(&mut columns)) {
        cue.each(&first, |at, bucket| {
            column[at] = bucket as u8;
            bits[at] = bits[at] + worth[bucket];
        });
    }
    Judged { bits, buckets }
}

impl Judged {
    /// What each cue said of a line, silent ones left out; with the bias, the sum of the bits is
    /// the line's.
    pub(crate) fn votes(&self, at: usize, weights: &Weights) -> Vec<Vote> {
        let row = self.buckets.iter().skip(at).step_by(self.bits.len().max(1));
        let bias = Vote { cue: "bias", bucket: "always".to_owned(), bits: weights.bias() };
        std::iter::once(bias)
            .chain(names().zip(row).enumerate().filter_map(|(column, ((cue, names), &bucket))| {
                (bucket != SILENT).then(|| Vote {
                    cue,
                    bucket: names()[usize::from(bucket)].clone(),
                    bits: weights.of(column, usize::from(bucket)),
                })
            }))
            .collect()
    }
}

/// The name of every column and what gives the names of its buckets.
fn names() -> impl Iterator<Item = (&'static str, Box<dyn Fn() -> Vec<String>>)> {
    let first = cues().map(|cue: &'static Cue| {
        let names: Box<dyn Fn() -> Vec<String>> = Box::new(|| cue.buckets());
        (cue.name, names)
    });
    let second = second::CUES.iter().map(|cue| {
        let names: Box<dyn Fn() -> Vec<String>> = Box::new(|| cue.buckets());
        (cue.name, names)
    });
    first.chain(second)
}

/// Name, reason and buckets of the second look's cues, in their order. They look at the bits that
/// the first look gave to the lines around, and so have no examples of their own.
pub fn second_look() -> impl Iterator<Item = (&'static str, &'static str, Vec<String>)> {
    second::CUES.iter().map(|cue| (cue.name, cue.why, cue.buckets()))
}
