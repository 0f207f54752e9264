//! What is done with a batch, on any thread: its records are cleaned side by side, and what came
//! of them is put together in their order.

use std::sync::Arc;

use arrow_array::RecordBatch;
use rayon::prelude::*;

use super::mirror::Plan;
use super::reader::{Batch, Item, Position};
use super::target::{Form, Target};
use super::work::{Outcome, Page, outcome};
use super::{DeadLetter, Job, Shape, Stats};

/// A batch cleaned.
pub(crate) struct Cleaned {
    pub(crate) parts: Vec<Part>,
    pub(crate) stats: Stats,
    /// Where reading goes on.
    pub(crate) after: Position,
    /// How much memory the batch took, in bytes.
    pub(crate) bytes: usize,
}

/// What is to be written or told, in the order of the inputs.
pub(crate) enum Part {
    /// Lines of records, compressed as their place asks for.
    Lines { target: Arc<Target>, pages: u64, bytes: Vec<u8> },
    /// A page as text.
    Text { target: Arc<Target>, name: String, text: String },
    /// Rows of a table.
    Rows { target: Arc<Target>, rows: RecordBatch },
    /// A page that was not cleaned, or left out.
    Letter { letter: DeadLetter, is_filtered: bool },
    /// What is worth saying of a page.
    Note(String),
    /// Nothing more comes from an input; `whole` if it could be read to its end.
    End { target: Arc<Target>, whole: bool },
}

/// Cleans a batch.
pub(crate) fn cleaned(batch: Batch, job: &Job, plan: &Plan) -> Cleaned {
    let Batch { items, bytes, after } = batch;
    let done: Vec<Done> = items.into_par_iter().map(|item| done(item, job)).collect();
    let mut sheet = Sheet { job, plan, parts: Vec::new(), stats: Stats::default(), lines: None };
    for done in done {
        sheet.take(done);
    }
    sheet.close();
    Cleaned { parts: sheet.parts, stats: sheet.stats, after, bytes }
}

/// What came of an item.
enum Done {
    Unopened(DeadLetter),
    Records { target: Arc<Target>, outcome: Box<Outcome> },
    End { target: Arc<Target>, whole: bool },
}

fn done(item: Item, job: &Job) -> Done {
    match item {
        Item::Unopened(letter) => Done::Unopened(letter),
        Item::End { target, whole } => Done::End { target, whole },
        Item::Record { target, number, byte, content } => {
            let outcome = Box::new(outcome(job, &target, number, byte, content));
            Done::Records { target, outcome }
        }
    }
}

/// A batch as it is put together.
struct Sheet<'a> {
    job: &'a Job,
    plan: &'a Plan,
    parts: Vec<Part>,
    stats: Stats,
    /// Lines of the present input that belong together.
    lines: Option<Together>,
}

struct Together {
    target: Arc<Target>,
    pages: u64,
    lines: Vec<String>,
}

impl Sheet<'_> {
    fn take(&mut self, done: Done) {
        match done {
            Done::Unopened(letter) => self.letter(letter, false),
            Done::End { target, whole } => {
                self.close();
                self.parts.push(Part::End { target, whole });
            }
            Done::Records { target, outcome } => {
                self.stats.add(outcome.stats);
                for page in outcome.pages {
                    self.page(&target, page);
                }
                if let Some(rows) = outcome.rows {
                    self.parts.push(Part::Rows { target, rows });
                }
            }
        }
    }

    fn page(&mut self, target: &Arc<Target>, page: Page) {
        match page {
            Page::Letter { letter, is_filtered } => self.letter(letter, is_filtered),
            Page::Empty(line) => self.line(target, line, 0),
            Page::Written { name, text, notes } => {
                self.parts.extend(notes.into_iter().map(Part::Note));
                self.stats.bytes.written += text.len() as u64;
                if target.shape == Shape::Text {
                    self.parts.push(Part::Text { target: Arc::clone(target), name, text });
                } else {
                    self.line(target, text, 1);
                }
            }
        }
    }

    fn letter(&mut self, letter: DeadLetter, is_filtered: bool) {
        let (count, counts) = if is_filtered {
            (&mut self.stats.pages.filtered, &mut self.stats.filtered)
        } else {
            (&mut self.stats.pages.failed, &mut self.stats.errors)
        };
        *count += 1;
        *counts.entry(letter.reason.to_owned()).or_default() += 1;
        self.parts.push(Part::Letter { letter, is_filtered });
    }

    fn line(&mut self, target: &Arc<Target>, line: String, pages: u64) {
        let new = || Together { target: Arc::clone(target), pages: 0, lines: Vec::new() };
        let together = self.lines.get_or_insert_with(new);
        together.pages += pages;
        together.lines.push(line);
    }

    /// Makes one part of the lines of the present input: they are compressed or made into rows
    /// here, where there are many threads.
    fn close(&mut self) {
        let Some(Together { target, pages, lines }) = self.lines.take() else { return };
        if let Form::Columns(columns) = &target.form {
            match columns.rows(&lines) {
                Ok(rows) => self.parts.push(Part::Rows { target, rows }),
                Err(error) => {
                    let message = format!("the records do not fit into one table: {error}");
                    let input = &self.job.inputs[target.input];
                    for _ in lines {
                        let letter = DeadLetter::of_input(input, "unwritable", message.clone());
                        self.letter(letter, false);
                    }
                }
            }
            return;
        }
        let mut plain = Vec::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
        for line in lines {
            plain.extend_from_slice(line.as_bytes());
            plain.push(b'\n');
        }
        let packing = self.plan.packing(self.job, &target);
        self.parts.push(Part::Lines { target, pages, bytes: packing.pack(plain) });
    }
}
