//! What is done with one page, on any thread.

use crate::{Article, Empty, Format, Hint, Trouble};

use super::json::{additions, page_record};
use super::pages::Item;
use super::record::{Problem, Record};
use super::{DeadLetter, Input, Settings, Shape};

/// What came of an item.
pub(crate) enum Done {
    /// A page cleaned, as it is to be written.
    Cleaned {
        input: usize,
        shape: Shape,
        name: String,
        written: String,
        notes: Vec<String>,
    },
    Failed(DeadLetter),
    End {
        input: usize,
        shape: Shape,
        whole: bool,
    },
}

/// Cleans the page of an item.
pub(crate) fn done(item: Item, inputs: &[Input], settings: &Settings) -> Done {
    match item {
        Item::Page { input, shape, format, bytes } => {
            page(&bytes, format, &inputs[input], input, shape, settings)
        }
        Item::Record { input, shape, number, byte, line } => {
            let letter = |id, problem: Problem| {
                Done::Failed(DeadLetter {
                    input: inputs[input].name.clone(),
                    record: Some(number),
                    byte: Some(byte),
                    id,
                    reason: problem.reason,
                    message: problem.message,
                })
            };
            let record = match Record::parse(&line, byte) {
                Ok(record) => record,
                Err(problem) => return letter(None, problem),
            };
            match clean_record(&record, shape, settings) {
                Ok(written) => {
                    let name = format!("{}:{number}", inputs[input].name);
                    Done::Cleaned { input, shape, name, written, notes: Vec::new() }
                }
                Err(problem) => letter(record.id(), problem),
            }
        }
        Item::Failed(letter) => Done::Failed(letter),
        Item::End { input, shape, whole } => Done::End { input, shape, whole },
    }
}

fn page(
    bytes: &[u8],
    format: Option<Format>,
    input: &Input,
    at: usize,
    shape: Shape,
    settings: &Settings,
) -> Done {
    let name = input.name.clone();
    let article = match settings.cleaner.clean_bytes(bytes, Hint { charset: None, format }) {
        Ok(article) => article,
        Err(trouble) => {
            return Done::Failed(DeadLetter::of_input(input, trouble.name(), trouble.to_string()));
        }
    };
    let written = match shape {
        Shape::Text => article.full_text(),
        Shape::Jsonl => page_record(&name, &article, settings),
    };
    let notes = notes(&name, &article);
    Done::Cleaned { input: at, shape, name, written, notes }
}

/// What is worth saying of a page that was cleaned.
fn notes(name: &str, article: &Article) -> Vec<String> {
    let empty = article.empty().map(|empty| {
        let why = match empty {
            Empty::NoText => "the page has no text".to_owned(),
            Empty::NoContent => {
                format!("no line looks like content; `dechaff explain {name}` says why")
            }
        };
        format!("{name}: no article: {} ({why})", empty.name())
    });
    let cut = article.cut().map(|cut| format!("{name}: cut: {cut} (the page is past a limit)"));
    empty.into_iter().chain(cut).collect()
}

fn clean_record(record: &Record<'_>, shape: Shape, settings: &Settings) -> Result<String, Problem> {
    let (key, page) = record.page(settings.field.as_deref())?;
    // The key `html` says what its page is written in.
    let says = (settings.field.is_none() && key == "html").then_some(Format::Html);
    let cleaner = &settings.cleaner;
    let article = match settings.page.or(says) {
        Some(Format::Html) => cleaner.clean_html(&page),
        Some(Format::Text) => cleaner.clean_text(&page),
        None => cleaner.clean_any(&page),
    };
    let article = article.map_err(|trouble: Trouble| Problem {
        reason: trouble.name(),
        message: trouble.to_string(),
    })?;
    Ok(match shape {
        Shape::Text => article.full_text(),
        Shape::Jsonl => record.with(key, &additions(&article, settings)),
    })
}
