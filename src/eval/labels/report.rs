//! Shares as a table for people and as JSON for programs.

use std::fmt::Write;

use serde::Serialize;

use super::{ByLabel, Row, Share, Wish};

/// The shares as JSON holds them.
#[derive(Serialize)]
struct Report<'a> {
    pages: usize,
    /// Lines that may be kept or dropped.
    either: usize,
    unlabelled: usize,
    rows: Vec<Row>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    worst: Vec<Worst<'a>>,
}

#[derive(Serialize)]
struct Worst<'a> {
    page: &'a str,
    right: usize,
    lines: usize,
}

impl ByLabel {
    /// The shares by label, and so many of the worst pages, as JSON.
    pub fn json(&self, worst: usize) -> String {
        let [either, unlabelled] = self.left_out();
        let worst = self.worst(worst).into_iter();
        let worst =
            worst.map(|(page, Share { part, whole })| Worst { page, right: part, lines: whole });
        crate::corpus::spelt(&Report {
            pages: self.pages(),
            either,
            unlabelled,
            rows: self.rows(),
            worst: worst.collect(),
        })
    }

    /// The shares by label, and so many of the worst pages, as a table.
    pub fn table(&self, worst: usize) -> String {
        let mut table = String::new();
        let mut last = None;
        // Writing to a string cannot fail.
        for row in self.rows() {
            if last.replace(row.wish) != Some(row.wish) {
                let of = match row.wish {
                    Wish::Kept => "kept of",
                    Wish::Dropped => "dropped of",
                    Wish::RightLabel => "right label of",
                };
                let _ = writeln!(table, "{of:<23} {:>6} {:>6}  95%", "lines", "share");
            }
            let Row { name, lines, share, interval, .. } = row;
            let _ = writeln!(
                table,
                "  {name:<21} {lines:>6} {share:>6.4}  {:.3}-{:.3}",
                interval.low, interval.high
            );
        }
        let [either, unlabelled] = self.left_out();
        let _ = writeln!(
            table,
            "{} pages; left out: {either} lines that may be kept or dropped, {unlabelled} without a label",
            self.pages()
        );
        for (page, share) in self.worst(worst) {
            let Share { part, whole } = share;
            let _ = writeln!(table, "{:.3} {part}/{whole} {page}", share.rate().unwrap_or(1.0));
        }
        table
    }
}
