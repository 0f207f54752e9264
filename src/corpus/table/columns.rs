//! Records of JSON as rows: the columns are chosen by the first records of an input, and what
//! does not fit them is kept as JSON in a column of its own.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use rustc_hash::FxHashMap;
use serde_json::value::RawValue;

use super::added;
use crate::corpus::Settings;
use crate::corpus::record::{Record, USUAL};

/// What does not fit the columns.
const REST: &str = "rest";

/// Columns that keys of records ask for at most: a table takes memory for each cell of each
/// column, and records whose keys are data may have any number of keys.
const MOST_COLUMNS: usize = 1_000;

/// Digits that a 64-bit float keeps.
const FLOAT_DIGITS: usize = 15;

/// The columns of a table made of records.
#[derive(Debug)]
pub(crate) struct Columns {
    schema: SchemaRef,
    kinds: Vec<Kind>,
    places: FxHashMap<String, usize>,
}

/// Columns as they are chosen: their names, and what they hold if that is known.
#[derive(Default)]
struct Chosen {
    columns: Vec<(String, Option<Kind>)>,
    places: FxHashMap<String, usize>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Int,
    Float,
    Bool,
    /// Any value, as JSON.
    Json,
}

impl Columns {
    /// The columns for files that are pages.
    pub(crate) fn of_pages(settings: &Settings) -> Columns {
        let own = [("id", Kind::Text)];
        Columns::with_metadata(settings, &own, &[("metadata", Kind::Json), ("empty", Kind::Text)])
    }

    /// The columns for web archives.
    pub(crate) fn of_captures(settings: &Settings) -> Columns {
        let own =
            [("id", Kind::Text), ("url", Kind::Text), ("date", Kind::Text), ("status", Kind::Int)];
        Columns::with_metadata(settings, &own, &[("metadata", Kind::Json), ("empty", Kind::Text)])
    }

    fn with_metadata(
        settings: &Settings,
        before: &[(&str, Kind)],
        after: &[(&str, Kind)],
    ) -> Columns {
        let mut chosen = Chosen::default();
        for &(name, kind) in before {
            chosen.set(name, kind);
        }
        chosen.add(settings);
        for &(name, kind) in after {
            chosen.set(name, kind);
        }
        Columns::new(chosen)
    }

    /// The columns that the first records of an input ask for.
    pub(crate) fn of_records<'a>(
        settings: &Settings,
        records: impl Iterator<Item = &'a [u8]>,
    ) -> Columns {
        let mut chosen = Chosen::default();
        for record in records.filter_map(|line| Record::parse(line, 0).ok()) {
            let page = record.page(settings.field.as_deref()).map_or(USUAL[1], |(key, _)| key);
            for (_, name, value) in record.fields() {
                let is_page = name == page;
                let name = if is_page { "text" } else { &*name };
                let kind = if is_page { Some(Kind::Text) } else { Kind::of(value) };
                chosen.see(name, kind);
            }
        }
        chosen.add(settings);
        Columns::new(chosen)
    }

    fn new(Chosen { columns, places }: Chosen) -> Columns {
        let mut rest = REST.to_owned();
        while places.contains_key(&rest) {
            rest.push('_');
        }
        let kinds = columns.iter().map(|(_, kind)| kind.unwrap_or(Kind::Text)).collect::<Vec<_>>();
        let mut fields: Vec<Field> = columns
            .iter()
            .zip(&kinds)
            .map(|((name, _), kind)| Field::new(name, kind.data_type(), true))
            .collect();
        fields.push(Field::new(rest, DataType::Utf8, true));
        Columns { schema: Arc::new(Schema::new(fields)), kinds, places }
    }

    pub(crate) fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// Rows of records, each a line of JSON.
    pub(crate) fn rows(&self, lines: &[String]) -> Result<RecordBatch, ArrowError> {
        let records: Vec<Record<'_>> =
            lines.iter().filter_map(|line| Record::parse(line.as_bytes(), 0).ok()).collect();
        let mut cells: Vec<Vec<Option<&RawValue>>> =
            vec![vec![None; records.len()]; self.kinds.len()];
        let mut rest: Vec<Option<String>> = vec![None; records.len()];
        for (row, record) in records.iter().enumerate() {
            for (key, name, value) in record.fields() {
                let column = self.places.get(&*name).copied();
                // A key that stands twice has one cell; the last value counts, as for readers.
                let fits = |at: &usize| value.get() == "null" || self.kinds[*at].takes(value);
                let (key, value) = match column.filter(fits) {
                    Some(at) if value.get() == "null" && cells[at][row].is_none() => continue,
                    Some(at) => match cells[at][row].replace(value) {
                        Some(before) => (key, before),
                        None => continue,
                    },
                    None => (key, value),
                };
                let rest = rest[row].get_or_insert_with(|| "{".to_owned());
                if rest.len() > 1 {
                    rest.push(',');
                }
                rest.extend([key.get(), ":", value.get()]);
            }
        }
        let arrays = self.kinds.iter().zip(cells).map(|(kind, cells)| kind.array(&cells));
        let rest: StringArray = rest.into_iter().map(|rest| rest.map(|rest| rest + "}")).collect();
        let arrays = arrays.chain([Arc::new(rest) as ArrayRef]).collect();
        RecordBatch::try_new(Arc::clone(&self.schema), arrays)
    }
}

