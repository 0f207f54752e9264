//! `dechaff eval`: cleaned pages scored against what somebody wanted of them.

use std::io::Write;
use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::cleaning::Cleaning;
use super::{Outcome, say, screen, threads};
use crate::corpus::{self, DeadLetter};
use crate::eval::labels::LabelFiles;
use crate::eval::{Counting, Gold, Scoring, Tally};

/// Score cleaned pages against what is wanted of them
///
/// Reads labelled pages: JSON lines, plain, .gz or .zst, with the page, `reference` (the text that
/// is wanted) or `with` and `without` (lists of snippets that must and must not appear), and for
/// the tables `page_type`, `id` and `url`. Prints precision, recall and F1 of words, as means over
/// pages, and of snippets, each by page type and with the 95% interval of F1. The body is scored
/// without its headline.
///
/// With --labels it reads lines labelled by hand: tables NAME.labels.tsv beside NAME.txt or
/// NAME.html, folders of them, or JSON lines with `labels`. Prints what share of the lines of each
/// label is dropped or kept.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Labelled pages: files, globs, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Hold every line against a hand-made label
    #[arg(long)]
    labels: bool,

    /// The key of a record that holds the page [default: html if the record has it, else text;
    /// with --labels text]
    #[arg(long, value_name = "NAME")]
    field: Option<String>,

    /// Count a Chinese or Japanese character as a word
    #[arg(long, conflicts_with = "labels")]
    cjk: bool,

    /// Score the body with its headline, for references that begin with it
    #[arg(long, conflicts_with = "labels")]
    headline: bool,

    /// List so many pages with the lowest scores
    #[arg(long, value_name = "N", default_value_t = 0)]
    worst: usize,

    /// What to write
    #[arg(long, value_enum, default_value_t = To::Table)]
    to: To,

    #[command(flatten)]
    cleaning: Cleaning,

    /// Threads to clean on; the figures do not depend on it [default: one a processor]
    #[arg(long, value_name = "N", value_parser = super::jobs())]
    jobs: Option<u16>,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// Tables for people
    Table,
    /// One object of JSON, on one line
    Json,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let pool = threads(arguments.jobs)?;
    let mut failures = 0_usize;
    let mut failed = |letter: &DeadLetter| {
        say(letter);
        failures += 1;
    };
    let (pages, report) = match arguments.labels {
        true => pool.install(|| labels(arguments, &mut failed))?,
        false => pool.install(|| scores(arguments, &mut failed))?,
    };
    if pages == 0 {
        bail!("no page could be scored; `dechaff eval --help` says what records need");
    }
    let mut stdout = std::io::stdout().lock();
    for line in report.lines() {
        // Names of pages come from records; JSON keeps them as they are.
        let line = match arguments.to {
            To::Table => screen::neutral(line),
            To::Json => line.into(),
        };
        writeln!(stdout, "{line}")?;
    }
    stdout.flush()?;
    if failures == 0 {
        return Ok(Outcome::All);
    }
    say(format_args!(
        "{pages} pages scored; {failures} records named above were not, or not cleaned"
    ));
    Ok(Outcome::Some)
}

/// Scores pages with references, and says how many there are.
fn scores(
    arguments: &Arguments,
    failed: &mut (dyn FnMut(&DeadLetter) + Send),
) -> anyhow::Result<(usize, String)> {
    let counting = if arguments.cjk { Counting::Characters } else { Counting::Runs };
    let gold = Gold {
        cleaner: arguments.cleaning.cleaner()?,
        field: arguments.field.clone(),
        page: arguments.cleaning.page.format(),
        scoring: Scoring { counting, headline: arguments.headline },
    };
    let found = corpus::find(&arguments.files);
    found.failures.iter().for_each(&mut *failed);
    let tally = Tally::from(gold.score(&found.inputs, &mut *failed));
    let report = match arguments.to {
        To::Table => tally.table(arguments.worst),
        To::Json => tally.json(arguments.worst),
    };
    Ok((tally.pages(), report))
}

/// Holds pages against the labels of their lines, and says how many there are.
fn labels(
    arguments: &Arguments,
    failed: &mut (dyn FnMut(&DeadLetter) + Send),
) -> anyhow::Result<(usize, String)> {
    let files = LabelFiles {
        cleaner: arguments.cleaning.cleaner()?,
        field: arguments.field.clone(),
        page: arguments.cleaning.page.format(),
    };
    let counts = files.count(&arguments.files, &mut *failed);
    let report = match arguments.to {
        To::Table => counts.table(arguments.worst),
        To::Json => counts.json(arguments.worst),
    };
    Ok((counts.pages(), report))
}
