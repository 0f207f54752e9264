//! What goes in comes out: the number of records, their order, and all that is not cleaned.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{
    Array, ArrayRef, Decimal128Array, Int64Array, ListArray, RecordBatch, StringArray, StructArray,
    TimestampMicrosecondArray,
};
use arrow_schema::{DataType, Field};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::properties::WriterProperties;

use crate::generated::{RECORDS, archive, fields, page};
use crate::{PACKINGS, dechaff, exits, file, messages, pack, piped, records, unpack};

/// Checks the cleaned records of the generated archive against what they were made of.
fn check(cleaned: &[u8]) {
    let lines: Vec<&str> = std::str::from_utf8(cleaned).unwrap().lines().collect();
    assert_eq!(lines.len(), RECORDS);
    for (at, line) in lines.iter().enumerate() {
        let begin = format!("{{{},\"text\":\"", fields(at));
        assert!(line.starts_with(&begin), "{line}\n{begin}");
        assert!(line.contains(&format!("\"last\":\"x{at}\"")), "{line}");
        let is_empty = page(at).is_empty();
        assert_eq!(line.contains("\"text\":\"\""), is_empty, "{line}");
        assert_eq!(line.contains("was closed on Tuesday"), !is_empty, "{line}");
        assert!(!line.contains("Facebook"), "{line}");
    }
}

#[test]
fn records_of_every_compression_go_round() {
    let here = tempfile::tempdir().unwrap();
    let plain = archive(RECORDS, "text");
    // Members that end within records, as files that were cut and joined have them.
    let parts = || plain.as_bytes().chunks(300_000);
    let mut first: Option<Vec<u8>> = None;
    for (packing, ending) in PACKINGS {
        let input = format!("in.jsonl{ending}");
        file(&here, &input, &pack(packing, parts()));
        let output = format!("out.jsonl{ending}");
        let done = dechaff(here.path(), &["clean", &input, "-o", &output, "--jobs", "2"]);
        exits(&done, 0);
        let cleaned = unpack(&here.path().join(&output));
        match &first {
            None => {
                check(&cleaned);
                first = Some(cleaned);
            }
            Some(first) => assert!(*first == cleaned, "{ending} gives other records"),
        }
    }
    let through = piped(here.path(), &["clean", "--jobs", "1"], plain.as_bytes());
    exits(&through, 0);
    assert!(first.as_deref() == Some(&through.stdout), "a pipe gives other records");
}

#[test]
fn records_become_a_table_that_keeps_all_of_them() {
    let here = tempfile::tempdir().unwrap();
    file(&here, "in.jsonl", archive(RECORDS, "html").as_bytes());
    let arguments = ["clean", "in.jsonl", "-o", "out.parquet", "--page", "text"];
    exits(&dechaff(here.path(), &arguments), 0);
    let rows = read(&here.path().join("out.parquet"));
    let number: usize = rows.iter().map(RecordBatch::num_rows).sum();
    assert_eq!(number, RECORDS);
    let mut at = 0;
    for rows in &rows {
        let column = |name: &str| rows.column_by_name(name).unwrap();
        let string = |name: &str, row| column(name).as_string::<i32>().value(row).to_owned();
        for row in 0..rows.num_rows() {
            assert_eq!(string("id", row), format!("doc-{}", at % 9_000));
            assert_eq!(string("text", row).is_empty(), page(at).is_empty());
            assert_eq!(column("").as_primitive::<Int64Type>().value(row), at as i64);
            let nested = format!("[{at},null,{{\"z\":1,\"a\":{{\"deep\":[true,false]}}}}]");
            assert_eq!(string("é \"key\"", row), nested);
            assert_eq!(string("big", row), format!("{}00000000000000000000", at + 1));
            assert_eq!(string("rest", row), "{\"dup\":1}");
            at += 1;
        }
    }
    // And back: the table's rows as records.
    exits(&dechaff(here.path(), &["clean", "out.parquet", "-o", "back.jsonl"]), 0);
    let back = records(&unpack(&here.path().join("back.jsonl")));
    assert_eq!(back.len(), RECORDS);
    assert_eq!(back[1]["n"], (u64::MAX - 1).to_string());
}

#[test]
fn records_of_several_inputs_become_one_table_by_the_first() {
    let here = tempfile::tempdir().unwrap();
    file(&here, "a.jsonl", b"{\"n\":1,\"text\":\"x\"}\n");
    file(&here, "b.jsonl", b"{\"n\":\"s\",\"text\":\"x\",\"new\":[1]}\n{\"n\":2,\"text\":\"x\"}\n");
    let done = dechaff(here.path(), &["clean", "a.jsonl", "b.jsonl", "--to", "parquet"]);
    exits(&done, 0);
    let rows = read(&file(&here, "o.parquet", &done.stdout));
    let rows = arrow_select::concat::concat_batches(&rows[0].schema(), &rows).unwrap();
    let numbers = rows.column_by_name("n").unwrap().as_primitive::<Int64Type>();
    assert_eq!(numbers.iter().collect::<Vec<_>>(), [Some(1), None, Some(2)]);
    let rest = rows.column_by_name("rest").unwrap().as_string::<i32>();
    let rest: Vec<_> = rest.iter().collect();
    assert_eq!(rest, [None, Some("{\"n\":\"s\",\"new\":[1]}"), None]);
}

