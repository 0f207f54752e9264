//! Articles as JSON.

use serde::Serialize;

use crate::{Article, Bits, Label, Metadata};

use super::Settings;
use super::source::Capture;
use super::table::Row;

/// Writes a value as JSON. Only for values whose keys are strings, which cannot fail.
pub(crate) fn spelt(value: &impl Serialize) -> String {
    serde_json::to_string(value)
        .unwrap_or_else(|error| unreachable!("strings, numbers and lists of them: {error}"))
}

/// Bits as a number with the two decimals that they have.
pub(crate) fn number(bits: Bits) -> f64 {
    (f64::from(bits.get()) * 100.0).round() / 100.0
}

/// A line of a page, as records hold it.
#[derive(Serialize)]
struct LineRecord {
    line: usize,
    span: [usize; 2],
    label: Label,
    keep: bool,
    bits: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
}

/// The record of a page that was no record before.
#[derive(Serialize)]
struct PageRecord<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    comments: Option<String>,
    metadata: &'a Metadata,
    #[serde(skip_serializing_if = "Option::is_none")]
    empty: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cut: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<Vec<LineRecord>>,
}

/// The record of a page of a web archive: the keys that corpus tools use.
#[derive(Serialize)]
struct CaptureRecord<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(flatten)]
    page: PageRecord<'a>,
}

fn lines(article: &Article) -> Vec<LineRecord> {
    let lines = article.lines().map(|line| LineRecord {
        line: line.number,
        span: [line.span.bytes.start, line.span.bytes.end],
        label: line.label,
        keep: line.keep,
        bits: number(line.bits),
        rule: line.rule,
    });
    lines.collect()
}

/// The record of a page that was no record before.
pub(crate) fn page_record(id: &str, article: &Article, settings: &Settings) -> String {
    spelt(&new_record(id, article, settings))
}

/// The record of a page of a web archive.
pub(crate) fn capture_record(
    capture: &Capture,
    id: &str,
    article: &Article,
    settings: &Settings,
) -> String {
    spelt(&CaptureRecord {
        url: capture.url.as_deref(),
        date: capture.date.as_deref(),
        status: capture.http.as_ref().and_then(|http| http.status),
        page: new_record(id, article, settings),
    })
}

fn new_record<'a>(id: &'a str, article: &'a Article, settings: &Settings) -> PageRecord<'a> {
    PageRecord {
        id,
        title: article.title(),
        text: article.text(),
        comments: settings.comments.then(|| article.comments()),
        metadata: article.metadata(),
        empty: article.empty().map(crate::Empty::name),
        cut: article.cut().map(crate::Limit::name),
        lines: settings.lines.then(|| lines(article)),
    }
}

/// What cleaning adds to a row of a table, in the order of the added columns.
pub(crate) fn row(article: &Article, settings: &Settings) -> Row {
    let mut row = vec![Some(article.text()), article.title().map(str::to_owned)];
    row.extend(settings.comments.then(|| Some(article.comments())));
    row.push(article.cut().map(|cut| cut.name().to_owned()));
    row.extend(settings.lines.then(|| Some(spelt(&lines(article)))));
    row
}

/// What cleaning adds to a record: keys with their values as JSON, `text` first.
pub(crate) fn additions(article: &Article, settings: &Settings) -> Vec<(&'static str, String)> {
    let mut added = vec![("text", spelt(&article.text()))];
    added.extend(article.title().map(|title| ("title", spelt(&title))));
    added.extend(settings.comments.then(|| ("comments", spelt(&article.comments()))));
    added.extend(article.cut().map(|cut| ("cut", spelt(&cut.name()))));
    added.extend(settings.lines.then(|| ("lines", spelt(&lines(article)))));
    added
}
