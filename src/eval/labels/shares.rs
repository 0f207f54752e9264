//! What share of the lines of each label went the right way.

use std::collections::BTreeMap;
use std::iter::Sum;

use serde::Serialize;

use super::{Agreement, Verdict};
use crate::eval::{Interval, interval_of};
use crate::label::{Label, Labels};

/// Some of so many lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Lines that are so.
    pub part: usize,
    /// Lines that were asked.
    pub whole: usize,
}

impl Share {
    /// Counts a line.
    pub fn count(&mut self, is_so: bool) {
        self.part += usize::from(is_so);
        self.whole += 1;
    }

    /// The share; `None` of no lines.
    pub fn rate(self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 / self.whole as f64)
    }
}

impl Sum for Share {
    fn sum<I: Iterator<Item = Share>>(all: I) -> Share {
        all.fold(Share::default(), |sum, next| Share {
            part: sum.part + next.part,
            whole: sum.whole + next.whole,
        })
    }
}

/// What should become of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// They stand in the article.
    Kept,
    /// They do not.
    Dropped,
    /// Those that do not have the right label.
    RightLabel,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The label, or what several are together.
    pub name: &'static str,
    /// What should become of the lines.
    pub wish: Wish,
    /// Number of lines.
    pub lines: usize,
    /// Share of them that went the right way.
    pub share: f64,
    /// 95% interval of the share, had other pages been drawn.
    pub interval: Interval,
}

/// Counts of labelled pages.
#[derive(Clone, Debug, Default)]
pub struct ByLabel {
    pages: Vec<Page>,
}

/// Counts of a page, without the lines that may be kept or dropped.
#[derive(Clone, Debug, Default)]
struct Page {
    name: String,
    /// Lines kept if the label is of content, dropped if not.
    went_right: BTreeMap<Label, Share>,
    /// Lines that have the right label, of those dropped.
    labelled_right: Share,
    /// Lines that may be kept or dropped.
    either: usize,
    unlabelled: usize,
}

impl ByLabel {
    /// Adds a page.
    pub fn add(&mut self, name: &str, agreement: &Agreement<'_>) {
        let mut page =
            Page { name: name.to_owned(), unlabelled: agreement.unlabelled, ..Page::default() };
        for held in &agreement.lines {
            if held.wanted.verdict == Verdict::Either {
                page.either += 1;
                continue;
            }
            let label = held.wanted.label;
            page.went_right.entry(label).or_default().count(held.is_kept() == label.is_content());
            if !held.is_kept() {
                page.labelled_right.count(held.has_right_label());
            }
        }
        self.pages.push(page);
    }

    /// Number of pages.
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// Number of lines left out: those that may be kept or dropped, and those without a label.
    pub fn left_out(&self) -> [usize; 2] {
        let sum = |part: fn(&Page) -> usize| self.pages.iter().map(part).sum();
        [sum(|page| page.either), sum(|page| page.unlabelled)]
    }

    /// A row for the lines of some labels, all of content or none; `None` if there are no such
    /// lines.
    pub fn row(&self, name: &'static str, labels: Labels) -> Option<Row> {
        let wish = match labels.is_subset(Label::content()) {
            true => Wish::Kept,
            false => Wish::Dropped,
        };
        let of = |page: &Page| {
            let counts = page.went_right.iter().filter(|(label, _)| labels.contains(**label));
            counts.map(|(_, share)| *share).sum()
        };
        self.row_of(name, wish, of)
    }

    /// The row for the right labels among the lines dropped; `None` if none is dropped.
    pub fn right_labels(&self) -> Option<Row> {
        self.row_of("lines dropped", Wish::RightLabel, |page| page.labelled_right)
    }

    /// All rows that have lines: by label and together what is to be dropped, then what is to be
    /// kept, then the labels.
    pub fn rows(&self) -> Vec<Row> {
        let groups = [
            ("all boilerplate", Label::boilerplate()),
            ("all about the article", Label::about()),
            ("all content", Label::content()),
        ];
        let mut rows = Vec::new();
        for (name, labels) in groups {
            rows.extend(labels.iter().filter_map(|label| self.row(label.name(), label.into())));
            rows.extend(self.row(name, labels));
        }
        rows.extend(self.right_labels());
        rows
    }

    /// So many pages with the lowest share of lines that went the right way, the lowest first.
    pub fn worst(&self, count: usize) -> Vec<(&str, Share)> {
        let share = |page: &Page| page.went_right.values().copied().sum::<Share>();
        let mut pages: Vec<(&str, Share)> =
            self.pages.iter().map(|page| (&*page.name, share(page))).collect();
        let rate = |share: Share| share.rate().unwrap_or(1.0);
        pages.sort_by(|a, b| rate(a.1).total_cmp(&rate(b.1)).then_with(|| a.0.cmp(b.0)));
        pages.truncate(count);
        pages
    }

    fn row_of(&self, name: &'static str, wish: Wish, of: impl Fn(&Page) -> Share) -> Option<Row> {
        let shares: Vec<Share> = self.pages.iter().map(of).collect();
        let all: Share = shares.iter().copied().sum();
        Some(Row {
            name,
            wish,
            lines: all.whole,
            share: all.rate()?,
            interval: interval_of(&shares, Share::rate),
        })
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;
    use crate::Cleaner;
    use crate::eval::labels::LineLabels;

    #[test]
    fn lines_that_may_be_kept_or_dropped_are_left_out() {
        let page = "Home\nNews\nSport\n\n\
            The harbour was closed on Tuesday after a barge had struck the pier.\n\n\
            Nobody was hurt, but divers will have to look at the foundations first.\n";
        let article = Cleaner::default().clean_text(page).expect("text");
        let labels = LineLabels::ranges("1-2=navigation 3=tags? 5=paragraph 7=related");
        let mut counts = ByLabel::default();
        counts.add("a", &labels.expect("ranges").hold(&article).expect("its labels"));
        let rows: Vec<_> =
            counts.rows().iter().map(|row| (row.name, row.lines, row.share)).collect();
        assert_eq!(
            rows,
            [
                ("navigation", 2, 1.0),
                ("related", 1, 0.0),
                ("all boilerplate", 3, 2.0 / 3.0),
                ("paragraph", 1, 1.0),
                ("all content", 1, 1.0),
                ("lines dropped", 2, 1.0),
            ]
        );
        assert_eq!(counts.left_out(), [1, 0]);
        assert_eq!(counts.worst(9), [("a", Share { part: 3, whole: 4 })]);
    }
}
