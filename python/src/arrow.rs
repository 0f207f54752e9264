//! Arrays of pages, cleaned where they lie: no page is copied on its way in.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, LargeStringArray, StringArray, StructArray, make_array};
use arrow_data::ArrayData;
use arrow_schema::{DataType, Field};
use dechaff::{Article, Cleaner, Format, Hint, Trouble};
use pyo3::PyErr;
use pyo3::exceptions::PyTypeError;
use rayon::prelude::*;

use crate::page::clean_text;

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

/// What a page becomes.
struct Row {
    text: String,
    title: Option<String>,
    comments: Option<String>,
    cut: Option<&'static str>,
}

impl Row {
    fn bytes(&self) -> usize {
        let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        self.text.len() + length(&self.title) + length(&self.comments)
    }
}

/// Why a page becomes nothing.
struct Problem {
    reason: &'static str,
    message: Cow<'static, str>,
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Problem {
        Problem { reason: trouble.name(), message: trouble.to_string().into() }
    }
}

impl Batch<'_> {
    /// Cleans the pages of arrays on the current pool: for each array one of structs, in which a
    /// page that is not cleaned has no text but a reason.
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
            return Err(Problem { reason: "no_string", message: "the page is null".into() });
        };
        let article = if self.is_text {
            // Strings of Arrow are UTF-8, but nobody has checked these.
            clean_text(self.cleaner, &String::from_utf8_lossy(page), self.format)?
        } else {
            self.cleaner.clean_bytes(page, Hint { charset: None, format: self.format })?
        };
        Ok(self.row_of(&article))
    }

    fn row_of(&self, article: &Article) -> Row {
        Row {
            text: article.text(),
            title: article.title().map(str::to_owned),
            comments: self.comments.then(|| article.comments()),
            cut: article.cut().map(dechaff::Limit::name),
        }
    }

    /// The rows as an array.
    fn structs(&self, mut rows: Vec<Result<Row, Problem>>) -> ArrayData {
        if let Some(most) = self.most_bytes {
            turn_away(&mut rows, most);
        }
        let cleaned = || rows.iter().map(|row| row.as_ref().ok());
        let problems = || rows.iter().map(|row| row.as_ref().err());
        let mut columns = vec![
            self.column("text", cleaned().map(|row| Some(&*row?.text))),
            self.column("title", cleaned().map(|row| row?.title.as_deref())),
        ];
        if self.comments {
            columns.push(self.column("comments", cleaned().map(|row| row?.comments.as_deref())));
        }
        columns.extend([
            self.column("cut", cleaned().map(|row| row?.cut)),
            self.column("reason", problems().map(|problem| Some(problem?.reason))),
            self.column("message", problems().map(|problem| Some(&*problem?.message))),
        ]);
        StructArray::from(columns).into_data()
    }

    fn column<'a>(
        &self,
        name: &str,
        values: impl Iterator<Item = Option<&'a str>>,
    ) -> (Arc<Field>, ArrayRef) {
        let array: ArrayRef = if self.most_bytes.is_some() {
            Arc::new(values.collect::<StringArray>())
        } else {
            Arc::new(values.collect::<LargeStringArray>())
        };
        (Arc::new(Field::new(name, array.data_type().clone(), true)), array)
    }
}

/// Turns away the pages past what an array can hold.
fn turn_away(rows: &mut [Result<Row, Problem>], most: usize) {
    let mut bytes = 0;
    for row in rows {
        bytes += row.as_ref().map_or(0, Row::bytes);
        if bytes > most && row.is_ok() {
            let message =
                "the strings of a batch have more than 2 GB; use smaller batches, or large_string";
            *row = Err(Problem { reason: "unwritable", message: message.into() });
        }
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
