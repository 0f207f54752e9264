//! A page as Python hands it over, and why it could not be cleaned.

use dechaff::{Article, Cleaner, Format, Hint, Trouble};
use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError};
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyBytes, PyString};

pyo3::import_exception!(dechaff.errors, PageError);

/// A page: text, or bytes that are still to be decoded.
pub(crate) enum Page {
    Text(PyBackedStr),
    /// Text of which a part was no Unicode.
    Repaired(String),
    Bytes(PyBackedBytes),
}

impl Page {
    /// The page that a `str`, `bytes` or `bytearray` holds.
    pub(crate) fn of(value: &Bound<'_, PyAny>) -> PyResult<Page> {
        let Ok(text) = value.cast::<PyString>() else {
            let bytes = value.extract().map_err(|_| {
                let kind = value.get_type();
                PyTypeError::new_err(format!("a page is str or bytes, not {kind}"))
            })?;
            return Ok(Page::Bytes(bytes));
        };
        match text.extract() {
            Ok(text) => Ok(Page::Text(text)),
            Err(error) if error.is_instance_of::<PyUnicodeEncodeError>(value.py()) => {
                Ok(Page::Repaired(repaired(text)?))
            }
            Err(error) => Err(error),
        }
    }

    /// Cleans the page; without a format in the one that its content shows.
    pub(crate) fn clean(
        &self,
        cleaner: &Cleaner,
        format: Option<Format>,
        charset: Option<&str>,
    ) -> Result<Article, Trouble> {
        let text: &str = match self {
            Page::Text(text) => text,
            Page::Repaired(text) => text,
            Page::Bytes(bytes) => return cleaner.clean_bytes(bytes, Hint { charset, format }),
        };
        cleaner.clean_as(text, format)
    }
}

/// The text with U+FFFD for each half of a surrogate pair, as the command line reads them in
/// JSON; code points keep their places.
fn repaired(text: &Bound<'_, PyString>) -> PyResult<String> {
    let encoded = text.call_method1("encode", ("utf-8", "surrogatepass"))?;
    let mut bytes = encoded.cast::<PyBytes>()?.as_bytes().to_vec();
    // A half has three bytes, ED A0 80 to ED BF BF, and so has U+FFFD.
    for at in 0..bytes.len().saturating_sub(2) {
        if bytes[at] == 0xed && bytes[at + 1] >= 0xa0 {
            bytes[at..at + 3].copy_from_slice("\u{fffd}".as_bytes());
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The exception for a page that cannot be cleaned.
pub(crate) fn page_error(trouble: &Trouble) -> PyErr {
    PageError::new_err((trouble.name(), trouble.to_string()))
}

/// The exception for what is no page.
pub(crate) fn no_string(error: &PyErr) -> PyErr {
    Python::attach(|py| PageError::new_err(("no_string", error.value(py).to_string())))
}
