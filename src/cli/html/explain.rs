//! `dechaff explain --to html`.

use askama::Template;

use super::inert::{Piece, pieces, plain};
use super::policy;
use crate::cli::explained::{self, LineRecord, VoteRecord};
use crate::{Article, Label, Labels};

/// The style sheet, which also does the filtering: a page without scripts runs no one's.
const STYLE: &str = include_str!("explain.css");

/// Bits from which a bar has its full length: odds of a million to one.
const FULL_BAR: f64 = 20.0;

/// Half of the width of a bar's picture: evidence for content goes right of the middle, evidence
/// against it left.
const HALF_BAR: f64 = 50.0;

/// The page, as the template fills it.
#[derive(Template)]
#[template(path = "explain.html")]
struct Page<'a> {
    name: String,
    policy: String,
    style: &'static str,
    version: &'static str,
    notes: Vec<String>,
    kept: usize,
    labels: Vec<Count>,
    lines: Vec<Line<'a>>,
    clean: Vec<Vec<Piece<'a>>>,
    language: Option<&'a str>,
}

/// How many lines have a label.
struct Count {
    label: Label,
    kept: usize,
    dropped: usize,
}

/// A line of the page.
struct Line<'a> {
    record: LineRecord<'a>,
    text: Vec<Piece<'a>>,
    bar: Bar,
}

/// A bar in a picture that is `2 * HALF_BAR` wide.
struct Bar {
    start: f64,
    length: f64,
}

/// Writes the explanation of a page.
pub(in crate::cli) fn explain(name: &str, article: &Article) -> askama::Result<String> {
    let clean = article.full_text();
    let lines: Vec<Line<'_>> = explained::lines(article).map(Line::new).collect();
    Page {
        name: plain(name),
        policy: policy::of(STYLE),
        style: STYLE,
        version: env!("CARGO_PKG_VERSION"),
        notes: notes(article),
        kept: lines.iter().filter(|line| line.record.keep).count(),
        labels: counts(&lines),
        lines,
        clean: clean.lines().filter(|line| !line.trim().is_empty()).map(pieces).collect(),
        language: article.metadata().language.as_deref().filter(|tag| is_language(tag)),
    }
    .render()
}

impl<'a> Line<'a> {
    fn new(mut record: LineRecord<'a>) -> Line<'a> {
        record.votes.retain(|vote| vote.bits != 0.0);
        record.votes.sort_by(|one, other| other.bits.abs().total_cmp(&one.bits.abs()));
        Line { text: pieces(record.text), bar: Bar::new(record.bits), record }
    }

    fn verdict(&self) -> &'static str {
        if self.record.keep { "kept" } else { "dropped" }
    }
}

impl VoteRecord {
    fn side(&self) -> &'static str {
        if self.bits > 0.0 { "for" } else { "against" }
    }
}

impl Bar {
    fn new(bits: f64) -> Bar {
        let length = (bits.abs() / FULL_BAR).min(1.0) * HALF_BAR;
        Bar { start: if bits < 0.0 { HALF_BAR - length } else { HALF_BAR }, length }
    }
}

fn counts(lines: &[Line<'_>]) -> Vec<Count> {
    let count = |label| {
        let of = |keep| {
            lines.iter().filter(move |line| line.record.label == label && line.record.keep == keep)
        };
        Count { label, kept: of(true).count(), dropped: of(false).count() }
    };
    let counts = Labels::all().iter().map(count);
    counts.filter(|count| count.kept + count.dropped > 0).collect()
}

fn notes(article: &Article) -> Vec<String> {
    let empty = article.empty().map(|empty| match empty {
        crate::Empty::NoText => "The page has no text.".to_owned(),
        crate::Empty::NoContent => "No line of the page looks like content.".to_owned(),
    });
    let cut = article.cut().map(|cut| format!("The page is past a limit, and was cut: {cut}."));
    empty.into_iter().chain(cut).collect()
}

/// Whether a document's word on its language can be repeated to those who read it aloud.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_first =
        |part: &str| matches!(part.len(), 2 | 3) && part.bytes().all(|b| b.is_ascii_alphabetic());
    parts.next().is_some_and(is_first)
        && parts.all(|part| {
            matches!(part.len(), 1..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_has_a_colour_and_a_filter() {
        for label in Labels::all() {
            assert!(STYLE.contains(&format!(".{label} {{")), "{label} has no colour");
            let filter = format!("#page:has(#show-{label}:not(:checked)) .line.{label}");
            assert!(STYLE.contains(&filter), "{label} has no filter");
        }
    }

    #[test]
    fn bars_begin_in_the_middle_and_end_at_the_edge() {
        let ends = |bits| {
            let bar = Bar::new(bits);
            (bar.start, bar.start + bar.length)
        };
        assert_eq!(ends(0.0), (50.0, 50.0));
        assert_eq!(ends(10.0), (50.0, 75.0));
        assert_eq!(ends(-1000.0), (0.0, 50.0));
    }

    #[test]
    fn a_language_is_repeated_only_if_it_is_one() {
        assert!(["de", "pt-BR", "zh-Hant-TW", "gsw"].into_iter().all(is_language));
        assert!(!["", "x\" onload=", "english", "de_DE", "e n", "d"].into_iter().any(is_language));
    }
}
