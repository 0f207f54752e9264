//! What an input gives, one record after the other: a file's page, lines of JSON, rows of a
//! table, captures of a web archive.

mod archive;
mod http;
mod lines;
mod page;
mod rows;

use std::io;

use arrow_array::RecordBatch;

use crate::Format;

pub(crate) use archive::{Archive, Capture};
pub(crate) use lines::Lines;
pub(crate) use page::Single;
pub(crate) use rows::Rows;

use super::dead::Problem;

/// Bytes of a record at most. The longest page takes six times its bytes as JSON, where each
/// character is written as an escape.
pub(crate) const RECORD_BYTES: usize = 128_000_000;

/// Something that is cleaned as one, as it was found.
pub(crate) enum Content {
    /// A file that is one page.
    Page { format: Option<Format>, bytes: Vec<u8> },
    /// A record of JSON.
    Json(Vec<u8>),
    /// A page of a web archive.
    Capture(Box<Capture>),
    /// Some rows of a table.
    Rows(RecordBatch),
}

/// What comes next of a source.
pub(crate) enum Step {
    /// A record, or why it is none. Records are numbered from 1, and `byte` is where it begins,
    /// where records have such a place.
    Record { number: u64, byte: Option<u64>, content: Result<Content, Problem> },
    /// Nothing more can be read, though there may be more.
    Broken { number: u64, byte: Option<u64>, error: io::Error },
    /// That was all.
    End,
}

/// Records one after the other.
pub(crate) trait Source: Send {
    /// The next record. Not called again after what is no record.
    fn next(&mut self) -> Step;

    /// How many records were read.
    fn read(&self) -> u64;

    /// Passes over records until so many are read.
    fn pass(&mut self, records: u64) {
        while self.read() < records {
            if !matches!(self.next(), Step::Record { .. }) {
                return;
            }
        }
    }
}

impl Content {
    /// How long it is as it was found, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Content::Page { bytes, .. } | Content::Json(bytes) => bytes.len(),
            Content::Capture(capture) => capture.bytes(),
            Content::Rows(rows) => rows.get_array_memory_size(),
        }
    }

    /// How much memory it may take, in bytes, where no more than `most` are read of a page.
    pub(crate) fn weight(&self, most: usize) -> usize {
        match self {
            Content::Capture(capture) => capture.weight(most),
            _ => self.bytes(),
        }
    }

    /// How many records it holds.
    pub(crate) fn records(&self) -> usize {
        match self {
            Content::Rows(rows) => rows.num_rows(),
            _ => 1,
        }
    }
}
