//! What a cleaner is told in Python, and the cleaner that comes of it. The settings are kept as
//! they were given, files with their texts, so that a cleaner can be pickled for other machines.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dechaff::{Cleaner, Format, Label, Labels, Lean, Lexicon, Limits, PageKind, Weights};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Texts by the names of their files.
type Texts = BTreeMap<String, String>;

/// A folder of files, or what they hold.
#[derive(FromPyObject)]
pub(crate) enum Files {
    Folder(PathBuf),
    Texts(Texts),
}

/// What a cleaner is told.
#[derive(Default)]
pub(crate) struct Settings {
    pub(crate) lean: Option<String>,
    pub(crate) keep: Vec<String>,
    pub(crate) drop: Vec<String>,
    pub(crate) limits: BTreeMap<String, usize>,
    pub(crate) page: Option<String>,
    pub(crate) weights: Option<Texts>,
    pub(crate) lexicon: Option<Texts>,
    pub(crate) threads: Option<usize>,
}

impl Settings {
    /// The cleaner with these settings, and with the library's own where there are none.
    pub(crate) fn cleaner(&self) -> PyResult<Cleaner> {
        let mut cleaner = Cleaner::default().keep(self.kept()?).limits(self.limits()?);
        if let Some(lean) = &self.lean {
            cleaner = cleaner.lean(named("lean", lean, &LEANS)?);
        }
        if let Some(tables) = &self.weights {
            cleaner = with_weights(cleaner, tables)?;
        }
        if let Some(files) = &self.lexicon {
            let files = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
            cleaner = cleaner.lexicon(Lexicon::with(files).map_err(wrong)?);
        }
        Ok(cleaner)
    }

    /// What every page is written in; `None` to tell by the content.
    pub(crate) fn format(&self) -> PyResult<Option<Format>> {
        self.page.as_deref().map_or(Ok(None), |page| named("page", page, &PAGES))
    }

    /// The arguments that make these settings anew.
    pub(crate) fn arguments<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let arguments = PyDict::new(py);
        arguments.set_item("lean", &self.lean)?;
        arguments.set_item("keep", &self.keep)?;
        arguments.set_item("drop", &self.drop)?;
        arguments.set_item("limits", &self.limits)?;
        arguments.set_item("page", &self.page)?;
        arguments.set_item("weights", &self.weights)?;
        arguments.set_item("lexicon", &self.lexicon)?;
        arguments.set_item("threads", self.threads)?;
        Ok(arguments)
    }

    fn kept(&self) -> PyResult<Labels> {
        let keep = labels(&self.keep)?;
        let drop = labels(&self.drop)?;
        if let Some(label) = (keep & drop).iter().next() {
            return Err(PyValueError::new_err(format!("keep and drop both name `{label}`")));
        }
        Ok((Label::content() | keep) - drop)
    }

    /// The bounds on a page.
    pub(crate) fn limits(&self) -> PyResult<Limits> {
        let mut limits = Limits::default();
        for (name, &limit) in &self.limits {
            match name.as_str() {
                "bytes" => limits.bytes = limit,
                "lines" => limits.lines = limit,
                "short_lines" => limits.short_lines = limit,
                "depth" => limits.depth = limit,
                "nodes" => limits.nodes = limit,
                _ => {
                    let message = format!(
                        "`{name}` is no limit; the limits are bytes, lines, short_lines, depth, \
                         nodes"
                    );
                    return Err(PyValueError::new_err(message));
                }
            }
        }
        Ok(limits)
    }
}

const LEANS: [(&str, Lean); 3] =
    [("precision", Lean::Precision), ("balanced", Lean::Balanced), ("recall", Lean::Recall)];

const PAGES: [(&str, Option<Format>); 3] =
    [("auto", None), ("html", Some(Format::Html)), ("text", Some(Format::Text))];

/// The value of a name.
fn named<T: Copy>(setting: &str, name: &str, values: &[(&str, T)]) -> PyResult<T> {
    let found = values.iter().find(|(known, _)| *known == name).map(|&(_, value)| value);
    found.ok_or_else(|| {
        let names: Vec<&str> = values.iter().map(|&(name, _)| name).collect();
        let names = names.join(", ");
        PyValueError::new_err(format!("`{name}` is no value of {setting}; the values are {names}"))
    })
}

fn labels(names: &[String]) -> PyResult<Labels> {
    names.iter().map(|name| name.parse::<Label>().map_err(wrong)).collect()
}

/// Gives the cleaner the tables that there are, each for the kinds of pages that it covers.
fn with_weights(mut cleaner: Cleaner, tables: &Texts) -> PyResult<Cleaner> {
    let known = PageKind::ALL.map(PageKind::file);
    if let Some(name) = tables.keys().find(|name| !known.contains(&name.as_str())) {
        let message =
            format!("`{name}` is no table of weights; the tables are {}", known.join(", "));
        return Err(PyValueError::new_err(message));
    }
    for kind in PageKind::ALL {
        let Some(table) = tables.get(kind.file()) else { continue };
        let weights = Weights::parse(table)
            .map_err(|error| PyValueError::new_err(format!("{}: {error}", kind.file())))?;
        for &covered in kind.covers() {
            cleaner = cleaner.weights(covered, weights.clone());
        }
    }
    Ok(cleaner)
}

/// The texts of a folder's files whose names are wanted.
pub(crate) fn read(files: Files, wanted: fn(&str) -> bool, what: &str) -> PyResult<Texts> {
    let folder = match files {
        Files::Texts(texts) => return Ok(texts),
        Files::Folder(folder) => folder,
    };
    let unread = |path: &Path, error| PyOSError::new_err(format!("{}: {error}", path.display()));
    let mut texts = Texts::new();
    for entry in fs::read_dir(&folder).map_err(|error| unread(&folder, error))? {
        let path = entry.map_err(|error| unread(&folder, error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if wanted(&name) {
            texts.insert(name, fs::read_to_string(&path).map_err(|error| unread(&path, error))?);
        }
    }
    if texts.is_empty() {
        return Err(PyValueError::new_err(format!("{}: it has no {what}", folder.display())));
    }
    Ok(texts)
}

/// Whether a file is a table of weights.
pub(crate) fn is_table(name: &str) -> bool {
    PageKind::ALL.iter().any(|kind| kind.file() == name)
}

/// Whether a file is a lexicon.
pub(crate) fn is_lexicon(name: &str) -> bool {
    name.ends_with(".toml")
}

fn wrong(error: impl std::fmt::Display) -> PyErr {
    PyValueError::new_err(error.to_string())
}
