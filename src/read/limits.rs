//! What a page may cost, and what happens past it.

use std::fmt;

/// Bounds on one page. Past a bound the page comes back cut, with the bound's name in
/// [`Article::cut`](crate::Article::cut); it is never refused and never silently shortened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a page; what follows is not read. Default 20 MB, as in trafilatura's
    /// `MAX_FILE_SIZE`; the largest ordinary pages have about 5 MB.
    pub bytes: usize,
    /// Depth of an HTML tree; what stands after the element that goes deeper is read as flat
    /// text. Default 512, the depth at which browsers stop nesting. The parser's time grows with
    /// the square of the depth, so the tree is looked at while it grows.
    pub depth: usize,
    /// Lines of a page; what follows is not read. Default 200,000.
    pub lines: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 20_000_000, depth: 512, lines: 200_000 }
    }
}

/// The bound that a page went past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// [`Limits::bytes`].
    Bytes,
    /// [`Limits::depth`].
    Depth,
    /// [`Limits::lines`].
    Lines,
}

impl Limit {
    /// The name used in records and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Limit::Bytes => "too_many_bytes",
            Limit::Depth => "too_deep",
            Limit::Lines => "too_many_lines",
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
