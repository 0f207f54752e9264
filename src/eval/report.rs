//! Figures as a table for people and as JSON for programs.

use std::fmt::Write;

use serde::Serialize;

use super::{Figure, Score, Scored, Summary, Tally};

/// What a table calls the pages that have no type.
const NO_TYPE: &str = "(no type)";

/// The figures as JSON holds them.
#[derive(Serialize)]
struct Report<'a> {
    pages: usize,
    all: Summary,
    types: std::collections::BTreeMap<&'a str, Summary>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    worst: Vec<&'a Scored>,
}

impl Tally {
    /// The figures of all pages and by type, and so many of the worst pages, as JSON.
    pub fn json(&self, worst: usize) -> String {
        let report = Report {
            pages: self.pages(),
            all: self.all(),
            types: self.by_type(),
            worst: self.worst(worst),
        };
        crate::corpus::spelt(&report)
    }

    /// The figures of all pages and by type, and so many of the worst pages, as a table.
    pub fn table(&self, worst: usize) -> String {
        let mut rows = vec![("all", self.all())];
        let types = self.by_type();
        if types.keys().any(|page_type| !page_type.is_empty()) {
            let named = types.into_iter();
            rows.extend(named.map(|(page_type, summary)| match page_type {
                "" => (NO_TYPE, summary),
                page_type => (page_type, summary),
            }));
        }
        let mut table = String::new();
        block(&mut table, "words", rows.iter().map(|(name, row)| (*name, row.words)));
        block(&mut table, "snippets", rows.iter().map(|(name, row)| (*name, row.snippets)));
        // Writing to a string cannot fail.
        for page in self.worst(worst) {
            let _ = writeln!(table, "{}", line(page));
        }
        table
    }
}

/// Writes the rows that have a figure below a header, if any has.
fn block<'a>(
    table: &mut String,
    name: &str,
    rows: impl Iterator<Item = (&'a str, Option<Figure>)>,
) {
    let mut rows = rows.filter_map(|(name, figure)| Some((name, figure?))).peekable();
    if rows.peek().is_none() {
        return;
    }
    let _ =
        writeln!(table, "{name:<14} {:>5} {:>6} {:>6} {:>6}  95% of F1", "pages", "P", "R", "F1");
    for (name, Figure { pages, score, interval }) in rows {
        let Score { precision, recall, f1 } = score;
        let _ = writeln!(
            table,
            "{name:<14} {pages:>5} {precision:>6.4} {recall:>6.4} {f1:>6.4}  {:.3}-{:.3}",
            interval.low, interval.high
        );
    }
}

/// A page of the list of the worst.
fn line(page: &Scored) -> String {
    let mut line = format!("{:.3}", page.f1());
    if let Some(Score { precision, recall, .. }) = page.words {
        let _ = write!(line, " P {precision:.3} R {recall:.3}");
    }
    if let Some(snippets) = page.snippets {
        let _ = write!(
            line,
            " with {}/{} without {}/{}",
            snippets.found,
            snippets.found + snippets.missed,
            snippets.kept_out,
            snippets.kept_out + snippets.intruding
        );
    }
    for named in [&page.id, &page.page_type, &page.url] {
        if !named.is_empty() {
            line.push(' ');
            line.push_str(named);
        }
    }
    line
}
