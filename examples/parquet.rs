//! Text, metadata and the labels of all lines into a Parquet file, for pipelines that want columns.
//!
//!     cargo run --example parquet [FILE.parquet]

use std::error::Error;
use std::fs::File;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use dechaff::Cleaner;
use parquet::arrow::ArrowWriter;

const PAGES: [&str; 2] = [
    "<html lang=en><head><title>Pier closed</title><meta name=author content='Ann Ash'></head><body>\
     <nav><a href=/>Home</a> <a href=/n>News</a></nav><article><h1>Pier closed</h1>\
     <p>The harbour was closed on Tuesday after a barge had struck the eastern pier, said the master.\
     <p>Nobody was hurt, but divers will have to look at the foundations of the pier first.</article>",
    "<html lang=de><body><article><h1>Mühle verkauft</h1><p>Die alte Mühle am Bach ist verkauft, und \
     der neue Besitzer will sie wieder mahlen lassen, sobald das Dach gedeckt ist.</article>",
];

fn main() -> Result<(), Box<dyn Error>> {
    let cleaner = Cleaner::default();
    let (mut title, mut text) = (StringBuilder::new(), StringBuilder::new());
    let (mut author, mut language) = (StringBuilder::new(), StringBuilder::new());
    let mut labels = ListBuilder::new(StringBuilder::new());
    for page in PAGES {
        let article = cleaner.clean_html(page)?;
        let metadata = article.metadata();
        title.append_option(article.title());
        text.append_value(article.text());
        author.append_option(metadata.author.as_deref());
        language.append_option(metadata.language.as_deref());
        article.lines().for_each(|line| labels.values().append_value(line.label.name()));
        labels.append(true);
    }
    let columns: [(&str, ArrayRef); 5] = [
        ("title", Arc::new(title.finish())),
        ("text", Arc::new(text.finish())),
        ("author", Arc::new(author.finish())),
        ("language", Arc::new(language.finish())),
        ("labels", Arc::new(labels.finish())),
    ];
    let table = RecordBatch::try_from_iter(columns)?;

    let given = std::env::args().nth(1).filter(|path| path.ends_with(".parquet"));
    let path = given.map_or_else(|| std::env::temp_dir().join("articles.parquet"), Into::into);
    let mut writer = ArrowWriter::try_new(File::create(&path)?, table.schema(), None)?;
    writer.write(&table)?;
    writer.close()?;
    println!("{}: {} rows, {} columns", path.display(), table.num_rows(), table.num_columns());
    Ok(())
}
