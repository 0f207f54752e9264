//! Labelled pages: JSON lines, plain or compressed.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use dechaff::Format;
use serde::Deserialize;

/// A page with what is wanted of it. A field that a record does not have is empty.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Record {
    /// Names the page in reports.
    pub id: String,
    /// Where it was found; its host decides with which pages it is held out.
    pub url: String,
    /// What kind of page it is, for the table of means.
    pub page_type: String,
    /// Its headline.
    pub title: Option<String>,
    /// The text that is wanted.
    pub reference: Option<String>,
    /// Snippets that must appear.
    pub with: Vec<String>,
    /// Snippets that must not.
    pub without: Vec<String>,
    /// The whole page as flat text.
    pub text: Option<String>,
    /// Its main part as flat text, as another extractor found it.
    pub text_main: Option<String>,
    /// The page as HTML.
    pub html: Option<String>,
    /// The file it was read from, without its folder; scores are by file.
    #[serde(skip)]
    pub file: String,
    /// Whether each line is wanted, `None` where both are right: of a page that the program is held
    /// to by its tests, learnt from and never scored.
    #[serde(skip)]
    pub verdicts: Option<Vec<Option<bool>>>,
}

impl Record {
    /// Whether the page is learnt from and never scored.
    pub fn is_example(&self) -> bool {
        self.verdicts.is_some()
    }
}

/// An input that a record may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Field {
    /// The whole page as flat text.
    Text,
    /// Its main part as flat text.
    TextMain,
    /// The page as HTML.
    Html,
    /// What is wanted of it, from which nothing more is to be taken.
    #[value(skip)]
    Reference,
}

impl Field {
    /// Every field that can be scored, in the order of reports.
    pub const ALL: [Field; 3] = [Field::Text, Field::TextMain, Field::Html];

    /// The key in a record.
    pub const fn name(self) -> &'static str {
        match self {
            Field::Text => "text",
            Field::TextMain => "text_main",
            Field::Html => "html",
            Field::Reference => "reference",
        }
    }

    /// What the field holds.
    pub const fn format(self) -> Format {
        match self {
            Field::Text | Field::TextMain | Field::Reference => Format::Text,
            Field::Html => Format::Html,
        }
    }

    /// The input itself, if the record has it.
    pub fn of(self, record: &Record) -> Option<&str> {
        match self {
            Field::Text => record.text.as_deref(),
            Field::TextMain => record.text_main.as_deref(),
            Field::Html => record.html.as_deref(),
            Field::Reference => record.reference.as_deref(),
        }
    }
}

/// Reads the records of files, and of the JSON lines in folders, in the order of their names.
pub fn read_all(paths: &[PathBuf]) -> Result<Vec<Record>> {
    let mut records = Vec::new();
    for path in paths {
        let mut files = if path.is_dir() { files_of(path)? } else { vec![path.clone()] };
        files.sort();
        for file in &files {
            let before = records.len();
            read(file, &mut records).with_context(|| format!("cannot read {}", file.display()))?;
            eprintln!("{}: {} pages", file.display(), records.len() - before);
        }
    }
    if records.is_empty() {
        bail!("no labelled pages in {paths:?}; expected JSON lines with `reference`");
    }
    Ok(records)
}

/// Reads the pages of a folder of fixtures: folders with a page, `page.html` or `page.txt`, and
/// with `labels.tsv`: below its heading a row a line, which begins with `keep`, `drop` or `either`.
pub fn read_examples(folder: &Path) -> Result<Vec<Record>> {
    let mut records = Vec::new();
    for entry in folder.read_dir().with_context(|| format!("cannot list {}", folder.display()))? {
        let page = entry?.path();
        let read = |name: &str| fs::read_to_string(page.join(name)).ok();
        let Some(labels) = read("labels.tsv") else { continue };
        records.push(Record {
            id: page.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            verdicts: Some(labels.lines().skip(1).map(verdict).collect()),
            text: read("page.txt"),
            html: read("page.html"),
            ..Record::default()
        });
    }
    records.sort_by(|a, b| a.id.cmp(&b.id));
    eprintln!("{}: {} pages, not scored", folder.display(), records.len());
    Ok(records)
}

/// Whether a labelled line is wanted; `None` where both are right.
fn verdict(label: &str) -> Option<bool> {
    match label.split('\t').next() {
        Some("keep") => Some(true),
        Some("drop") => Some(false),
        _ => None,
    }
}

/// The ids that a file of JSON lines names.
pub fn read_ids(path: &Path) -> Result<BTreeSet<String>> {
    let records = read_all(&[path.to_owned()])?;
    Ok(records.into_iter().map(|record| record.id).collect())
}

fn files_of(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in folder.read_dir().with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if [".jsonl", ".jsonl.zst", ".jsonl.gz"].iter().any(|end| name.ends_with(end)) {
            files.push(path);
        }
    }
    Ok(files)
}

fn read(path: &Path, records: &mut Vec<Record>) -> Result<()> {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for (at, line) in open(path)?.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let record: Record =
            serde_json::from_str(&line).with_context(|| format!("line {}", at + 1))?;
        records.push(Record { file: file.clone(), ..record });
    }
    Ok(())
}

fn open(path: &Path) -> Result<BufReader<Box<dyn Read>>> {
    /// Window of the largest frames that are read, as a power of two: 128 MB, zstd's `--long=27`.
    const WINDOW_LOG: u32 = 27;
    let file = File::open(path)?;
    let reader: Box<dyn Read> = match path.extension().and_then(|end| end.to_str()) {
        Some("zst") => {
            let mut decoder = zstd::Decoder::new(file)?;
            decoder.window_log_max(WINDOW_LOG)?;
            Box::new(decoder)
        }
        Some("gz") => Box::new(flate2::read::MultiGzDecoder::new(file)),
        _ => Box::new(file),
    };
    Ok(BufReader::new(reader))
}
