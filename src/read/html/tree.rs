//! What is kept of the tree: for each element its parent, its area, its marks and its lines.

use std::ops::Range;

use enumset::{EnumSet, EnumSetType};

use crate::lexicon::Section;

/// The elements of a page in document order: parents stand before their children, and the lines
/// of an element and of all below it are one range.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// The class and id attributes of the page, each once.
    pub(crate) names: Vec<Box<str>>,
}

/// One element.
#[derive(Debug, Default)]
pub(crate) struct Node {
    /// Index of the parent; the root is its own.
    pub(crate) parent: usize,
    /// The areas that its own name and role make of it.
    pub(crate) own_areas: EnumSet<Area>,
    /// The areas the element stands in, its own included.
    pub(crate) areas: EnumSet<Area>,
    /// Hash of its own name and classes.
    pub(crate) shape: u64,
    /// Level of the heading it stands in, its own included.
    pub(crate) heading: Option<u8>,
    /// What its own class and id say it holds.
    pub(crate) marks: EnumSet<Section>,
    /// Whether its own class and id say it holds the article.
    pub(crate) marked_content: bool,
    /// Its class and id attribute, as indices of the tree's names.
    pub(crate) class: Option<usize>,
    pub(crate) id: Option<usize>,
    /// Lines that end inside the element, as indices.
    pub(crate) lines: Range<usize>,
}

impl Tree {
    /// Whether an element or role names a part of the page.
    pub(crate) fn has_landmarks(&self) -> bool {
        let landmarks =
            Area::Nav | Area::Aside | Area::Header | Area::Footer | Area::Article | Area::Main;
        self.nodes.iter().any(|node| !node.own_areas.is_disjoint(landmarks))
    }

    /// The innermost element that holds both.
    pub(crate) fn common(&self, mut a: usize, mut b: usize) -> usize {
        while a != b {
            // A parent's index is smaller than its children's.
            if a > b {
                a = self.nodes[a].parent;
            } else {
                b = self.nodes[b].parent;
            }
        }
        a
    }

    /// For every element, how many levels up from one the first element is that holds both.
    pub(crate) fn levels_apart(&self, from: usize) -> Vec<u16> {
        let mut apart: Vec<Option<u16>> = vec![None; self.nodes.len()];
        let (mut node, mut levels) = (from, 0_u16);
        while apart[node].is_none() {
            apart[node] = Some(levels);
            levels = levels.saturating_add(1);
            node = self.nodes[node].parent;
        }
        // A parent's index is smaller than its children's.
        let mut known: Vec<u16> = Vec::with_capacity(apart.len());
        for (node, levels) in self.nodes.iter().zip(apart) {
            known.push(levels.unwrap_or_else(|| known.get(node.parent).copied().unwrap_or(0)));
        }
        known
    }

    /// The element and all that hold it, from the inside out.
    pub(crate) fn ancestors(&self, node: usize) -> impl Iterator<Item = &Node> {
        let mut next = self.nodes.get(node).map(|_| node);
        std::iter::from_fn(move || {
            let at = next?;
            let node = &self.nodes[at];
            next = (node.parent != at).then_some(node.parent);
            Some(node)
        })
    }
}

/// Areas of a page, named by elements and ARIA roles.
#[derive(Debug, EnumSetType)]
pub(crate) enum Area {
    Nav,
    Aside,
    Header,
    Footer,
    Form,
    Dialog,
    Article,
    Main,
    Paragraph,
    Heading,
    ListItem,
    Quote,
    Table,
    Preformatted,
    Figure,
    Caption,
    Button,
    Time,
    Address,
    Link,
    Noscript,
    Hidden,
    /// The text of the page's JSON-LD, read because the tree has none.
    JsonLd,
}
