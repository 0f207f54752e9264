//! What `clean`, `explain` and `eval` are told about cleaning: the page's format, the lean, the
//! weights, the lexicon.

use std::fs;
use std::hash::Hasher;
use std::io::{BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use rustc_hash::FxHasher;

use super::limits::LimitOptions;
use crate::{Cleaner, Lexicon, PageKind, Templates, Weights, host_of};

/// How pages are read and judged.
#[derive(Debug, Args)]
pub(super) struct Cleaning {
    /// What a page is written in where the input does not say
    #[arg(long, value_enum, default_value_t = PageFormat::Auto)]
    pub(super) page: PageFormat,

    /// Which mistake is worse: furniture kept or text lost
    #[arg(long, value_enum, default_value_t = Lean::Balanced)]
    lean: Lean,

    /// A folder with weights to use in place of the program's: text.tsv, extracted.tsv, html.tsv, unmarked.tsv or some of them
    #[arg(long, value_name = "DIR")]
    weights: Option<PathBuf>,

    /// A folder with phrases to add to the program's: *.toml files as in its lexicon folder
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,

    /// What `dechaff learn` wrote: lines and containers on many pages of a page's host lose bits
    #[arg(long, value_name = "FILE")]
    templates: Option<PathBuf>,

    /// The host of all pages, or an address on it [default: that of a record's address, of a
    /// capture's, or of the one that a page names itself]
    #[arg(long, value_name = "HOST")]
    host: Option<String>,

    #[command(flatten)]
    limits: LimitOptions,
}

impl Cleaning {
    /// The cleaner that was asked for.
    pub(super) fn cleaner(&self) -> anyhow::Result<Cleaner> {
        let mut cleaner = Cleaner::default().lean(self.lean.into()).limits(self.limits.into());
        if let Some(folder) = &self.weights {
            cleaner = with_weights(cleaner, folder)?;
        }
        if let Some(folder) = &self.lexicon {
            cleaner = cleaner.lexicon(lexicon(folder)?);
        }
        if let Some(path) = &self.templates {
            cleaner = cleaner.templates(templates(path)?);
        }
        if let Some(host) = &self.host {
            if host_of(host).is_none() {
                bail!("`{host}` is no host; write one as example.org, or an address on it");
            }
            cleaner = cleaner.url(host);
        }
        Ok(cleaner)
    }

    /// Where templates are read from.
    pub(super) fn templates_path(&self) -> Option<&Path> {
        self.templates.as_deref()
    }

    /// Whether there are templates, for which pages need a host.
    pub(super) fn has_templates(&self) -> bool {
        self.templates.is_some()
    }

    /// A number that changes with the files of weights, phrases and templates that were given.
    pub(super) fn files_hash(&self) -> u64 {
        let folders = [&self.weights, &self.lexicon].into_iter().flatten();
        let mut paths: Vec<PathBuf> = folders
            .filter_map(|folder| fs::read_dir(folder).ok())
            .flat_map(|entries| entries.flatten().map(|entry| entry.path()))
            .collect();
        paths.sort();
        paths.extend(self.templates.clone());
        let mut hasher = FxHasher::default();
        for path in paths {
            hasher.write(&fs::read(path).unwrap_or_default());
        }
        hasher.finish()
    }
}

fn templates(path: &Path) -> anyhow::Result<Arc<Templates>> {
    let file =
        fs::File::open(path).with_context(|| format!("{}: cannot read it", path.display()))?;
    let templates = Templates::read(BufReader::new(file));
    Ok(Arc::new(templates.with_context(|| path.display().to_string())?))
}

/// What a page is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PageFormat {
    /// Told by the content
    Auto,
    /// HTML, whole or a part
    Html,
    /// Flat text
    Text,
}

impl PageFormat {
    pub(super) fn format(self) -> Option<crate::Format> {
        match self {
            PageFormat::Auto => None,
            PageFormat::Html => Some(crate::Format::Html),
            PageFormat::Text => Some(crate::Format::Text),
        }
    }
}

/// Which mistake is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Lean {
    /// Furniture kept is worse
    Precision,
    /// Both are as bad
    Balanced,
    /// Text lost is worse
    Recall,
}

impl From<Lean> for crate::Lean {
    fn from(lean: Lean) -> crate::Lean {
        match lean {
            Lean::Precision => crate::Lean::Precision,
            Lean::Balanced => crate::Lean::Balanced,
            Lean::Recall => crate::Lean::Recall,
        }
    }
}

/// Gives the cleaner the tables that the folder has, each for the kinds of pages that it covers.
fn with_weights(mut cleaner: Cleaner, folder: &Path) -> anyhow::Result<Cleaner> {
    let mut found = false;
    for kind in PageKind::ALL {
        let path = folder.join(kind.file());
        let table = match fs::read_to_string(&path) {
            Ok(table) => table,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error).context(format!("{}: cannot read it", path.display())),
        };
        let weights = Weights::parse(&table).with_context(|| path.display().to_string())?;
        for &covered in kind.covers() {
            cleaner = cleaner.weights(covered, weights.clone());
        }
        found = true;
    }
    if !found {
        let tables = PageKind::ALL.map(PageKind::file).join(", ");
        bail!("{}: it has none of the tables {tables}", folder.display());
    }
    Ok(cleaner)
}

/// The program's lexicon with the folder's files added, in the order of their names.
fn lexicon(folder: &Path) -> anyhow::Result<Lexicon> {
    let unread = || format!("{}: cannot read it", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(unread)? {
        let path = entry.with_context(unread)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path)
                .with_context(|| format!("{}: cannot read it", path.display()))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, text));
        }
    }
    if files.is_empty() {
        bail!("{}: it has no file that ends in .toml", folder.display());
    }
    files.sort();
    let files = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Lexicon::with(files).with_context(|| folder.display().to_string())
}
