//! Words to lines: the line being written, and what ends it.

use super::SHELL_WORDS;
use super::tree::{Area, Node};
use super::walk::Walker;
use crate::page::{Form, Place};
use crate::read::Limit;
use crate::read::lines::{Found, is_blank};

/// Bytes from which a cell stands on a line of its own: figures and names are shorter,
/// paragraphs in the cells of a layout are longer.
const LONG_CELL: usize = 150;

/// Columns of indentation for each level of a list.
const LIST_INDENT: usize = 2;

/// Lists in lists that are told by their indentation; deeper ones would be more space than text.
const MOST_LISTS: usize = 16;

/// The line being written.
#[derive(Default)]
pub(super) struct Pending {
    /// Byte offset where the line began, once it has text.
    pub(super) start: Option<usize>,
    pub(super) node: usize,
    /// The innermost element of the last word.
    last_node: usize,
    pub(super) link_chars: usize,
    /// A space stands between the last word and the next.
    pub(super) space: bool,
    /// A link, button, label or time has just ended, and must not be glued to the next.
    pub(super) apart: bool,
    /// The marker to write before the first word.
    pub(super) marker: Option<String>,
    /// Columns before the first word of a preformatted line.
    pub(super) indent: usize,
    /// A cell is open that has no text yet; one is open.
    pub(super) cell_opens: bool,
    pub(super) in_cell: bool,
    /// Byte offset where the open cell's text began, and the line's link characters before it.
    pub(super) cell: usize,
    pub(super) cell_link_chars: usize,
    /// Cells passed since the last text of this row.
    pub(super) cells: usize,
    pub(super) blank_before: bool,
}

/// How long the run of white space, or of anything else, is that a text begins with.
fn run(text: &str, is_white: bool) -> usize {
    // Most characters are ASCII, and need not be decoded; the first that is not ends the search.
    let is_over = |byte: u8| !byte.is_ascii() || char::from(byte).is_whitespace() != is_white;
    let ascii = text.bytes().position(is_over).unwrap_or(text.len());
    let rest = &text[ascii..];
    ascii + rest.find(|c: char| c.is_whitespace() != is_white).unwrap_or(rest.len())
}

/// How long the words are that a text begins with, of ASCII and with one space between them. Most
/// running text is written so, and taken as it stands.
fn plain_words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let parts = |at: usize| bytes[at] == b' ' && at > 0 && bytes[at - 1] != b' ';
    let end = (0..bytes.len()).find(|&at| !bytes[at].is_ascii_graphic() && !parts(at));
    let end = end.unwrap_or(bytes.len());
    match bytes.get(end).is_none_or(u8::is_ascii_whitespace) {
        true => text[..end].trim_end_matches(' ').len(),
        // The last word goes on.
        false => text[..end].rfind(' ').unwrap_or_default(),
    }
}

