//! What pages become, as columns of Arrow.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, LargeStringArray, StringArray};
use arrow_schema::{Field, FieldRef};
use dechaff::Article;
use dechaff::corpus::Problem;

/// A column with its name.
pub(crate) type Column = (FieldRef, ArrayRef);

/// What a page becomes.
pub(crate) struct Row {
    text: String,
    title: Option<String>,
    comments: Option<String>,
    cut: Option<&'static str>,
}

impl Row {
    pub(crate) fn of(article: &Article, comments: bool) -> Row {
        Row {
            text: article.text(),
            title: article.title().map(str::to_owned),
            comments: comments.then(|| article.comments()),
            cut: article.cut().map(dechaff::Limit::name),
        }
    }

    fn bytes(&self) -> usize {
        let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        self.text.len() + length(&self.title) + length(&self.comments)
    }
}

/// How rows are written.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    /// Whether the readers' comments are written.
    pub(crate) comments: bool,
    /// Whether the strings are large, so that an array of them has no bound.
    pub(crate) is_large: bool,
}

impl Form {
    /// The columns of rows; a page that is not cleaned has no text but a reason.
    pub(crate) fn columns(self, rows: &[Result<Row, Problem>]) -> Vec<Column> {
        let cleaned = || rows.iter().map(|row| row.as_ref().ok());
        let problems = || rows.iter().map(|row| row.as_ref().err());
        let mut columns = vec![
            self.strings("text", cleaned().map(|row| Some(&*row?.text))),
            self.strings("title", cleaned().map(|row| row?.title.as_deref())),
        ];
        if self.comments {
            columns.push(self.strings("comments", cleaned().map(|row| row?.comments.as_deref())));
        }
        columns.extend([
            self.strings("cut", cleaned().map(|row| row?.cut)),
            self.strings("reason", problems().map(|problem| Some(problem?.reason))),
            self.strings("message", problems().map(|problem| Some(&*problem?.message))),
        ]);
        columns
    }

    /// A column of strings.
    pub(crate) fn strings<'a>(
        self,
        name: &str,
        values: impl Iterator<Item = Option<&'a str>>,
    ) -> Column {
        if self.is_large {
            column(name, values.collect::<LargeStringArray>())
        } else {
            column(name, values.collect::<StringArray>())
        }
    }
}

/// A column of an array.
pub(crate) fn column(name: &str, array: impl Array + 'static) -> Column {
    (Arc::new(Field::new(name, array.data_type().clone(), true)), Arc::new(array))
}

/// Turns away the pages past what an array can hold, in bytes.
pub(crate) fn turn_away(rows: &mut [Result<Row, Problem>], most: usize) {
    let mut bytes = 0;
    for row in rows {
        bytes += row.as_ref().map_or(0, Row::bytes);
        if bytes > most && row.is_ok() {
            let message =
                "the strings of a batch have more than 2 GB; use smaller batches, or large_string";
            *row = Err(Problem { reason: "unwritable", message: message.to_owned() });
        }
    }
}
