//! `dechaff learn`: what repeats across the pages of sites.

use std::fs::File;
use std::io::{BufReader, BufWriter, Seek};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use anyhow::{Context, bail};
use clap::Args;

use super::apart::keep_apart;
use super::clean::From;
use super::cleaning::PageFormat;
use super::{Outcome, on_interrupt, say};
use crate::corpus::{self, DeadLetter, Found, Input, Job, Learnt, Partial, Settings, Shape};
use crate::{Cleaner, Templates, host_of};

/// Learn what repeats across the pages of each host, for `dechaff clean --templates`
///
/// Counts on how many pages of its host each line stands and, in HTML, each element of several
/// lines, and writes the counts. The file depends
/// neither on the number of threads nor on the order of the inputs. Give the pages of a crawl once
/// each: copies of a page under several addresses make its sentences look like furniture.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Files, folders or globs; with --merge files that this command wrote
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    /// Where to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Add up files of counts, such as those of the shards of a crawl
    #[arg(long, conflicts_with_all = ["field", "url_field", "host"])]
    merge: bool,

    /// What the inputs hold; auto: told by the content, then by the file's ending
    #[arg(long, value_enum, default_value_t = From::Auto)]
    from: From,

    /// What a page is written in where the input does not say
    #[arg(long, value_enum, default_value_t = PageFormat::Auto)]
    page: PageFormat,

    /// The key of a record, or the column, that holds the page [default: html if it is there, else
    /// text]
    #[arg(long, value_name = "NAME")]
    field: Option<String>,

    /// The key of a record, or the column, that holds the page's address [default: url]
    #[arg(long, value_name = "NAME")]
    url_field: Option<String>,

    /// The host of all pages, or an address on it [default: that of a record's address, of a
    /// capture's, or of the one that a page names itself]
    #[arg(long, value_name = "HOST")]
    host: Option<String>,

    /// Threads to read on; the output does not depend on it [default: one a processor]
    #[arg(long, value_name = "N", value_parser = super::jobs())]
    jobs: Option<u16>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let found = match arguments.merge {
        true => Found::default(),
        false => corpus::find(&arguments.inputs),
    };
    // Counts may be added to: the file of several may take the place of one of them.
    let inputs = found.inputs.iter().filter_map(|input| input.path.as_deref());
    keep_apart(&[("--output", &arguments.output)], inputs)?;
    let cannot = || format!("cannot write {}", arguments.output.display());
    let mut file = Partial::beside(&arguments.output).with_context(cannot)?;
    let outcome = match arguments.merge {
        true => merge(arguments, &mut file),
        false => learn(arguments, &found, &mut file),
    };
    match outcome {
        Ok(outcome @ (Outcome::All | Outcome::Some)) => {
            file.publish().with_context(cannot)?;
            Ok(outcome)
        }
        other => {
            let _ = file.discard();
            other
        }
    }
}

fn merge(arguments: &Arguments, file: &mut Partial) -> anyhow::Result<Outcome> {
    corpus::merge_templates(&arguments.inputs, file)?;
    Ok(Outcome::All)
}

fn learn(arguments: &Arguments, found: &Found, file: &mut Partial) -> anyhow::Result<Outcome> {
    let mut cleaner = Cleaner::default();
    if let Some(host) = &arguments.host {
        if host_of(host).is_none() {
            bail!("`{host}` is no host; write one as example.org, or an address on it");
        }
        cleaner = cleaner.url(host);
    }
    let settings = Settings {
        cleaner,
        kind: arguments.from.kind(),
        page: arguments.page.format(),
        field: arguments.field.clone(),
        url_field: arguments.url_field.clone(),
        ..Settings::default()
    };
    let Found { inputs, failures } = found;
    failures.iter().for_each(say);
    let stop = on_interrupt()?;
    let learnt = counted(inputs, &settings, arguments.jobs, &stop, file)?;
    if learnt.stopped {
        return Ok(Outcome::Interrupted);
    }
    if learnt.pages == 0 {
        bail!(
            "no page was counted; each needs a host: an address in its record (--url-field), its capture or its own head, or --host"
        );
    }
    let is_whole = learnt.failed == 0 && failures.is_empty();
    Ok(if is_whole { Outcome::All } else { Outcome::Some })
}

/// Templates of the pages that are about to be cleaned; `None` if it was stopped.
pub(super) fn templates(
    inputs: &[Input],
    settings: &Settings,
    jobs: Option<u16>,
    stop: &AtomicBool,
) -> anyhow::Result<Option<Templates>> {
    if inputs.iter().any(|input| input.path.is_none()) {
        bail!(
            "--two-pass reads the inputs twice, and standard input can be read once; write it to a file first"
        );
    }
    let mut file: File = tempfile::tempfile().context("cannot write a temporary file")?;
    let learnt = counted(inputs, settings, jobs, stop, BufWriter::new(&mut file))?;
    if learnt.stopped {
        return Ok(None);
    }
    file.rewind().context("cannot read a temporary file")?;
    Ok(Some(Templates::read(BufReader::new(file))?))
}

fn counted(
    inputs: &[Input],
    settings: &Settings,
    jobs: Option<u16>,
    stop: &AtomicBool,
    out: impl std::io::Write + Send,
) -> anyhow::Result<Learnt> {
    let settings = Settings { shape: Some(Shape::Jsonl), by_host: true, ..settings.clone() };
    let job = Job { inputs: inputs.to_vec(), settings, ..Job::default() };
    let mut failed = |letter: &DeadLetter| say(letter);
    let pool = super::threads(jobs)?;
    let learnt = pool.install(|| corpus::learn(job, out, stop, &mut failed));
    let learnt = learnt.context("what repeats cannot be counted")?;
    if learnt.hostless > 0 {
        say(format_args!(
            "{} pages of no known host were not counted; --host names one",
            learnt.hostless
        ));
    }
    Ok(learnt)
}