impl Chosen {
    /// Takes in a value of a record; there is no column for it if there are too many.
    fn see(&mut self, name: &str, kind: Option<Kind>) {
        match self.places.get(name) {
            Some(&at) => self.columns[at].1 = Kind::both(self.columns[at].1, kind),
            None if self.columns.len() < MOST_COLUMNS => self.push(name, kind),
            None => {}
        }
    }

    /// Makes a column, or the one that is there one of this kind.
    fn set(&mut self, name: &str, kind: Kind) {
        match self.places.get(name) {
            Some(&at) => self.columns[at].1 = Some(kind),
            None => self.push(name, Some(kind)),
        }
    }

    fn push(&mut self, name: &str, kind: Option<Kind>) {
        self.places.insert(name.to_owned(), self.columns.len());
        self.columns.push((name.to_owned(), kind));
    }

    /// Adds the columns that cleaning adds, where there are none of their names.
    fn add(&mut self, settings: &Settings) {
        for name in added(settings) {
            self.set(name, if name == "lines" { Kind::Json } else { Kind::Text });
        }
    }
}

impl Kind {
    /// What a value asks for; nothing if it is null.
    fn of(value: &RawValue) -> Option<Kind> {
        match value.get().as_bytes()[0] {
            b'n' => None,
            b'"' => Some(Kind::Text),
            b't' | b'f' => Some(Kind::Bool),
            b'{' | b'[' => Some(Kind::Json),
            _ if Kind::Int.takes(value) => Some(Kind::Int),
            _ if Kind::Float.takes(value) => Some(Kind::Float),
            _ => Some(Kind::Json),
        }
    }

    fn both(one: Option<Kind>, other: Option<Kind>) -> Option<Kind> {
        match (one, other) {
            (None, kind) | (kind, None) => kind,
            (Some(Kind::Int), Some(Kind::Float)) | (Some(Kind::Float), Some(Kind::Int)) => {
                Some(Kind::Float)
            }
            (Some(one), Some(other)) if one == other => Some(one),
            _ => Some(Kind::Json),
        }
    }

    fn data_type(self) -> DataType {
        match self {
            Kind::Text | Kind::Json => DataType::Utf8,
            Kind::Int => DataType::Int64,
            Kind::Float => DataType::Float64,
            Kind::Bool => DataType::Boolean,
        }
    }

    /// Whether a column of this kind keeps all of a value.
    fn takes(self, value: &RawValue) -> bool {
        let value = value.get();
        match self {
            Kind::Text => text(value).is_some(),
            Kind::Int => value.parse::<i64>().is_ok() && value != "-0",
            Kind::Float => {
                let digits = value.split(['e', 'E']).next().unwrap_or_default();
                let digits = digits.bytes().filter(u8::is_ascii_digit).count();
                digits <= FLOAT_DIGITS && value.parse::<f64>().is_ok_and(is_held)
            }
            Kind::Bool => matches!(value, "true" | "false"),
            Kind::Json => true,
        }
    }