fn read(path: &std::path::Path) -> Vec<RecordBatch> {
    let file = std::fs::File::open(path).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap();
    reader.map(Result::unwrap).collect()
}

/// A table with columns of many types.
fn table(rows: usize) -> RecordBatch {
    let all = || 0..rows;
    let texts: StringArray = all().map(|at| Some(page(at))).collect();
    let ids: Int64Array = all().map(|at| Some(i64::MAX - (at % 9_000) as i64)).collect();
    let money = all().map(|at| Some(i128::from(i64::MAX) * 1000 + at as i128));
    let money = money.collect::<Decimal128Array>().with_precision_and_scale(38, 4).unwrap();
    let times: TimestampMicrosecondArray =
        all().map(|at| (at % 5 > 0).then_some(at as i64 * 1_000_003)).collect();
    let lists =
        all().map(|at| Some((0..at % 4).map(|n| Some((at + n) as i64)).collect::<Vec<_>>()));
    let lists = ListArray::from_iter_primitive::<Int64Type, _, _>(lists);
    let nested = StructArray::from(vec![(
        Arc::new(Field::new("inner", DataType::Int64, true)),
        Arc::new(ids.clone()) as ArrayRef,
    )]);
    RecordBatch::try_from_iter([
        ("id", Arc::new(ids) as ArrayRef),
        ("text", Arc::new(texts) as ArrayRef),
        ("money", Arc::new(money) as ArrayRef),
        ("time", Arc::new(times.with_timezone("UTC")) as ArrayRef),
        ("list", Arc::new(lists) as ArrayRef),
        ("nested", Arc::new(nested) as ArrayRef),
    ])
    .unwrap()
}

fn parquet(rows: &RecordBatch) -> Vec<u8> {
    let mut bytes = Vec::new();
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(3_000)).build();
    let mut writer = ArrowWriter::try_new(&mut bytes, rows.schema(), Some(properties)).unwrap();
    writer.write(rows).unwrap();
    writer.close().unwrap();
    bytes
}

#[test]
fn columns_pass_through_with_their_types() {
    let here = tempfile::tempdir().unwrap();
    let whole = table(RECORDS);
    let bytes = parquet(&whole);
    for (packing, ending) in PACKINGS {
        let input = format!("in.parquet{ending}");
        file(&here, &input, &pack(packing, [&bytes[..]].into_iter()));
        exits(&dechaff(here.path(), &["clean", &input, "-o", "out.parquet"]), 0);
        let mut at = 0;
        for rows in read(&here.path().join("out.parquet")) {
            for name in ["id", "money", "time", "list", "nested"] {
                let (is, was) = (rows.column_by_name(name), whole.column_by_name(name));
                let was = was.unwrap().slice(at, rows.num_rows());
                assert!(is.unwrap().as_ref() == was.as_ref(), "{name} has changed");
            }
            let texts = rows.column_by_name("text").unwrap().as_string::<i32>();
            for row in 0..rows.num_rows() {
                assert_eq!(texts.value(row).contains("was closed"), !page(at + row).is_empty());
            }
            at += rows.num_rows();
        }
        assert_eq!(at, RECORDS);
    }
    let names: Vec<String> = read(&here.path().join("out.parquet"))[0]
        .schema()
        .fields()
        .iter()
        .map(|field| field.name().clone())
        .collect();
    assert_eq!(names, ["id", "text", "money", "time", "list", "nested", "title", "cut"]);
}

#[test]
fn a_table_without_rows_or_without_the_column_is_no_crash() {
    let here = tempfile::tempdir().unwrap();
    file(&here, "none.parquet", &parquet(&table(0)));
    exits(&dechaff(here.path(), &["clean", "none.parquet", "-o", "out.parquet"]), 0);
    assert!(read(&here.path().join("out.parquet")).is_empty());
    file(&here, "in.parquet", &parquet(&table(3)));
    let missing = dechaff(here.path(), &["clean", "in.parquet", "--field", "txt"]);
    exits(&missing, 1);
    assert!(messages(&missing).contains("no column `txt`"), "{}", messages(&missing));
    assert!(messages(&missing).contains("id, text, money"), "{}", messages(&missing));
    let number = dechaff(here.path(), &["clean", "in.parquet", "--field", "id", "--to", "jsonl"]);
    exits(&number, 1);
    assert!(messages(&number).contains("no_string"), "{}", messages(&number));
    let bytes = parquet(&table(100));
    file(&here, "cut.parquet", &bytes[..bytes.len() / 2]);
    exits(&dechaff(here.path(), &["clean", "cut.parquet", "-o", "cut-out.parquet"]), 1);
    assert!(!here.path().join("cut-out.parquet").exists());
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let here = tempfile::tempdir().unwrap();
    file(&here, "in.jsonl", archive(5_000, "text").as_bytes());
    for output in ["o.jsonl.gz", "o.parquet", "o.txt.zst"] {
        let run = |jobs: &str| {
            let path = here.path().join(output);
            exits(&dechaff(here.path(), &["clean", "in.jsonl", "-o", output, "--jobs", jobs]), 0);
            std::fs::read(path).unwrap()
        };
        let one = run("1");
        assert!(one == run("2") && one == run("8"), "{output}");
    }
}
