//! How far a run came, noted beside its output, so that an interrupted run can go on.
//!
//! A note is only made between two batches, once all that it counts is safely written; it takes
//! the place of the one before as a whole.

use std::fs::{self, File};
use std::hash::Hasher;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, UNIX_EPOCH};

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

use super::reader::Position;
use super::sink::{is_device, lock, with_ending};
use super::{Input, Job, Output, Shape, Stats};

/// The note's name: after the output file's, or in the output folder.
const ENDING: &str = ".checkpoint";
const IN_FOLDER: &str = "dechaff.checkpoint";

/// Time between two notes: what is lost at most when a run is killed. It is longer where a note
/// takes long, so that notes take no more than this share of the time.
const INTERVAL: Duration = Duration::from_secs(1);
const SHARE: u32 = 20;

/// How far a run came.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct State {
    /// What tells this run from others: program, settings, inputs.
    run: RunName,
    /// Where reading goes on.
    pub(crate) after: Position,
    /// The input that is read on there, if a part of it is read.
    reading: Option<Seen>,
    /// The output that is not yet whole.
    pub(crate) place: Option<PlaceState>,
    /// Bytes of the error file.
    pub(crate) errors: u64,
    pub(crate) stats: Stats,
}

/// An output that is not yet whole.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PlaceState {
    pub(crate) input: usize,
    pub(crate) shape: Shape,
    pub(crate) bytes: u64,
    pub(crate) cleaned: u64,
    pub(crate) failed: u64,
    /// Whether nothing but its name is missing.
    pub(crate) is_complete: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct RunName {
    program: String,
    settings: String,
    /// The error file, if there is one: what it holds so far belongs to the run.
    errors: Option<String>,
    inputs: usize,
    /// A hash of the inputs' names.
    names: u64,
}

/// What a file was like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    bytes: u64,
    /// Nanoseconds since 1970.
    modified: Option<u128>,
}

/// The note of a run.
pub(crate) struct Checkpoint {
    path: PathBuf,
    run: RunName,
    last: Instant,
    interval: Duration,
    /// Whether there is a note, and whether it counts on a part of the present output.
    pub(crate) is_saved: bool,
    pub(crate) counts_on_place: bool,
    /// The note, locked as long as its run is under way.
    held: Option<File>,
}

