//! Rows of a Parquet file, a few at a time, so that a row group is never in memory as a whole.

use std::fs::File;
use std::io;
use std::path::Path;

use arrow_array::RecordBatchReader;
use arrow_schema::SchemaRef;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::{Content, Source, Step};
use crate::corpus::Opened;

/// Rows that are read at a time: pages of 100 KB come to some megabytes.
const ROWS: usize = 64;

/// Rows of a Parquet file.
pub(crate) struct Rows {
    rows: ParquetRecordBatchReader,
    read: u64,
}

impl Rows {
    /// Opens a file past so many rows. What is compressed as a whole, or is no file, is copied to
    /// a temporary file first: Parquet is read from its end.
    pub(crate) fn open(path: Option<&Path>, mut opened: Opened, past: u64) -> io::Result<Rows> {
        let file = match path {
            Some(path) if opened.is_plain() && path.is_file() => File::open(path)?,
            _ => {
                let mut file = tempfile::tempfile()?;
                io::copy(&mut opened, &mut file)?;
                file
            }
        };
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(io::Error::other)?;
        let past_rows = usize::try_from(past).map_err(io::Error::other)?;
        let rows = builder.with_batch_size(ROWS).with_offset(past_rows).build();
        Ok(Rows { rows: rows.map_err(io::Error::other)?, read: past })
    }

    /// The columns.
    pub(crate) fn schema(&self) -> SchemaRef {
        self.rows.schema()
    }
}

impl Source for Rows {
    fn next(&mut self) -> Step {
        let number = self.read + 1;
        match self.rows.next() {
            None => Step::End,
            Some(Ok(rows)) => {
                self.read += rows.num_rows() as u64;
                Step::Record { number, byte: None, content: Ok(Content::Rows(rows)) }
            }
            Some(Err(error)) => Step::Broken { number, byte: None, error: io::Error::other(error) },
        }
    }

    fn read(&self) -> u64 {
        self.read
    }
}
