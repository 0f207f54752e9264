//! Pages that stand beside their labels: a page's own file, or a record in another file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::files::{Labelled, Page};
use super::{LabelsError, LineLabels};
use crate::corpus::{DeadLetter, Input, Kind, Problem, find, kind};
use crate::eval::gold::label;
use crate::eval::records::each_batch;

/// How the page beside a table may be named in place of `labels.tsv`.
const PAGES: [&str; 4] = ["html", "htm", "txt", "text"];
/// What a table without a name of its own has beside it.
const PAGE: &str = "page.";
/// How compressed files may end.
const PACKINGS: [&str; 3] = ["", ".zst", ".gz"];

/// Reads a table and the page beside it: `NAME.txt` beside `NAME.labels.tsv`, `page.html` beside
/// `labels.tsv`, and so on.
pub(super) fn page_of_table(table: &Path) -> Result<Labelled, Problem> {
    let unreadable = |path: &Path, error: &dyn std::fmt::Display| Problem {
        reason: "unreadable",
        message: format!("cannot read {}: {error}", path.display()),
    };
    let rows = std::fs::read_to_string(table).map_err(|error| unreadable(table, &error))?;
    let labels = LineLabels::table(&rows).map_err(|error: LabelsError| Problem {
        reason: "invalid_labels",
        message: format!("the labels cannot be read: {error}"),
    })?;
    let path = page_beside(table).ok_or_else(|| Problem {
        reason: "no_page",
        message: "no page stands beside the table: NAME.labels.tsv is of NAME.html or NAME.txt, labels.tsv of page.html or page.txt".to_owned(),
    })?;
    let page = std::fs::read(&path).map_err(|error| unreadable(&path, &error))?;
    let page = Page::File(page);
    let name = path.display().to_string();
    let format = match kind(&[], &name) {
        Kind::Page(format) => format,
        Kind::Records | Kind::Rows | Kind::Captures(_) => None,
    };
    Ok(Labelled { name, page, format, labels })
}

/// The page that a table of labels is of.
fn page_beside(table: &Path) -> Option<PathBuf> {
    let name = table.file_name()?.to_string_lossy();
    let stem = name.strip_suffix("labels.tsv")?;
    let stem = if stem.is_empty() { PAGE } else { stem };
    let candidates = PAGES.iter().map(|ending| table.with_file_name(format!("{stem}{ending}")));
    candidates.into_iter().find(|path| path.is_file())
}

/// Pages that are wanted from other files, by the file's name and the page's id.
#[derive(Debug, Default)]
pub(super) struct Beside {
    sources: BTreeMap<String, BTreeMap<String, Vec<usize>>>,
}

impl Beside {
    /// Wants the page `id` of a source for the place `at`.
    pub(super) fn want(&mut self, source: String, id: String, at: usize) {
        self.sources.entry(source).or_default().entry(id).or_default().push(at);
    }

    /// Puts the pages at their places, and says which places stay empty.
    pub(super) fn fetch(
        self,
        folder: &Path,
        field: &str,
        pages: &mut [Labelled],
        failed: &mut dyn FnMut(&DeadLetter),
    ) -> BTreeSet<usize> {
        let mut missing = BTreeSet::new();
        for (source, mut wanted) in self.sources {
            let input = source_file(folder, &source, field);
            if let Some(path) = &input {
                for (id, page) in records(path, field, &wanted) {
                    for at in wanted.remove(&id).unwrap_or_default() {
                        pages[at].page = Page::Text(page.clone());
                    }
                }
            }
            for at in wanted.into_values().flatten() {
                missing.insert(at);
                let message = match &input {
                    Some(path) => {
                        format!("{} has no such page with a key `{field}`", path.display())
                    }
                    None => format!(
                        "neither {source}.{field}.jsonl nor {source}.jsonl (plain, .zst or .gz) stands in {}",
                        folder.display()
                    ),
                };
                failed(&DeadLetter::named(pages[at].name.clone(), "no_page", message));
            }
        }
        missing
    }
}

/// The file that a source names.
fn source_file(folder: &Path, source: &str, field: &str) -> Option<PathBuf> {
    let stems = [format!("{source}.{field}.jsonl"), format!("{source}.jsonl")];
    let names = stems.iter().flat_map(|stem| PACKINGS.map(|packing| format!("{stem}{packing}")));
    names.map(|name| folder.join(name)).find(|path| path.is_file())
}

/// The pages of a file that are wanted, by their ids.
fn records(
    path: &Path,
    field: &str,
    wanted: &BTreeMap<String, Vec<usize>>,
) -> Vec<(String, String)> {
    let inputs: Vec<Input> = find(&[path.to_owned()]).inputs;
    let mut pages = Vec::new();
    each_batch(&inputs, |batch| {
        // A record that cannot be read was not asked for, or else its page is found missing.
        for record in batch.iter().flatten().filter_map(|numbered| numbered.record().ok()) {
            let id = label(&record, "id");
            if !wanted.contains_key(&*id) {
                continue;
            }
            if let Ok(Some(page)) = record.text(field) {
                pages.push((id.into_owned(), page.into_owned()));
            }
        }
    });
    pages
}
