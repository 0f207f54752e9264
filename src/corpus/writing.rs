//! Cleaned pages to their places, in the order of the inputs.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::PathBuf;

use super::mirror::places;
use super::sink::Sink;
use super::work::Done;
use super::{Input, Output, Report, Shape, Tally, WriteError};

/// The written side of a run.
pub(crate) struct Writing<'a> {
    inputs: &'a [Input],
    output: &'a Output,
    place: Option<Place>,
    /// Files of the folder that have an owner.
    taken: HashSet<PathBuf>,
    tally: Tally,
    /// Pages of the present input that failed.
    failed_here: u64,
}

/// A place that pages are being written to.
struct Place {
    sink: Sink,
    name: String,
    cleaned: u64,
    /// Whether more than one page comes here, so that each has a header.
    has_headers: bool,
    /// The first page of text, until it is known whether it stays the only one.
    held: Option<(String, String)>,
}

impl<'a> Writing<'a> {
    pub(crate) fn new(inputs: &'a [Input], output: &'a Output) -> Result<Self, WriteError> {
        let several = inputs.len() > 1;
        let place = match output {
            Output::Stdout => {
                Some(Place::new(Sink::stdout(), "standard output".to_owned(), several))
            }
            Output::File(path) => {
                let name = path.display().to_string();
                let sink =
                    Sink::file(path).map_err(|source| WriteError { to: name.clone(), source })?;
                Some(Place::new(sink, name, several))
            }
            Output::Folder(_) => None,
        };
        Ok(Writing {
            inputs,
            output,
            place,
            taken: HashSet::new(),
            tally: Tally::default(),
            failed_here: 0,
        })
    }

    pub(crate) fn take(
        &mut self,
        done: Done,
        report: &mut (impl Report + ?Sized),
    ) -> Result<(), WriteError> {
        match done {
            Done::Cleaned { input, shape, name, written, notes } => {
                notes.iter().for_each(|note| report.note(note));
                self.place(input, shape)?.page(shape, name, written)
            }
            Done::Failed(letter) => {
                self.tally.failed += 1;
                self.failed_here += 1;
                report.failed(&letter)
            }
            Done::End { input, shape, whole } => self.end(input, shape, whole),
        }
    }

    /// The place of an input's pages, made if need be.
    fn place(&mut self, input: usize, shape: Shape) -> Result<&mut Place, WriteError> {
        let place = match (self.place.take(), self.output) {
            (None, Output::Folder(folder)) => {
                let places = places(&self.inputs[input].below, shape);
                let free = places.iter().find(|place| !self.taken.contains(*place));
                let below = free.unwrap_or(&places[1]).clone();
                let path = folder.join(&below);
                let name = path.display().to_string();
                let fail = |source| WriteError { to: name.clone(), source };
                if !self.taken.insert(below) {
                    let what = "two inputs would have this name; clean them in separate runs";
                    return Err(fail(io::Error::new(io::ErrorKind::AlreadyExists, what)));
                }
                let sink = Sink::file(&path).map_err(fail)?;
                Place::new(sink, name, false)
            }
            (None, _) => unreachable!("a shared place is there from the start"),
            (Some(place), _) => place,
        };
        Ok(self.place.insert(place))
    }

    /// An input has ended. A file of its own is completed, or dropped if the input could not be
    /// read to its end or none of its pages could be cleaned.
    fn end(&mut self, input: usize, shape: Shape, whole: bool) -> Result<(), WriteError> {
        let is_own = match self.output {
            Output::Stdout => false,
            Output::File(_) => self.inputs.len() == 1,
            Output::Folder(_) => true,
        };
        if !is_own {
            return Ok(());
        }
        let failed = std::mem::take(&mut self.failed_here);
        let place = if whole { Some(self.place(input, shape)?) } else { self.place.as_mut() };
        // An input without records has an output without records.
        let is_wanted = whole && place.is_some_and(|place| place.cleaned > 0 || failed == 0);
        match self.place.take() {
            Some(place) if is_wanted => self.complete(place),
            _ => Ok(()),
        }
    }

    fn complete(&mut self, place: Place) -> Result<(), WriteError> {
        self.tally.cleaned += place.cleaned;
        place.finish()
    }

    pub(crate) fn flush(&mut self) -> Result<(), WriteError> {
        match &mut self.place {
            Some(place) => place.sink.flush().map_err(|source| place.fail(source)),
            None => Ok(()),
        }
    }

    pub(crate) fn finish(mut self) -> Result<Tally, WriteError> {
        if let Some(place) = self.place.take() {
            // A file for several inputs, none of which could be cleaned, is not made.
            if *self.output == Output::Stdout || place.cleaned > 0 || self.failed_here == 0 {
                self.complete(place)?;
            }
        }
        Ok(self.tally)
    }
}

impl Place {
    fn new(sink: Sink, name: String, has_headers: bool) -> Place {
        Place { sink, name, cleaned: 0, has_headers, held: None }
    }

    fn fail(&self, source: io::Error) -> WriteError {
        WriteError { to: self.name.clone(), source }
    }

    fn page(&mut self, shape: Shape, name: String, written: String) -> Result<(), WriteError> {
        self.cleaned += 1;
        let result = match shape {
            Shape::Jsonl => self.line(&written),
            Shape::Text if self.cleaned == 1 && !self.has_headers => {
                self.held = Some((name, written));
                Ok(())
            }
            Shape::Text => self.under_header(&name, &written),
        };
        result.map_err(|source| self.fail(source))
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        self.sink.write_all(line.as_bytes())?;
        self.sink.write_all(b"\n")
    }

    /// Writes a page under its name, as head(1) does, and before it the page that was held.
    fn under_header(&mut self, name: &str, text: &str) -> io::Result<()> {
        let is_first = self.cleaned == 1;
        if let Some((name, text)) = self.held.take() {
            self.line(&format!("==> {name} <=="))?;
            self.text(&text)?;
        }
        if !is_first {
            self.sink.write_all(b"\n")?;
        }
        self.line(&format!("==> {name} <=="))?;
        self.text(text)
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        if text.is_empty() { Ok(()) } else { self.line(text) }
    }

    fn finish(mut self) -> Result<(), WriteError> {
        let name = std::mem::take(&mut self.name);
        let held = match self.held.take() {
            Some((_, text)) => self.text(&text),
            None => Ok(()),
        };
        held.and_then(|()| self.sink.finish()).map_err(|source| WriteError { to: name, source })
    }
}
