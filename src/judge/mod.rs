//! Cues times weights: bits of evidence for every line, then a second look at the company it
//! keeps, and what cues say only together.

pub(crate) mod class_words;
mod second;
mod trees;
mod weights;

use std::fmt;

use crate::cues::{Block, Buckets, LANES, SILENT, Side, cues};
use crate::measure::Measured;
use crate::page::Page;
use crate::site::{self, Host, Repeat};
pub use weights::{PageKind, Weights, WeightsError};

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

    /// The nearest that can be held.
    pub(crate) fn rounded(bits: f64) -> Bits {
        Bits { hundredths: (bits * 100.0).round() as i32 }
    }

    fn minus(self, other: Bits) -> Bits {
        Bits { hundredths: self.hundredths - other.hundredths }
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
    /// What the bucket is worth on this line: by itself, and together with what other cues say.
    pub bits: Bits,
}

/// The evidence on every line of a page: a column of buckets a cue, those of the second look
/// last.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    pub(crate) bits: Vec<Bits>,
    buckets: Vec<Block<u8>>,
    /// What is known of each line from other pages of its host; empty where nothing is.
    repeats: Vec<Option<Repeat>>,
}

/// Judges every line: first by the cues, the class words around the line and what its host's other
/// pages say, then by the second look's cues over the first bits, and last by the trees, which ask
/// for all of them.
pub(crate) fn judge(measured: &Measured<'_>, weights: &Weights, site: Option<&Host>) -> Judged {
    let count = measured.measures.len();
    let mut bits = vec![weights.bias(); count];
    let blocks = count.div_ceil(LANES);
    let mut buckets = vec![[SILENT; LANES]; column_count() * blocks];
    let mut numbers = vec![[f32::NAN; LANES]; blocks];
    // A page without lines has no columns to cut.
    let mut rooms = buckets.chunks_exact_mut(blocks.max(1));
    let mut worths = weights.columns().zip(weights.asked());
    let mut columns = Vec::with_capacity(column_count());
    for ((cue, room), (worth, &is_asked)) in cues().zip(&mut rooms).zip(&mut worths) {
        if is_asked {
            cue.ask(measured, &mut numbers, room);
        }
        let column = Buckets::new(room, count);
        add(&mut bits, &column, worth);
        columns.push(column);
    }
    class_words::add(&mut bits, measured.page, weights.class_words());
    let repeats = site.map(|host| host.repeats(measured)).unwrap_or_default();
    for (bits, repeat) in bits.iter_mut().zip(&repeats) {
        *bits = *bits + repeat.map(Repeat::bits).unwrap_or_default();
    }
    let first = bits.clone();
    let look = second::FirstLook::new(measured, &first);
    for ((cue, room), (worth, &is_asked)) in second::CUES.iter().zip(rooms).zip(worths) {
        if is_asked {
            cue.ask(&look, &mut numbers, room);
        }
        let column = Buckets::new(room, count);
        add(&mut bits, &column, worth);
        columns.push(column);
    }
    weights.trees().add(&mut bits, &columns);
    Judged { bits, buckets, repeats }
}

/// Adds to every line what its bucket of one cue is worth.
fn add(bits: &mut [Bits], column: &Buckets<'_>, worth: &[Bits]) {
    let worth = |bucket: u8| worth.get(usize::from(bucket)).copied();
    if let Some(bucket) = column.of_all {
        let worth = worth(bucket).unwrap_or_default();
        bits.iter_mut().for_each(|bits| *bits = *bits + worth);
        return;
    }
    for (bits, &bucket) in bits.iter_mut().zip(column.blocks.as_flattened()) {
        if let Some(worth) = worth(bucket) {
            *bits = *bits + worth;
        }
    }
}

fn column_count() -> usize {
    cues().count() + second::CUES.len()
}

impl Judged {
    /// What each cue said of a line: by its bucket alone, and its part in what the trees say. Those
    /// that had nothing to say are left out; with the bias, the sum of the bits is the line's.
    pub(crate) fn votes(&self, page: &Page, at: usize, weights: &Weights) -> Vec<Vote> {
        let row = self.row(at);
        let (parts, all) = weights.trees().parts(&row);
        let bias = Vote { cue: "bias", bucket: "always".to_owned(), bits: weights.bias() + all };
        let spoken = columns().zip(weights.columns()).zip(row.iter().zip(parts));
        let spoken = spoken.filter_map(|((column, worth), (&bucket, part))| {
            let bucket = usize::from(bucket);
            let bits = worth.get(bucket).copied().unwrap_or_default() + part;
            let name = column.buckets.into_iter().nth(bucket);
            let is_silent = name.is_none() && bits == Bits::default();
            let bucket = name.unwrap_or_else(|| "silent".to_owned());
            (!is_silent).then_some(Vote { cue: column.name, bucket, bits })
        });
        std::iter::once(bias)
            .chain(spoken)
            .chain(class_words::votes(page, at, weights.class_words()))
            .chain(self.repeats.get(at).copied().flatten().map(repeated))
            .collect()
    }

    /// The bucket of a line in every column; [`SILENT`] where the cue is.
    fn row(&self, at: usize) -> Vec<u8> {
        let blocks = self.bits.len().div_ceil(LANES).max(1);
        let row = self.buckets.iter().skip(at / LANES).step_by(blocks);
        row.map(|block| block[at % LANES]).collect()
    }

    /// The same, `None` where the cue is silent.
    pub(crate) fn buckets(&self, at: usize) -> Vec<Option<u8>> {
        self.row(at).into_iter().map(|bucket| (bucket != SILENT).then_some(bucket)).collect()
    }
}

/// What the other pages of its host say of a line.
fn repeated(repeat: Repeat) -> Vote {
    Vote { cue: site::CUE, bucket: repeat.says(), bits: repeat.bits() }
}

/// A cue as weights see it.
#[derive(Clone, Debug)]
pub struct Column {
    /// The cue's name.
    pub name: &'static str,
    /// Why it tells content from boilerplate.
    pub why: &'static str,
    /// What it may speak for.
    pub side: Side,
    /// The names of its buckets.
    pub buckets: Vec<String>,
    /// Whether they are those of a number, and so in order.
    pub is_graded: bool,
    /// Whether it looks at the bits that the first look gave to the lines around.
    pub is_second_look: bool,
}

/// Every cue, in the order in which weights have them, those of the second look last.
pub fn columns() -> impl Iterator<Item = Column> {
    let first = cues().map(|cue| Column {
        name: cue.name,
        why: cue.why,
        side: cue.side,
        buckets: cue.buckets(),
        is_graded: cue.is_graded(),
        is_second_look: false,
    });
    let second = second::CUES.iter().map(|cue| Column {
        name: cue.name,
        why: cue.why,
        side: Side::Either,
        buckets: cue.buckets(),
        is_graded: true,
        is_second_look: true,
    });
    first.chain(second)
}
