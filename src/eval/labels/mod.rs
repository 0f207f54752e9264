//! Lines labelled by hand: what of each label the cleaner keeps and drops.
//!
//! Labels come in two forms, both with a [`Label`] a line:
//!
//! - a table beside the page, `NAME.labels.tsv` or `labels.tsv`, whose columns `verdict`, `label`
//!   and `begins` have a row for each line that is not blank, in reading order; a column `line` may
//!   come first;
//! - records of JSON lines whose `labels` name ranges of the page's lines, counted from 1 and ending
//!   at LF: `5=title 10-31=paragraph 33=related?`.
//!
//! A line that may be kept or dropped (the verdict `either`, a label with `?`) is left out.

mod agreement;
mod beside;
mod files;
mod ranges;
mod report;
mod shares;
mod table;

use std::collections::BTreeMap;

pub use agreement::{Agreement, Held, Misfit};
pub use files::{LabelFiles, Labelled, Page};
pub use shares::{ByLabel, Row, Share, Wish};

use crate::Label;

/// What somebody found a line to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineLabel {
    /// What the line is.
    pub label: Label,
    /// What should become of it.
    pub verdict: Verdict,
}

/// What should become of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It belongs into the clean article.
    Keep,
    /// It does not.
    Drop,
    /// A careful editor might do both.
    Either,
}

/// A row of a table of labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// What the line is, and what should become of it.
    pub wanted: LineLabel,
    /// The first characters of the line, or all of it.
    pub begins: String,
}

/// The labels of a page's lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineLabels {
    /// A row for each line that is not blank, in reading order.
    Table(Vec<TableRow>),
    /// By the line's number, from 1; lines end at LF. Those of blank lines do not matter.
    Ranges(BTreeMap<usize, LineLabel>),
}

/// Labels that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {what}")]
pub struct LabelsError {
    place: String,
    what: String,
}
