//! The lines of a page with their reasons, as `dechaff explain` writes them in every form.

use serde::Serialize;

use crate::corpus::{self, number};
use crate::{Article, Label};

/// A line and its reasons.
#[derive(Serialize)]
pub(super) struct LineRecord<'a> {
    pub(super) line: usize,
    pub(super) span: [usize; 2],
    pub(super) label: Label,
    pub(super) keep: bool,
    pub(super) bits: f64,
    pub(super) votes: Vec<VoteRecord>,
    pub(super) text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rule: Option<&'static str>,
}

/// What a cue said of a line.
#[derive(Serialize)]
pub(super) struct VoteRecord {
    pub(super) cue: &'static str,
    pub(super) bucket: String,
    pub(super) bits: f64,
}

/// Every line of a page, in reading order.
pub(super) fn lines(article: &Article) -> impl Iterator<Item = LineRecord<'_>> {
    article.lines().enumerate().map(|(at, line)| LineRecord {
        line: line.number,
        span: [line.span.bytes.start, line.span.bytes.end],
        label: line.label,
        keep: line.keep,
        bits: number(line.bits),
        votes: votes(article, at),
        text: line.text,
        rule: line.rule,
    })
}

fn votes(article: &Article, at: usize) -> Vec<VoteRecord> {
    let record = |vote: crate::Vote| VoteRecord {
        cue: vote.cue,
        bucket: vote.bucket,
        bits: number(vote.bits),
    };
    article.votes(at).into_iter().map(record).collect()
}

/// Every line of a page with its reasons, a record of JSON a line, as `dechaff explain --to jsonl`
/// prints them.
pub fn jsonl(article: &Article) -> String {
    lines(article).map(|line| corpus::spelt(&line) + "\n").collect()
}
