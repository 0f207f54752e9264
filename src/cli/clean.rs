//! `dechaff clean`: pages in, clean articles out.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::cleaning::Cleaning;
use super::progress::{Screen, When};
use super::stats::StatsFile;
use super::{Outcome, apart, learn, on_interrupt, say};
use crate::corpus::{
    self, Captures, Filter, Filters, Found, Input, Job, Kind, Output, Pages, RunError, Settings,
    Shape,
};
use crate::{Format, Label, Labels};

/// Clean pages: print the article of each, or write it to files
///
/// Reads files, folders (their .txt, .text, .html, .htm, .xhtml, .jsonl, .ndjson, .parquet, .warc
/// and .wet files, also those with .gz or .zst after it, and those of the folders below), globs,
/// or standard input. A file named twice is read once.
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

    /// What to write [default: by the ending of the output file; else parquet for Parquet in files,
    /// jsonl for records, archives, --comments and --lines, text for pages]
    #[arg(long, value_enum)]
    to: Option<To>,

    /// The key of a record, or the column, that holds the page [default: html if it is there, else
    /// text]
    #[arg(long, value_name = "NAME")]
    field: Option<String>,

    /// The key of a record, or the column, that holds the page's address, for --templates and
    /// --two-pass
    #[arg(long, value_name = "NAME", default_value = "url")]
    url_field: String,

    #[command(flatten)]
    cleaning: Cleaning,

    /// Learn first what repeats across the pages of each host, as `dechaff learn` does, and clean
    /// with it; reads the inputs twice
    #[arg(long, conflicts_with = "templates")]
    two_pass: bool,

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
    #[arg(long, value_name = "N", value_parser = super::jobs())]
    jobs: Option<u16>,

    /// Write a JSON line here for each page that is not cleaned, instead of a message
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,

    /// Go on where an interrupted run with the same arguments stopped; needs --output
    #[arg(long)]
    resume: bool,

    /// Write what the run came to, in numbers, as JSON
    #[arg(long, value_name = "FILE")]
    stats: Option<PathBuf>,

    /// How far the run is, on standard error; auto: a bar on a terminal, else a line every 30
    /// seconds
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    progress: When,

    /// Take options from a TOML file, such as `lean = "precision"`; those given here come first
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Leave out pages by the rules of c4, gopher-quality, gopher-repetition or fineweb, and lines
    /// by those of c4-lines, on the clean text; the error file says which rule a page breaks,
    /// --lines and --stats which a line does
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    filter: Vec<Filter>,

    /// Leave out pages with fewer characters of clean text
    #[arg(long, value_name = "N", default_value_t = 0)]
    min_chars: usize,
}

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum From {
    /// Told by the content, then by the file's ending
    Auto,
    /// A page of flat text
    Text,
    /// A page of HTML
    Html,
    /// A record of JSON a line
    Jsonl,
    /// A table
    Parquet,
    /// A web archive; its responses with HTML are pages
    Warc,
    /// A web archive; its conversions to text are pages
    Wet,
}

impl From {
    /// What every input holds; `None` to tell by the content.
    pub(super) fn kind(self) -> Option<Kind> {
        match self {
            From::Auto => None,
            From::Text => Some(Kind::Page(Some(Format::Text))),
            From::Html => Some(Kind::Page(Some(Format::Html))),
            From::Jsonl => Some(Kind::Records),
            From::Parquet => Some(Kind::Rows),
            From::Warc => Some(Kind::Captures(Captures::Responses)),
            From::Wet => Some(Kind::Captures(Captures::Conversions)),
        }
    }
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// Headline, blank line, body
    Text,
    /// A record of JSON a line
    Jsonl,
    /// A table, compressed with zstd
    Parquet,
    /// Places of lines, as Dolma keeps attributes of documents: a record a record
    Spans,
}

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

fn settings(arguments: &Arguments) -> anyhow::Result<Settings> {
    let page = arguments.cleaning.page.format();
    let kind = arguments.from.kind();
    if let Some(Kind::Page(from)) = kind {
        if page.is_some() && page != from {
            bail!("--from and --page say different things of the pages; leave --page out");
        }
        if arguments.field.is_some() {
            bail!(
                "--field names a key of JSON records or a column; it needs --from jsonl, parquet or auto"
            );
        }
    }
    let has_additions = arguments.comments || arguments.lines;
    if arguments.to.is_none()
        && let Some(output) = arguments.output.as_deref().filter(|output| !output.is_dir())
        && let Some(form) = corpus::unwritten_form(output)
    {
        bail!(
            "the output's name asks for {form}, which is not written; end it in .txt, .jsonl or .parquet, or say with --to what to write"
        );
    }
    let named = arguments.output.as_deref().and_then(corpus::shape_named);
    let shape = match arguments.to {
        Some(To::Text | To::Spans) if has_additions => {
            bail!("--comments and --lines add to records; they need --to jsonl or parquet")
        }
        Some(To::Text) => Some(Shape::Text),
        Some(To::Jsonl) => Some(Shape::Jsonl),
        Some(To::Parquet) => Some(Shape::Parquet),
        Some(To::Spans) => Some(Shape::Spans),
        None if has_additions && named == Some(Shape::Text) => {
            bail!("--comments and --lines add to records; the output's name asks for text")
        }
        None => named.or(has_additions.then_some(Shape::Jsonl)),
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
        url_field: Some(arguments.url_field.clone()),
        by_host: arguments.two_pass
            || arguments.cleaning.has_templates()
            || arguments.stats.is_some(),
        shape,
        comments: arguments.comments,
        lines: arguments.lines,
        filters: Filters { min_chars: arguments.min_chars, filters: arguments.filter.clone() },
        count_lines: arguments.stats.is_some(),
    })
}

/// Fails where a file would be lost. The output may take the place of its own input.
fn keep_apart(arguments: &Arguments, inputs: &[Input]) -> anyhow::Result<()> {
    let output = Some("--output").zip(arguments.output.as_deref());
    let errors = Some("--errors").zip(arguments.errors.as_deref());
    let stats = Some("--stats").zip(arguments.stats.as_deref());
    let beside: Vec<(&str, &Path)> = errors.into_iter().chain(stats).collect();
    let all: Vec<(&str, &Path)> = output.into_iter().chain(beside.iter().copied()).collect();
    apart::keep_apart(&all, arguments.cleaning.templates_path())?;
    apart::keep_apart(&beside, inputs.iter().filter_map(|input| input.path.as_deref()))
}

fn output(arguments: &Arguments) -> anyhow::Result<Output> {
    let path = arguments.output.as_ref().filter(|path| *path != Path::new("-"));
    let Some(path) = path else {
        if arguments.resume {
            bail!("--resume goes on with an output that is not yet whole; it needs --output");
        }
        return Ok(Output::Stdout);
    };
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
