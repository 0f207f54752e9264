//! One walk over the tree: text goes to the page, elements become nodes, blocks become lines.

use ego_tree::iter::Edge;
use html5ever::local_name;
use scraper::node::Element;
use scraper::{Html, Node as HtmlNode};

use super::element::{Flow, Says, flow, says};
use super::head::Head;
use super::parse::fragment;
use super::tree::{Area, Node, Tree};
use crate::lexicon::Markup;
use crate::page::{Form, Page, Place};
use crate::read::lines::{Counter, Found, is_blank};
use crate::read::{Limit, Limits};

/// Characters from which a cell stands on a line of its own: figures and names are shorter,
/// paragraphs in the cells of a layout are longer.
const LONG_CELL: usize = 150;

/// Columns of indentation for each level of a list.
const LIST_INDENT: usize = 2;

/// The walk's state: the text so far, the line being written, and the open elements.
pub(super) struct Walker<'a> {
    limits: &'a Limits,
    markup: &'a Markup,
    page: Page,
    tree: Tree,
    head: Head,
    line: Pending,
    counter: Counter,
    /// The innermost open element, as a node.
    node: usize,
    /// The open lists: the number of the next item, or `None` for bullets.
    lists: Vec<Option<usize>>,
    link_depth: usize,
    pre_depth: usize,
    noscript_depth: usize,
    visible_words: usize,
}

/// The line being written.
#[derive(Default)]
struct Pending {
    /// Byte offset where the line began, once it has text.
    start: Option<usize>,
    node: usize,
    link_chars: usize,
    /// A space stands between the last word and the next.
    space: bool,
    /// A link, button, label or time has just ended, and must not be glued to the next.
    apart: bool,
    /// The marker to write before the first word.
    marker: Option<String>,
    /// Columns before the first word of a preformatted line.
    indent: usize,
    /// A cell is open that has no text yet; one is open.
    cell_opens: bool,
    in_cell: bool,
    /// Byte offset where the open cell's text began, and the line's link characters before it.
    cell: usize,
    cell_link_chars: usize,
    /// Cells passed since the last text of this row.
    cells: usize,
    blank_before: bool,
}

