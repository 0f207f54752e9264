//! What repeats across the pages of each host of a corpus, counted.

mod counting;
mod merge;
mod pages;

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rayon::prelude::*;

use super::reader::{Item, Reader};
use super::{DeadLetter, Job, Position};
use crate::TemplatesError;
use counting::{Counting, MOST_LINES};
use pages::{Lines, lines};

/// What learning came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Learnt {
    /// Pages counted.
    pub pages: u64,
    /// Pages of no known host, which were not counted.
    pub hostless: u64,
    /// Pages and inputs that could not be read.
    pub failed: u64,
    /// Whether it was stopped before its end; then nothing was written.
    pub stopped: bool,
}

/// Counts on how many pages of its host each line stands, and writes the counts. They do not
/// depend on the number of threads, and memory does not grow with the inputs. A line that stands
/// twice on a page counts once.
///
/// # Errors
///
/// The counts cannot be written. Pages that cannot be read are told to `failed`.
pub fn learn(
    job: Job,
    out: impl Write,
    stop: &AtomicBool,
    failed: &mut (dyn FnMut(&DeadLetter) + Send),
) -> Result<Learnt, TemplatesError> {
    let job = Arc::new(job);
    let read = Arc::new(AtomicU64::new(0));
    let mut reader = Reader::new(Arc::clone(&job), Position::default(), read);
    let mut counting = Counting::new(MOST_LINES);
    let mut learnt = Learnt::default();
    let mut batch = reader.batch();
    while let Some(now) = batch {
        if stop.load(Ordering::Relaxed) {
            return Ok(Learnt { stopped: true, ..learnt });
        }
        let work = || now.items.into_par_iter().flat_map_iter(|item| of_item(&job, item)).collect();
        let (done, next): (Vec<Result<Lines, DeadLetter>>, _) =
            rayon::join(work, || reader.batch());
        batch = next;
        for page in done {
            match page {
                Ok(Lines { host: Some(host), lines }) => {
                    counting.page(&host, &lines)?;
                    learnt.pages += 1;
                }
                Ok(Lines { host: None, .. }) => learnt.hostless += 1,
                Err(letter) => {
                    failed(&letter);
                    learnt.failed += 1;
                }
            }
        }
    }
    counting.finish(out)?;
    Ok(learnt)
}

fn of_item(job: &Job, item: Item) -> Vec<Result<Lines, DeadLetter>> {
    match item {
        Item::Unopened(letter) => vec![Err(letter)],
        Item::End { .. } => Vec::new(),
        Item::Record { target, number, byte, content } => {
            let input = &job.inputs[target.input];
            let pages = content.and_then(|content| lines(&job.settings, &target, content));
            let pages = pages.unwrap_or_else(|problem| vec![Err(problem)]);
            let letter = |problem: super::Problem| DeadLetter {
                record: byte.map(|_| number),
                byte,
                ..DeadLetter::of_input(input, problem.reason, problem.message)
            };
            pages.into_iter().map(|page| page.map_err(letter)).collect()
        }
    }
}

/// Why files of counts cannot be made one.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// One of them cannot be opened.
    #[error("{}: cannot read it: {error}", path.display())]
    Open {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// One of them is no such file, or the sum cannot be written.
    #[error(transparent)]
    Templates(#[from] TemplatesError),
}

/// Adds up files of counts, in any order: what is written is the same.
///
/// # Errors
///
/// A file cannot be read or is no such file, or the sum cannot be written.
pub fn merge_templates(paths: &[PathBuf], out: impl Write) -> Result<(), MergeError> {
    let open = |path: &PathBuf| {
        let file = File::open(path);
        file.map(BufReader::new).map_err(|error| MergeError::Open { path: path.clone(), error })
    };
    let files = paths.iter().map(open).collect::<Result<Vec<_>, _>>()?;
    Ok(merge::merge(files, out)?)
}
