//! What is done with a batch, on any thread: its records are cleaned side by side, and what came
//! of them is put together in their order.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::RecordBatch;
use rayon::prelude::*;

use super::dead::Problem;
use super::mirror::Plan;
use super::reader::{Batch, Item, Position};
use super::target::{Form, Target};
use super::work::{Outcome, Page, outcome};
use super::{Content, DeadLetter, Job, Shape, Stats};

/// Bytes of the lines of a part at most. An array of a table holds less than 2^31 bytes of text,
/// and none of the columns of a line holds more than the line.
const PART_BYTES: usize = 1_000_000_000;

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

/// Cleans a batch. A crash that is not caught with its record costs all records of the batch.
pub(crate) fn cleaned(batch: Batch, job: &Job, plan: &Plan) -> Cleaned {
    let Batch { items, bytes, after } = batch;
    let lost: Vec<Item> = items.iter().flat_map(lost).collect();
    let whole = catch_unwind(AssertUnwindSafe(|| together(items, job, plan)));
    let (parts, stats) = whole.unwrap_or_else(|_| together(lost, job, plan));
    Cleaned { parts, stats, after, bytes }
}

/// Cleans records side by side and puts together what came of them.
fn together(items: Vec<Item>, job: &Job, plan: &Plan) -> (Vec<Part>, Stats) {
    let done: Vec<Done> = items.into_par_iter().map(|item| done(item, job)).collect();
    let mut sheet = Sheet {
        job,
        plan,
        parts: Vec::new(),
        stats: Stats::default(),
        lines: None,
        most: PART_BYTES,
    };
    for done in done {
        sheet.take(done);
    }
    sheet.close();
    (sheet.parts, sheet.stats)
}

/// What is left of an item if its batch is lost: each of its records says so.
fn lost(item: &Item) -> Vec<Item> {
    let (target, first, byte, content) = match item {
        Item::Unopened(letter) => return vec![Item::Unopened(letter.clone())],
        Item::End { target, whole } => {
            return vec![Item::End { target: Arc::clone(target), whole: *whole }];
        }
        Item::Record { target, number, byte, content } => (target, *number, *byte, content),
    };
    let records = content.as_ref().map_or(1, Content::records) as u64;
    let lost = (first..first + records).map(|number| {
        let message = "the program crashed on the record, or on another one of its batch";
        let crash = Problem { reason: "crash", message: message.to_owned() };
        let problem = content.as_ref().err().cloned().unwrap_or(crash);
        Item::Record { target: Arc::clone(target), number, byte, content: Err(problem) }
    });
    lost.collect()
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
    /// Bytes of the lines of a part at most.
    most: usize,
}

struct Together {
    target: Arc<Target>,
    pages: u64,
    lines: Vec<String>,
    bytes: usize,
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
        let is_full = |full: &Together| full.bytes.saturating_add(line.len()) > self.most;
        if self.lines.as_ref().is_some_and(is_full) {
            self.close();
        }
        let new = || Together { target: Arc::clone(target), pages: 0, lines: Vec::new(), bytes: 0 };
        let together = self.lines.get_or_insert_with(new);
        together.pages += pages;
        together.bytes += line.len();
        together.lines.push(line);
    }

    /// Makes one part of the lines of the present input: they are compressed or made into rows
    /// here, where there are many threads.
    fn close(&mut self) {
        let Some(Together { target, pages, lines, .. }) = self.lines.take() else { return };
        #[cfg(test)]
        lines.iter().for_each(|line| crate::fault::strike(line, "the sheet"));
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::corpus::table::Columns;
    use crate::corpus::{Input, Output, Settings};

    /// A job with one input of records, and what becomes of them.
    fn job(shape: Shape) -> (Job, Arc<Target>) {
        let input = Input { name: "in".to_owned(), path: None, below: "in".into() };
        let job = Job { inputs: vec![input], output: Output::Stdout, ..Job::default() };
        let columns =
            Columns::of_records(&Settings::default(), [&br#"{"text":"x"}"#[..]].into_iter());
        let form =
            if shape == Shape::Parquet { Form::Columns(columns.into()) } else { Form::Lines };
        (job, Arc::new(Target { input: 0, shape, form }))
    }

    fn record(target: &Arc<Target>, number: u64, text: &str) -> Item {
        let content = Ok(Content::Json(format!(r#"{{"text":"{text}"}}"#).into_bytes()));
        Item::Record { target: Arc::clone(target), number, byte: Some(10 * number), content }
    }

    #[test]
    fn a_crash_beside_the_records_costs_their_batch_and_names_each() {
        for shape in [Shape::Jsonl, Shape::Parquet] {
            let (job, target) = job(shape);
            let unopened = DeadLetter::of_input(&job.inputs[0], "unreadable", "gone".to_owned());
            let items = vec![
                Item::Unopened(unopened),
                record(&target, 1, "The harbour was closed on Tuesday."),
                record(&target, 2, "A page that asks for a fault in the sheet."),
                Item::End { target, whole: true },
            ];
            let after = Position { input: 1, records: 0 };
            let cleaned = cleaned(Batch { items, bytes: 7, after }, &job, &Plan::new(&job));
            assert_eq!((cleaned.after, cleaned.bytes), (after, 7));
            assert_eq!(cleaned.stats.pages.failed, 3);
            let mut parts = cleaned.parts.iter();
            let places = [("unreadable", None), ("crash", Some(1)), ("crash", Some(2))];
            for (reason, record) in places {
                let Some(Part::Letter { letter, .. }) = parts.next() else { panic!("{record:?}") };
                assert_eq!((letter.reason, letter.record), (reason, record));
                assert_eq!(letter.byte, record.map(|record| 10 * record));
            }
            assert!(matches!(parts.next(), Some(Part::End { whole: true, .. })));
            assert!(parts.next().is_none());
        }
    }

    #[test]
    fn parts_are_split_before_they_are_too_long() {
        let (job, target) = job(Shape::Parquet);
        let plan = Plan::new(&job);
        let (parts, stats, lines) = (Vec::new(), Stats::default(), None);
        let mut sheet = Sheet { job: &job, plan: &plan, parts, stats, lines, most: 40 };
        let long = "x".repeat(50);
        for text in ["one", "two", &long, "four", "five", "six"] {
            sheet.line(&target, format!(r#"{{"text":"{text}"}}"#), 1);
        }
        sheet.close();
        let rows = sheet.parts.iter().map(|part| match part {
            Part::Rows { rows, .. } => rows.num_rows(),
            _ => panic!("only rows"),
        });
        assert_eq!(rows.collect::<Vec<_>>(), [2, 1, 2, 1]);
    }
}