impl Checkpoint {
    /// The note of a run; none for one that writes to standard output.
    pub(crate) fn new(job: &Job) -> Option<Checkpoint> {
        let path = match &job.output {
            Output::Stdout => return None,
            Output::File(path) if is_device(path) => return None,
            Output::File(path) => with_ending(path, ENDING),
            Output::Folder(folder) => folder.join(IN_FOLDER),
        };
        let mut names = FxHasher::default();
        for input in &job.inputs {
            names.write(input.name.as_bytes());
            names.write_u8(0);
        }
        let run = RunName {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            settings: job.name.clone(),
            errors: job.errors.as_ref().map(|path| path.display().to_string()),
            inputs: job.inputs.len(),
            names: names.finish(),
        };
        Some(Checkpoint {
            path,
            run,
            last: Instant::now(),
            interval: INTERVAL,
            is_saved: false,
            counts_on_place: false,
            held: None,
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the note is that of a run under way. Where the system knows no locks, it is not.
    pub(crate) fn is_of_another(&self) -> bool {
        File::open(&self.path).is_ok_and(|file| lock(&file, &self.path).is_err())
    }

    /// What an interrupted run noted; `None` if there is no note.
    pub(crate) fn load(&mut self, job: &Job) -> io::Result<Option<State>> {
        if self.is_of_another() {
            let what = "its run is still under way; wait until it ends, or stop it";
            return Err(io::Error::new(ErrorKind::WouldBlock, what));
        }
        let json = match fs::read_to_string(&self.path) {
            Err(error) if is_missing(&error) => return Ok(None),
            read => read?,
        };
        let wrong = |what: &str| {
            let advice = "run it without --resume to begin anew";
            io::Error::new(ErrorKind::InvalidData, format!("{what}; {advice}"))
        };
        let state: State = serde_json::from_str(&json)
            .map_err(|error| wrong(&format!("it is no checkpoint of this program: {error}")))?;
        let (was, is) = (&state.run, &self.run);
        if was.program != is.program {
            let what = format!("version {} was interrupted, and this is another", was.program);
            return Err(wrong(&what));
        }
        if was.errors != is.errors {
            let file = was.errors.as_deref().unwrap_or("no file");
            return Err(wrong(&format!("the interrupted run wrote its errors to {file}")));
        }
        if was.settings != is.settings {
            let own = |one: &str, other: &str| {
                let is_there = |line: &&str| !other.lines().any(|there| there == *line);
                one.lines().filter(is_there).collect::<Vec<_>>().join(", ")
            };
            let what = format!(
                "the interrupted run had other settings: {}; this one has {}",
                own(&was.settings, &is.settings),
                own(&is.settings, &was.settings)
            );
            return Err(wrong(&what));
        }
        if was != is {
            return Err(wrong("the interrupted run had other inputs"));
        }
        let input = job.inputs.get(state.after.input);
        if state.reading.is_some() && state.reading != input.and_then(seen) {
            let name = input.map_or("", |input| &input.name);
            return Err(wrong(&format!("{name} has changed since the run was interrupted")));
        }
        self.is_saved = true;
        self.counts_on_place = state.place.is_some();
        Ok(Some(state))
    }

    /// Whether it is time for a note.
    pub(crate) fn is_due(&self) -> bool {
        self.last.elapsed() >= self.interval
    }

    /// Notes how far the run came.
    pub(crate) fn save(&mut self, job: &Job, mut state: State, began: Instant) -> io::Result<()> {
        state.run = self.run.clone();
        let input = job.inputs.get(state.after.input).filter(|_| state.after.records > 0);
        state.reading = input.and_then(seen);
        let json = serde_json::to_vec(&state).map_err(io::Error::other)?;
        let new = with_ending(&self.path, ".new");
        let held = self.replace(&new, &json).inspect_err(|_| {
            // The note before still stands.
            let _ = fs::remove_file(&new);
        });
        self.held = Some(held?);
        self.is_saved = true;
        self.counts_on_place = state.place.is_some_and(|place| place.bytes > 0);
        self.last = Instant::now();
        self.interval = INTERVAL.max(began.elapsed() * SHARE);
        Ok(())
    }

    /// Writes a new note, claims it, and puts it in the place of the one before.
    fn replace(&self, new: &Path, json: &[u8]) -> io::Result<File> {
        // The output, with which its folder is made, may not be open yet.
        if let Some(folder) = new.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = File::create(new)?;
        file.write_all(json)?;
        lock(&file, new)?;
        fs::rename(new, &self.path)?;
        Ok(file)
    }

    /// The run is over, or begins anew: there is nothing to go on with.
    pub(crate) fn remove(&mut self) -> io::Result<()> {
        self.is_saved = false;
        self.counts_on_place = false;
        self.held = None;
        match fs::remove_file(&self.path) {
            // Where there is no folder, there is no note; that there can be none is told later.
            Err(error) if !is_missing(&error) => Err(error),
            _ => Ok(()),
        }
    }
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// What an input is like; `None` for standard input.
fn seen(input: &Input) -> Option<Seen> {
    let metadata = fs::metadata(input.path.as_ref()?).ok()?;
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    Some(Seen { bytes: metadata.len(), modified: modified.map(|time| time.as_nanos()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_goes_on_with_its_own_error_file() {
        let folder = tempfile::tempdir().unwrap();
        let output = Output::File(folder.path().join("out.jsonl"));
        let mut job = Job { output, ..Job::default() };
        let mut checkpoint = Checkpoint::new(&job).unwrap();
        checkpoint.save(&job, State::default(), Instant::now()).unwrap();
        drop(checkpoint);
        assert!(Checkpoint::new(&job).unwrap().load(&job).unwrap().is_some());
        job.errors = Some("errors.jsonl".into());
        let refused = Checkpoint::new(&job).unwrap().load(&job).unwrap_err();
        assert!(refused.to_string().contains("wrote its errors to no file"), "{refused}");
    }

    #[test]
    fn a_note_is_made_before_the_folder_has_an_output() {
        let folder = tempfile::tempdir().unwrap();
        let output = Output::Folder(folder.path().join("new/deep"));
        let job = Job { output, ..Job::default() };
        let mut checkpoint = Checkpoint::new(&job).unwrap();
        checkpoint.save(&job, State::default(), Instant::now()).unwrap();
        assert!(folder.path().join("new/deep/dechaff.checkpoint").is_file());
    }
}
