//! What a page may cost, and what happens past it.

use std::fmt;

use super::Format;

/// Bytes of a page that each line past [`Limits::short_lines`] takes at least. Flattened pages have
/// 42 a line on average; HTML has more than 100, as its lines come with markup.
const fn bytes_a_line(format: Format) -> usize {
    match format {
        Format::Text => 20,
        Format::Html => 40,
    }
}

/// Bytes that nodes past [`Limits::nodes`] have on average at least: pages have 20 to 40 a node;
/// tables of single figures without end tags have 5.
const BYTES_A_NODE: usize = 10;

/// Bounds on one page. Past a bound the page comes back cut, or read more simply, with the bound's
/// name in [`Article::cut`](crate::Article::cut); it is never refused and never silently shortened.
///
/// | limit | default | past it | name | option |
/// |---|---|---|---|---|
/// | `bytes` | 20,000,000 | what follows is not read | `too_many_bytes` | `--max-bytes` |
/// | `lines` | 200,000 | what follows is not read | `too_many_lines` | `--max-lines` |
/// | `short_lines` | 10,000, and one for each 20 bytes of text or 40 of HTML | what follows is not read | `too_many_lines` | `--max-short-lines` |
/// | `depth` | 512 | what follows is read as flat text | `too_deep` | `--max-depth` |
/// | `nodes` | 20,000, and one for each 10 bytes of the page | what follows is read as flat text | `too_many_nodes` | `--max-nodes` |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a page. Default 20 MB, as in trafilatura's `MAX_FILE_SIZE`; the largest ordinary
    /// pages have about 5 MB.
    pub bytes: usize,
    /// Lines of a page. Default 200,000.
    pub lines: usize,
    /// Lines of a page that may be as short as they like; those past them have 20 bytes on average,
    /// and 40 in HTML. Lines take memory, and a page of single letters would have the most.
    pub short_lines: usize,
    /// Elements of HTML that stand in each other, with those left open that the next text would
    /// open again. Default 512, the depth at which browsers stop nesting; where a page stays deep,
    /// an eighth of it on average. The parser's time grows with the square of the depth.
    pub depth: usize,
    /// Nodes of the tree that may be as small as they like; those past them have 10 bytes on
    /// average. Elements that are left open are opened again in each paragraph, so that a page may
    /// have many more of them than tags.
    pub nodes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 20_000_000, lines: 200_000, short_lines: 10_000, depth: 512, nodes: 20_000 }
    }
}

impl Limits {
    /// Lines that a page of so many bytes may have.
    pub(crate) fn lines_of(&self, bytes: usize, format: Format) -> usize {
        self.lines.min(self.short_lines.saturating_add(bytes / bytes_a_line(format)))
    }

    /// Nodes that the tree of a page of so many bytes may have.
    pub(crate) fn nodes_of(&self, bytes: usize) -> usize {
        self.nodes.saturating_add(bytes / BYTES_A_NODE)
    }
}

/// The bound that a page went past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// [`Limits::bytes`].
    Bytes,
    /// [`Limits::lines`], or [`Limits::short_lines`].
    Lines,
    /// [`Limits::depth`].
    Depth,
    /// [`Limits::nodes`].
    Nodes,
}

impl Limit {
    /// What to say of a page that also has too many bytes: at which limit it was cut.
    pub(crate) fn or_bytes(self) -> Limit {
        match self {
            Limit::Lines => Limit::Lines,
            Limit::Bytes | Limit::Depth | Limit::Nodes => Limit::Bytes,
        }
    }

    /// The name used in records and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Limit::Bytes => "too_many_bytes",
            Limit::Lines => "too_many_lines",
            Limit::Depth => "too_deep",
            Limit::Nodes => "too_many_nodes",
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The longest beginning of `text` that has at most `bytes` bytes and ends between characters.
pub(crate) fn cut(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}
