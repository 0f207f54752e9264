//! What is done with a record, on any thread.

use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use rayon::prelude::*;
use serde_json::value::RawValue;

use crate::{Article, Empty, Format, Hint};

use super::dead::Problem;
use super::json::{additions, capture_record, page_record, row, spelt};
use super::record::Record;
use super::source::{Capture, Content};
use super::spans::spans;
use super::table::{Row, Table, records};
use super::target::{Form, Target};
use super::{DeadLetter, Input, Job, Settings, Shape, Stats};

/// What came of what was read as one.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) pages: Vec<Page>,
    /// Rows, where rows were read and rows are written.
    pub(crate) rows: Option<RecordBatch>,
    pub(crate) stats: Stats,
}

/// What came of a page.
pub(crate) enum Page {
    Written {
        name: String,
        text: String,
        notes: Vec<String>,
    },
    Letter {
        letter: DeadLetter,
        is_filtered: bool,
    },
    /// A line that stands for a page that was not cleaned.
    Empty(String),
}

/// Cleans what was read as one.
pub(crate) fn outcome(
    job: &Job,
    target: &Target,
    number: u64,
    byte: Option<u64>,
    content: Result<Content, Problem>,
) -> Outcome {
    let at = At { job, input: &job.inputs[target.input], target, number, byte };
    let mut outcome = Outcome::default();
    match content {
        // The cleaner catches its own crashes; this is for what stands around it.
        Ok(content) => match catch_unwind(AssertUnwindSafe(|| at.content(&content))) {
            Ok(outcome) => return outcome,
            Err(_) => at.crashed(&content, &mut outcome),
        },
        Err(problem) => at.failed(&mut outcome, None, problem),
    }
    outcome
}

/// A record's place, and what is to become of it.
struct At<'a> {
    job: &'a Job,
    input: &'a Input,
    target: &'a Target,
    number: u64,
    byte: Option<u64>,
}

