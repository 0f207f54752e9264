//! Where output goes: places that hold text, lines of records, or a table, and that appear whole
//! or not at all.

mod packing;
mod partial;
mod table;
mod text;

use std::io;
use std::path::Path;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

pub(crate) use packing::Packing;
pub(crate) use partial::{Partial, is_device, lock, part, with_ending};
use table::TableSink;
use text::TextSink;

use super::Shape;

/// A place that pages are being written to.
pub(crate) enum Sink {
    Lines(Partial, Packing),
    Text(TextSink),
    Table(TableSink),
}

/// What a place is made for.
pub(crate) struct Wanted<'a> {
    /// `None` for standard output.
    pub(crate) path: Option<&'a Path>,
    pub(crate) shape: Shape,
    /// Whether more than one input comes here, so that each page has a header.
    pub(crate) is_shared: bool,
}

impl Sink {
    /// A new place, or with `length` the one that an interrupted run left, up to so many bytes.
    pub(crate) fn open(wanted: &Wanted<'_>, length: Option<u64>) -> io::Result<Sink> {
        let out = || match (wanted.path, length) {
            (None, _) => Ok(Partial::stdout()),
            (Some(path), None) => Partial::create(path),
            (Some(path), Some(length)) => Partial::resume(path, length),
        };
        let packing = wanted.path.map_or(Packing::Plain, Packing::of);
        Ok(match wanted.shape {
            Shape::Jsonl | Shape::Spans => Sink::Lines(out()?, packing),
            Shape::Text => Sink::Text(TextSink::new(out()?, packing, wanted.is_shared)),
            Shape::Parquet => Sink::Table(TableSink::open(wanted.path, length)?),
        })
    }

    /// Writes lines that are already compressed.
    pub(crate) fn lines(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Sink::Lines(out, _) => out.append(bytes),
            Sink::Text(_) | Sink::Table(_) => Err(mismatch()),
        }
    }

    /// Writes a page as text.
    pub(crate) fn text(&mut self, name: String, text: String) -> io::Result<()> {
        match self {
            Sink::Text(sink) => {
                sink.page(name, text);
                Ok(())
            }
            Sink::Lines(..) | Sink::Table(_) => Err(mismatch()),
        }
    }

    /// Writes rows of a table.
    pub(crate) fn rows(&mut self, rows: RecordBatch) -> io::Result<()> {
        match self {
            Sink::Table(sink) => {
                sink.rows(rows);
                Ok(())
            }
            Sink::Lines(..) | Sink::Text(_) => Err(mismatch()),
        }
    }

    /// A batch has ended: what is ready is written.
    pub(crate) fn end_batch(&mut self) -> io::Result<()> {
        match self {
            Sink::Lines(out, _) => out.flush(),
            Sink::Text(sink) => sink.end_batch(),
            Sink::Table(sink) => sink.end_batch(),
        }
    }

    /// How many bytes hold all that came so far; `None` if some of it is not yet written.
    pub(crate) fn mark(&mut self) -> io::Result<Option<u64>> {
        match self {
            Sink::Lines(out, _) => out.sync().map(Some),
            Sink::Text(sink) => sink.mark(),
            Sink::Table(sink) => sink.mark().map(Some),
        }
    }

    /// Writes what is not yet written, so that nothing but a name is missing.
    pub(crate) fn complete(&mut self) -> io::Result<()> {
        match self {
            Sink::Lines(out, packing) => {
                if out.length() == 0 {
                    out.append(&packing.nothing())?;
                }
                out.flush()
            }
            Sink::Text(sink) => sink.complete(),
            Sink::Table(sink) => sink.complete(),
        }
    }

    /// Gives a completed output its name. A table without rows needs to know its columns.
    pub(crate) fn publish(self, schema: Option<&SchemaRef>) -> io::Result<()> {
        match self {
            Sink::Lines(out, _) => out.publish(),
            Sink::Text(sink) => sink.publish(),
            Sink::Table(sink) => sink.publish(schema),
        }
    }

    /// Takes the output away.
    pub(crate) fn discard(self) -> io::Result<()> {
        match self {
            Sink::Lines(out, _) => out.discard(),
            Sink::Text(sink) => sink.discard(),
            Sink::Table(sink) => sink.discard(),
        }
    }
}

fn mismatch() -> io::Error {
    let what = "text, records and tables cannot go to one place; choose one with --to";
    io::Error::new(io::ErrorKind::InvalidInput, what)
}
