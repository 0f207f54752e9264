//! The run: a thread reads batches, a pool of threads cleans them, and the thread that called
//! writes them in their order. How much is under way at once is bounded, and so is memory.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::batch::{Cleaned, cleaned};
use super::gate::Gate;
use super::mirror::Plan;
use super::reader::Reader;
use super::writing::Writing;
use super::{DeadLetter, Job, Stats};

/// Batches under way at once, besides one a thread: read ahead, or waiting for those before.
const SPARE_BATCHES: usize = 2;

/// How often the writer looks up when nothing comes.
const TICK: Duration = Duration::from_millis(100);

/// Who hears what happens during a run, in the order of the inputs.
pub trait Watcher {
    /// A page was not cleaned, and there is no error file.
    fn failed(&mut self, letter: &DeadLetter);

    /// Something is worth knowing of a page that was cleaned.
    fn note(&mut self, note: &str);

    /// The run goes on; called several times a second.
    fn progress(&mut self, progress: &Progress<'_>);
}

/// How far a run is.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// What it came to so far; `cleaned` leaves out pages of outputs that are not yet whole.
    pub stats: &'a Stats,
    /// Pages cleaned, those of outputs that are not yet whole included.
    pub cleaned: u64,
    /// Bytes read of the inputs, as they are compressed; not those of a run that was resumed.
    pub read: u64,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// What it came to.
    pub stats: Stats,
    /// Whether it was stopped before its end, and if so, whether it can be resumed.
    pub stopped: Option<Resumable>,
}

/// Whether a run that ended early can be resumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resumable(pub bool);

/// Output that cannot be written; it ends a run.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {to}")]
pub struct WriteError {
    /// The path, or `standard output`.
    pub to: String,
    /// What the system said.
    pub source: io::Error,
}

/// Why a run ended early.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The output cannot be written.
    #[error("the run ended early")]
    Write {
        /// What went wrong.
        #[source]
        error: WriteError,
        /// Whether the run can be resumed.
        is_resumable: bool,
    },
    /// There is a note of an interrupted run that this one cannot go on with.
    #[error("cannot go on with the run that {note} is of")]
    Resume {
        /// The path of the note.
        note: String,
        /// Why not, and what to do.
        source: io::Error,
    },
    /// The threads cannot be started.
    #[error("cannot start the threads: {0}; try a smaller --jobs")]
    Threads(String),
}

/// Cleans the pages of all inputs. What is written does not depend on the number of threads, nor
/// on how often the run was stopped and resumed. It stops between two batches once `stop` is set.
///
/// `failures` are letters about what stands for no input; they come first.
///
/// # Errors
///
/// The output cannot be written, or the run that is to be gone on with was another. Pages that
/// cannot be read or cleaned are no errors here: they become letters.
pub fn run(
    job: Job,
    failures: &[DeadLetter],
    stop: &Arc<AtomicBool>,
    watcher: &mut (impl Watcher + ?Sized),
) -> Result<Summary, RunError> {
    let job = Arc::new(job);
    let plan = Arc::new(Plan::new(&job));
    let mut writing = Writing::new(&job, &plan)?;
    let began = Instant::now();
    let mut attempt = || {
        // A run that goes on has them already.
        if !writing.is_resumed() {
            for letter in failures {
                writing.unfound(letter, watcher)?;
            }
        }
        let stopped = work(&job, &plan, &mut writing, stop, watcher)?;
        writing.took(began.elapsed());
        Ok(match stopped {
            true => {
                let resumable = Resumable(writing.stop()?);
                Summary { stats: writing.stats().0.clone(), stopped: Some(resumable) }
            }
            false => Summary { stats: writing.finish()?, stopped: None },
        })
    };
    attempt().map_err(|stop| match stop {
        Stop::Write(error) => RunError::Write { error, is_resumable: writing.abandon() },
        Stop::Threads(error) => RunError::Threads(error),
    })
}

/// What ends a run before its end.
enum Stop {
    Write(WriteError),
    Threads(String),
}

/// Nothing is written yet, and so there is nothing to go on with.
impl From<WriteError> for RunError {
    fn from(error: WriteError) -> RunError {
        RunError::Write { error, is_resumable: false }
    }
}

impl From<WriteError> for Stop {
    fn from(error: WriteError) -> Stop {
        Stop::Write(error)
    }
}

