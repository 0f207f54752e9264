//! A Parquet file. Its end says where all its parts are, so that a file cannot be gone on with:
//! each row group is written as a small Parquet file of its own, one after the other, and the
//! whole is put together of them at the end, without another look at the rows.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use arrow_schema::{Schema, SchemaRef};
use bytes::Bytes;
use parquet::arrow::ArrowWriter;
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

/// What stands after the name of a table that is put together.
const ENDING: &str = ".whole";

/// A Parquet file.
pub(crate) struct TableSink {
    /// Row groups, each after its length in eight bytes.
    groups: Partial,
    /// The file that it becomes; `None` where it is written at once.
    becomes: Option<PathBuf>,
    /// Where it is written at once; `None` for standard output.
    device: Option<PathBuf>,
    pending: Vec<RecordBatch>,
    rows: usize,
    bytes: usize,
}

impl TableSink {
    pub(super) fn open(path: Option<&Path>, length: Option<u64>) -> io::Result<TableSink> {
        let file = path.filter(|path| !is_device(path));
        let groups = match (file, length) {
            (None, _) => Partial::nameless(),
            (Some(path), None) => Partial::create(path),
            (Some(path), Some(length)) => Partial::resume(path, length),
        };
        Ok(TableSink {
            groups: groups?,
            becomes: file.map(Path::to_owned),
            device: path.filter(|path| is_device(path)).map(Path::to_owned),
            pending: Vec::new(),
            rows: 0,
            bytes: 0,
        })
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

    pub(super) fn mark(&mut self) -> io::Result<Option<u64>> {
        if self.pending.is_empty() { self.groups.sync().map(Some) } else { Ok(None) }
    }

    /// Writes the rows at hand as a row group.
    pub(super) fn complete(&mut self) -> io::Result<()> {
        let pending = std::mem::take(&mut self.pending);
        let rows = std::mem::take(&mut self.rows);
        self.bytes = 0;
        let Some(first) = pending.first() else { return Ok(()) };
        if rows == 0 {
            return Ok(());
        }
        let mut group = Vec::new();
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(Default::default()))
            .set_max_row_group_row_count(Some(rows))
            .set_offset_index_disabled(true)
            .build();
        let mut writer = ArrowWriter::try_new(&mut group, first.schema(), Some(properties))?;
        for rows in &pending {
            writer.write(rows)?;
        }
        writer.close()?;
        self.groups.append(&(group.len() as u64).to_le_bytes())?;
        self.groups.append(&group)?;
        self.groups.flush()
    }

    /// Puts the table together and gives it its name. Done again, it comes to the same.
    pub(super) fn publish(mut self, schema: Option<&SchemaRef>) -> io::Result<()> {
        let groups = self.groups.reread()?;
        match (&self.becomes, &self.device) {
            (Some(path), _) => {
                let whole = with_ending(path, ENDING);
                put_together(groups, File::create(&whole)?, schema)?;
                std::fs::rename(&whole, path)?;
                std::fs::remove_file(part(path))
            }
            (None, Some(device)) => {
                put_together(groups, File::options().write(true).open(device)?, schema)
            }
            (None, None) => put_together(groups, io::stdout(), schema),
        }
    }

    pub(super) fn discard(self) -> io::Result<()> {
        self.groups.discard()
    }
}

/// Writes one Parquet file of the row groups of many.
fn put_together(groups: File, to: impl Write + Send, schema: Option<&SchemaRef>) -> io::Result<()> {
    let to = BufWriter::new(to);
    let mut groups = BufReader::new(groups);
    let Some(mut group) = next(&mut groups)? else {
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
        match next(&mut groups)? {
            Some(next) => group = next,
            None => break,
        }
    }
    writer.into_inner()?.flush()
}

/// The next small Parquet file.
fn next(groups: &mut impl Read) -> io::Result<Option<Bytes>> {
    let mut length = [0; 8];
    match groups.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let mut group = Vec::new();
    groups.take(u64::from_le_bytes(length)).read_to_end(&mut group)?;
    Ok(Some(group.into()))
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
