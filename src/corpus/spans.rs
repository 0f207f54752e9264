//! The places of lines in a record's text, as Dolma keeps attributes of documents: a record for
//! each document, with its `id`, and under `dechaff__lines__LABEL` the spans of its lines of that
//! label, in Unicode code points, half-open, each with its line end. `dechaff__lines__drop` has
//! those of all lines that cleaning drops.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::read::LINE_ENDS;
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
    let indent = before.chars().rev().take_while(|&c| is_space(c)).count();
    let after = &text[line.span.bytes.end..];
    let blank = after.chars().take_while(|&c| is_space(c));
    let rest = after.trim_start_matches(is_space);
    let end = match rest.starts_with("\r\n") {
        true => 2,
        false => usize::from(rest.starts_with(LINE_ENDS)),
    };
    (line.span.chars.start - indent, line.span.chars.end + blank.count() + end)
}

/// Whether a character is white space within a line; lines end as those of flat text do.
fn is_space(c: char) -> bool {
    c.is_whitespace() && !LINE_ENDS.contains(&c)
}

/// How probable the line's own evidence makes it that it is no content, with four decimals.
fn probability(line: &Line<'_>) -> f64 {
    let odds = f64::from(line.bits.get()).exp2();
    (1e4 / (1.0 + odds)).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cleaner;

    #[test]
    fn lines_of_every_end_stand_side_by_side() {
        for end in ["\n", "\r", "\r\n", "\x0c"] {
            let lines =
                ["The harbour was closed.", " Home\t", "News"].map(|line| line.to_owned() + end);
            let article = Cleaner::default().clean_text(&lines.concat()).unwrap();
            assert_eq!(article.lines().count(), lines.len(), "{end:?}");
            let mut start = 0;
            for (line, found) in lines.iter().zip(article.lines()) {
                assert_eq!(whole(&article, &found), (start, start + line.len()), "{end:?}");
                start += line.len();
            }
        }
    }
}
