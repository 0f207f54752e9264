//! The cleaner in Python. Whatever takes time is done without the interpreter's lock.

use std::collections::BTreeMap;

use arrow_data::ArrayData;
use arrow_pyarrow::PyArrowType;
use dechaff::Format;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString, PyTuple};
use rayon::prelude::*;

use crate::archive::{Archive, Source};
use crate::arrow;
use crate::article::{Article, loads};
use crate::page::{Page, no_string, page_error};
use crate::pool::Pool;
use crate::settings::{Files, Settings, is_lexicon, is_table, read};

/// Cleans a page and gives its text: headline, blank line, body.
#[pyfunction]
pub(crate) fn clean(py: Python<'_>, page: &Bound<'_, PyAny>) -> PyResult<String> {
    let page = Page::of(page)?;
    let cleaned = py.detach(|| {
        let article = page.clean(&dechaff::Cleaner::default(), None, None)?;
        Ok(article.full_text())
    });
    cleaned.map_err(|trouble| page_error(&trouble))
}

/// Cleans pages. It holds settings and nothing else: the same page always gives the same article.
#[pyclass(frozen, module = "dechaff")]
pub(crate) struct Cleaner {
    settings: Settings,
    pub(crate) cleaner: dechaff::Cleaner,
    /// What every page is written in; `None` to tell by the content.
    pub(crate) format: Option<Format>,
    pub(crate) pool: Pool,
}

