//! What a run writes: cleaned pages to their places and letters to theirs, in the order of the
//! inputs, and notes of how far it came.

mod notes;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::batch::{Cleaned, Part};
use super::checkpoint::Checkpoint;
use super::mirror::Plan;
use super::reader::Position;
use super::sink::{Partial, Sink, Wanted};
use super::target::Target;
use super::{DeadLetter, Job, Output, RunError, Shape, Stats, Watcher, WriteError, spelt};

/// The written side of a run.
pub(crate) struct Writing<'a> {
    job: &'a Job,
    plan: &'a Plan,
    place: Option<Place>,
    errors: Option<(Partial, String)>,
    checkpoint: Option<Checkpoint>,
    stats: Stats,
    after: Position,
    /// Pages of the present input that failed.
    failed_here: u64,
    /// Whether an interrupted run is gone on with.
    is_resumed: bool,
}

/// A place that pages are being written to.
struct Place {
    sink: Sink,
    name: String,
    input: usize,
    shape: Shape,
    cleaned: u64,
}

impl Place {
    fn fail(&self) -> impl Fn(io::Error) -> WriteError + use<> {
        failure(self.name.clone())
    }
}

fn failure(to: String) -> impl Fn(io::Error) -> WriteError {
    move |source| WriteError { to: to.clone(), source }
}

impl<'a> Writing<'a> {
    /// Begins to write, or goes on where an interrupted run stopped.
    pub(crate) fn new(job: &'a Job, plan: &'a Plan) -> Result<Self, RunError> {
        // A run under way must find its note again; this one then makes none. Whether both write
        // the same output shows once it is opened.
        let mut checkpoint =
            Checkpoint::new(job).filter(|note| job.resume || !note.is_of_another());
        let state = match &mut checkpoint {
            Some(checkpoint) if job.resume => notes::noted(checkpoint, job, plan)?,
            Some(checkpoint) => {
                checkpoint.remove().map_err(failure(checkpoint.path().display().to_string()))?;
                None
            }
            None => None,
        };
        let mut writing = Writing {
            job,
            plan,
            place: None,
            errors: None,
            checkpoint,
            stats: Stats::default(),
            after: Position::default(),
            failed_here: 0,
            is_resumed: state.is_some(),
        };
        writing.open_errors(state.as_ref().map(|state| state.errors))?;
        if let Some(state) = state {
            writing.go_on(state)?;
        }
        Ok(writing)
    }

    fn open_errors(&mut self, length: Option<u64>) -> Result<(), WriteError> {
        if let Some(path) = &self.job.errors {
            let name = path.display().to_string();
            let opened = match length {
                Some(length) => Partial::resume(path, length),
                None => Partial::beside(path),
            };
            self.errors = Some((opened.map_err(failure(name.clone()))?, name));
        }
        Ok(())
    }

    /// Tells of an argument that stands for no input.
    pub(crate) fn unfound(
        &mut self,
        letter: &DeadLetter,
        watcher: &mut (impl Watcher + ?Sized),
    ) -> Result<(), WriteError> {
        self.stats.pages.failed += 1;
        *self.stats.errors.entry(letter.reason.to_owned()).or_default() += 1;
        self.letter(letter, false, watcher)
    }

    /// Adds to the time that the run takes.
    pub(crate) fn took(&mut self, time: Duration) {
        self.stats.seconds.whole += time.as_secs_f64();
    }

    /// Whether an interrupted run is gone on with, even one that had not written a page.
    pub(crate) fn is_resumed(&self) -> bool {
        self.is_resumed
    }

    /// Where reading begins.
    pub(crate) fn start(&self) -> Position {
        self.after
    }

    /// Whether all inputs are read and written.
    pub(crate) fn is_done(&self) -> bool {
        self.after.input >= self.job.inputs.len()
    }

    /// What the run came to so far. Pages in an output that is not yet whole count.
    pub(crate) fn stats(&self) -> (&Stats, u64) {
        (&self.stats, self.place.as_ref().map_or(0, |place| place.cleaned))
    }

    /// Writes what came of a batch.
    pub(crate) fn batch(
        &mut self,
        batch: Cleaned,
        watcher: &mut (impl Watcher + ?Sized),
    ) -> Result<(), WriteError> {
        self.stats.add(batch.stats);
        self.stats.dropped_lines.forget();
        self.stats.glance.forget();
        self.after = batch.after;
        for part in batch.parts {
            self.part(part, watcher)?;
        }
        if let Some(place) = &mut self.place {
            place.sink.end_batch().map_err(place.fail())?;
        }
        if let Some((errors, name)) = &mut self.errors {
            errors.flush().map_err(failure(name.clone()))?;
        }
        if self.checkpoint.as_ref().is_some_and(Checkpoint::is_due) {
            self.save(false)?;
        }
        Ok(())
    }

