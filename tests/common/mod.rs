//! Labelled pages: finding them, reading their labels, and holding an article against them.
// Each test program uses a part of this; and a test may stop where a file is not as it should be.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};

use dechaff::{Article, Label};

/// A line's hand-made label.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub verdict: String,
    pub label: Label,
    pub begins: String,
}

/// Reads a labels file: the last three columns are verdict, label, and how the line begins.
pub fn labels(path: &Path) -> Vec<Wanted> {
    let table =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut rows = table.lines();
    let header = rows.next().unwrap_or_default();
    let numbered = usize::from(header.starts_with("line\t"));
    rows.map(|row| {
        let columns: Vec<&str> = row.splitn(3 + numbered, '\t').collect();
        let [verdict, label, begins] = columns[numbered..] else {
            panic!("{}: `{row}` has no three columns", path.display())
        };
        Wanted {
            verdict: verdict.to_owned(),
            label: label.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display())),
            begins: begins.to_owned(),
        }
    })
    .collect()
}

/// How an article agrees with the labels.
#[derive(Debug, Default)]
pub struct Agreement {
    pub lines: usize,
    pub right_labels: usize,
    /// Lines kept that should go, dropped that should stay, and lines that are not as listed.
    pub mistakes: Vec<String>,
    /// Lines whose label differs.
    pub mislabelled: Vec<String>,
}

/// Holds an article against the labels of its page.
pub fn compare(article: &Article, wanted: &[Wanted]) -> Agreement {
    let mut found = Agreement { lines: wanted.len(), ..Agreement::default() };
    if article.lines().len() != wanted.len() {
        found.mistakes.push(format!("{} lines instead of {}", article.lines().len(), wanted.len()));
    }
    for (line, wanted) in article.lines().zip(wanted) {
        let begins: String = fold(line.text).chars().take(60).collect();
        if begins.trim_end() != fold(&wanted.begins) {
            found
                .mistakes
                .push(format!("line {}: {begins:?} instead of {:?}", line.number, wanted.begins));
            break;
        }
        let keep = match wanted.verdict.as_str() {
            "keep" => Some(true),
            "drop" => Some(false),
            "either" => None,
            other => panic!("`{other}` is no verdict"),
        };
        if keep.is_some_and(|keep| keep != line.keep) {
            let what = if line.keep { "kept" } else { "dropped" };
            found.mistakes.push(format!(
                "{what} as {}, is {}: {} {begins:?} {}",
                line.label,
                wanted.label,
                line.bits,
                line.rule.unwrap_or_default()
            ));
        }
        if line.label == wanted.label {
            found.right_labels += 1;
        } else {
            found.mislabelled.push(format!("{} is {}: {begins:?}", line.label, wanted.label));
        }
    }
    found
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The folder of the package.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folders of the fixtures, sorted.
pub fn fixtures() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(root().join("fixtures"))
        .expect("the fixtures are part of the repository")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

/// The page of a fixture: its bytes, as they would be found.
pub fn page(folder: &Path) -> Vec<u8> {
    ["page.html", "page.txt"]
        .iter()
        .find_map(|name| fs::read(folder.join(name)).ok())
        .unwrap_or_else(|| panic!("{} has neither page.html nor page.txt", folder.display()))
}

/// The pages of the seeds, sorted.
pub fn seeds() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = fs::read_dir(root().join("seeds"))
        .expect("the seeds are part of the repository")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    pages.sort();
    pages
}
