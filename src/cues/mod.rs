//! Cues: named, cheap tests on a line and its surroundings. Each is defined in one place, with
//! its reason and with examples that fire and that nearly fire; `weights/` says what each of its
//! buckets is worth.

mod block;
mod body;
mod column;
mod dates;
mod description;
mod layout;
mod markup;
mod neighbours;
mod nest;
mod page;
mod phrases;
mod prose;
mod repetition;
mod since;
mod stencils;
mod title;
mod zones;

#[cfg(test)]
pub(crate) use column::blocks;
pub(crate) use column::{Block, Buckets, LANES, SILENT, grade_all};
pub(crate) use markup::marked;

use column::{Ask, grade};

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
    Flag(&'static dyn Ask<bool>),
    /// Buckets between edges: a number falls in the last bucket whose lower edge it reaches.
    Grade { edges: &'static [f32], of: &'static dyn Ask<Option<f32>> },
    /// How phrases of a section stand in the line: on most lines none does, which is told
    /// without a call.
    Phrase(Section),
    /// Buckets between edges, of a number that is the page's and the same for all its lines.
    Page { edges: &'static [f32], of: fn(&Measured<'_>) -> f32 },
    /// Named buckets.
    Kind { names: &'static [&'static str], of: &'static dyn Ask<Option<usize>> },
}

impl Cue {
    /// Writes down the bucket of every line, [`SILENT`] where there is none. All lines of one cue
    /// come before the next cue: asking all cues of one line took half as long again. `numbers`
    /// is room for one a line, and holds none behind the last.
    pub(crate) fn ask(
        &self,
        measured: &Measured<'_>,
        numbers: &mut [Block<f32>],
        column: &mut [Block<u8>],
    ) {
        let lines = measured.measures.len();
        let buckets = &mut column.as_flattened_mut()[..lines];
        match self.test {
            Test::Flag(of) => of.all(measured, buckets),
            Test::Grade { edges, of } => {
                of.all(measured, &mut numbers.as_flattened_mut()[..lines]);
                grade_all(edges, numbers, column);
            }
            Test::Phrase(section) => {
                for (bucket, m) in buckets.iter_mut().zip(&measured.measures) {
                    *bucket = phrases::standing(m, section).map_or(SILENT, |it| it as u8);
                }
            }
            Test::Page { edges, of } => buckets.fill(grade(edges, of(measured))),
            Test::Kind { of, .. } => of.all(measured, buckets),
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
        since::CUES,
        layout::CUES,
        dates::CUES,
        repetition::CUES,
        stencils::CUES,
        zones::CUES,
        phrases::CUES,
        neighbours::CUES,
        markup::CUES,
        nest::CUES,
        title::CUES,
        description::CUES,
        page::CUES,
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests;
