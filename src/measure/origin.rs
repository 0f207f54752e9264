//! A line that others are measured from: the one with the title, the one that says the description.

use crate::page::Page;

/// A line, and how far the elements of its page are from it.
#[derive(Debug)]
pub(crate) struct Origin {
    /// Index of the line.
    pub(crate) at: usize,
    /// For every element, the levels between the line and the first element that holds both;
    /// empty for flat text.
    apart: Vec<u16>,
}

impl Origin {
    pub(super) fn new(page: &Page, at: usize) -> Origin {
        let node = page.lines[at].place.map(|place| place.node);
        let apart = match (&page.tree, node) {
            (Some(tree), Some(node)) => tree.levels_apart(node),
            _ => Vec::new(),
        };
        Origin { at, apart }
    }

    /// Lines from here to another line, negative to one before.
    pub(crate) fn lines_to(&self, at: usize) -> f32 {
        at as f32 - self.at as f32
    }

    /// Levels up from here to the first element that holds another line as well; `None` for flat
    /// text.
    pub(crate) fn levels_to(&self, page: &Page, at: usize) -> Option<f32> {
        let node = page.lines[at].place?.node;
        self.apart.get(node).map(|&levels| f32::from(levels))
    }
}
