//! `dechaff clean`: pages in, clean articles out.

mod arguments;
mod settings;

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

pub(super) use arguments::{Arguments, From};
use settings::{keep_apart, output, settings};

use super::progress::Screen;
use super::stats::StatsFile;
use super::{Outcome, learn, on_interrupt, say};
use crate::corpus::{self, Found, Job, Output, Pages, RunError};

/// Cleans what was asked for. `name` tells the settings from others.
pub(super) fn run(arguments: Arguments, name: String) -> anyhow::Result<Outcome> {
    let mut settings = settings(&arguments)?;
    let output = output(&arguments)?;
    let Found { inputs, failures } = corpus::find(&arguments.inputs);
    keep_apart(&arguments, &inputs)?;
    if inputs.iter().any(|input| input.path.is_none()) && io::stdin().is_terminal() {
        say("reading from the terminal; Ctrl-D ends the page, `dechaff clean --help` explains");
    }
    let stop = on_interrupt()?;
    if arguments.two_pass {
        match learn::templates(&inputs, &settings, arguments.jobs, &stop)? {
            Some(templates) => settings.cleaner = settings.cleaner.templates(Arc::new(templates)),
            None => return Ok(Outcome::Interrupted),
        }
    }
    let mut screen = Screen::new(arguments.progress, &inputs, output == Output::Stdout);
    let job = Job {
        inputs,
        settings,
        output,
        errors: arguments.errors.clone(),
        jobs: arguments.jobs.map(usize::from),
        resume: arguments.resume,
        // Files of one name may hold something else by the time that a run is resumed.
        name: format!("{name}# weights and lexicon: {:x}\n", arguments.cleaning.files_hash()),
    };
    let stats_file = arguments.stats.as_deref().map(StatsFile::open).transpose()?;
    let summary = match corpus::run(job, &failures, &stop, &mut screen) {
        Ok(summary) => summary,
        Err(error) => {
            if let Some(file) = stats_file {
                file.discard();
            }
            return Err(told(error));
        }
    };
    screen.finish(&summary, arguments.errors.as_deref());
    match stats_file {
        // What is not whole takes no place.
        Some(file) if summary.stopped.is_some() => file.discard(),
        Some(file) => file.write(&summary.stats)?,
        None => {}
    }
    let Pages { cleaned, filtered, failed } = summary.stats.pages;
    Ok(match summary.stopped {
        Some(_) => Outcome::Interrupted,
        None if failed == 0 => Outcome::All,
        None if cleaned + filtered == 0 => Outcome::None,
        None => Outcome::Some,
    })
}

/// A run's error, once it is told whether the run can go on.
fn told(error: RunError) -> anyhow::Error {
    match error {
        RunError::Write { error, is_resumable } => {
            if is_resumable {
                say("what was done is kept; the same command with --resume goes on from there");
            }
            anyhow::Error::new(error)
        }
        error => error.into(),
    }
}

/// Prints what the options come to, if a run would take them.
pub(super) fn print_config(
    arguments: &Arguments,
    options: &toml::Table,
) -> anyhow::Result<Outcome> {
    settings(arguments)?;
    output(arguments)?;
    io::stdout().write_all(options.to_string().as_bytes())?;
    Ok(Outcome::All)
}