    fn part(
        &mut self,
        part: Part,
        watcher: &mut (impl Watcher + ?Sized),
    ) -> Result<(), WriteError> {
        match part {
            Part::Note(note) => {
                watcher.note(&note);
                Ok(())
            }
            Part::Letter { letter, is_filtered } => {
                self.failed_here += u64::from(!is_filtered);
                self.letter(&letter, is_filtered, watcher)
            }
            Part::Lines { target, pages, bytes } => {
                self.write(&target, pages, |sink| sink.lines(&bytes))
            }
            Part::Text { target, name, text } => {
                self.write(&target, 1, |sink| sink.text(name, text))
            }
            Part::Rows { target, rows } => {
                self.write(&target, rows.num_rows() as u64, |sink| sink.rows(rows))
            }
            Part::End { target, whole } => self.end(&target, whole),
        }
    }

    /// Writes a letter, or tells of it. What a filter leaves out was asked for, and is not told.
    fn letter(
        &mut self,
        letter: &DeadLetter,
        is_filtered: bool,
        watcher: &mut (impl Watcher + ?Sized),
    ) -> Result<(), WriteError> {
        match &mut self.errors {
            Some((errors, name)) => {
                let line = spelt(letter) + "\n";
                errors.append(line.as_bytes()).map_err(failure(name.clone()))?;
            }
            None if is_filtered => {}
            None => watcher.failed(letter),
        }
        Ok(())
    }

    fn write(
        &mut self,
        target: &Arc<Target>,
        pages: u64,
        write: impl FnOnce(&mut Sink) -> io::Result<()>,
    ) -> Result<(), WriteError> {
        let place = self.place(target)?;
        place.cleaned += pages;
        write(&mut place.sink).map_err(place.fail())
    }

    /// The place of an input's pages, made if need be.
    fn place(&mut self, target: &Target) -> Result<&mut Place, WriteError> {
        let place = match self.place.take() {
            Some(place) => place,
            None => self.open(target.input, target.shape, None)?,
        };
        Ok(self.place.insert(place))
    }

    fn path(&self, input: usize, shape: Shape) -> Result<Option<PathBuf>, WriteError> {
        let path = self.plan.path(self.job, input, shape);
        path.map_err(failure(self.job.inputs[input].below.display().to_string()))
    }

    fn open(&self, input: usize, shape: Shape, past: Option<u64>) -> Result<Place, WriteError> {
        let path = self.path(input, shape)?;
        let path = path.as_deref();
        let name = path.map_or("standard output".to_owned(), |path| path.display().to_string());
        let is_shared = !self.is_own() && self.job.inputs.len() > 1;
        let sink = Sink::open(&Wanted { path, shape, is_shared }, past);
        let sink = sink.map_err(failure(name.clone()))?;
        Ok(Place { sink, name, input, shape, cleaned: 0 })
    }

    /// Whether each input has an output of its own.
    fn is_own(&self) -> bool {
        match self.job.output {
            Output::Stdout => false,
            Output::File(_) => self.job.inputs.len() == 1,
            Output::Folder(_) => true,
        }
    }

    /// An input has ended. A file of its own is completed, or dropped if the input could not be
    /// read to its end or none of its pages could be cleaned.
    fn end(&mut self, target: &Arc<Target>, whole: bool) -> Result<(), WriteError> {
        if !self.is_own() {
            return Ok(());
        }
        let failed = std::mem::take(&mut self.failed_here);
        if whole {
            self.place(target)?;
        }
        // An input without records has an output without records.
        let is_wanted =
            whole && self.place.as_ref().is_some_and(|place| place.cleaned > 0 || failed == 0);
        if !is_wanted {
            return match self.place.take() {
                Some(place) => {
                    // A note must not count on what is taken away.
                    self.save_if_counted_on()?;
                    let fail = place.fail();
                    place.sink.discard().map_err(fail)
                }
                None => Ok(()),
            };
        }
        if let Some(place) = &mut self.place {
            place.sink.complete().map_err(place.fail())?;
        }
        if self.checkpoint.as_ref().is_some_and(|checkpoint| checkpoint.counts_on_place) {
            self.save(true)?;
        }
        self.publish(Some(target))
    }

    /// Gives the present output its name.
    fn publish(&mut self, target: Option<&Target>) -> Result<(), WriteError> {
        let Some(place) = self.place.take() else { return Ok(()) };
        self.stats.pages.cleaned += place.cleaned;
        if let Some(checkpoint) = &mut self.checkpoint {
            checkpoint.counts_on_place = false;
        }
        let fail = place.fail();
        place.sink.publish(target.and_then(Target::schema)).map_err(fail)
    }

    /// All is read: completes what is not yet complete.
    pub(crate) fn finish(&mut self) -> Result<Stats, WriteError> {
        if let Some(place) = &mut self.place {
            // A file for several inputs, none of which could be cleaned, is not made.
            let is_wanted =
                self.job.output == Output::Stdout || place.cleaned > 0 || self.failed_here == 0;
            if is_wanted {
                place.sink.complete().map_err(place.fail())?;
                self.publish(None)?;
            } else if let Some(place) = self.place.take() {
                let fail = place.fail();
                place.sink.discard().map_err(fail)?;
            }
        }
        if let Some((errors, name)) = self.errors.take() {
            errors.publish().map_err(failure(name))?;
        }
        if let Some(checkpoint) = &mut self.checkpoint {
            let fail = failure(checkpoint.path().display().to_string());
            checkpoint.remove().map_err(fail)?;
        }
        Ok(std::mem::take(&mut self.stats))
    }
}
