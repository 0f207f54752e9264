//! The class and id names met on a page, and what they announce.

use rustc_hash::FxHashMap;

use super::markup::{Markup, Word};
use super::phrases::hash;

/// What the names met on a page announce: most stand there many times.
#[derive(Debug)]
pub(crate) struct Names<'a> {
    markup: &'a Markup,
    met: FxHashMap<u64, Named>,
    /// The attributes met, each once, without a post's subjects.
    all: Vec<Box<str>>,
}

/// What an attribute's names announce, and where to find them again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named {
    pub(crate) word: Word,
    /// A hash of the names that elements of its kind have in common.
    pub(crate) kind: u64,
    /// Place of the attribute among those of the page.
    pub(crate) place: usize,
}

impl<'a> Names<'a> {
    pub(crate) fn new(markup: &'a Markup) -> Names<'a> {
        Names { markup, met: FxHashMap::default(), all: Vec::new() }
    }

    /// What the names in an attribute announce together.
    pub(crate) fn read(&mut self, names: &str) -> Named {
        *self.met.entry(hash(names)).or_insert_with(|| {
            let names = self.markup.without_subjects(names);
            let (word, kind) = (self.markup.read(&names), self.markup.kind(&names));
            self.all.push(names.into());
            Named { word, kind, place: self.all.len() - 1 }
        })
    }

    /// The attributes met, each once, in the order of their places.
    pub(crate) fn into_all(self) -> Vec<Box<str>> {
        self.all
    }
}
