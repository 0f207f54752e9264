//! `dechaff clean`: pages in, clean articles out.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use super::cleaning::Cleaning;
use super::{Outcome, say, threads};
use crate::corpus::{
    self, DeadLetter, Found, Kind, Output, Report, Settings, Shape, Tally, WriteError,
};
use crate::{Format, Label, Labels};

/// Clean pages: print the article of each, or write it to files
///
/// Reads files, folders (their .txt, .text, .html, .htm, .xhtml, .jsonl and .ndjson files, also
/// those with .gz or .zst after it, and those of the folders below), globs, or standard input. A
/// file named twice is read once.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Files, folders, globs, or - for standard input
    #[arg(default_value = "-", value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    /// Where to write: a file for one input, else a folder that mirrors the inputs; .gz and .zst
    /// compress [default: standard output]
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,

    /// What the inputs hold; auto: told by the content, then by the file's ending
    #[arg(long, value_enum, default_value_t = From::Auto)]
    from: From,

    /// What to write [default: jsonl for JSON lines, or with --comments or --lines; else text]
    #[arg(long, value_enum)]
    to: Option<To>,

    /// The key of a record that holds the page [default: html if the record has it, else text]
    #[arg(long, value_name = "NAME")]
    field: Option<String>,

    #[command(flatten)]
    cleaning: Cleaning,

    /// Labels to keep besides those of content, such as byline,date
    #[arg(long, value_name = "LABELS", value_delimiter = ',')]
    keep: Vec<Label>,

    /// Labels to drop, such as table,code
    #[arg(long, value_name = "LABELS", value_delimiter = ',')]
    drop: Vec<Label>,

    /// Add the readers' comments to each record
    #[arg(long)]
    comments: bool,

    /// Add every line with its place, label and bits to each record
    #[arg(long)]
    lines: bool,

    /// Threads to clean on; the output does not depend on it [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,

    /// Write a JSON line here for each page that is not cleaned, instead of a message
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
}

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum From {
    /// Told by the content, then by the file's ending
    Auto,
    /// A page of flat text
    Text,
    /// A page of HTML
    Html,
    /// A record of JSON a line
    Jsonl,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// Headline, blank line, body
    Text,
    /// A record of JSON a line
    Jsonl,
}

pub(super) fn run(arguments: Arguments) -> anyhow::Result<Outcome> {
    let settings = settings(&arguments)?;
    let output = output(&arguments)?;
    let mut letters = Letters::new(arguments.errors)?;
    let Found { inputs, failures } = corpus::find(&arguments.inputs);
    for letter in &failures {
        letters.failed(letter)?;
    }
    let mut tally = Tally { failed: failures.len() as u64, ..Tally::default() };
    if !inputs.is_empty() {
        if inputs.iter().any(|input| input.path.is_none()) && io::stdin().is_terminal() {
            say("reading from the terminal; Ctrl-D ends the page, `dechaff clean --help` explains");
        }
        let pool = threads(arguments.jobs)?;
        let ran = pool.install(|| corpus::run(&inputs, &settings, &output, &mut letters))?;
        tally.cleaned += ran.cleaned;
        tally.failed += ran.failed;
    }
    Ok(letters.finish(tally))
}

fn settings(arguments: &Arguments) -> anyhow::Result<Settings> {
    let page = arguments.cleaning.page.format();
    let kind = match arguments.from {
        From::Auto => None,
        From::Text => Some(Kind::Page(Some(Format::Text))),
        From::Html => Some(Kind::Page(Some(Format::Html))),
        From::Jsonl => Some(Kind::Records),
    };
    if let Some(Kind::Page(from)) = kind {
        if page.is_some() && page != from {
            bail!("--from and --page say different things of the pages; leave --page out");
        }
        if arguments.field.is_some() {
            bail!("--field names a key of JSON records; it needs --from jsonl or auto");
        }
    }
    let has_additions = arguments.comments || arguments.lines;
    let shape = match arguments.to {
        Some(To::Text) if has_additions => {
            bail!("--comments and --lines add to records; they need --to jsonl")
        }
        Some(To::Text) => Some(Shape::Text),
        Some(To::Jsonl) => Some(Shape::Jsonl),
        None => has_additions.then_some(Shape::Jsonl),
    };
    let keep: Labels = arguments.keep.iter().copied().collect();
    let drop: Labels = arguments.drop.iter().copied().collect();
    if let Some(label) = (keep & drop).iter().next() {
        bail!("--keep and --drop both name `{label}`");
    }
    let cleaner = arguments.cleaning.cleaner()?.keep((Label::content() | keep) - drop);
    Ok(Settings {
        cleaner,
        kind,
        page,
        field: arguments.field.clone(),
        shape,
        comments: arguments.comments,
        lines: arguments.lines,
        ..Settings::default()
    })
}

fn output(arguments: &Arguments) -> anyhow::Result<Output> {
    let Some(path) = &arguments.output else { return Ok(Output::Stdout) };
    if path == Path::new("-") {
        return Ok(Output::Stdout);
    }
    if arguments.errors.as_ref() == Some(path) {
        bail!("--output and --errors both name {}", path.display());
    }
    let many = match &arguments.inputs[..] {
        [input] => corpus::stands_for_many(input),
        _ => true,
    };
    if many && path.exists() && !path.is_dir() {
        bail!("{} is a file; several inputs are written to a folder", path.display());
    }
    let is_folder = many || path.is_dir() || path.to_string_lossy().ends_with(['/', '\\']);
    let make = if is_folder { Output::Folder } else { Output::File };
    Ok(make(path.clone()))
}

/// Tells of pages that were not cleaned: in the error file, or on standard error.
struct Letters {
    file: Option<(File, PathBuf)>,
}

impl Letters {
    fn new(path: Option<PathBuf>) -> anyhow::Result<Letters> {
        let open = |path: PathBuf| match File::create(&path) {
            Ok(file) => Ok((file, path)),
            Err(error) => Err(error)
                .with_context(|| format!("cannot write the error file {}", path.display())),
        };
        Ok(Letters { file: path.map(open).transpose()? })
    }

    /// Sums up, if anything went wrong.
    fn finish(self, tally: Tally) -> Outcome {
        let Tally { cleaned, failed } = tally;
        if failed == 0 {
            return Outcome::All;
        }
        let where_ = self.file.map(|(_, path)| format!("; {} says why", path.display()));
        let all = cleaned + failed;
        say(format_args!("{failed} of {all} not cleaned{}", where_.unwrap_or_default()));
        if cleaned == 0 { Outcome::None } else { Outcome::Some }
    }
}

impl Report for Letters {
    fn failed(&mut self, letter: &DeadLetter) -> Result<(), WriteError> {
        match &mut self.file {
            Some((file, path)) => {
                let line = format!("{}\n", corpus::spelt(letter));
                let written = file.write_all(line.as_bytes());
                written.map_err(|source| WriteError { to: path.display().to_string(), source })
            }
            None => {
                say(letter);
                Ok(())
            }
        }
    }

    fn note(&mut self, note: &str) {
        say(note);
    }
}
