//! The command line: a file a subcommand.
//!
//! Exit codes: 0 all pages cleaned; 1 nothing could be done (wrong arguments, no readable input,
//! output that cannot be written); 2 done, with some pages not cleaned; 130 interrupted. A closed
//! pipe is success.

mod apart;
mod clean;
mod cleaning;
mod config;
mod cues;
mod eval;
mod explain;
mod explained;
mod html;
mod learn;
mod limits;
mod progress;
mod report;
mod screen;
mod shell;
mod stats;
mod table;

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use clap::builder::RangedI64ValueParser;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

pub use explained::jsonl as explained;

/// Strips boilerplate from web pages: HTML or flat text in, the clean article out.
///
/// Exit codes: 0 all pages cleaned; 1 nothing could be done; 2 done, with some pages not cleaned;
/// 130 interrupted.
#[derive(Debug, Parser)]
#[command(name = "dechaff", version, propagate_version = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Clean(clean::Arguments),
    Explain(explain::Arguments),
    Eval(eval::Arguments),
    Learn(learn::Arguments),
    Report(report::Arguments),
    Cues(cues::Arguments),
    /// Print what the options of a run come to, as a file for --config
    ///
    /// Takes the options of `dechaff clean`, --config included.
    Config(clean::Arguments),
    Completions(shell::Completions),
    Man(shell::Man),
}

/// The exit code of a run that was stopped by Ctrl-C, as shells have it: 128, and the signal's
/// number.
const INTERRUPTED: u8 = 130;

/// How well a command went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    All,
    Some,
    None,
    Interrupted,
}

impl Outcome {
    const fn exit_code(self) -> u8 {
        match self {
            Outcome::All => 0,
            Outcome::None => 1,
            Outcome::Some => 2,
            Outcome::Interrupted => INTERRUPTED,
        }
    }
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    run(std::env::args_os().collect()).into()
}

/// Runs the program with arguments, the first of which is its own name, and gives its exit code.
/// Ctrl-C is waited for from then on, so that a process can run it once.
pub fn run(arguments: Vec<OsString>) -> u8 {
    let outcome = outcome(arguments);
    // A host that is no Rust program does not write out at its end what has no line end yet.
    let flushed = io::stdout().flush();
    match flushed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say(format_args!("error: cannot write to standard output: {error}"));
            Outcome::None.exit_code()
        }
        _ => outcome.exit_code(),
    }
}

fn outcome(arguments: Vec<OsString>) -> Outcome {
    let mut program = CommandLine::command();
    program.build();
    let arguments = match config::with_file(&program, arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            say(format_args!("error: {error:#}"));
            return Outcome::None;
        }
    };
    let parsed = program.clone().try_get_matches_from(arguments);
    let parsed = parsed.and_then(|matches| {
        let line = CommandLine::from_arg_matches(&matches)?;
        Ok((line.command, config::effective(&program, &matches)))
    });
    let (command, options) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            // Help and the version come this way too, and they are what was asked for.
            let outcome = if error.use_stderr() { Outcome::None } else { Outcome::All };
            let _ = error.print();
            return outcome;
        }
    };
    let result = match command {
        Command::Clean(arguments) => clean::run(arguments, config::name(options)),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::Learn(arguments) => learn::run(&arguments),
        Command::Report(arguments) => report::run(&arguments),
        Command::Cues(arguments) => cues::run(&arguments),
        Command::Config(arguments) => clean::print_config(&arguments, &options),
        Command::Completions(arguments) => shell::completions(&arguments, program),
        Command::Man(_) => shell::man(program),
    };
    match result {
        Ok(outcome) => outcome,
        Err(error) if is_closed_pipe(&error) => Outcome::All,
        Err(error) => {
            say(format_args!("error: {error:#}"));
            Outcome::None
        }
    }
}

/// A switch that Ctrl-C, or a request to end, turns on; the second time ends the program at once.
fn on_interrupt() -> anyhow::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let switch = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if switch.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(INTERRUPTED));
        }
    })
    .context("cannot wait for Ctrl-C")?;
    Ok(stop)
}

/// How many threads may be asked for.
fn jobs() -> RangedI64ValueParser<u16> {
    /// Far more than pages are cleaned on. A system that has no memory left for the stacks of threads
    /// ends the program without a word of what to do.
    const MOST: i64 = 1024;
    clap::value_parser!(u16).range(1..=MOST)
}

/// A pool of so many threads, or of one a processor.
fn threads(jobs: Option<u16>) -> anyhow::Result<rayon::ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.map_or(0, usize::from));
    pool.build().context("cannot start the threads; try a smaller --jobs")
}

/// Whether the reader of the output went away, as head(1) does when it has seen enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let causes = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    causes.into_iter().any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// Writes a message to standard error. Where nobody can be told, nothing else is to be done.
fn say(message: impl Display) {
    let message = message.to_string();
    let _ = writeln!(io::stderr().lock(), "{}", screen::neutral(&message));
}
