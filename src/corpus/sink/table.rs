//! A Parquet file. Its end says where all its parts are, so that a file cannot be gone on with:
//! each row group is written as a small Parquet file of its own, one after the other, and the
//! whole is put together of them at the end, without another look at the rows. Rows that wait for
//! their group are written in the same way where a note is to count on them, and passed over in
//! the end.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use arrow_schema::{Schema, SchemaRef};
use bytes::Bytes;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;

use super::partial::{Partial, is_device, part, with_ending};

/// Rows, and bytes in memory, from which a row group is written: enough for readers that skip
/// row groups, and little enough that an interrupted run has not much to do again.
const GROUP_ROWS: usize = 10_000;
const GROUP_BYTES: usize = 32_000_000;

/// What a small file is: a row group, or rows that wait for theirs.
const GROUP: u8 = b'G';
const WAITING: u8 = b'W';

/// What stands after the name of a table that is put together.
const ENDING: &str = ".whole";

/// A Parquet file.
pub(crate) struct TableSink {
    /// Small Parquet files, each after a byte that says what it is, and its length in eight.
    files: Partial,
    /// The file that it becomes; `None` where it is written at once.
    becomes: Option<PathBuf>,
    /// Where it is written at once; `None` for standard output.
    device: Option<PathBuf>,
    /// Rows that wait for their group, and how many of these are written as waiting.
    pending: Vec<RecordBatch>,
    noted: usize,
    rows: usize,
    bytes: usize,
}

impl TableSink {
    pub(super) fn open(path: Option<&Path>, length: Option<u64>) -> io::Result<TableSink> {
        let file = path.filter(|path| !is_device(path));
        let files = match (file, length) {
            (None, _) => Partial::nameless(),
            (Some(path), None) => Partial::create(path),
            (Some(path), Some(length)) => Partial::resume(path, length),
        };
        let mut sink = TableSink {
            files: files?,
            becomes: file.map(Path::to_owned),
            device: path.filter(|path| is_device(path)).map(Path::to_owned),
            pending: Vec::new(),
            noted: 0,
            rows: 0,
            bytes: 0,
        };
        if length.is_some() && sink.becomes.is_some() {
            sink.take_up()?;
        }
        Ok(sink)
    }

    /// Takes up the rows that waited for their group when a run was interrupted.
    fn take_up(&mut self) -> io::Result<()> {
        let mut files = BufReader::new(self.files.reread()?);
        let mut waiting = Vec::new();
        while let Some((kind, file)) = next(&mut files)? {
            match kind {
                WAITING => waiting.push(file),
                _ => waiting.clear(),
            }
        }
        for file in waiting {
            let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
            let rows = usize::try_from(builder.metadata().file_metadata().num_rows());
            let all = rows.map_err(io::Error::other)?.max(1);
            for rows in builder.with_batch_size(all).build()? {
                self.rows(rows.map_err(io::Error::other)?);
            }
        }
        self.noted = self.pending.len();
        self.files.seek_end()
    }

    pub(super) fn rows(&mut self, rows: RecordBatch) {
        self.rows += rows.num_rows();
        self.bytes += rows.get_array_memory_size();
        self.pending.push(rows);
    }

    pub(super) fn end_batch(&mut self) -> io::Result<()> {
        let is_full = self.rows >= GROUP_ROWS || self.bytes >= GROUP_BYTES;
        if is_full { self.complete() } else { Ok(()) }
    }

    /// Writes the rows that wait for their group, so that a note can count on them.
    pub(super) fn mark(&mut self) -> io::Result<u64> {
        for rows in self.pending.iter().skip(self.noted) {
            append_file(&mut self.files, WAITING, std::slice::from_ref(rows))?;
        }
        self.noted = self.pending.len();
        self.files.sync()
    }

    /// Writes the rows at hand as a row group.
    pub(super) fn complete(&mut self) -> io::Result<()> {
        if self.rows > 0 {
            append_file(&mut self.files, GROUP, &self.pending)?;
        }
        self.pending.clear();
        (self.noted, self.rows, self.bytes) = (0, 0, 0);
        self.files.flush()
    }

