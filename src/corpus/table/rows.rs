//! Rows of a table, cleaned: the page's column gives way to the clean text, and all others pass
//! with the types that they have.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{
    Array, ArrayRef, LargeStringArray, RecordBatch, StringArray, StringViewArray, UInt32Array,
    downcast_integer_array,
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use arrow_select::take::take;
use serde_json::value::RawValue;

use super::added;
use crate::corpus::Settings;
use crate::corpus::dead::Problem;
use crate::corpus::json::spelt;
use crate::corpus::record::USUAL;
use crate::decode::decode;

/// Notes of other programs about the columns, which no longer hold once there are others.
const STALE: [&str; 2] = ["huggingface", "pandas"];

/// How rows are read and what becomes of their columns.
#[derive(Debug)]
pub(crate) struct Table {
    /// The columns that may hold the page, the first that has one does.
    pages: Vec<usize>,
    id: Option<usize>,
    url: Option<usize>,
    schema: SchemaRef,
    columns: Vec<Column>,
}

/// Where a column of the output comes from.
#[derive(Debug)]
enum Column {
    /// The input's column.
    Own(usize),
    /// What cleaning gives, by its place in a row; where it gives nothing, the input's column of
    /// that name.
    Added { name: usize, own: Option<usize> },
}

/// What cleaning gives for a row, in the order of the added columns.
pub(crate) type Row = Vec<Option<String>>;

impl Table {
    pub(crate) fn new(settings: &Settings, input: &SchemaRef) -> Result<Table, Problem> {
        let find = |name: &str| input.index_of(name).ok();
        let pages: Vec<usize> = match &settings.field {
            Some(field) => find(field).into_iter().collect(),
            None => USUAL.into_iter().filter_map(find).collect(),
        };
        let Some(&page) = pages.first() else {
            return Err(no_column(settings, input));
        };
        let names: Vec<&str> = added(settings).collect();
        let mut columns = Vec::new();
        for (at, field) in input.fields().iter().enumerate() {
            // The clean text takes the page's place if there is no other place for it.
            let place = (at == page && find(names[0]).is_none()).then_some(0);
            match names.iter().position(|name| name == field.name()).or(place) {
                Some(name) => columns.push(Column::Added { name, own: Some(at) }),
                None if at == page => {}
                None => columns.push(Column::Own(at)),
            }
        }
        for name in 0..names.len() {
            let is_there = |column: &Column| matches!(column, Column::Added { name: known, .. } if *known == name);
            if !columns.iter().any(is_there) {
                columns.push(Column::Added { name, own: None });
            }
        }
        let fields = columns.iter().map(|column| match column {
            Column::Own(at) => Arc::clone(&input.fields()[*at]),
            Column::Added { name, own } => {
                let like = own.map(|own| input.field(own).data_type());
                let kind = like.filter(|kind| is_string(kind)).unwrap_or(&DataType::Utf8);
                Arc::new(Field::new(names[*name], kind.clone(), true))
            }
        });
        let mut metadata = input.metadata().clone();
        metadata.retain(|key, _| !STALE.contains(&&**key));
        let schema = Schema::new_with_metadata(fields.collect::<Vec<_>>(), metadata);
        Ok(Table {
            pages,
            id: find("id"),
            url: find(settings.url_field()),
            schema: Arc::new(schema),
            columns,
        })
    }

    /// The columns that are written.
    pub(crate) fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// The rows with their pages as text, where they are bytes.
    pub(crate) fn readable(&self, rows: RecordBatch) -> Result<RecordBatch, ArrowError> {
        let mut fields: Vec<Arc<Field>> = rows.schema().fields().to_vec();
        let mut arrays = rows.columns().to_vec();
        for &at in &self.pages {
            let texts: StringArray = match rows.column(at).data_type() {
                DataType::Binary => rows.column(at).as_binary::<i32>().iter().map(text).collect(),
                DataType::LargeBinary => {
                    rows.column(at).as_binary::<i64>().iter().map(text).collect()
                }
                DataType::BinaryView => rows.column(at).as_binary_view().iter().map(text).collect(),
                _ => continue,
            };
            arrays[at] = Arc::new(texts);
            fields[at] = Arc::new(Field::new(fields[at].name(), DataType::Utf8, true));
        }
        RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
    }

    /// The page of a row, and the column that holds it.
    pub(crate) fn page<'a>(
        &self,
        rows: &'a RecordBatch,
        row: usize,
    ) -> Result<(&'a str, String), Problem> {
        let value = |&at: &usize| Some((string(rows.column(at), row)?, at));
        let mut values = self.pages.iter().filter_map(value);
        let full = values.clone().find(|(page, _)| !page.is_empty());
        match full.or_else(|| values.next()) {
            Some((page, at)) => Ok((page, rows.schema().field(at).name().clone())),
            None => {
                let column = self.pages.last().copied().unwrap_or_default();
                let kind = rows.column(column).data_type();
                let what = if is_string(kind) { "null".to_owned() } else { format!("{kind}") };
                let name = rows.schema().field(column).name().clone();
                let message = format!("the row's `{name}` is no string: {what}");
                Err(Problem { reason: "no_string", message })
            }
        }
    }

    /// The `id` of a row, if it has one that is a string or a number.
    pub(crate) fn id(&self, rows: &RecordBatch, row: usize) -> Option<Box<RawValue>> {
        let column = rows.column(self.id?);
        let number = || {
            let numbers = column.as_primitive_opt::<Int64Type>()?;
            numbers.is_valid(row).then(|| numbers.value(row).to_string())
        };
        let json = string(column, row).map(|id| spelt(&id)).or_else(number)?;
        RawValue::from_string(json).ok()
    }

    /// The address of a row's page, if it has one.
    pub(crate) fn url<'a>(&self, rows: &'a RecordBatch, row: usize) -> Option<&'a str> {
        string(rows.column(self.url?), row)
    }

    /// The rows that were cleaned, without those that have nothing.
    pub(crate) fn cleaned(
        &self,
        rows: &RecordBatch,
        cleaned: &[Option<Row>],
    ) -> Result<RecordBatch, ArrowError> {
        let kept: Vec<usize> = (0..cleaned.len()).filter(|&row| cleaned[row].is_some()).collect();
        let indices: UInt32Array = kept.iter().map(|&row| row as u32).collect();
        let arrays = self.columns.iter().enumerate().map(|(at, column)| match column {
            Column::Own(own) => take(rows.column(*own), &indices, None),
            Column::Added { name, own } => {
                let values = kept.iter().map(|&row| {
                    let given = cleaned[row].as_ref().and_then(|given| given[*name].as_deref());
                    given.or_else(|| string(rows.column((*own)?), row))
                });
                Ok(strings(self.schema.field(at).data_type(), values))
            }
        });
        let arrays = arrays.collect::<Result<Vec<ArrayRef>, ArrowError>>()?;
        RecordBatch::try_new(Arc::clone(&self.schema), arrays)
    }
}