/// Reads, cleans and writes; says whether it was stopped.
fn work(
    job: &Arc<Job>,
    plan: &Arc<Plan>,
    writing: &mut Writing<'_>,
    stop: &Arc<AtomicBool>,
    watcher: &mut (impl Watcher + ?Sized),
) -> Result<bool, Stop> {
    let mut pool = rayon::ThreadPoolBuilder::new();
    if let Some(jobs) = job.jobs {
        pool = pool.num_threads(jobs);
    }
    let pool = pool.build().map_err(|error| Stop::Threads(error.to_string()))?;
    let gate = Arc::new(Gate::new(pool.current_num_threads() + SPARE_BATCHES));
    let read = Arc::new(AtomicU64::new(0));
    let (sender, receiver) = channel();
    let reader = Reader::new(Arc::clone(job), writing.start(), Arc::clone(&read));
    let feeder = Feeder {
        job: Arc::clone(job),
        plan: Arc::clone(plan),
        gate: Arc::clone(&gate),
        stop: Arc::clone(stop),
        sender,
    };
    // Not joined: where standard input says nothing, a reader may wait for it for ever.
    let spawned = thread::Builder::new().name("reader".to_owned());
    spawned
        .spawn(move || feeder.feed(reader, &pool))
        .map_err(|error| Stop::Threads(error.to_string()))?;
    let result = write(&receiver, &gate, writing, stop, watcher, &read);
    gate.close();
    result.map_err(Stop::Write)
}

/// Hands batches from the reader to the pool.
struct Feeder {
    job: Arc<Job>,
    plan: Arc<Plan>,
    gate: Arc<Gate>,
    stop: Arc<AtomicBool>,
    sender: Sender<(u64, Cleaned)>,
}

impl Feeder {
    fn feed(self, mut reader: Reader, pool: &rayon::ThreadPool) {
        let mut number = 0;
        while !self.stop.load(Ordering::Relaxed) {
            let Some(batch) = reader.batch() else { return };
            if !self.gate.enter(batch.bytes) {
                return;
            }
            let (job, plan) = (Arc::clone(&self.job), Arc::clone(&self.plan));
            let sender = self.sender.clone();
            pool.spawn(move || {
                // Where the writer is gone, nobody waits for this batch.
                let _ = sender.send((number, cleaned(batch, &job, &plan)));
            });
            number += 1;
        }
    }
}

/// Writes batches in their order until the last one is written or the run is stopped; says
/// whether it was stopped.
fn write(
    receiver: &Receiver<(u64, Cleaned)>,
    gate: &Gate,
    writing: &mut Writing<'_>,
    stop: &AtomicBool,
    watcher: &mut (impl Watcher + ?Sized),
    read: &AtomicU64,
) -> Result<bool, WriteError> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    loop {
        match receiver.recv_timeout(TICK) {
            Ok((number, batch)) => {
                early.insert(number, batch);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(!writing.is_done()),
        }
        while let Some(batch) = early.remove(&next) {
            let bytes = batch.bytes;
            writing.batch(batch, watcher)?;
            gate.leave(bytes);
            next += 1;
        }
        let (stats, unfinished) = writing.stats();
        let cleaned = stats.pages.cleaned + unfinished;
        watcher.progress(&Progress { stats, cleaned, read: read.load(Ordering::Relaxed) });
        if stop.load(Ordering::Relaxed) && gate.is_empty() {
            return Ok(!writing.is_done());
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::corpus::{Output, find};

    struct Silent;

    impl Watcher for Silent {
        fn failed(&mut self, _: &DeadLetter) {}
        fn note(&mut self, _: &str) {}
        fn progress(&mut self, _: &Progress<'_>) {}
    }

    #[test]
    fn a_run_stopped_before_its_first_batch_tells_of_what_stands_for_no_input_once() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        std::fs::write(place("in.jsonl"), "{\"text\":\"The harbour was closed.\"}\n").unwrap();
        let letter = DeadLetter::named("gone".to_owned(), "unreadable", "no such file".to_owned());
        let go = |resume, stop| {
            let job = Job {
                inputs: find(&[place("in.jsonl")]).inputs,
                output: Output::File(place("out.jsonl")),
                errors: Some(place("errors.jsonl")),
                resume,
                ..Job::default()
            };
            let stop = Arc::new(AtomicBool::new(stop));
            run(job, std::slice::from_ref(&letter), &stop, &mut Silent).unwrap()
        };
        assert_eq!(go(false, true).stopped, Some(Resumable(true)));
        let resumed = go(true, false);
        assert_eq!((resumed.stopped, resumed.stats.pages.failed), (None, 1));
        let errors = std::fs::read_to_string(place("errors.jsonl")).unwrap();
        assert_eq!(errors.lines().count(), 1, "{errors}");
    }
}
