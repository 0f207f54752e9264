//! Cues: named, cheap tests on a line and its surroundings. Each is defined in one place, with
//! its reason and with examples that fire and that nearly fire; `weights/` says what each of its
//! buckets is worth.

mod block;
mod body;
mod dates;
mod layout;
mod markup;
mod neighbours;
mod nest;
mod page;
mod phrases;
mod prose;
mod repetition;
mod title;
mod zones;

pub(crate) use markup::marked;

use crate::lexicon::Section;
use crate::measure::Measured;

/// What a cue may speak for. Fitted weights keep to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It can only speak for content.
    Content,
    /// It can only speak against content.
    Boilerplate,
    /// Its buckets speak for either.
    Either,
}

/// A named test on a line and its surroundings, that puts the line in one of a few buckets or
/// stays silent.
#[derive(Debug)]
pub struct Cue {
    /// The name that weights and explanations use.
    pub name: &'static str,
    /// Why the cue tells content from boilerplate.
    pub why: &'static str,
    /// What it may speak for.
    pub side: Side,
    pub(crate) test: Test,
    /// Pages as flat text or HTML, the line on trial marked by `»`, and the bucket it falls in.
    pub hits: &'static [(&'static str, &'static str)],
    /// The same for lines that look alike and do not fall in the bucket.
    pub misses: &'static [(&'static str, &'static str)],
}

/// How a cue finds the bucket of a line.
#[derive(Debug)]
pub(crate) enum Test {
    /// One bucket, `yes`.
    Flag(fn(&Measured<'_>, usize) -> bool),
    /// Buckets between edges: a number falls in the last bucket whose lower edge it reaches.
    Grade { edges: &'static [f32], of: fn(&Measured<'_>, usize) -> Option<f32> },
    /// How phrases of a section stand in the line: on most lines none does, which is told
    /// without a call.
    Phrase(Section),
    /// Buckets between edges, of a number that is the page's and the same for all its lines.
    Page { edges: &'static [f32], of: fn(&Measured<'_>) -> f32 },
    /// Named buckets.
    Kind { names: &'static [&'static str], of: fn(&Measured<'_>, usize) -> Option<usize> },
}

impl Cue {
    /// Calls `found` with every line on which the cue is not silent, and its bucket. All lines
    /// of one cue come before the next cue: asking all cues of one line took half as long again.
    pub(crate) fn each(&self, measured: &Measured<'_>, mut found: impl FnMut(usize, usize)) {
        let lines = 0..measured.measures.len();
        let mut tell = |at, bucket: Option<usize>| {
            if let Some(bucket) = bucket {
                found(at, bucket);
            }
        };
        match self.test {
            Test::Flag(of) => lines.for_each(|at| tell(at, of(measured, at).then_some(0))),
            Test::Grade { edges, of } => {
                lines.for_each(|at| tell(at, of(measured, at).map(|number| grade(edges, number))))
            }
            Test::Phrase(section) => measured
                .measures
                .iter()
                .enumerate()
                .for_each(|(at, m)| tell(at, phrases::standing(m, section))),
            Test::Page { edges, of } => {
                let bucket = grade(edges, of(measured));
                lines.for_each(|at| found(at, bucket));
            }
            Test::Kind { of, .. } => lines.for_each(|at| tell(at, of(measured, at))),
        }
    }

    /// Whether the cue's buckets are those of a number, and so in order.
    pub fn is_graded(&self) -> bool {
        matches!(self.test, Test::Grade { .. } | Test::Page { .. })
    }

    /// The names of the cue's buckets.
    pub fn buckets(&self) -> Vec<String> {
        match self.test {
            Test::Flag(_) => vec!["yes".to_owned()],
            Test::Grade { edges, .. } | Test::Page { edges, .. } => bucket_names(edges),
            Test::Phrase(_) => phrases::STANDINGS.iter().map(|&name| name.to_owned()).collect(),
            Test::Kind { names, .. } => names.iter().map(|&name| name.to_owned()).collect(),
        }
    }
}

/// The bucket of a number: how many edges it reaches.
pub(crate) fn grade(edges: &[f32], value: f32) -> usize {
    // All edges are looked at: where to stop is what a processor cannot foresee.
    edges.iter().map(|&edge| u32::from(value >= edge)).sum::<u32>() as usize
}

/// Names of the buckets between edges: `<3`, `3-8`, `>=8`.
pub(crate) fn bucket_names(edges: &[f32]) -> Vec<String> {
    let first = edges.first().map(|edge| format!("<{edge}"));
    let middle = edges.windows(2).map(|pair| format!("{}..{}", pair[0], pair[1]));
    let last = edges.last().map(|edge| format!(">={edge}"));
    first.into_iter().chain(middle).chain(last).collect()
}

/// Every cue, by family.
pub fn cues() -> impl Iterator<Item = &'static Cue> {
    [
        prose::CUES,
        body::CUES,
        block::CUES,
        layout::CUES,
        dates::CUES,
        repetition::CUES,
        zones::CUES,
        phrases::CUES,
        neighbours::CUES,
        markup::CUES,
        nest::CUES,
        title::CUES,
        page::CUES,
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests;