/// Rows as records of JSON.
pub(crate) fn records(rows: &RecordBatch) -> Result<Vec<Vec<u8>>, ArrowError> {
    let builder = arrow_json::WriterBuilder::new().with_explicit_nulls(true);
    let mut writer = builder.build::<_, arrow_json::writer::LineDelimited>(Vec::new());
    writer.write(rows)?;
    writer.finish()?;
    let json = writer.into_inner();
    let lines = json.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    Ok(lines.map(<[u8]>::to_vec).collect())
}

fn no_column(settings: &Settings, input: &SchemaRef) -> Problem {
    let names: Vec<&str> = input.fields().iter().map(|field| &**field.name()).collect();
    let wanted = settings.field.as_deref().unwrap_or("html` or `text");
    let message = format!(
        "the table has no column `{wanted}`; name the one that holds the page with --field: {}",
        names.join(", ")
    );
    Problem { reason: "no_field", message }
}

fn is_string(kind: &DataType) -> bool {
    matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

fn text(bytes: Option<&[u8]>) -> Option<String> {
    bytes.map(|bytes| decode(bytes, None).text.into_owned())
}

#[expect(clippy::unnecessary_fallible_conversions, reason = "keys are of eight types")]
fn string(column: &dyn Array, row: usize) -> Option<&str> {
    if column.is_null(row) {
        return None;
    }
    match column.data_type() {
        DataType::Dictionary(..) => {
            let dictionary = column.as_any_dictionary_opt()?;
            let keys = dictionary.keys();
            let key = downcast_integer_array!(
                keys => usize::try_from(keys.value(row)).ok()?,
                _ => return None,
            );
            string(dictionary.values(), key)
        }
        DataType::Utf8 => Some(column.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => Some(column.as_string::<i64>().value(row)),
        DataType::Utf8View => Some(column.as_string_view().value(row)),
        _ => None,
    }
}

fn strings<'a>(kind: &DataType, values: impl Iterator<Item = Option<&'a str>>) -> ArrayRef {
    match kind {
        DataType::LargeUtf8 => Arc::new(values.collect::<LargeStringArray>()),
        DataType::Utf8View => Arc::new(values.collect::<StringViewArray>()),
        _ => Arc::new(values.collect::<StringArray>()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use arrow_array::DictionaryArray;
    use arrow_array::types::{Int8Type, Int32Type};

    use super::*;

    fn table(columns: Vec<(&str, ArrayRef)>) -> (Table, RecordBatch) {
        let rows = RecordBatch::try_from_iter(columns).unwrap();
        (Table::new(&Settings::default(), &rows.schema()).unwrap(), rows)
    }

    #[test]
    fn columns_of_a_dictionary_hold_pages_and_keep_titles() {
        let texts: DictionaryArray<Int32Type> =
            [Some("The pier."), None, Some("The pier.")].into_iter().collect();
        let titles: DictionaryArray<Int8Type> =
            [Some("Pier"), Some("Lock"), None].into_iter().collect();
        let (table, rows) = table(vec![("text", Arc::new(texts)), ("title", Arc::new(titles))]);
        assert_eq!(table.page(&rows, 2).unwrap().0, "The pier.");
        assert_eq!(table.page(&rows, 1).unwrap_err().reason, "no_string");
        let row = |text: &str| Some(vec![Some(text.to_owned()), None, None]);
        let cleaned = table.cleaned(&rows, &[row("a"), None, row("b")]).unwrap();
        let strings = |name: &str| cleaned.column_by_name(name).unwrap().as_string::<i32>().clone();
        assert_eq!(strings("text").iter().collect::<Vec<_>>(), [Some("a"), Some("b")]);
        assert_eq!(strings("title").iter().collect::<Vec<_>>(), [Some("Pier"), None]);
    }

    #[test]
    fn an_empty_html_gives_way_to_the_text_beside_it() {
        let html = StringArray::from(vec![Some("<p>One."), Some(""), None]);
        let text = StringArray::from(vec!["1", "Two.", "Three."]);
        let (table, rows) = table(vec![("html", Arc::new(html)), ("text", Arc::new(text))]);
        let page = |row| table.page(&rows, row).unwrap();
        assert_eq!(page(0), ("<p>One.", "html".to_owned()));
        assert_eq!(page(1), ("Two.", "text".to_owned()));
        assert_eq!(page(2), ("Three.", "text".to_owned()));
    }
}
