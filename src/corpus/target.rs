//! What becomes of an input's records.

use std::sync::Arc;

use arrow_schema::SchemaRef;

use super::dead::Problem;
use super::source::Lines;
use super::table::{Columns, Table};
use super::{Settings, Shape};

/// Records that are looked at to choose the columns of a table, and their bytes at most.
const PEEKED_RECORDS: usize = 100;
const PEEKED_BYTES: usize = 8_000_000;

/// What becomes of an input's records.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) input: usize,
    pub(crate) shape: Shape,
    pub(crate) form: Form,
}

/// How rows of a table are made.
#[derive(Debug)]
pub(crate) enum Form {
    /// None are.
    Lines,
    /// From records of JSON; inputs that become one table share their columns.
    Columns(Arc<Columns>),
    /// From rows of a table, which may also become records.
    Table(Table),
}

impl Target {
    /// Of an input that is one page.
    pub(crate) fn of_pages(input: usize, shape: Shape, settings: &Settings) -> Target {
        Target::with_columns(input, shape, || Columns::of_pages(settings))
    }

    /// Of a web archive.
    pub(crate) fn of_captures(input: usize, shape: Shape, settings: &Settings) -> Target {
        Target::with_columns(input, shape, || Columns::of_captures(settings))
    }

    /// Of records of JSON, the first of which say what columns there are.
    pub(crate) fn of_records(
        input: usize,
        shape: Shape,
        settings: &Settings,
        lines: &mut Lines,
    ) -> Target {
        Target::with_columns(input, shape, || {
            Columns::of_records(settings, lines.peek(PEEKED_RECORDS, PEEKED_BYTES).records())
        })
    }

    /// Of rows of a table.
    pub(crate) fn of_rows(
        input: usize,
        shape: Shape,
        settings: &Settings,
        schema: &SchemaRef,
    ) -> Result<Target, Problem> {
        let form = Form::Table(Table::new(settings, schema)?);
        Ok(Target { input, shape, form })
    }

    fn with_columns(input: usize, shape: Shape, columns: impl FnOnce() -> Columns) -> Target {
        let form = match shape {
            Shape::Parquet => Form::Columns(Arc::new(columns())),
            _ => Form::Lines,
        };
        Target { input, shape, form }
    }

    /// The columns that are written, if a table is.
    pub(crate) fn schema(&self) -> Option<&SchemaRef> {
        match &self.form {
            _ if self.shape != Shape::Parquet => None,
            Form::Lines => None,
            Form::Columns(columns) => Some(columns.schema()),
            Form::Table(table) => Some(table.schema()),
        }
    }
}
