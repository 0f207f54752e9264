//! `dechaff explain`: every line of a page with its label and the reasons for it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use super::cleaning::{Cleaning, PageFormat};
use super::{Outcome, explained, html, say, screen, table};
use crate::corpus::{self, Kind};
use crate::{Article, Hint};

/// Explain a page: every line with its label, its score in bits and the reasons
///
/// Bits are the logarithm of the odds that a line is content: +1 doubles them. In the table `+`
/// marks the lines that are kept, and `rule` names the rule that overruled the bits.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A page, or - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// What to write; jsonl: a record a line, with offsets in bytes of the page's text
    #[arg(long, value_enum, default_value_t = To::Table)]
    to: To,

    #[command(flatten)]
    cleaning: Cleaning,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// Label, bits, the three strongest cues, and the line, cut to the terminal's width
    Table,
    /// A record of JSON a line
    Jsonl,
    /// A page for the browser, whole in itself: every line with its votes, the clean text beside it
    Html,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let name = arguments.file.display();
    let article = clean(arguments).with_context(|| name.to_string())?;
    if let Some(empty) = article.empty() {
        say(format_args!("{name}: no article: {}", empty.name()));
    }
    if let Some(cut) = article.cut() {
        say(format_args!("{name}: cut: {cut}"));
    }
    match arguments.to {
        To::Table => {
            let table = table::table(&article, screen::columns());
            anstream::stdout().write_all(table.as_bytes())?;
        }
        To::Jsonl => io::stdout().write_all(explained::jsonl(&article).as_bytes())?,
        To::Html => {
            let page = html::explain(&arguments.file.to_string_lossy(), &article)?;
            io::stdout().write_all(page.as_bytes())?;
        }
    }
    io::stdout().flush()?;
    Ok(Outcome::All)
}

fn clean(arguments: &Arguments) -> anyhow::Result<Article> {
    let file = &arguments.file;
    let path = (file != Path::new("-")).then_some(file.as_path());
    let opened = corpus::open(path).context("cannot read it")?;
    let format = match corpus::kind(opened.head(), &file.to_string_lossy()) {
        Kind::Page(format) => arguments.cleaning.page.format().or(format),
        Kind::Records if arguments.cleaning.page == PageFormat::Auto => bail!(
            "it holds JSON lines, and one page is explained at a time; `dechaff clean --lines` labels the lines of each record, --page text reads all of it as one page"
        ),
        Kind::Rows | Kind::Captures(_) if arguments.cleaning.page == PageFormat::Auto => bail!(
            "it holds many pages, and one page is explained at a time; `dechaff clean --lines` labels the lines of each"
        ),
        _ => arguments.cleaning.page.format(),
    };
    let cleaner = arguments.cleaning.cleaner()?;
    let page = opened.page(cleaner.most_bytes()).context("cannot read it")?;
    Ok(cleaner.clean_bytes(&page, Hint { charset: None, format })?)
}
