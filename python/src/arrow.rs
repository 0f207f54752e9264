//! Arrays of pages, cleaned where they lie: no page is copied on its way in.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, StructArray, make_array};
use arrow_data::ArrayData;
use arrow_schema::DataType;
use dechaff::corpus::Problem;
use dechaff::{Cleaner, Format, Hint};
use pyo3::PyErr;
use pyo3::exceptions::PyTypeError;
use rayon::prelude::*;

use crate::rows::{Form, Row, turn_away};

/// How the pages of arrays are cleaned, and what is written of them.
pub(crate) struct Batch<'a> {
    pub(crate) cleaner: &'a Cleaner,
    /// What pages are written in; `None` to tell by the content.
    pub(crate) format: Option<Format>,
    /// Whether the bytes are UTF-8 already, from a column of strings.
    pub(crate) is_text: bool,
    /// Whether the readers' comments are written.
    pub(crate) comments: bool,
    /// What the strings of an array that is written may add up to; `None` for arrays of large
    /// strings, which have no such bound.
    pub(crate) most_bytes: Option<usize>,
}

impl Batch<'_> {
    /// Cleans the pages of arrays on the current pool: for each array one of structs.
    pub(crate) fn clean(&self, arrays: Vec<ArrayData>) -> Result<Vec<ArrayData>, PyErr> {
        let arrays: Vec<ArrayRef> = arrays.into_iter().map(make_array).collect();
        let pages: Vec<Vec<Option<&[u8]>>> =
            arrays.iter().map(pages).collect::<Result<_, PyErr>>()?;
        let cleaned: Vec<Vec<Result<Row, Problem>>> = pages
            .par_iter()
            .map(|pages| pages.par_iter().map(|page| self.row(*page)).collect())
            .collect();
        Ok(cleaned.into_iter().map(|rows| self.structs(rows)).collect())
    }

    fn row(&self, page: Option<&[u8]>) -> Result<Row, Problem> {
        let Some(page) = page else {
            let message = "the page is null".to_owned();
            return Err(Problem { reason: "no_string", message });
        };
        let article = if self.is_text {
            // Strings of Arrow are UTF-8, but nobody has checked these.
            self.cleaner.clean_as(&String::from_utf8_lossy(page), self.format)?
        } else {
            self.cleaner.clean_bytes(page, Hint { charset: None, format: self.format })?
        };
        Ok(Row::of(&article, self.comments))
    }

    fn structs(&self, mut rows: Vec<Result<Row, Problem>>) -> ArrayData {
        if let Some(most) = self.most_bytes {
            turn_away(&mut rows, most);
        }
        let form = Form { comments: self.comments, is_large: self.most_bytes.is_none() };
        StructArray::from(form.columns(&rows)).into_data()
    }
}

/// The pages of an array, where they lie.
fn pages(array: &ArrayRef) -> Result<Vec<Option<&[u8]>>, PyErr> {
    match array.data_type() {
        DataType::Binary => Ok(array.as_binary::<i32>().iter().collect()),
        DataType::LargeBinary => Ok(array.as_binary::<i64>().iter().collect()),
        DataType::BinaryView => Ok(array.as_binary_view().iter().collect()),
        kind => Err(PyTypeError::new_err(format!("pages are strings or bytes, not {kind}"))),
    }
}
