//! An article held against the labels of its page.

use std::fs;
use std::path::Path;

use dechaff::Article;
use dechaff::eval::labels::{Held, LineLabels};

/// Reads a table of labels.
pub fn labels(path: &Path) -> LineLabels {
    let table = fs::read_to_string(path);
    let table = table.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    LineLabels::table(&table).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// How an article agrees with the labels.
#[derive(Debug, Default)]
pub struct Compared {
    pub lines: usize,
    pub right_labels: usize,
    /// Lines kept that should go, dropped that should stay, and lines that are not as listed.
    pub mistakes: Vec<String>,
    /// Lines whose label differs.
    pub mislabelled: Vec<String>,
}

/// Holds an article against the labels of its page.
pub fn compare(article: &Article, wanted: &LineLabels) -> Compared {
    let lines = match wanted.hold(article) {
        Ok(agreement) => agreement.lines,
        Err(misfit) => {
            return Compared { mistakes: vec![misfit.to_string()], ..Compared::default() };
        }
    };
    let told = |is_wrong: fn(&Held<'_>) -> bool| {
        lines.iter().filter(|held| is_wrong(held)).map(describe).collect()
    };
    Compared {
        lines: lines.len(),
        right_labels: lines.iter().filter(|held| held.has_right_label()).count(),
        mistakes: told(|held| !held.is_as_wanted()),
        mislabelled: told(|held| !held.has_right_label()),
    }
}

fn describe(held: &Held<'_>) -> String {
    let Some(line) = &held.line else { return format!("not read, is {}", held.wanted.label) };
    let what = if line.keep { "kept" } else { "dropped" };
    let begins: String = line.text.chars().take(60).collect();
    let rule = line.rule.unwrap_or_default();
    format!(
        "{}: {what} as {}, is {}: {} {begins:?} {rule}",
        line.number, line.label, held.wanted.label, line.bits
    )
}