    /// Puts the table together and gives it its name. Done again, it comes to the same.
    pub(super) fn publish(mut self, schema: Option<&SchemaRef>) -> io::Result<()> {
        let files = self.files.reread()?;
        match (&self.becomes, &self.device) {
            (Some(path), _) => {
                let whole = with_ending(path, ENDING);
                put_together(files, File::create(&whole)?, schema)?;
                std::fs::rename(&whole, path)?;
                std::fs::remove_file(part(path))
            }
            (None, Some(device)) => {
                put_together(files, File::options().write(true).open(device)?, schema)
            }
            (None, None) => put_together(files, io::stdout(), schema),
        }
    }

    pub(super) fn discard(self) -> io::Result<()> {
        self.files.discard()
    }
}

/// Writes rows as a small Parquet file of one row group.
fn append_file(files: &mut Partial, kind: u8, rows: &[RecordBatch]) -> io::Result<()> {
    let Some(first) = rows.first() else { return Ok(()) };
    let all = rows.iter().map(RecordBatch::num_rows).sum::<usize>().max(1);
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(Default::default()))
        .set_max_row_group_row_count(Some(all))
        .set_offset_index_disabled(true)
        .build();
    let mut file = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut file, first.schema(), Some(properties))?;
    for rows in rows {
        writer.write(rows)?;
    }
    writer.close()?;
    files.append(&[kind])?;
    files.append(&(file.len() as u64).to_le_bytes())?;
    files.append(&file)
}

/// Writes one Parquet file of the row groups of many.
fn put_together(files: File, to: impl Write + Send, schema: Option<&SchemaRef>) -> io::Result<()> {
    let to = BufWriter::new(to);
    let mut files = BufReader::new(files);
    let Some(mut group) = next_group(&mut files)? else {
        let none = SchemaRef::from(Schema::empty());
        let writer = ArrowWriter::try_new(to, schema.cloned().unwrap_or(none), None)?;
        return writer.into_inner()?.flush();
    };
    let first = SerializedFileReader::new(group.clone())?;
    let about = first.metadata().file_metadata();
    let properties = WriterProperties::builder()
        .set_key_value_metadata(about.key_value_metadata().cloned())
        .build();
    let schema = about.schema_descr().root_schema_ptr();
    let mut writer = SerializedFileWriter::new(to, schema, properties.into())?;
    loop {
        append(&mut writer, &group)?;
        match next_group(&mut files)? {
            Some(next) => group = next,
            None => break,
        }
    }
    writer.into_inner()?.flush()
}

/// The next small file that is a row group.
fn next_group(files: &mut impl Read) -> io::Result<Option<Bytes>> {
    while let Some((kind, file)) = next(files)? {
        if kind == GROUP {
            return Ok(Some(file));
        }
    }
    Ok(None)
}

/// The next small file, and what it is.
fn next(files: &mut impl Read) -> io::Result<Option<(u8, Bytes)>> {
    let mut head = [0; 9];
    match files.read_exact(&mut head) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let [kind, length @ ..] = head;
    let mut file = Vec::new();
    files.take(u64::from_le_bytes(length)).read_to_end(&mut file)?;
    Ok(Some((kind, file.into())))
}

/// Copies the row groups of a file, column by column, as they are.
fn append<W: Write + Send>(
    writer: &mut SerializedFileWriter<W>,
    file: &Bytes,
) -> Result<(), ParquetError> {
    let reader = SerializedFileReader::new(file.clone())?;
    for group in reader.metadata().row_groups() {
        let mut to = writer.next_row_group()?;
        for column in group.columns() {
            let closed = ColumnCloseResult {
                bytes_written: u64::try_from(column.compressed_size()).unwrap_or_default(),
                rows_written: u64::try_from(group.num_rows()).unwrap_or_default(),
                metadata: column.clone(),
                bloom_filter: None,
                column_index: None,
                offset_index: None,
            };
            to.append_column(file, closed)?;
        }
        to.close()?;
    }
    Ok(())
}
