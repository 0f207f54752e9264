//! `dechaff cues`: every cue with why it exists and what it weighs.

use std::fmt::Write as _;
use std::io::Write as _;

use anstyle::Style;
use clap::Args;

use super::{Outcome, screen};
use crate::{Side, Weights, columns, cues};

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
    let (text, html) = (Weights::text(), Weights::html());
    let width = screen::columns().clamp(20, WIDEST);
    let mut out = format!("{NAME}bias{NAME:#}: what every line begins with\n");
    row(&mut out, "bucket", "text", "html");
    row(&mut out, "always", &text.bias().to_string(), &html.bias().to_string());
    for (column, (text, html)) in columns().zip(text.columns().zip(html.columns())) {
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
        row(&mut out, "bucket", "text", "html");
        for ((bucket, text), html) in column.buckets.iter().zip(text).zip(html) {
            row(&mut out, bucket, &text.to_string(), &html.to_string());
        }
    }
    let mut stdout = anstream::stdout();
    stdout.write_all(out.as_bytes())?;
    stdout.flush()?;
    Ok(Outcome::All)
}

fn row(out: &mut String, bucket: &str, text: &str, html: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "    {bucket:16} {text:>8} {html:>8}");
}