impl<'a> Walker<'a> {
    pub(super) fn new(limits: &'a Limits, markup: &'a Markup) -> Walker<'a> {
        Walker {
            limits,
            markup,
            page: Page::default(),
            tree: Tree { nodes: vec![Node::default()] },
            head: Head::default(),
            line: Pending::default(),
            counter: Counter::default(),
            node: 0,
            lists: Vec::new(),
            link_depth: 0,
            pre_depth: 0,
            noscript_depth: 0,
            visible_words: 0,
        }
    }

    /// Walks a document or fragment; a loop over the tree's edges, so that depth costs no stack.
    pub(super) fn document(&mut self, html: &Html) {
        // How many elements whose text nobody sees are open; inside them only the head's
        // elements are looked at.
        let mut skipped = 0;
        for edge in html.tree.root().traverse() {
            if self.page.cut.is_some() {
                return;
            }
            match edge {
                Edge::Open(node) => match node.value() {
                    HtmlNode::Text(text) if skipped == 0 => self.text(text),
                    HtmlNode::Element(element) => {
                        self.head.element(element, || text_of(node));
                        match flow(&element.name.local) {
                            Flow::Noscript => {
                                if skipped == 0 {
                                    self.noscript(&text_of(node));
                                }
                                skipped += 1;
                            }
                            Flow::Skipped => skipped += 1,
                            _ if skipped > 0 => {}
                            flow => self.open(element, flow),
                        }
                    }
                    _ => {}
                },
                Edge::Close(node) => {
                    if let HtmlNode::Element(element) = node.value() {
                        match flow(&element.name.local) {
                            Flow::Noscript | Flow::Skipped => skipped -= 1,
                            _ if skipped > 0 => {}
                            flow => self.close(element, flow),
                        }
                    }
                }
            }
        }
        self.end_line();
    }

    pub(super) fn take_head(&mut self) -> Head {
        std::mem::take(&mut self.head)
    }

    /// Words of the lines so far that are not hidden.
    pub(super) fn visible_words(&self) -> usize {
        self.visible_words
    }

    /// Adds the article body that the JSON-LD holds.
    pub(super) fn article_body(&mut self, body: &str) {
        self.push_node(Says::area(Area::JsonLd));
        self.flat_text(body);
        self.pop_node();
    }

    /// Adds text without markup, a line for each of its lines.
    pub(super) fn flat_text(&mut self, text: &str) {
        for line in text.lines() {
            self.line.blank_before |= line.trim().is_empty();
            self.flowing(line);
            self.end_line();
        }
    }

    pub(super) fn finish(mut self) -> Page {
        self.end_line();
        // A page cut at a limit leaves elements open.
        while self.node != 0 {
            self.pop_node();
        }
        self.pop_node();
        self.page.tree = Some(self.tree);
        self.page
    }

    fn open(&mut self, element: &Element, flow: Flow) {
        let says = says(element, self.markup);
        match flow {
            Flow::Inline => {}
            Flow::Apart => self.line.space |= self.line.apart,
            Flow::Break => self.end_line(),
            Flow::Block => self.end_line(),
            Flow::Spaced => {
                self.end_line();
                // A list inside a list is not set apart from the item that it belongs to.
                self.line.blank_before |= self.lists.is_empty();
            }
            Flow::Item => {
                self.end_line();
                self.line.marker = Some(self.next_marker());
            }
            Flow::Row => {
                self.end_line();
                self.line.cells = 0;
            }
            Flow::Cell => self.open_cell(),
            Flow::Preformatted => {
                self.end_line();
                self.line.blank_before = true;
                self.pre_depth += 1;
            }
            Flow::Noscript | Flow::Skipped => {}
        }
        match element.name.local {
            local_name!("a") => self.link_depth += 1,
            local_name!("ul") | local_name!("menu") | local_name!("dir") => self.lists.push(None),
            local_name!("ol") => {
                let start = element.attr("start").and_then(|start| start.parse().ok());
                self.lists.push(Some(start.unwrap_or(1)));
            }
            _ => {}
        }
        self.push_node(says);
    }

    fn close(&mut self, element: &Element, flow: Flow) {
        match flow {
            Flow::Inline | Flow::Break | Flow::Noscript | Flow::Skipped => {}
            Flow::Apart => self.line.apart = true,
            Flow::Block | Flow::Row => self.end_line(),
            Flow::Item => {
                self.end_line();
                self.line.marker = None;
            }
            Flow::Cell => {
                self.line.in_cell = false;
                if self.line.start.is_some() && self.cell_bytes() > LONG_CELL {
                    self.end_line();
                }
            }
            Flow::Spaced => {
                self.end_line();
                self.line.blank_before |= self.lists.len() <= 1;
            }
            Flow::Preformatted => {
                self.end_line();
                self.line.blank_before = true;
                self.pre_depth -= 1;
            }
        }
        match element.name.local {
            local_name!("a") => self.link_depth -= 1,
            local_name!("ul") | local_name!("ol") | local_name!("menu") | local_name!("dir") => {
                self.lists.pop();
            }
            _ => {}
        }
        self.pop_node();
    }

    fn push_node(&mut self, says: Says) {
        let parent = &self.tree.nodes[self.node];
        let line = self.page.lines.len();
        let node = Node {
            parent: self.node,
            own_areas: says.areas,
            shape: says.shape,
            areas: says.areas | parent.areas,
            heading: says.heading.or(parent.heading),
            marks: says.marks,
            marked_content: says.marked_content,
            lines: line..line,
        };
        self.node = self.tree.nodes.len();
        self.tree.nodes.push(node);
    }

    fn pop_node(&mut self) {
        let node = &mut self.tree.nodes[self.node];
        node.lines.end = self.page.lines.len();
        self.node = node.parent;
    }

    fn open_cell(&mut self) {
        if self.line.start.is_some() {
            self.line.cells += 1;
        }
        self.line.in_cell = true;
        self.line.cell_opens = true;
    }

    fn next_marker(&mut self) -> String {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                *number = number.saturating_add(1);
                format!("{}. ", *number - 1)
            }
            _ => "• ".to_owned(),
        }
    }

    fn noscript(&mut self, text: &str) {
        // A fallback inside a fallback is never shown, and an image alone has no text.
        if self.noscript_depth > 0 || !text.contains(|c: char| c.is_alphabetic()) {
            return;
        }
        self.noscript_depth += 1;
        self.push_node(Says::area(Area::Noscript));
        let (node, links, pres) = (self.node, self.link_depth, self.pre_depth);
        self.document(&fragment(text));
        (self.node, self.link_depth, self.pre_depth) = (node, links, pres);
        self.pop_node();
        self.noscript_depth -= 1;
    }

    fn text(&mut self, text: &str) {
        if self.pre_depth > 0 {
            self.preformatted(text);
        } else {
            self.flowing(text);
        }
    }

    /// Adds text whose white space only parts words.
    fn flowing(&mut self, text: &str) {
        for (at, word) in text.split(char::is_whitespace).enumerate() {
            self.line.space |= at > 0;
            if !word.is_empty() {
                self.word(word);
            }
        }
    }

    /// Adds text whose white space stays: each of its lines is a line.
    fn preformatted(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.line.blank_before |= self.line.start.is_none();
                self.end_line();
            }
            if self.line.start.is_none() {
                let words = line.trim_start();
                self.line.indent += line.chars().count() - words.chars().count();
                if !words.is_empty() {
                    self.word(words);
                }
            } else {
                self.word(line);
            }
        }
    }

    /// Writes a word, or a whole stretch of preformatted text, to the line.
    fn word(&mut self, word: &str) {
        if word.chars().all(is_blank) && self.pre_depth == 0 {
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
        self.line.node = self.tree.common(self.line.node, self.node);
        if self.link_depth > 0 {
            self.line.link_chars += word.chars().count();
        }
        self.page.text.push_str(word);
    }

    /// Writes what stands before a line's first word.
    fn start_line(&mut self) {
        if self.line.blank_before && !self.page.text.is_empty() {
            self.page.text.push('\n');
        }
        let indent = match self.pre_depth {
            0 => LIST_INDENT * self.lists.len(),
            _ => self.line.indent,
        };
        self.line.start = Some(self.page.text.len());
        self.page.text.extend(std::iter::repeat_n(' ', indent));
        if let Some(marker) = self.line.marker.take() {
            self.page.text.push_str(&marker);
        }
        self.line.node = self.node;
        self.line.cells = 0;
    }

    fn end_line(&mut self) {
        let Some(start) = self.line.start else {
            self.line.space = false;
            self.line.indent = 0;
            return;
        };
        if self.line.cell > start && (self.line.in_cell || self.cell_bytes() > LONG_CELL) {
            self.split_off_cell();
        } else {
            self.finish_line(start);
        }
    }

    /// Bytes of the open cell's text in this line.
    fn cell_bytes(&self) -> usize {
        self.page.text.len() - self.line.cell
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
        if !areas.contains(Area::Hidden) {
            self.visible_words += self.page.text[start..].split_whitespace().count();
        }
        self.page.lines.push(self.counter.line(&self.page.text, found));
        self.page.text.push('\n');
        if self.page.lines.len() >= self.limits.lines {
            self.page.cut = Some(Limit::Lines);
        }
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

/// The text of a node's children, as the parser left it.
fn text_of(node: ego_tree::NodeRef<'_, HtmlNode>) -> String {
    node.children()
        .filter_map(|child| match child.value() {
            HtmlNode::Text(text) => Some(&**text),
            _ => None,
        })
        .collect()
}
