//! Files of labels, and the pages that they are of.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::beside::{Beside, page_of_table};
use super::{ByLabel, LineLabels};
use crate::corpus::{DeadLetter, Problem, find};
use crate::eval::gold::label;
use crate::eval::records::{Numbered, each_batch};
use crate::{Article, Cleaner, Format, Hint};

/// How the tables of labels end.
const TABLE: &str = "labels.tsv";

/// How labelled pages are read and cleaned.
#[derive(Clone, Debug, Default)]
pub struct LabelFiles {
    /// Cleans the pages.
    pub cleaner: Cleaner,
    /// The key that holds the page of a record of labels; `None` for `text`. Where it does not
    /// hold it, the record names with `source` and `id` a record of the file `SOURCE.jsonl` or
    /// `SOURCE.FIELD.jsonl` beside it (or with `.zst` or `.gz`).
    pub field: Option<String>,
    /// What the pages are written in; `None` to tell by name and content.
    pub page: Option<Format>,
}

/// A page with the labels of its lines.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// What messages call it.
    pub name: String,
    /// The page.
    pub page: Page,
    /// What it is written in, if its name says so.
    pub format: Option<Format>,
    /// The labels.
    pub labels: LineLabels,
}

/// A page as it was found.
#[derive(Clone, Debug)]
pub enum Page {
    /// A file, in whatever encoding it is.
    File(Vec<u8>),
    /// A text of a record.
    Text(String),
}

impl LabelFiles {
    /// Counts how the pages agree with their labels. The arguments are tables of labels beside
    /// their pages, folders with such tables, and JSON lines. `failed` hears of all that could not
    /// be counted. Runs on the threads of the current rayon pool.
    pub fn count(&self, arguments: &[PathBuf], failed: &mut dyn FnMut(&DeadLetter)) -> ByLabel {
        let pages = self.read(arguments, failed);
        let cleaned: Vec<_> = pages.par_iter().map(|page| self.clean(page)).collect();
        let mut counts = ByLabel::default();
        for (page, article) in pages.iter().zip(cleaned) {
            let agreement = article.as_ref().map_err(DeadLetter::clone).and_then(|article| {
                page.labels.hold(article).map_err(|misfit| {
                    DeadLetter::named(page.name.clone(), "labels_do_not_fit", misfit.to_string())
                })
            });
            match agreement {
                Ok(agreement) => counts.add(&page.name, &agreement),
                Err(letter) => failed(&letter),
            }
        }
        counts
    }

    /// Reads the labelled pages that the arguments stand for.
    pub fn read(
        &self,
        arguments: &[PathBuf],
        failed: &mut dyn FnMut(&DeadLetter),
    ) -> Vec<Labelled> {
        let mut pages = Vec::new();
        for argument in arguments {
            if argument.is_dir() {
                let tables = tables(argument, failed);
                tables.iter().for_each(|table| read_table(table, &mut pages, failed));
            } else if argument.to_string_lossy().ends_with(TABLE) {
                read_table(argument, &mut pages, failed);
            } else {
                self.read_records(argument, &mut pages, failed);
            }
        }
        pages
    }

    fn clean(&self, page: &Labelled) -> Result<Article, DeadLetter> {
        let format = self.page.or(page.format);
        let article = match &page.page {
            Page::File(bytes) => self.cleaner.clean_bytes(bytes, Hint { charset: None, format }),
            Page::Text(text) => self.cleaner.clean_as(text, format),
        };
        article.map_err(|trouble| {
            DeadLetter::named(page.name.clone(), trouble.name(), trouble.to_string())
        })
    }

    fn read_records(
        &self,
        file: &Path,
        pages: &mut Vec<Labelled>,
        failed: &mut dyn FnMut(&DeadLetter),
    ) {
        let field = self.field.as_deref().unwrap_or("text");
        let found = find(&[file.to_owned()]);
        found.failures.iter().for_each(&mut *failed);
        let mut elsewhere = Beside::default();
        each_batch(&found.inputs, |batch| {
            for numbered in batch {
                match numbered.and_then(|numbered| read_record(&numbered, field)) {
                    Ok((page, source)) => {
                        if let Some((source, id)) = source {
                            elsewhere.want(source, id, pages.len());
                        }
                        pages.push(page);
                    }
                    Err(letter) => failed(&letter),
                }
            }
        });
        let folder = file.parent().unwrap_or(Path::new(""));
        let missing = elsewhere.fetch(folder, field, pages, failed);
        // From the end, so that the places of the others stay.
        for at in missing.into_iter().rev() {
            pages.remove(at);
        }
    }
}

/// The tables of labels in a folder and those below, sorted.
fn tables(folder: &Path, failed: &mut dyn FnMut(&DeadLetter)) -> Vec<PathBuf> {
    let mut tables = Vec::new();
    let mut fail = |reason, message| {
        failed(&DeadLetter::named(folder.display().to_string(), reason, message));
    };
    for entry in walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) if !entry.file_type().is_file() => {}
            Ok(entry) if entry.file_name().to_string_lossy().ends_with(TABLE) => {
                tables.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => fail("unreadable", format!("cannot look into it: {error}")),
        }
    }
    if tables.is_empty() {
        fail("no_labels", format!("no file in the folder is named *{TABLE}"));
    }
    tables
}

fn read_table(table: &Path, pages: &mut Vec<Labelled>, failed: &mut dyn FnMut(&DeadLetter)) {
    match page_of_table(table) {
        Ok(page) => pages.push(page),
        Err(Problem { reason, message }) => {
            failed(&DeadLetter::named(table.display().to_string(), reason, message));
        }
    }
}

/// The source and the id of a page that stands elsewhere.
type Source = (String, String);

/// Reads a record of labels; its page is still empty where it stands elsewhere.
fn read_record(
    numbered: &Numbered<'_>,
    field: &str,
) -> Result<(Labelled, Option<Source>), DeadLetter> {
    let record = numbered.record()?;
    let read = || {
        let labels = record.text("labels")?.ok_or_else(|| Problem {
            reason: "no_labels",
            message: "the record has no key `labels`".to_owned(),
        })?;
        let labels = LineLabels::ranges(&labels).map_err(|error| Problem {
            reason: "invalid_labels",
            message: format!("the labels cannot be read: {error}"),
        })?;
        let (id, source) = (label(&record, "id"), label(&record, "source"));
        let page = record.text(field)?;
        if page.is_none() && (id.is_empty() || source.is_empty()) {
            let message = format!(
                "the record has no page: neither a key `{field}` nor `source` and `id` of a page in a file beside it"
            );
            return Err(Problem { reason: "no_field", message });
        }
        let name = match () {
            () if id.is_empty() => numbered.name.clone(),
            () if source.is_empty() => id.to_string(),
            () => format!("{source} {id}"),
        };
        let elsewhere = page.is_none().then(|| (source.into_owned(), id.into_owned()));
        let page = Page::Text(page.unwrap_or_default().into_owned());
        let format = format_of(field);
        Ok((Labelled { name, page, format, labels }, elsewhere))
    };
    read().map_err(|problem| numbered.letter(record.id(), problem))
}

/// What the key of a page says of it: the name of the format.
fn format_of(field: &str) -> Option<Format> {
    match field {
        "text" => Some(Format::Text),
        "html" => Some(Format::Html),
        _ => None,
    }
}