#[pymethods]
impl Cleaner {
    #[new]
    #[pyo3(signature = (*, lean=None, keep=Vec::new(), drop=Vec::new(), limits=None, page=None, weights=None, lexicon=None, threads=None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        lean: Option<String>,
        keep: Vec<String>,
        drop: Vec<String>,
        limits: Option<BTreeMap<String, usize>>,
        page: Option<String>,
        weights: Option<Files>,
        lexicon: Option<Files>,
        threads: Option<usize>,
    ) -> PyResult<Cleaner> {
        if threads == Some(0) {
            return Err(PyValueError::new_err("threads is 1 or more, or None for one a processor"));
        }
        let tables = "text.tsv, extracted.tsv, html.tsv or unmarked.tsv";
        let weights = weights.map(|files| read(files, is_table, tables));
        let lexicon = lexicon.map(|files| read(files, is_lexicon, "file that ends in .toml"));
        let settings = Settings {
            lean,
            keep,
            drop,
            limits: limits.unwrap_or_default(),
            page,
            weights: weights.transpose()?,
            lexicon: lexicon.transpose()?,
            threads,
        };
        Ok(Cleaner {
            cleaner: settings.cleaner()?,
            format: settings.format()?,
            pool: Pool::new(threads.unwrap_or_default()),
            settings,
        })
    }

    /// Cleans a page: text or bytes, in whatever format its content shows.
    fn clean(&self, py: Python<'_>, page: &Bound<'_, PyAny>) -> PyResult<Article> {
        self.cleaned(py, page, self.format, None)
    }

    /// Cleans flat text.
    fn clean_text(&self, py: Python<'_>, text: &Bound<'_, PyAny>) -> PyResult<Article> {
        self.cleaned(py, text, Some(Format::Text), None)
    }

    /// Cleans HTML, a whole document or a part.
    fn clean_html(&self, py: Python<'_>, html: &Bound<'_, PyAny>) -> PyResult<Article> {
        self.cleaned(py, html, Some(Format::Html), None)
    }

    /// Decodes a page and cleans it; `charset` is what the transport says.
    #[pyo3(signature = (page, charset=None))]
    fn clean_bytes(
        &self,
        py: Python<'_>,
        page: &Bound<'_, PyAny>,
        charset: Option<&str>,
    ) -> PyResult<Article> {
        self.cleaned(py, page, self.format, charset)
    }

    /// Every line of a page with its reasons: the records of `dechaff explain --to jsonl`.
    fn explain<'py>(
        &self,
        py: Python<'py>,
        page: &Bound<'_, PyAny>,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let page = Page::of(page)?;
        let records = py.detach(|| {
            let article = page.clean(&self.cleaner, self.format, None)?;
            Ok(dechaff::cli::explained(&article))
        });
        let records = records.map_err(|trouble| page_error(&trouble))?;
        records.lines().map(|record| loads(py, record)).collect()
    }

    /// Cleans many pages, on all threads of the cleaner; for a page that cannot be cleaned the
    /// list has a `PageError`.
    fn clean_many<'py>(
        &self,
        py: Python<'py>,
        pages: &Bound<'_, PyAny>,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        if pages.is_instance_of::<PyString>() || pages.is_instance_of::<PyBytes>() {
            return Err(PyTypeError::new_err("pages are a list; `clean` takes one"));
        }
        let pages = pages.try_iter()?.map(|page| page.map(|page| Page::of(&page)));
        let pages: Vec<PyResult<Page>> = pages.collect::<PyResult<_>>()?;
        let pool = self.pool.get()?;
        let clean = |page: &PyResult<Page>| match page {
            Ok(page) => page.clean(&self.cleaner, self.format, None).map_err(|t| page_error(&t)),
            Err(error) => Err(no_string(error)),
        };
        let articles: Vec<PyResult<dechaff::Article>> =
            py.detach(|| pool.install(|| pages.par_iter().map(clean).collect()));
        let object = |article: PyResult<dechaff::Article>| match article {
            Ok(article) => Bound::new(py, Article::new(article)).map(Bound::into_any),
            Err(error) => Ok(error.into_value(py).into_bound(py).into_any()),
        };
        articles.into_iter().map(object).collect()
    }

    /// Cleans the pages of an Arrow array, of the chunks of one, or of a column of a table.
    #[pyo3(signature = (pages, column="html", *, comments=false))]
    fn clean_arrow<'py>(
        slf: &Bound<'py, Self>,
        pages: &Bound<'py, PyAny>,
        column: &str,
        comments: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let arrow = slf.py().import("dechaff.arrow")?;
        let options = PyDict::new(slf.py());
        options.set_item("comments", comments)?;
        arrow.call_method("clean", (slf, pages, column), Some(&options))
    }

    /// Cleans the pages of a web archive, a batch of rows after the other.
    #[pyo3(signature = (archive, *, comments=false))]
    fn clean_archive<'py>(
        slf: &Bound<'py, Self>,
        archive: &Bound<'py, PyAny>,
        comments: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let arrow = slf.py().import("dechaff.arrow")?;
        let options = PyDict::new(slf.py());
        options.set_item("comments", comments)?;
        arrow.call_method("clean_archive", (slf, archive), Some(&options))
    }

    /// Opens a web archive: structs a page, in arrays of a batch each.
    #[pyo3(signature = (archive, *, comments))]
    fn _open_archive(slf: Bound<'_, Self>, archive: Source, comments: bool) -> PyResult<Archive> {
        let most = slf.get().settings.limits()?.bytes;
        Archive::open(archive, slf.unbind(), most, comments)
    }

    /// Cleans pages in arrays of bytes: a struct a page, in arrays of the same lengths.
    #[pyo3(signature = (arrays, *, is_text, is_html, comments, most_bytes))]
    fn _clean_arrays(
        &self,
        py: Python<'_>,
        arrays: Vec<PyArrowType<ArrayData>>,
        is_text: bool,
        is_html: bool,
        comments: bool,
        most_bytes: Option<usize>,
    ) -> PyResult<Vec<PyArrowType<ArrayData>>> {
        let format = self.format.or(is_html.then_some(Format::Html));
        let pool = self.pool.get()?;
        let batch = arrow::Batch { cleaner: &self.cleaner, format, is_text, comments, most_bytes };
        let arrays = arrays.into_iter().map(|array| array.0).collect();
        let cleaned = py.detach(|| pool.install(|| batch.clean(arrays)))?;
        Ok(cleaned.into_iter().map(PyArrowType).collect())
    }

    /// What pickling needs: the settings, as arguments.
    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        Ok((PyTuple::empty(py), self.settings.arguments(py)?))
    }
}

impl Cleaner {
    fn cleaned(
        &self,
        py: Python<'_>,
        page: &Bound<'_, PyAny>,
        format: Option<Format>,
        charset: Option<&str>,
    ) -> PyResult<Article> {
        let page = Page::of(page)?;
        let article = py.detach(|| page.clean(&self.cleaner, format, charset));
        article.map(Article::new).map_err(|trouble| page_error(&trouble))
    }
}
