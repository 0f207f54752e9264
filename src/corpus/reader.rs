//! Inputs to batches: reads the inputs one after the other and gives their records in batches, so
//! that memory does not grow with the inputs. Where a batch ends depends on the inputs alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use serde::{Deserialize, Serialize};

use super::dead::Problem;
use super::kind::{is_json, kind};
use super::open::open_counted;
use super::source::{Archive, Content, Lines, Rows, Single, Source, Step};
use super::table::Columns;
use super::target::{Form, Target};
use super::{DeadLetter, Input, Job, Kind, Output, Shape};

/// Records of a batch at most: enough for all threads, and few enough that results come early.
const BATCH_RECORDS: usize = 256;

/// Bytes of a batch from which it is full.
const BATCH_BYTES: usize = 8_000_000;

/// A place between two batches: the input that is read on, and how many of its records are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Position {
    pub(crate) input: usize,
    pub(crate) records: u64,
}

/// What is cleaned at once.
pub(crate) struct Batch {
    pub(crate) items: Vec<Item>,
    /// How much memory it takes, in bytes.
    pub(crate) bytes: usize,
    /// Where reading goes on.
    pub(crate) after: Position,
}

/// What comes of reading the inputs, in their order.
pub(crate) enum Item {
    /// An input that cannot be opened.
    Unopened(DeadLetter),
    /// A record, or why it is none; records that are read at once have the number of the first.
    Record {
        target: Arc<Target>,
        number: u64,
        byte: Option<u64>,
        content: Result<Content, Problem>,
    },
    /// Nothing more comes from an input; `whole` if it could be read to its end.
    End { target: Arc<Target>, whole: bool },
}

/// Reads batches from inputs.
pub(crate) struct Reader {
    job: Arc<Job>,
    /// The input to open next.
    next: usize,
    /// Records of it that are passed over.
    past: u64,
    current: Option<Current>,
    /// What is written, where all inputs are written to one place: what the first one asks for.
    shared: Option<Shape>,
    /// Its columns there, if that is a table.
    columns: Option<Arc<Columns>>,
    /// How many inputs an earlier run has read.
    before: usize,
    /// Bytes read of all inputs, as they are compressed.
    count: Arc<AtomicU64>,
}

/// The input that is read.
struct Current {
    source: Box<dyn Source>,
    target: Arc<Target>,
}

impl Reader {
    pub(crate) fn new(job: Arc<Job>, start: Position, count: Arc<AtomicU64>) -> Reader {
        let Position { input, records } = start;
        Reader {
            job,
            next: input,
            past: records,
            current: None,
            shared: None,
            columns: None,
            before: input,
            count,
        }
    }

    /// The next batch; `None` when all inputs are read.
    pub(crate) fn batch(&mut self) -> Option<Batch> {
        let mut items = Vec::new();
        let (mut bytes, mut records) = (0, 0);
        // An input that goes over more than one batch ends with one, so that its output can be
        // completed between two batches.
        let goes_on = self.current.is_some() || self.past > 0;
        while records < BATCH_RECORDS && bytes < BATCH_BYTES {
            if self.current.is_some() {
                let read = self.read(&mut items);
                bytes += read.0;
                records += read.1;
                if self.current.is_none() {
                    // Inputs without records fill batches too.
                    records += 1;
                    if goes_on {
                        break;
                    }
                }
            } else if self.next < self.job.inputs.len() {
                // To open an input counts for nothing, since a resumed run opens it again.
                self.open(&mut items);
                records += usize::from(self.current.is_none());
            } else {
                break;
            }
        }
        let after = match &self.current {
            Some(current) => {
                Position { input: current.target.input, records: current.source.read() }
            }
            None => Position { input: self.next, records: 0 },
        };
        (!items.is_empty()).then_some(Batch { items, bytes, after })
    }

    /// Reads on in the present input, and says how many bytes and records came.
    fn read(&mut self, items: &mut Vec<Item>) -> (usize, usize) {
        let Some(current) = &mut self.current else { return (0, 0) };
        let target = Arc::clone(&current.target);
        let input = &self.job.inputs[target.input];
        let most = self.job.settings.cleaner.most_bytes();
        // The readers of file formats are not this project's, and files may be broken in any way.
        let step = catch_unwind(AssertUnwindSafe(|| current.source.next()));
        match step {
            Ok(Step::Record { number, byte, content }) => {
                let size = content.as_ref().map_or((0, 1), |c| (c.weight(most), c.records()));
                items.push(Item::Record { target, number, byte, content });
                return size;
            }
            Ok(Step::End) => items.push(Item::End { target, whole: true }),
            Ok(Step::Broken { number, byte, error }) => {
                let letter = DeadLetter {
                    record: Some(number).filter(|_| byte.is_some()),
                    byte,
                    ..DeadLetter::unreadable(input, &error)
                };
                items.extend([Item::Unopened(letter), Item::End { target, whole: false }]);
            }
            Err(_) => {
                let letter = crashed(input);
                items.extend([Item::Unopened(letter), Item::End { target, whole: false }]);
            }
        }
        self.current = None;
        (0, 0)
    }