impl At<'_> {
    /// Says of each record that it is lost, after a crash that the cleaner did not catch.
    fn crashed(&self, content: &Content, outcome: &mut Outcome) {
        let id = match content {
            Content::Json(line) => Record::parse(line, 0).ok().and_then(|record| record.id()),
            Content::Capture(capture) => capture.id.as_deref().and_then(quoted),
            Content::Page { .. } | Content::Rows(_) => None,
        };
        for record in 0..content.records() as u64 {
            let message = "the program crashed on the record".to_owned();
            let here = At { number: self.number + record, ..*self };
            here.failed(outcome, id.clone(), Problem { reason: "crash", message });
        }
    }

    fn content(&self, content: &Content) -> Outcome {
        let mut outcome = Outcome::default();
        outcome.stats.bytes.read += content.bytes() as u64;
        match content {
            Content::Page { format, bytes } => self.page(bytes, *format, &mut outcome),
            Content::Json(line) => self.json(line, self.number, &mut outcome),
            Content::Capture(capture) => self.capture(capture, &mut outcome),
            Content::Rows(rows) => {
                let count = rows.num_rows() as u64;
                if let Err(error) = self.rows(rows.clone(), &mut outcome) {
                    outcome = Outcome::default();
                    for row in 0..count {
                        let message = format!("the row cannot be written so: {error}");
                        let here = At { number: self.number + row, ..*self };
                        here.failed(&mut outcome, None, Problem { reason: "unwritable", message });
                    }
                }
            }
        }
        outcome
    }

    fn settings(&self) -> &Settings {
        &self.job.settings
    }

    fn page(&self, bytes: &[u8], format: Option<Format>, outcome: &mut Outcome) {
        let name = &self.input.name;
        let format = self.settings().format(format);
        let article = self.settings().cleaner.clean_bytes(bytes, Hint { charset: None, format });
        self.settle(
            outcome,
            name.clone(),
            quoted(name),
            article.map_err(Problem::from),
            |article| match self.target.shape {
                Shape::Text => article.full_text(),
                Shape::Jsonl | Shape::Parquet => page_record(name, article, self.settings()),
                Shape::Spans => spans(quoted(name).as_deref(), None, Some(article)),
            },
        );
    }

    fn capture(&self, capture: &Capture, outcome: &mut Outcome) {
        let id =
            capture.id.clone().unwrap_or_else(|| format!("{}:{}", self.input.name, self.number));
        let cleaner = self.settings().cleaner_at(capture.url.as_deref());
        let format = self.settings().format(Some(capture.format()));
        let article = capture.clean(&cleaner, format);
        self.settle(outcome, self.name(), quoted(&id), article, |article| {
            match self.target.shape {
                Shape::Text => article.full_text(),
                Shape::Jsonl | Shape::Parquet => {
                    capture_record(capture, &id, article, self.settings())
                }
                Shape::Spans => spans(quoted(&id).as_deref(), None, Some(article)),
            }
        });
    }

    fn json(&self, line: &[u8], number: u64, outcome: &mut Outcome) {
        let here = At { number, ..*self };
        let field = self.settings().field.as_deref();
        let record = match Record::with_page(line, self.byte.unwrap_or_default(), field) {
            Ok(record) => record,
            Err(problem) => return here.failed(outcome, None, problem),
        };
        let id = record.id();
        let mut key = "";
        let article = record.page(field).and_then(|(name, page)| {
            key = name;
            // The key `html` says what its page is written in.
            let is_html = self.settings().field.is_none() && name == "html";
            let settings = self.settings();
            let url = settings.by_host.then(|| record.text(settings.url_field()).ok().flatten());
            Ok(self.article(&page, is_html, url.flatten().as_deref())?)
        });
        here.settle(outcome, here.name(), id, article, |article| match self.target.shape {
            Shape::Text => article.full_text(),
            Shape::Jsonl | Shape::Parquet => record.with(key, &additions(article, self.settings())),
            Shape::Spans => spans(record.raw("id"), record.raw("source"), Some(article)),
        });
    }

    fn article(
        &self,
        page: &str,
        is_html: bool,
        url: Option<&str>,
    ) -> Result<Article, crate::Trouble> {
        let format = self.settings().format(is_html.then_some(Format::Html));
        self.settings().cleaner_at(url).clean_as(page, format)
    }

    fn rows(&self, rows: RecordBatch, outcome: &mut Outcome) -> Result<(), ArrowError> {
        let Form::Table(table) = &self.target.form else { return Ok(()) };
        let rows = table.readable(rows)?;
        if self.target.shape != Shape::Parquet {
            for (row, line) in records(&rows)?.iter().enumerate() {
                self.json(line, self.number + row as u64, outcome);
            }
            return Ok(());
        }
        let cleaned: Vec<(Option<Row>, Outcome)> =
            (0..rows.num_rows()).into_par_iter().map(|row| self.row(table, &rows, row)).collect();
        let mut kept = Vec::new();
        for (row, done) in cleaned {
            kept.push(row);
            outcome.pages.extend(done.pages);
            outcome.stats.add(done.stats);
        }
        outcome.rows = Some(table.cleaned(&rows, &kept)?);
        Ok(())
    }

    /// Cleans a row of a table: what it becomes, and letters if it becomes nothing.
    fn row(&self, table: &Table, rows: &RecordBatch, at: usize) -> (Option<Row>, Outcome) {
        let here = At { number: self.number + at as u64, ..*self };
        let mut outcome = Outcome::default();
        let article = table.page(rows, at).and_then(|(page, name)| {
            let is_html = self.settings().field.is_none() && name == "html";
            Ok(self.article(page, is_html, table.url(rows, at))?)
        });
        let mut cleaned = None;
        here.settle(&mut outcome, String::new(), table.id(rows, at), article, |article| {
            cleaned = Some(row(article, self.settings()));
            String::new()
        });
        if let Some(row) = &cleaned {
            let written = row.iter().flatten().map(String::len).sum::<usize>();
            outcome.stats.bytes.written += written as u64;
            outcome.pages.clear();
        }
        (cleaned, outcome)
    }

    /// Counts an article and writes it, or says why it is not written.
    fn settle(
        &self,
        outcome: &mut Outcome,
        name: String,
        id: Option<Box<RawValue>>,
        article: Result<Article, Problem>,
        write: impl FnOnce(&Article) -> String,
    ) {
        let mut article = match article {
            Ok(article) => article,
            Err(problem) => return self.failed(outcome, id, problem),
        };
        #[cfg(test)]
        crate::fault::strike(article.page_text(), "the writer");
        let filters = &self.settings().filters;
        filters.leave_out_lines(&mut article);
        outcome.stats.article(&article, self.settings().count_lines);
        let broken = filters.has_page_rules().then(|| filters.broken(&article.text())).flatten();
        if let Some(problem) = broken {
            if self.target.shape == Shape::Spans {
                outcome.pages.push(Page::Empty(write(&article)));
            }
            let letter = self.letter(id, problem);
            outcome.pages.push(Page::Letter { letter, is_filtered: true });
            return;
        }
        // Of files a note is said; records have it written in them.
        let notes = if self.is_file() { notes(&name, &article) } else { Vec::new() };
        outcome.pages.push(Page::Written { name, text: write(&article), notes });
    }

    /// Says why a record is not written, and where each document has a row, writes an empty one.
    fn failed(&self, outcome: &mut Outcome, id: Option<Box<RawValue>>, problem: Problem) {
        if self.target.shape == Shape::Spans {
            outcome.pages.push(Page::Empty(spans(id.as_deref(), None, None)));
        }
        let letter = self.letter(id, problem);
        outcome.pages.push(Page::Letter { letter, is_filtered: false });
    }

    fn letter(&self, id: Option<Box<RawValue>>, problem: Problem) -> DeadLetter {
        let Problem { reason, message } = problem;
        let is_file = self.is_file();
        DeadLetter {
            input: self.input.name.clone(),
            record: (!is_file).then_some(self.number),
            byte: self.byte,
            id: id.filter(|_| !is_file),
            reason,
            message,
        }
    }

    /// Whether the record is a file as a whole.
    fn is_file(&self) -> bool {
        self.byte.is_none() && !matches!(self.target.form, Form::Table(_))
    }

    /// What a header calls the record.
    fn name(&self) -> String {
        format!("{}:{}", self.input.name, self.number)
    }
}

fn quoted(text: &str) -> Option<Box<RawValue>> {
    RawValue::from_string(spelt(&text)).ok()
}

/// What is worth saying of a page that was cleaned.
fn notes(name: &str, article: &Article) -> Vec<String> {
    let empty = article.empty().map(|empty| {
        let why = match empty {
            Empty::NoText => "the page has no text".to_owned(),
            Empty::NoContent if !article.left_out.is_empty() => {
                "a filter left out every line that looks like content".to_owned()
            }
            Empty::NoContent => {
                format!("no line looks like content; `dechaff explain {name}` says why")
            }
        };
        format!("{name}: no article: {} ({why})", empty.name())
    });
    let cut = article.cut().map(|cut| format!("{name}: cut: {cut} (the page is past a limit)"));
    empty.into_iter().chain(cut).collect()
}
