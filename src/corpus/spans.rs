//! The places of lines in a record's text, as Dolma keeps attributes of documents: a record for
//! each document, with its `id`, and under `dechaff__lines__LABEL` the spans of its lines of that
//! label, in Unicode code points, half-open, each with its line end. `dechaff__lines__drop` has
//! those of all lines that cleaning drops.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::{Article, Line};

use super::json::spelt;

/// The attribute with all lines that are dropped.
const DROPPED: &str = "dechaff__lines__drop";

/// A place in a page's text, as Dolma has it: begin and end in Unicode code points, half-open, and
/// a score.
pub type ScoredSpan = (usize, usize, f64);

#[derive(Serialize)]
struct SpanRecord<'a> {
    id: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a RawValue>,
    attributes: BTreeMap<String, Vec<ScoredSpan>>,
}

/// The record of a document; that of one that was not cleaned has no spans, so that the rows of
/// documents and attributes stay side by side.
pub(crate) fn spans(
    id: Option<&RawValue>,
    source: Option<&RawValue>,
    article: Option<&Article>,
) -> String {
    let attributes =
        article.map_or_else(|| BTreeMap::from([(DROPPED.to_owned(), Vec::new())]), attributes);
    spelt(&SpanRecord { id, source, attributes })
}

/// The places of an article's lines under `dechaff__lines__LABEL`, each with its line end and the
/// probability that it is no content; under `dechaff__lines__drop` those of all lines that
/// cleaning drops.
pub fn attributes(article: &Article) -> BTreeMap<String, Vec<ScoredSpan>> {
    let mut attributes: BTreeMap<String, Vec<ScoredSpan>> = BTreeMap::new();
    attributes.insert(DROPPED.to_owned(), Vec::new());
    for line in article.lines() {
        let (start, end) = whole(article, &line);
        if !line.keep {
            attributes.entry(DROPPED.to_owned()).or_default().push((start, end, 1.0));
        }
        let key = format!("dechaff__lines__{}", line.label);
        attributes.entry(key).or_default().push((start, end, probability(&line)));
    }
    attributes
}

/// A line's place in code points, with its indentation and its line end.
fn whole(article: &Article, line: &Line<'_>) -> (usize, usize) {
    let text = &article.page.text;
    let before = &text[..line.span.bytes.start];
    let indent = before.chars().rev().take_while(|&c| c != '\n' && c.is_whitespace()).count();
    let after = &text[line.span.bytes.end..];
    let mut is_over = false;
    let tail = after.chars().take_while(|&c| {
        let goes_on = !is_over && c.is_whitespace();
        is_over |= c == '\n';
        goes_on
    });
    (line.span.chars.start - indent, line.span.chars.end + tail.count())
}

/// How probable the line's own evidence makes it that it is no content, with four decimals.
fn probability(line: &Line<'_>) -> f64 {
    let odds = f64::from(line.bits.get()).exp2();
    (1e4 / (1.0 + odds)).round() / 1e4
}
