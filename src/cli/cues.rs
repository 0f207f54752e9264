//! `dechaff cues`: every cue with why it exists and what it weighs.

use std::fmt::{Display, Write as _};
use std::io::Write as _;

use anstyle::Style;
use clap::Args;

use super::{Outcome, screen};
use crate::site;
use crate::{PageKind, Side, Weights, columns, cues};

/// List every cue: why it tells content from boilerplate, and what it weighs in bits
///
/// A cue puts a line in one of its buckets or stays silent; the bits of the buckets of a line add
/// up to its score. Bits above zero speak for content.
#[derive(Debug, Args)]
pub(super) struct Arguments {}

/// Columns of running text at most: longer lines are hard to read.
const WIDEST: usize = 100;

const NAME: Style = Style::new().bold();

pub(super) fn run(_: &Arguments) -> anyhow::Result<Outcome> {
    let weights = PageKind::ALL.map(Weights::embedded);
    let width = screen::columns().clamp(20, WIDEST);
    let mut out = format!("{NAME}bias{NAME:#}: what every line begins with\n");
    head(&mut out);
    row(&mut out, "always", weights.each_ref().map(|weights| weights.bias()));
    for (place, column) in columns().enumerate() {
        let side = match column.side {
            Side::Content => "can only speak for content",
            Side::Boilerplate => "can only speak for boilerplate",
            Side::Either => "speaks for either",
        };
        let _ = writeln!(out, "\n{NAME}{}{NAME:#}: {side}", column.name);
        for line in screen::wrap(column.why, width - 2) {
            let _ = writeln!(out, "  {line}");
        }
        let cue = cues().find(|cue| cue.name == column.name);
        if let Some((example, bucket)) = cue.and_then(|cue| cue.hits.first()) {
            let _ = writeln!(out, "  for example {bucket}: {}", example.escape_debug());
        }
        head(&mut out);
        for (at, bucket) in column.buckets.iter().enumerate() {
            row(&mut out, bucket, weights.each_ref().map(|weights| weights.column(place)[at]));
        }
    }
    templates(&mut out, width);
    let mut stdout = anstream::stdout();
    stdout.write_all(out.as_bytes())?;
    stdout.flush()?;
    Ok(Outcome::All)
}

fn head(out: &mut String) {
    row(out, "bucket", PageKind::ALL.map(|kind| kind.file().trim_end_matches(".tsv")));
}

fn row(out: &mut String, bucket: &str, cells: [impl Display; PageKind::ALL.len()]) {
    let cells: Vec<String> = cells.iter().map(|cell| format!("{:>9}", cell.to_string())).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "    {bucket:16} {}", cells.join(" "));
}

/// The cue on other pages of the host, which has a table of its own.
fn templates(out: &mut String, width: usize) {
    let _ = writeln!(out, "\n{NAME}{}{NAME:#}: can only speak for boilerplate", site::CUE);
    for line in screen::wrap(site::WHY, width - 2) {
        let _ = writeln!(out, "  {line}");
    }
    let [few, some, many] = site::COUNTS.map(|least| format!(">={least} pages"));
    let _ = writeln!(out, "    {:16} {few:>10} {some:>10} {many:>10}", "share of pages");
    for row in site::ROWS {
        let [few, some, many] = row.bits.map(|bits| format!("{bits:+}"));
        let share = format!(">={}%", row.percent);
        let _ = writeln!(out, "    {share:16} {few:>10} {some:>10} {many:>10}");
    }
    let _ = writeln!(
        out,
        "    half of it for lines of fewer than {} words, unless their container returns",
        site::PROSE_WORDS
    );
}
