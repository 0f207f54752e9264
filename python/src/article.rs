//! Articles in Python.

use std::collections::BTreeMap;
use std::sync::Arc;

use dechaff::Bits;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyString;

/// A page cleaned.
#[pyclass(frozen, module = "dechaff")]
pub(crate) struct Article(Arc<dechaff::Article>);

impl Article {
    pub(crate) fn new(article: dechaff::Article) -> Article {
        Article(Arc::new(article))
    }
}

#[pymethods]
impl Article {
    /// The clean body, without the headline.
    #[getter]
    fn text(&self) -> String {
        self.0.text()
    }

    /// The headline.
    #[getter]
    fn title(&self) -> Option<&str> {
        self.0.title()
    }

    /// Headline, blank line, body: what the command line prints.
    #[getter]
    fn full_text(&self) -> String {
        self.0.full_text()
    }

    /// The readers' comments, a line each.
    #[getter]
    fn comments(&self) -> String {
        self.0.comments()
    }

    /// What the document says about itself.
    #[getter]
    fn metadata<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let json = serde_json::to_string(self.0.metadata());
        loads(py, &json.map_err(|error| PyValueError::new_err(error.to_string()))?)
    }

    /// Every line of the page, in reading order.
    #[getter]
    fn lines(&self) -> Vec<Line> {
        let line = |(at, line): (usize, dechaff::Line<'_>)| Line {
            article: Arc::clone(&self.0),
            at,
            number: line.number,
            span: (line.span.chars.start, line.span.chars.end),
            byte_span: (line.span.bytes.start, line.span.bytes.end),
            text: line.text.to_owned(),
            label: line.label.name(),
            keep: line.keep,
            bits: number(line.bits),
            rule: line.rule,
        };
        self.0.lines().enumerate().map(line).collect()
    }

    /// The places of the lines in the page's text, as Dolma keeps attributes of documents.
    #[getter]
    fn spans(&self) -> BTreeMap<String, Vec<dechaff::corpus::ScoredSpan>> {
        dechaff::corpus::attributes(&self.0)
    }

    /// The page's text, to which the spans of the lines refer.
    #[getter]
    fn page_text(&self) -> &str {
        self.0.page_text()
    }

    /// What the page was read as.
    #[getter]
    fn format(&self) -> &'static str {
        match self.0.format() {
            dechaff::Format::Html => "html",
            dechaff::Format::Text => "text",
        }
    }

    /// The limit past which the page was cut, if it was.
    #[getter]
    fn cut(&self) -> Option<&'static str> {
        self.0.cut().map(dechaff::Limit::name)
    }

    /// Why the article has no text, if it has none.
    #[getter]
    fn empty(&self) -> Option<&'static str> {
        self.0.empty().map(dechaff::Empty::name)
    }

    fn __str__(&self) -> String {
        self.0.full_text()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let title = self.0.title().into_pyobject(py)?.repr()?;
        Ok(format!("<Article title={title} lines={}>", self.0.lines().len()))
    }
}

/// A line of a page, with what it was found to be.
#[pyclass(frozen, module = "dechaff")]
pub(crate) struct Line {
    article: Arc<dechaff::Article>,
    at: usize,
    #[pyo3(get)]
    number: usize,
    #[pyo3(get)]
    span: (usize, usize),
    #[pyo3(get)]
    byte_span: (usize, usize),
    #[pyo3(get)]
    text: String,
    #[pyo3(get)]
    label: &'static str,
    #[pyo3(get)]
    keep: bool,
    #[pyo3(get)]
    bits: f64,
    #[pyo3(get)]
    rule: Option<&'static str>,
}

#[pymethods]
impl Line {
    /// What each cue said of the line; the bits of the votes add up to the line's.
    #[getter]
    fn votes(&self) -> Vec<Vote> {
        let vote = |vote: dechaff::Vote| Vote {
            cue: vote.cue,
            bucket: vote.bucket,
            bits: number(vote.bits),
        };
        self.article.votes(self.at).into_iter().map(vote).collect()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let text = PyString::new(py, &self.text).repr()?;
        let kept = if self.keep { "kept" } else { "dropped" };
        Ok(format!("<Line {} {} {kept} {:+.2} {text}>", self.number, self.label, self.bits))
    }
}

/// What a cue said of a line.
#[pyclass(frozen, get_all, module = "dechaff")]
pub(crate) struct Vote {
    cue: &'static str,
    bucket: String,
    bits: f64,
}

#[pymethods]
impl Vote {
    fn __repr__(&self) -> String {
        format!("<Vote {}: {} {:+.2}>", self.cue, self.bucket, self.bits)
    }
}

/// Reads JSON.
pub(crate) fn loads<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (json,))
}

/// Bits with the two decimals that they have.
fn number(bits: Bits) -> f64 {
    (f64::from(bits.get()) * 100.0).round() / 100.0
}
