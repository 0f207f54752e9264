//! What a run does with its pages.

use std::borrow::Cow;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::{Cleaner, Format};

use super::filter::Filters;
use super::{Input, Kind};

/// A run: what is read, how it is cleaned, and where it goes.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// What is read, in this order.
    pub inputs: Vec<Input>,
    /// How pages are read, cleaned and written.
    pub settings: Settings,
    /// Where cleaned pages go.
    pub output: Output,
    /// Where dead letters go; `None` to tell the watcher of each.
    pub errors: Option<PathBuf>,
    /// Threads to clean on; `None` for one a processor.
    pub jobs: Option<usize>,
    /// Whether to go on where an interrupted run of the same kind stopped.
    pub resume: bool,
    /// What tells the settings of this run from those of another: a run goes on only where one of
    /// the same name stopped.
    pub name: String,
}

/// Where a run writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Output {
    /// Standard output, all pages one after the other.
    #[default]
    Stdout,
    /// One file for all pages.
    File(PathBuf),
    /// A file for each input, named after it and at its place.
    Folder(PathBuf),
}

/// How pages are read, cleaned and written.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Cleans the pages.
    pub cleaner: Cleaner,
    /// What every input holds; `None` to tell by content, then by the name's ending.
    pub kind: Option<Kind>,
    /// What a page is written in where its source does not say; `None` to tell by content.
    pub page: Option<Format>,
    /// The key of a record, or the column, that holds the page; `None` for `html` where a record
    /// has it, else `text`.
    pub field: Option<String>,
    /// The key of a record, or the column, that holds the page's address; `None` for `url`. Only
    /// the templates of sites ask for it.
    pub url_field: Option<String>,
    /// What is written; `None` for what is nearest to what is read.
    pub shape: Option<Shape>,
    /// Whether records get the readers' comments.
    pub comments: bool,
    /// Whether records get every line with its label.
    pub lines: bool,
    /// Which cleaned pages are left out.
    pub filters: Filters,
    /// Whether it matters from which host a page is: for learning, with templates, and for counts
    /// by host.
    pub by_host: bool,
    /// Whether the lines that are dropped most often are counted.
    pub count_lines: bool,
}

/// What is written for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// Headline, blank line, body.
    Text,
    /// A record a line.
    Jsonl,
    /// A row of a Parquet file.
    Parquet,
    /// A record a line with the places of lines in the page, as Dolma keeps attributes.
    Spans,
}

impl Settings {
    /// The cleaner for the page of an address, where it matters from which host a page is.
    pub(crate) fn cleaner_at(&self, url: Option<&str>) -> Cow<'_, Cleaner> {
        self.cleaner.at(url.filter(|_| self.by_host))
    }

    /// The key of a record that holds the page's address.
    pub(crate) fn url_field(&self) -> &str {
        self.url_field.as_deref().unwrap_or("url")
    }

    /// What is written for pages of an input of the given kind.
    pub(crate) fn shape_of(&self, kind: Kind, output: &Output) -> Shape {
        self.shape.unwrap_or(match kind {
            Kind::Rows if *output != Output::Stdout => Shape::Parquet,
            Kind::Records | Kind::Captures(_) | Kind::Rows => Shape::Jsonl,
            Kind::Page(_) => Shape::Text,
        })
    }

    /// What a page is written in: what was asked for, else what its source says. Spans are places
    /// in a record's flat text, and no guess may turn it into something else.
    pub(crate) fn format(&self, says: Option<Format>) -> Option<Format> {
        let guess = (self.shape == Some(Shape::Spans)).then_some(Format::Text);
        self.page.or(says).or(guess)
    }
}
