//! What an input holds: told by its content, then by its name.

use serde::de::IgnoredAny;

use crate::Format;

use super::mirror::ending;

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One page; `None` where its content is to tell what it is written in.
    Page(Option<Format>),
    /// Records of JSON, one a line.
    Records,
    /// Rows of a Parquet file.
    Rows,
    /// Records of a web archive: WARC, or WET, which has the same form.
    Captures(Captures),
}

/// Which records of a web archive are pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Captures {
    /// Whatever is a page: responses with HTML, and conversions to text.
    Any,
    /// Responses with HTML, as in WARC files.
    Responses,
    /// Conversions to text, as in WET files.
    Conversions,
}

/// How a Parquet file begins, and ends.
const PARQUET: &[u8] = b"PAR1";

/// How a record of a web archive begins.
const CAPTURE: &[u8] = b"WARC/";

/// How many lines are looked at: a broken first record does not make records a page.
const LINES: usize = 8;

/// Tells what an input holds by its beginning, and by its name where that says nothing.
pub(crate) fn kind(head: &[u8], name: &str) -> Kind {
    if head.starts_with(PARQUET) {
        return Kind::Rows;
    }
    // Some writers begin an archive with an empty line.
    if head.trim_ascii_start().starts_with(CAPTURE) {
        return Kind::Captures(Captures::Any);
    }
    if holds_records(head) {
        return Kind::Records;
    }
    match named_kind(name) {
        // A page that was saved under the name of records.
        Kind::Records if begins_with_a_tag(head) => Kind::Page(None),
        named => named,
    }
}

/// Whether what comes first is a tag, as in no record.
fn begins_with_a_tag(head: &[u8]) -> bool {
    matches!(unmarked(head).trim_ascii_start(), [b'<', next, ..] if next.is_ascii_alphabetic() || *next == b'!')
}

/// The beginning of an input without the mark of UTF-8, which is no part of it.
fn unmarked(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head)
}

/// Whether what holds no records a line is JSON all the same: an array of records, or records over
/// several lines. As a page it would be cleaned to nonsense.
pub(crate) fn is_json(head: &[u8]) -> bool {
    let head = unmarked(head).trim_ascii_start();
    let record = head.strip_prefix(b"[").map_or(head, <[u8]>::trim_ascii_start);
    if !begins_object(record) {
        return false;
    }
    match serde_json::Deserializer::from_slice(head).into_iter::<IgnoredAny>().next() {
        Some(Err(error)) => error.is_eof(),
        value => value.is_some(),
    }
}

/// What the name of an input says that it holds.
pub(crate) fn named_kind(name: &str) -> Kind {
    match ending(name).as_deref() {
        Some("jsonl" | "ndjson") => Kind::Records,
        Some("parquet") => Kind::Rows,
        Some("warc" | "wet") => Kind::Captures(Captures::Any),
        Some("html" | "htm" | "xhtml") => Kind::Page(Some(Format::Html)),
        _ => Kind::Page(None),
    }
}

/// Whether at least half of the first lines are JSON objects.
fn holds_records(head: &[u8]) -> bool {
    let lines = unmarked(head).split_inclusive(|&byte| byte == b'\n');
    let lines = lines.filter(|line| !line.trim_ascii().is_empty()).take(LINES);
    let (mut objects, mut all) = (0, 0);
    for line in lines {
        all += 1;
        objects += usize::from(is_object(line));
    }
    all > 0 && objects * 2 >= all
}

/// Whether a line is an object of JSON, or the head's last line the beginning of one.
fn is_object(line: &[u8]) -> bool {
    if !begins_object(line.trim_ascii_start()) {
        return false;
    }
    match serde_json::from_slice::<IgnoredAny>(line) {
        Ok(_) => true,
        Err(error) => error.is_eof() && !line.ends_with(b"\n"),
    }
}

/// Whether what comes next is a brace and the first key of an object, or its end.
fn begins_object(json: &[u8]) -> bool {
    let rest = json.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    rest.is_some_and(|rest| rest.starts_with(b"\"") || rest.starts_with(b"}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_comes_before_the_name() {
        for (head, name, wanted) in [
            (&b"{\"text\": \"a\"}\n"[..], "pages.txt", Kind::Records),
            (b"\xef\xbb\xbf{\"text\": \"a\"}", "-", Kind::Records),
            (b"{\"text\": \"cut off he", "-", Kind::Records),
            (b"{\"text\": broken\n{\"text\": \"b\"}\n", "-", Kind::Records),
            (b"{\"text\": broken\n", "a.jsonl.gz", Kind::Records),
            (b"{\n  \"pretty\": true\n}\n", "-", Kind::Page(None)),
            (b"{curly} words begin this page.\n", "a.txt", Kind::Page(None)),
            (b"words", "a.HTM.zst", Kind::Page(Some(Format::Html))),
            (b"", "a.ndjson", Kind::Records),
            (b"\n<!DOCTYPE html><p>words", "a.jsonl", Kind::Page(None)),
            (b"<3 broken\n{\"text\": \"b\"", "a.jsonl", Kind::Records),
            (b"", "-", Kind::Page(None)),
            (b"PAR1\x15\x04", "table.jsonl", Kind::Rows),
            (b"\r\nWARC/1.0\r\n", "-", Kind::Captures(Captures::Any)),
            (b"", "a.warc.wet.gz", Kind::Captures(Captures::Any)),
            (b"WARC files are archives.\n", "-", Kind::Page(None)),
        ] {
            assert_eq!(kind(head, name), wanted, "{name}: {}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn json_over_several_lines_is_told_from_text() {
        for json in [
            "[{\"text\": \"a\"}, {\"text\": \"b\"}]",
            "[\n  {\n    \"text\": \"cut off he",
            "\u{feff}{\n  \"pretty\": true\n}\n",
            "{\"text\": \"a\"}{\"text\": \"b\"}",
        ] {
            assert!(is_json(json.as_bytes()), "{json}");
        }
        for text in
            ["[1] The harbour", "{curly} words", "{\"quoted\"} words", "[{in} brackets]", ""]
        {
            assert!(!is_json(text.as_bytes()), "{text}");
        }
    }
}
