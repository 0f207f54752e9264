//! Web archives, cleaned a batch of records after the other.

use std::io::Cursor;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use arrow_array::{Array, Int32Array, Int64Array, StructArray};
use arrow_data::ArrayData;
use arrow_pyarrow::PyArrowType;
use dechaff::corpus::{Captured, Problem, captured, open, opened};
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use rayon::prelude::*;

use crate::cleaner::Cleaner;
use crate::rows::{Form, Row, column};

/// Records of a batch at most, and bytes from which it is full: those of the command line.
const BATCH_RECORDS: usize = 256;
const BATCH_BYTES: usize = 8_000_000;

/// A file, or what it holds.
#[derive(FromPyObject)]
pub(crate) enum Source {
    Bytes(PyBackedBytes),
    Path(PathBuf),
}

/// The pages of a web archive, cleaned as they are asked for.
#[pyclass(frozen, module = "dechaff._native")]
pub(crate) struct Archive {
    pages: Mutex<Box<dyn Iterator<Item = Captured> + Send>>,
    cleaner: Py<Cleaner>,
    comments: bool,
}

impl Archive {
    /// Opens an archive, of which no more than `most` bytes of a page are read.
    pub(crate) fn open(
        source: Source,
        cleaner: Py<Cleaner>,
        most: usize,
        comments: bool,
    ) -> PyResult<Archive> {
        let (name, archive) = match source {
            Source::Path(path) => (path.display().to_string(), open(Some(&path))),
            Source::Bytes(bytes) => ("the bytes".to_owned(), opened(Cursor::new(bytes))),
        };
        let unread = |error| PyOSError::new_err(format!("{name}: cannot read it: {error}"));
        let pages = captured(archive.map_err(unread)?, most);
        Ok(Archive { pages: Mutex::new(Box::new(pages)), cleaner, comments })
    }

    /// The next records, as many as are cleaned at once; none at the archive's end.
    fn batch(&self) -> Vec<Captured> {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = 0;
        let mut batch = Vec::new();
        while batch.len() < BATCH_RECORDS && bytes < BATCH_BYTES {
            let Some(page) = pages.next() else { break };
            bytes += page.bytes();
            batch.push(page);
        }
        batch
    }

    fn structs(&self, pages: &[Captured], rows: &[Result<Row, Problem>]) -> ArrayData {
        let form = Form { comments: self.comments, is_large: false };
        let mut columns = vec![
            column(
                "record",
                pages.iter().map(|page| Some(page.record as i64)).collect::<Int64Array>(),
            ),
            form.strings("id", pages.iter().map(Captured::id)),
            form.strings("url", pages.iter().map(Captured::url)),
            form.strings("date", pages.iter().map(Captured::date)),
            column(
                "status",
                pages.iter().map(|page| page.status().map(i32::from)).collect::<Int32Array>(),
            ),
        ];
        columns.extend(form.columns(rows));
        StructArray::from(columns).into_data()
    }
}

#[pymethods]
impl Archive {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<PyArrowType<ArrayData>>> {
        let cleaner = self.cleaner.get();
        let pool = cleaner.pool.get()?;
        let batch = py.detach(|| {
            let pages = self.batch();
            let row = |page: &Captured| {
                let article = page.clean(&cleaner.cleaner, cleaner.format)?;
                Ok(Row::of(&article, self.comments))
            };
            let rows: Vec<Result<Row, Problem>> =
                pool.install(|| pages.par_iter().map(row).collect());
            (!pages.is_empty()).then(|| self.structs(&pages, &rows))
        });
        Ok(batch.map(PyArrowType))
    }
}
