//! The arguments of `dechaff clean`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::cleaning::Cleaning;
use crate::cli::progress::When;
use crate::corpus::{Captures, Filter, Kind};
use crate::{Format, Label};

/// Clean pages: print the article of each, or write it to files
///
/// Reads files, folders (their .txt, .text, .html, .htm, .xhtml, .jsonl, .ndjson, .parquet, .warc
/// and .wet files, also those with .gz or .zst after it, and those of the folders below), globs,
/// or standard input. A file named twice is read once.
#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    /// Files, folders, globs, or - for standard input
    #[arg(default_value = "-", value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,

    /// Where to write: a file for one input, else a folder that mirrors the inputs; .gz and .zst
    /// compress [default: standard output]
    #[arg(short, long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,

    /// What the inputs hold; auto: told by the content, then by the file's ending
    #[arg(long, value_enum, default_value_t = From::Auto)]
    pub(super) from: From,

    /// What to write [default: by the ending of the output file; else parquet for Parquet in files,
    /// jsonl for records, archives, --comments and --lines, text for pages]
    #[arg(long, value_enum)]
    pub(super) to: Option<To>,

    /// The key of a record, or the column, that holds the page [default: html if it is there, else
    /// text]
    #[arg(long, value_name = "NAME")]
    pub(super) field: Option<String>,

    /// The key of a record, or the column, that holds the page's address, for --templates and
    /// --two-pass
    #[arg(long, value_name = "NAME", default_value = "url")]
    pub(super) url_field: String,

    #[command(flatten)]
    pub(super) cleaning: Cleaning,

    /// Learn first what repeats across the pages of each host, as `dechaff learn` does, and clean
    /// with it; reads the inputs twice
    #[arg(long, conflicts_with = "templates")]
    pub(super) two_pass: bool,

    /// Labels to keep besides those of content, such as byline,date
    #[arg(long, value_name = "LABELS", value_delimiter = ',')]
    pub(super) keep: Vec<Label>,

    /// Labels to drop, such as table,code
    #[arg(long, value_name = "LABELS", value_delimiter = ',')]
    pub(super) drop: Vec<Label>,

    /// Add the readers' comments to each record
    #[arg(long)]
    pub(super) comments: bool,

    /// Add every line with its place, label and bits to each record
    #[arg(long)]
    pub(super) lines: bool,

    /// Threads to clean on; the output does not depend on it [default: one a processor]
    #[arg(long, value_name = "N", value_parser = crate::cli::jobs())]
    pub(super) jobs: Option<u16>,

    /// Write a JSON line here for each page that is not cleaned, instead of a message
    #[arg(long, value_name = "FILE")]
    pub(super) errors: Option<PathBuf>,

    /// Go on where an interrupted run with the same arguments stopped; needs --output
    #[arg(long)]
    pub(super) resume: bool,

    /// Write what the run came to, in numbers, as JSON
    #[arg(long, value_name = "FILE")]
    pub(super) stats: Option<PathBuf>,

    /// How far the run is, on standard error; auto: a bar on a terminal, else a line every 30
    /// seconds
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub(super) progress: When,

    /// Take options from a TOML file, such as `lean = "precision"`; those given here come first
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Leave out pages by the rules of c4, gopher-quality, gopher-repetition or fineweb, and lines
    /// by those of c4-lines, on the clean text; the error file says which rule a page breaks,
    /// --lines and --stats which a line does
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) filter: Vec<Filter>,

    /// Leave out pages with fewer characters of clean text
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) min_chars: usize,
}

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum From {
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
    pub(in crate::cli) fn kind(self) -> Option<Kind> {
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
pub(super) enum To {
    /// Headline, blank line, body
    Text,
    /// A record of JSON a line
    Jsonl,
    /// A table, compressed with zstd
    Parquet,
    /// Places of lines, as Dolma keeps attributes of documents: a record a record
    Spans,
}