    fn array(self, cells: &[Option<&RawValue>]) -> ArrayRef {
        let values = cells.iter().map(|cell| cell.map(RawValue::get).filter(|v| *v != "null"));
        match self {
            Kind::Text => Arc::new(values.map(|v| v.and_then(text)).collect::<StringArray>()),
            Kind::Json => Arc::new(values.collect::<StringArray>()),
            Kind::Int => {
                Arc::new(values.map(|v| v.and_then(|v| v.parse().ok())).collect::<Int64Array>())
            }
            Kind::Float => {
                Arc::new(values.map(|v| v.and_then(|v| v.parse().ok())).collect::<Float64Array>())
            }
            Kind::Bool => {
                Arc::new(values.map(|v| v.map(|v| v == "true")).collect::<BooleanArray>())
            }
        }
    }
}

/// A string of JSON, if it is one of Unicode text.
fn text(json: &str) -> Option<String> {
    if !json.starts_with('"') {
        return None;
    }
    serde_json::from_str(json).ok()
}

/// Whether a float holds a number without running over or under.
fn is_held(number: f64) -> bool {
    number == 0.0 || number.is_normal()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use arrow_array::cast::AsArray;
    use arrow_array::types::Int64Type;

    use super::*;

    #[test]
    fn what_fits_no_column_is_kept_beside_them() {
        let lines = [
            r#"{"n":1,"html":"x","o":{"a":[1.50]},"f":1}"#,
            r#"{"n":2,"html":"x","f":2.5,"mixed":true}"#,
            r#"{"n":3,"html":"x","mixed":"s"}"#,
        ];
        let columns =
            Columns::of_records(&Settings::default(), lines.iter().map(|line| line.as_bytes()));
        let names: Vec<String> =
            columns.schema().fields().iter().map(|field| field.name().clone()).collect();
        assert_eq!(names, ["n", "text", "o", "f", "mixed", "title", "cut", "rest"]);
        assert_eq!(
            columns.kinds[..5],
            [Kind::Int, Kind::Text, Kind::Json, Kind::Float, Kind::Json]
        );
        let cleaned = [
            r#"{"n":12345678901234567890,"text":"t","o":{"a":[1.50]},"n":7,"new":[1]}"#,
            r#"{"n":18446744073709551616,"text":"\ud800","f":0.1234567890123456789}"#,
        ];
        let rows = columns.rows(&cleaned.map(str::to_owned)).unwrap();
        assert_eq!(rows.column(0).as_primitive::<Int64Type>().value(0), 7);
        assert!(
            rows.column(0).is_null(1) && rows.column(1).is_null(1) && rows.column(3).is_null(1)
        );
        let string = |column: usize, row| rows.column(column).as_string::<i32>().value(row);
        assert_eq!(string(1, 0), "t");
        assert_eq!(string(2, 0), r#"{"a":[1.50]}"#);
        assert_eq!(string(7, 0), r#"{"n":12345678901234567890,"new":[1]}"#);
        assert_eq!(
            string(7, 1),
            r#"{"n":18446744073709551616,"text":"\ud800","f":0.1234567890123456789}"#
        );
    }

    #[test]
    fn keys_past_the_most_columns_are_kept_beside_them() {
        let keys: Vec<String> = (0..2 * MOST_COLUMNS).map(|at| format!("\"k{at}\":{at}")).collect();
        let line = format!("{{{},\"text\":\"x\"}}", keys.join(","));
        let columns = Columns::of_records(&Settings::default(), [line.as_bytes()].into_iter());
        let rows = columns.rows(&[line]).unwrap();
        let names = ["text", "title", "cut", "rest"];
        assert_eq!(rows.num_columns(), MOST_COLUMNS + names.len());
        let last = |name: &str| rows.column_by_name(name).unwrap().as_string::<i32>().value(0);
        assert_eq!(last("text"), "x");
        assert_eq!(last("rest"), format!("{{{}}}", keys[MOST_COLUMNS..].join(",")));
    }
}