impl Walker<'_> {
    /// Adds text whose white space only parts words.
    pub(super) fn flowing(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            // Runs of white space are a large part of most pages, and are passed at once.
            let words = &rest[run(rest, true)..];
            self.line.space |= words.len() < rest.len();
            let end = match plain_words(words) {
                0 => run(words, false),
                end => end,
            };
            let (words, after) = words.split_at(end);
            if !words.is_empty() {
                self.words(words);
            }
            rest = after;
        }
    }

    /// The element that holds the line so far and what comes now.
    fn line_node(&mut self) -> usize {
        // Words mostly come from where the last one came.
        if self.line.last_node != self.node {
            self.line.node = self.tree.common(self.line.node, self.node);
            self.line.last_node = self.node;
        }
        self.line.node
    }

    /// Adds text whose white space stays: each of its lines is a line.
    pub(super) fn preformatted(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.line.blank_before |= self.line.start.is_none();
                self.end_line();
            }
            if self.page.cut.is_some() {
                return;
            }
            if self.line.start.is_none() {
                let words = line.trim_start();
                self.line.indent += line.chars().count() - words.chars().count();
                if !words.is_empty() {
                    self.words(words);
                }
            } else {
                self.words(line);
            }
        }
    }

    /// Writes words, or a whole stretch of preformatted text, to the line as they stand.
    fn words(&mut self, words: &str) {
        if words.chars().all(is_blank) && self.pre_depth == 0 {
            return;
        }
        if self.line.start.is_none() {
            self.start_line();
        } else if self.line.cells > 0 {
            self.page.text.extend(std::iter::repeat_n(" |", self.line.cells));
            self.page.text.push(' ');
        } else if self.line.space && self.pre_depth == 0 {
            self.page.text.push(' ');
        }
        if self.line.cell_opens {
            self.line.cell_opens = false;
            self.line.cell = self.page.text.len();
            self.line.cell_link_chars = self.line.link_chars;
        }
        self.line.cells = 0;
        self.line.space = false;
        self.line.apart = false;
        self.line.node = self.line_node();
        if self.link_depth > 0 {
            self.line.link_chars += words.chars().filter(|&c| c != ' ').count();
        }
        self.page.text.push_str(words);
    }

    /// Writes what stands before a line's first word.
    fn start_line(&mut self) {
        if self.line.blank_before && !self.page.text.is_empty() {
            self.page.text.push('\n');
        }
        let indent = match self.pre_depth {
            0 => LIST_INDENT * self.lists.len().min(MOST_LISTS),
            _ => self.line.indent,
        };
        let start = self.page.text.len();
        self.line.start = Some(start);
        (self.line.cell, self.line.cell_link_chars) = (start, 0);
        self.page.text.extend(std::iter::repeat_n(' ', indent));
        if let Some(marker) = self.line.marker.take() {
            self.page.text.push_str(&marker);
        }
        self.line.node = self.node;
        self.line.last_node = self.node;
        self.line.cells = 0;
    }

    pub(super) fn end_line(&mut self) {
        let Some(start) = self.line.start else {
            self.line.space = false;
            self.line.indent = 0;
            return;
        };
        if self.line.cell > start && (self.line.in_cell || self.cell_is_long()) {
            self.split_off_cell();
        } else {
            self.finish_line(start);
        }
    }

    /// Ends the line before the open cell, and makes the cell's text a line of its own: it goes
    /// on for longer than a figure does, or holds lines itself.
    fn split_off_cell(&mut self) {
        let cell = self.page.text.split_off(self.line.cell);
        let link_chars = self.line.link_chars - self.line.cell_link_chars;
        self.line.link_chars = self.line.cell_link_chars;
        self.line.node = self.tree.nodes[self.line.node].parent;
        let row = self.page.text.trim_end_matches([' ', '|']).len();
        self.page.text.truncate(row);
        self.finish_line(self.line.start.unwrap_or(row));
        self.start_line();
        self.page.text.push_str(&cell);
        self.line.link_chars = link_chars;
        self.finish_line(self.line.start.unwrap_or(row));
    }

    fn finish_line(&mut self, start: usize) {
        let written = self.page.text.get(start..).unwrap_or_default();
        let end = start + written.trim_end_matches(is_blank).len();
        self.page.text.truncate(end);
        if end == start {
            // Nothing but signs that divide cells, and space.
            self.line.start = None;
            return;
        }
        if self.page.lines.len() >= self.most_lines {
            self.page.text.truncate(start);
            self.line.start = None;
            self.page.cut = Some(Limit::Lines);
            return;
        }
        let in_cell = self.line.in_cell;
        let line = std::mem::replace(&mut self.line, Pending { in_cell, ..Pending::default() });
        let node = &self.tree.nodes[line.node];
        let areas = node.areas;
        let found = Found {
            start,
            end,
            blank_before: line.blank_before && !self.page.lines.is_empty(),
            form: form(node, &self.page.text[start..]),
            place: Some(Place { node: line.node, link_chars: line.link_chars }),
        };
        // A page with as many words as a shell may have is none: no need to count the others.
        if !areas.contains(Area::Hidden) && self.visible_words < SHELL_WORDS {
            self.visible_words += self.page.text[start..].split_whitespace().count();
        }
        self.page.lines.push(self.counter.line(&self.page.text, found));
        self.page.text.push('\n');
    }

    /// Whether the open cell goes on for longer than a figure does.
    pub(super) fn cell_is_long(&self) -> bool {
        self.line.start.is_some() && self.page.text.len() - self.line.cell > LONG_CELL
    }

    pub(super) fn open_cell(&mut self) {
        if self.line.start.is_some() {
            self.line.cells += 1;
        }
        self.line.in_cell = true;
        self.line.cell_opens = true;
    }
}

fn form(node: &Node, text: &str) -> Form {
    match node.heading {
        Some(level) => Form::Heading(level),
        None if node.areas.contains(Area::Preformatted) => Form::Code,
        None if node.areas.contains(Area::Table) && text.contains(" | ") => Form::Table,
        None => Form::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_taken_as_they_stand() {
        for (text, words) in [
            ("One two.", "One two."),
            ("one two  three", "one two"),
            ("one two ", "one two"),
            ("one two\tthree", "one two"),
            ("one two caf\u{e9}", "one two"),
            ("one\u{200b} two", ""),
            ("one\u{b}two", ""),
            ("\u{e9}t\u{e9}", ""),
            ("", ""),
        ] {
            assert_eq!(&text[..plain_words(text)], words, "{text:?}");
        }
    }
}
