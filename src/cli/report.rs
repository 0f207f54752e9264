//! `dechaff report`: a run at a glance, as a page for the browser.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use super::apart::keep_apart;
use super::{Outcome, html};
use crate::corpus::{Partial, Stats};

/// Show what a run came to: a page for the browser, whole in itself
///
/// Reads what `dechaff clean --stats` wrote; the numbers of several files, such as those of the
/// shards of a crawl, are added up. Lines and bytes by label, kept share by host, scores, the lines
/// dropped most often, the short lines kept most often, errors by reason, and lines at random.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Files of --stats
    #[arg(required = true, value_name = "STATS")]
    stats: Vec<PathBuf>,

    /// Files of --stats of another run to compare with, such as one with other weights
    #[arg(long, value_name = "STATS", num_args = 1..)]
    before: Vec<PathBuf>,

    /// Where to write, - for standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let read = arguments.stats.iter().chain(&arguments.before).map(PathBuf::as_path);
    keep_apart(&[("--output", &arguments.output)], read)?;
    let now = sum(&arguments.stats)?;
    let before = match arguments.before.is_empty() {
        true => None,
        false => Some(sum(&arguments.before)?),
    };
    let page = html::report(&names(&arguments.stats), &now, before.as_ref())?;
    if arguments.output == Path::new("-") {
        let mut stdout = io::stdout().lock();
        stdout.write_all(page.as_bytes())?;
        stdout.flush()?;
        return Ok(Outcome::All);
    }
    let cannot = || format!("cannot write {}", arguments.output.display());
    let mut file = Partial::beside(&arguments.output).with_context(cannot)?;
    file.append(page.as_bytes()).with_context(cannot)?;
    file.publish().with_context(cannot)?;
    Ok(Outcome::All)
}

fn sum(paths: &[PathBuf]) -> anyhow::Result<Stats> {
    let mut sum = Stats::default();
    for path in paths {
        let json = fs::read(path).with_context(|| format!("{}: cannot read it", path.display()))?;
        let stats = serde_json::from_slice(&json).with_context(|| {
            format!("{}: this is no file of `dechaff clean --stats`", path.display())
        })?;
        sum.add(stats);
    }
    Ok(sum)
}

/// What the page is about.
fn names(paths: &[PathBuf]) -> String {
    match paths {
        [path] => path.display().to_string(),
        [first, rest @ ..] => format!("{} and {} more", first.display(), rest.len()),
        [] => String::new(),
    }
}
