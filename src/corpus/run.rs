//! The run: batches are read, cleaned on all threads and written in order.

use std::io;
use std::path::PathBuf;

use rayon::prelude::*;

use super::pages::Pages;
use super::work::{Done, done};
use super::writing::Writing;
use super::{DeadLetter, Input, Settings};

/// Where a run writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Standard output, all pages one after the other.
    Stdout,
    /// One file for all pages.
    File(PathBuf),
    /// A file for each input, named after it and at its place.
    Folder(PathBuf),
}

/// Who hears what happens during a run, in the order of the inputs.
pub trait Report {
    /// A page was not cleaned.
    ///
    /// # Errors
    ///
    /// The letter cannot be written; the run ends.
    fn failed(&mut self, letter: &DeadLetter) -> Result<(), WriteError>;

    /// Something is worth knowing of a page that was cleaned.
    fn note(&mut self, note: &str);
}

/// What a run came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Pages cleaned and written.
    pub cleaned: u64,
    /// Pages and inputs that were not.
    pub failed: u64,
}

/// Output that cannot be written; it ends a run.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {to}: {source}")]
pub struct WriteError {
    /// The path, or `standard output`.
    pub to: String,
    /// What the system said.
    pub source: io::Error,
}

/// Cleans the pages of all inputs on the threads of the current rayon pool. What is written does
/// not depend on their number.
///
/// # Errors
///
/// The output cannot be written. Pages that cannot be read or cleaned are no errors here: the
/// report hears of them.
pub fn run(
    inputs: &[Input],
    settings: &Settings,
    output: &Output,
    report: &mut (impl Report + ?Sized),
) -> Result<Tally, WriteError> {
    let is_shared = !matches!(output, Output::Folder(_));
    let mut writing = Writing::new(inputs, output)?;
    let mut pages = Pages::new(inputs, settings, is_shared);
    let mut batch = pages.batch();
    while !batch.is_empty() {
        // The next batch is read while this one is cleaned.
        let clean = || {
            let cleaned = batch.into_par_iter().map(|item| done(item, inputs, settings));
            cleaned.collect::<Vec<Done>>()
        };
        let (cleaned, next) = rayon::join(clean, || pages.batch());
        batch = next;
        for done in cleaned {
            writing.take(done, report)?;
        }
        writing.flush()?;
    }
    writing.finish()
}
