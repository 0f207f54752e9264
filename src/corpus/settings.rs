//! What a run does with its pages.

use crate::{Cleaner, Format, Limits};

use super::Kind;

/// How pages are read, cleaned and written.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Cleans the pages.
    pub cleaner: Cleaner,
    /// The limits that the cleaner keeps: no more of a page is read.
    pub limits: Limits,
    /// What every input holds; `None` to tell by content, then by the name's ending.
    pub kind: Option<Kind>,
    /// What a page is written in where its source does not say; `None` to tell by content.
    pub page: Option<Format>,
    /// The key of a record that holds the page; `None` for `html` where a record has it, else
    /// `text`.
    pub field: Option<String>,
    /// What is written; `None` for records where records are read, else text.
    pub shape: Option<Shape>,
    /// Whether records get the readers' comments.
    pub comments: bool,
    /// Whether records get every line with its label.
    pub lines: bool,
}

/// What is written for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Headline, blank line, body.
    Text,
    /// A record a line.
    Jsonl,
}

impl Settings {
    /// What is written for pages of an input of the given kind.
    pub(crate) fn shape_of(&self, kind: Kind) -> Shape {
        self.shape.unwrap_or(match kind {
            Kind::Records => Shape::Jsonl,
            Kind::Page(_) => Shape::Text,
        })
    }
}
