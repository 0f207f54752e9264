//! An article held against the labels of its page.

use std::collections::BTreeMap;

use super::{LineLabel, LineLabels, TableRow, Verdict};
use crate::article::{Article, Line};

/// Characters of a line that a table of labels holds.
const BEGINNING: usize = 60;

/// How an article agrees with the labels of its page.
#[derive(Clone, Debug, Default)]
pub struct Agreement<'a> {
    /// The labelled lines, in reading order.
    pub lines: Vec<Held<'a>>,
    /// Lines of the page without a label.
    pub unlabelled: usize,
}

/// A labelled line, and what it was found to be.
#[derive(Clone, Debug)]
pub struct Held<'a> {
    /// What somebody found it to be.
    pub wanted: LineLabel,
    /// What the cleaner found it to be; `None` if it read no words there.
    pub line: Option<Line<'a>>,
}

/// The labels are of another page, or of another state of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// The page has more lines or fewer.
    #[error("the labels have {labels} lines, and the page has {page}")]
    Count {
        /// Rows of the table, or the last line that a range names.
        labels: usize,
        /// Lines of the page.
        page: usize,
    },
    /// A line begins otherwise.
    #[error("line {number} begins {found:?}, and the labels say {wanted:?}")]
    Beginning {
        /// The line's number in the page's text.
        number: usize,
        /// How it begins.
        found: String,
        /// How the table says that it begins.
        wanted: String,
    },
}

impl Held<'_> {
    /// Whether the line stands in the article.
    pub fn is_kept(&self) -> bool {
        self.line.as_ref().is_some_and(|line| line.keep)
    }

    /// Whether the line was kept or dropped as it should be.
    pub fn is_as_wanted(&self) -> bool {
        match self.wanted.verdict {
            Verdict::Keep => self.is_kept(),
            Verdict::Drop => !self.is_kept(),
            Verdict::Either => true,
        }
    }

    /// Whether the line has the right label.
    pub fn has_right_label(&self) -> bool {
        self.line.as_ref().is_some_and(|line| line.label == self.wanted.label)
    }
}

impl LineLabels {
    /// Holds an article against the labels of its page.
    ///
    /// # Errors
    ///
    /// The labels do not fit the page.
    pub fn hold<'a>(&self, article: &'a Article) -> Result<Agreement<'a>, Misfit> {
        match self {
            LineLabels::Table(rows) => by_place(rows, article),
            LineLabels::Ranges(labels) => by_number(labels, article),
        }
    }
}

fn by_place<'a>(rows: &[TableRow], article: &'a Article) -> Result<Agreement<'a>, Misfit> {
    let mut lines = Vec::new();
    for (row, line) in rows.iter().zip(article.lines()) {
        let found: String = spaced(line.text).chars().take(BEGINNING).collect();
        let wanted = spaced(&row.begins);
        if found.trim_end() != wanted {
            return Err(Misfit::Beginning { number: line.number, found, wanted });
        }
        lines.push(Held { wanted: row.wanted, line: Some(line) });
    }
    let (labels, page) = (rows.len(), article.lines().len());
    if labels != page {
        return Err(Misfit::Count { labels, page });
    }
    Ok(Agreement { lines, unlabelled: 0 })
}

fn by_number<'a>(
    labels: &BTreeMap<usize, LineLabel>,
    article: &'a Article,
) -> Result<Agreement<'a>, Misfit> {
    let page: Vec<&str> = article.page_text().split('\n').collect();
    if let Some(&last) = labels.keys().next_back().filter(|&&last| last > page.len()) {
        return Err(Misfit::Count { labels: last, page: page.len() });
    }
    let read = by_number_read(article);
    let mut agreement = Agreement::default();
    for (at, text) in page.iter().enumerate() {
        let lines = read.get(&(at + 1)).map_or(&[][..], Vec::as_slice);
        match labels.get(&(at + 1)) {
            None => agreement.unlabelled += usize::from(!text.trim().is_empty()),
            Some(&wanted) if lines.is_empty() => {
                let is_missed = !text.trim().is_empty();
                agreement.lines.extend(is_missed.then_some(Held { wanted, line: None }));
            }
            Some(&wanted) => {
                let held = lines.iter().map(|line| Held { wanted, line: Some(line.clone()) });
                agreement.lines.extend(held);
            }
        }
    }
    Ok(agreement)
}

/// The lines that were read, by the numbers of the lines of the page's text: a wrapped paragraph
/// stands on many, and a form feed may part one.
fn by_number_read(article: &Article) -> BTreeMap<usize, Vec<Line<'_>>> {
    let mut read: BTreeMap<usize, Vec<Line<'_>>> = BTreeMap::new();
    for line in article.lines() {
        for below in 0..=line.text.matches('\n').count() {
            read.entry(line.number + below).or_default().push(line.clone());
        }
    }
    read
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;
    use crate::{Cleaner, Label};

    const PAGE: &str =
        "Home\n\nThe harbour was closed on Tuesday after a barge had struck the pier.\n";

    fn article() -> Article {
        Cleaner::default().clean_text(PAGE).expect("text")
    }

    #[test]
    fn blank_lines_need_no_label_and_may_have_one() {
        let article = article();
        for ranges in ["1=navigation 3=paragraph", "1-2=navigation 3=paragraph"] {
            let labels = LineLabels::ranges(ranges).expect("ranges");
            let agreement = labels.hold(&article).expect("labels of this page");
            let wanted: Vec<Label> = agreement.lines.iter().map(|held| held.wanted.label).collect();
            assert_eq!(wanted, [Label::Navigation, Label::Paragraph]);
            assert!(agreement.lines[1].is_kept() && agreement.lines[1].has_right_label());
            assert_eq!(agreement.unlabelled, 0);
        }
        let some = LineLabels::ranges("3=paragraph").expect("ranges");
        assert_eq!(some.hold(&article).expect("labels of this page").unlabelled, 1);
    }

    #[test]
    fn labels_of_another_page_are_refused() {
        let article = article();
        let misfit = |labels: Result<LineLabels, _>| {
            labels.expect("labels").hold(&article).expect_err("another page").to_string()
        };
        assert_eq!(
            misfit(LineLabels::ranges("9=title")),
            "the labels have 9 lines, and the page has 4"
        );
        let head = "verdict\tlabel\tbegins\ndrop\tnavigation\tHome\n";
        assert_eq!(misfit(LineLabels::table(head)), "the labels have 1 lines, and the page has 2");
        assert!(
            misfit(LineLabels::table(&format!("{head}keep\tparagraph\tThe pier\n")))
                .starts_with("line 3 begins \"The harbour")
        );
    }
}
