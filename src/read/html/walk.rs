//! One walk over the tree: text goes to the page, elements become nodes, blocks become lines.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use html5ever::local_name;
use scraper::node::Element;
use scraper::{Html, Node as HtmlNode};

use super::element::{Flow, Says, flow, says};
use super::flat::flat;
use super::head::Head;
use super::parse::{Parsed, fragment};
use super::tree::{Area, Node, Tree};
use super::write::Pending;
use crate::lexicon::{Markup, Names};
use crate::page::Page;
use crate::read::lines::Counter;
use crate::read::{Format, Limit, Limits};

/// The walk's state: the text so far, the line being written, and the open elements.
pub(super) struct Walker<'a> {
    limits: &'a Limits,
    pub(super) names: Names<'a>,
    pub(super) page: Page,
    pub(super) tree: Tree,
    head: Head,
    pub(super) line: Pending,
    pub(super) counter: Counter,
    /// The innermost open element, as a node.
    pub(super) node: usize,
    /// The open lists: the number of the next item, or `None` for bullets.
    pub(super) lists: Vec<Option<usize>>,
    pub(super) link_depth: usize,
    pub(super) pre_depth: usize,
    noscript_depth: usize,
    pub(super) visible_words: usize,
    /// Lines that the page may have.
    pub(super) most_lines: usize,
    /// A limit that the page went past without being cut there.
    past: Option<Limit>,
}

impl<'a> Walker<'a> {
    /// A walk over a page of so many bytes.
    pub(super) fn new(bytes: usize, limits: &'a Limits, markup: &'a Markup) -> Walker<'a> {
        Walker {
            limits,
            names: Names::new(markup),
            page: Page::default(),
            tree: Tree { nodes: vec![Node::default()], names: Vec::new() },
            head: Head::default(),
            line: Pending::default(),
            counter: Counter::default(),
            node: 0,
            lists: Vec::new(),
            link_depth: 0,
            pre_depth: 0,
            noscript_depth: 0,
            visible_words: 0,
            most_lines: limits.lines_of(bytes, Format::Html),
            past: None,
        }
    }

    /// Walks a document or fragment; a loop over the tree's edges, so that depth costs no stack.
    pub(super) fn document(&mut self, html: &Html) {
        // The outermost open element whose text nobody sees; inside it only the head's elements are
        // looked at.
        let mut unseen = None;
        self.tree.nodes.reserve(html.tree.nodes().len());
        for edge in html.tree.root().traverse() {
            if self.page.cut.is_some() {
                return;
            }
            match edge {
                Edge::Open(node) => match node.value() {
                    HtmlNode::Text(text) if unseen.is_none() => self.text(text),
                    HtmlNode::Element(element) => {
                        self.head.element(element, || text_of(node));
                        if unseen.is_none() && !self.open_seen(node, element) {
                            unseen = Some(node.id());
                        }
                    }
                    _ => {}
                },
                Edge::Close(node) if unseen == Some(node.id()) => unseen = None,
                Edge::Close(node) => {
                    if let Some(element) = node.value().as_element().filter(|_| unseen.is_none()) {
                        self.close(element);
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

    /// Adds what the parser left of a page, as text without markup, and notes why it did.
    pub(super) fn rest(&mut self, rest: &str, cut: Option<Limit>) {
        if !rest.is_empty() {
            self.flat_text(&flat(rest));
        }
        self.past = self.past.or(cut);
    }

    /// Adds text without markup, a line for each of its lines.
    pub(super) fn flat_text(&mut self, text: &str) {
        for line in text.lines() {
            if self.page.cut.is_some() {
                return;
            }
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
        self.page.cut = self.page.cut.or(self.past);
        self.tree.names = self.names.into_all();
        self.page.tree = Some(self.tree);
        self.page
    }

    /// Opens an element whose text a reader sees where it stands. Whether it is one.
    fn open_seen(&mut self, node: NodeRef<'_, HtmlNode>, element: &Element) -> bool {
        let flow = flow(element);
        match flow {
            Flow::Skipped => return false,
            Flow::Noscript => {
                self.noscript(&text_of(node));
                return false;
            }
            _ => {}
        }
        let says = says(element, &mut self.names);
        if says.is_tool {
            return false;
        }
        self.open(element, flow, says);
        true
    }

    fn open(&mut self, element: &Element, flow: Flow, says: Says) {
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

    fn close(&mut self, element: &Element) {
        match flow(element) {
            Flow::Inline | Flow::Break | Flow::Noscript | Flow::Skipped => {}
            Flow::Apart => self.line.apart = true,
            Flow::Block | Flow::Row => self.end_line(),
            Flow::Item => {
                self.end_line();
                self.line.marker = None;
            }
            Flow::Cell => {
                self.line.in_cell = false;
                if self.cell_is_long() {
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
            class: says.class,
            id: says.id,
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
        let Parsed { html, rest, cut } = fragment(text, self.limits);
        self.document(&html);
        drop(html);
        self.rest(rest, cut);
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
}

/// The text of a node's children, as the parser left it.
fn text_of(node: NodeRef<'_, HtmlNode>) -> String {
    node.children()
        .filter_map(|child| match child.value() {
            HtmlNode::Text(text) => Some(&**text),
            _ => None,
        })
        .collect()
}