    /// Opens the next input: its records are read as batches ask for them.
    fn open(&mut self, items: &mut Vec<Item>) {
        let job = Arc::clone(&self.job);
        let at = self.next;
        let input = &job.inputs[at];
        self.next += 1;
        self.look_back();
        let past = std::mem::take(&mut self.past);
        let opened = catch_unwind(AssertUnwindSafe(|| self.source(at, input, past)));
        match opened {
            Ok(Ok(current)) => self.current = Some(current),
            Ok(Err(Problem { reason, message })) => {
                items.push(Item::Unopened(DeadLetter::of_input(input, reason, message)));
            }
            Err(_) => items.push(Item::Unopened(crashed(input))),
        }
    }

    /// Opens the first input once more where an earlier run has read it and all inputs are written
    /// to one place, so that what it asks for is known. What is no file can be read only once.
    fn look_back(&mut self) {
        let before = std::mem::take(&mut self.before);
        if matches!(self.job.output, Output::Folder(_)) {
            return;
        }
        let job = Arc::clone(&self.job);
        for (at, input) in job.inputs.iter().enumerate().take(before) {
            if !input.path.as_ref().is_some_and(|path| path.is_file()) {
                continue;
            }
            let opened = catch_unwind(AssertUnwindSafe(|| self.source(at, input, 0)));
            if matches!(opened, Ok(Ok(_))) {
                return;
            }
        }
    }

    /// Gives records that are written to one place as a table the columns of the first ones.
    fn share(&mut self, target: &mut Target) {
        if matches!(self.job.output, Output::Folder(_)) {
            return;
        }
        if let Form::Columns(columns) = &mut target.form {
            *columns = Arc::clone(self.columns.get_or_insert_with(|| Arc::clone(columns)));
        }
    }

    fn source(&mut self, at: usize, input: &Input, past: u64) -> Result<Current, Problem> {
        let settings = &self.job.settings;
        let opened = open_counted(input.path.as_deref(), &self.count);
        let opened = opened.map_err(|error| Problem::unreadable(&error))?;
        let held = settings.kind.unwrap_or_else(|| kind(opened.head(), &input.name));
        if settings.kind.is_none() && matches!(held, Kind::Page(_)) && is_json(opened.head()) {
            return Err(Problem::no_lines());
        }
        let own = settings.shape_of(held, &self.job.output);
        let shape = match self.job.output {
            Output::Folder(_) => own,
            Output::File(_) | Output::Stdout => *self.shared.get_or_insert(own),
        };
        let most = settings.cleaner.most_bytes();
        let (mut source, mut target): (Box<dyn Source>, Target) = match held {
            Kind::Page(format) => {
                let format = settings.page.or(format);
                let single = Single::new(opened, format, most);
                (Box::new(single), Target::of_pages(at, shape, settings))
            }
            Kind::Records => {
                let mut lines = Lines::new(opened);
                let target = Target::of_records(at, shape, settings, &mut lines);
                (Box::new(lines), target)
            }
            Kind::Captures(captures) => {
                let archive = Archive::new(opened, captures, most);
                (Box::new(archive), Target::of_captures(at, shape, settings))
            }
            Kind::Rows => {
                let rows = Rows::open(input.path.as_deref(), opened, past);
                let rows = rows.map_err(|error| Problem::unreadable(&error))?;
                let target = Target::of_rows(at, shape, settings, &rows.schema())?;
                (Box::new(rows), target)
            }
        };
        self.share(&mut target);
        source.pass(past);
        Ok(Current { source, target: Arc::new(target) })
    }
}

fn crashed(input: &Input) -> DeadLetter {
    let message = "the reader of this format crashed on it; it is broken".to_owned();
    DeadLetter::of_input(input, "unreadable", message)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

    use super::*;
    use crate::corpus::find;

    /// The columns of each input from a place on.
    fn columns(job: &Arc<Job>, start: Position) -> Vec<String> {
        let mut reader = Reader::new(Arc::clone(job), start, Arc::default());
        let mut columns = Vec::new();
        while let Some(batch) = reader.batch() {
            for item in batch.items {
                if let Item::End { target, .. } = item {
                    columns.push(format!("{:?}", target.schema().unwrap()));
                }
            }
        }
        columns
    }

    #[test]
    fn inputs_of_one_table_have_the_columns_of_the_first_wherever_a_run_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        fs::write(place("a.jsonl"), "{\"n\":1,\"text\":\"x\"}\n").unwrap();
        fs::write(place("b.jsonl"), "{\"n\":\"s\",\"text\":\"x\"}\n{\"text\":\"x\"}\n").unwrap();
        let inputs = find(&["a.jsonl", "b.jsonl"].map(place)).inputs;
        let mut job = Job { inputs, output: Output::File(place("o.parquet")), ..Job::default() };
        job.settings.shape = Some(Shape::Parquet);
        let shared = Arc::new(job.clone());
        let all = columns(&shared, Position::default());
        assert_eq!((all.len(), &all[0]), (2, &all[1]));
        for records in [0, 1] {
            assert_eq!(columns(&shared, Position { input: 1, records }), all[1..]);
        }
        job.output = Output::Folder(place("out"));
        let own = columns(&Arc::new(job), Position::default());
        assert_ne!(own[0], own[1]);
    }
}
