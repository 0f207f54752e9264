//! A page as lines: all that later stages may see of the input.

use std::ops::Range;

use crate::read::Limit;
use crate::read::html::Tree;

/// Where a line stands in the page's text: for flat text the input itself (once decoded), for
/// HTML the text read from it. From the line's marker to its last character, without the
/// indentation before and the line end after it. Half-open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Offsets in bytes of UTF-8.
    pub bytes: Range<usize>,
    /// Offsets in Unicode code points.
    pub chars: Range<usize>,
}

/// A page, read: its text, its lines in reading order, and what the document says about itself.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) lines: Vec<Line>,
    /// `None` for flat text, which has lost it.
    pub(crate) tree: Option<Tree>,
    pub(crate) metadata: Metadata,
    /// The limit past which the page was cut, if it was.
    pub(crate) cut: Option<Limit>,
}

impl Page {
    /// The line with its marker, as it stands in the page's text.
    pub(crate) fn whole(&self, line: &Line) -> &str {
        &self.text[line.span.bytes.clone()]
    }

    /// The line without its marker, as it stands in the page's text.
    pub(crate) fn written(&self, line: &Line) -> &str {
        line.written(&self.text)
    }

    /// The line's words, as a reader sees them.
    pub(crate) fn words<'a>(&'a self, line: &'a Line) -> &'a str {
        line.shown.as_deref().unwrap_or_else(|| self.written(line))
    }
}

/// One line: a block of text between line ends.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) span: Span,
    /// Where the words begin, past the marker; a byte offset in the page's text.
    pub(crate) words_at: usize,
    /// The words, where they are not what stands there: without the destinations of links.
    pub(crate) shown: Option<Box<str>>,
    /// The line's number in the page's text, from 1; lines end at LF.
    pub(crate) number: usize,
    /// Columns of white space before the line; a tab reaches the next multiple of four.
    pub(crate) indent: usize,
    pub(crate) marker: Marker,
    pub(crate) blank_before: bool,
    pub(crate) form: Form,
    /// Where the line stands in the tree; `None` for flat text.
    pub(crate) place: Option<Place>,
}

impl Line {
    /// The line without its marker, as it stands in the page's text.
    pub(crate) fn written<'a>(&self, text: &'a str) -> &'a str {
        &text[self.words_at..self.span.bytes.end]
    }

    /// Takes in the line behind it, as a part of the same paragraph.
    pub(crate) fn take_in(&mut self, next: &Line) {
        self.span.bytes.end = next.span.bytes.end;
        self.span.chars.end = next.span.chars.end;
    }
}

/// What stands before the words of a list item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Marker {
    #[default]
    None,
    /// `•`, `*`, `▪` and their like.
    Bullet,
    /// `-` or `–`: a bullet as often as a dash.
    Dash,
    /// `1.`, `(2)`, `c)`.
    Number,
}

/// What a line looks like by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Form {
    #[default]
    Text,
    /// `<h1>` to `<h6>`, with the level.
    Heading(u8),
    /// Cells divided by `|` or tabs.
    Table,
    /// A line whose spacing matters.
    Code,
}

/// Where a line stands in the tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The innermost element that holds the whole line: an index into the tree's nodes.
    pub(crate) node: usize,
    /// Characters of the line inside links.
    pub(crate) link_chars: usize,
}

/// What the document says about itself; a field it does not say is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Metadata {
    /// The title named by the document's head, as it stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Authors, joined by ", ".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// What the document says it is about: a sentence or two, for search engines and for those
    /// who share it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Date of publication, as the document writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Name of the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Language tag, as the document writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Canonical address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Encoding of the bytes, as named by the WHATWG Encoding Standard; `None` where the page
    /// came as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<&'static str>,
    /// What the document says it is: its Open Graph type and its schema.org types, lower case.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
}
