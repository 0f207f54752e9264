//! Notes of how far a run came: taken up, made, and what is left of a run that cannot go on.

use std::io;
use std::time::Instant;

use super::{Writing, failure};
use crate::corpus::checkpoint::{Checkpoint, PlaceState, State};
use crate::corpus::mirror::Plan;
use crate::corpus::sink::part;
use crate::corpus::{Job, RunError, WriteError};

/// What an interrupted run noted, if this one can go on with it.
pub(super) fn noted(
    checkpoint: &mut Checkpoint,
    job: &Job,
    plan: &Plan,
) -> Result<Option<State>, RunError> {
    let note = checkpoint.path().display().to_string();
    let refused = |source| RunError::Resume { note, source };
    let state = match checkpoint.load(job) {
        Ok(state) => state,
        Err(error) => return Err(refused(error)),
    };
    if let Some(input) = plan.replaced(job).filter(|_| state.is_some()) {
        let what = format!(
            "its output takes the place of {}, which may be cleaned already; run it without --resume on what is not",
            input.name
        );
        return Err(refused(io::Error::new(io::ErrorKind::InvalidInput, what)));
    }
    Ok(state)
}

impl Writing<'_> {
    /// Takes up what an interrupted run left.
    pub(super) fn go_on(&mut self, state: State) -> Result<(), WriteError> {
        self.after = state.after;
        self.stats = state.stats;
        let Some(PlaceState { input, shape, bytes, cleaned, failed, is_complete }) = state.place
        else {
            return Ok(());
        };
        let path = self.path(input, shape)?;
        let is_published = is_complete && path.as_ref().is_some_and(|path| !part(path).exists());
        if is_published {
            // It got its name after the note, which does not count its pages yet.
            self.stats.pages.cleaned += cleaned;
        } else {
            self.place = Some(self.open(input, shape, Some(bytes))?);
        }
        self.failed_here = failed;
        if let Some(place) = &mut self.place {
            place.cleaned = cleaned;
            if is_complete {
                self.publish(None)?;
            }
        }
        Ok(())
    }

    pub(super) fn save_if_counted_on(&mut self) -> Result<(), WriteError> {
        match &self.checkpoint {
            Some(checkpoint) if checkpoint.counts_on_place => self.save(false),
            _ => Ok(()),
        }
    }

    /// Notes how far the run came, if all that came is written.
    pub(super) fn save(&mut self, is_complete: bool) -> Result<(), WriteError> {
        let Some(checkpoint) = &mut self.checkpoint else { return Ok(()) };
        let began = Instant::now();
        let mut state = State::default();
        state.after = self.after;
        if let Some(place) = &mut self.place {
            let Some(bytes) = place.sink.mark().map_err(place.fail())? else { return Ok(()) };
            state.place = Some(PlaceState {
                input: place.input,
                shape: place.shape,
                bytes,
                cleaned: place.cleaned,
                failed: self.failed_here,
                is_complete,
            });
        }
        if let Some((errors, name)) = &mut self.errors {
            state.errors = errors.sync().map_err(failure(name.clone()))?;
        }
        state.stats = self.stats.clone();
        let fail = failure(checkpoint.path().display().to_string());
        checkpoint.save(self.job, state, began).map_err(fail)
    }

    /// Stops between two batches; what is written stays for a run that goes on. Says whether
    /// there is anything to go on with.
    pub(crate) fn stop(&mut self) -> Result<bool, WriteError> {
        self.save(false)?;
        let is_saved = self.checkpoint.as_ref().is_some_and(|checkpoint| checkpoint.is_saved);
        if !is_saved {
            self.abandon();
        }
        Ok(is_saved)
    }

    /// The run cannot go on: what no later run can go on with is taken away. Says whether there
    /// is something to go on with.
    pub(crate) fn abandon(&mut self) -> bool {
        let is_saved = self.checkpoint.as_ref().is_some_and(|checkpoint| checkpoint.is_saved);
        if !is_saved {
            // The run is over for another reason, which is told.
            let _ = self.place.take().map(|place| place.sink.discard());
            let _ = self.errors.take().map(|(errors, _)| errors.discard());
        }
        is_saved
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::corpus::mirror::Plan;
    use crate::corpus::target::{Form, Target};
    use crate::corpus::{Job, Output, Shape, find};

    /// A run may be killed between a note of a complete output and the output's name, or after it.
    #[test]
    fn pages_of_an_output_count_whether_or_not_it_had_its_name() {
        for had_its_name in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let input = folder.path().join("a.jsonl");
            std::fs::write(&input, "{}\n{}\n{}\n").unwrap();
            let output = Output::Folder(folder.path().join("out"));
            let mut job = Job { inputs: find(&[input]).inputs, output, ..Job::default() };
            let plan = Plan::new(&job);
            let target = Arc::new(Target { input: 0, shape: Shape::Jsonl, form: Form::Lines });
            let mut killed = Writing::new(&job, &plan).unwrap();
            killed.write(&target, 3, |sink| sink.lines(b"{}\n{}\n{}\n")).unwrap();
            killed.save(true).unwrap();
            if had_its_name {
                killed.publish(Some(&target)).unwrap();
            }
            drop(killed);
            job.resume = true;
            let resumed = Writing::new(&job, &plan).unwrap();
            assert_eq!(resumed.stats().0.pages.cleaned, 3, "{had_its_name}");
            assert!(folder.path().join("out/a.jsonl").exists());
        }
    }
}
