//! Words of class and id names, each with a worth of its own: sites name their parts alike.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::{Bits, Vote};
use crate::lexicon;
use crate::page::Page;
use crate::read::html::{Node, Tree};

/// The name that weights and explanations use.
pub(super) const NAME: &str = "class_word";

/// What words of class and id names are worth.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClassWords {
    words: Vec<(Box<str>, Bits)>,
    places: FxHashMap<Box<str>, usize>,
}

impl ClassWords {
    pub(super) fn add(&mut self, word: &str, bits: Bits) {
        self.places.insert(word.into(), self.words.len());
        self.words.push((word.into(), bits));
    }

    /// The places of the known words in an attribute, each once.
    fn find(&self, names: &str) -> Vec<usize> {
        let mut found = Vec::new();
        lexicon::class_words(names, |word| found.extend(self.places.get(word)));
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Adds to every line what the words around it are worth, each once however many elements have
/// it. Linear in the elements.
pub(super) fn add(bits: &mut [Bits], page: &Page, words: &ClassWords) {
    let Some(tree) = page.tree.as_ref().filter(|_| !words.words.is_empty()) else { return };
    let found: Vec<Vec<usize>> = tree.names.iter().map(|names| words.find(names)).collect();
    let sums = sums(tree, words, &found);
    for (bits, line) in bits.iter_mut().zip(&page.lines) {
        if let Some(place) = line.place {
            *bits = *bits + sums[place.node];
        }
    }
}

/// The sum of every element: that of the element around it, and the words that it adds. `found`
/// has the known words of every attribute of the page.
fn sums(tree: &Tree, words: &ClassWords, found: &[Vec<usize>]) -> Vec<Bits> {
    let own = |node: usize| attributes(&tree.nodes[node]).flat_map(|name| &found[name]);
    let mut sums: Vec<Bits> = Vec::with_capacity(tree.nodes.len());
    // How many of the open elements have each word.
    let mut times = vec![0_u32; words.words.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, node) in tree.nodes.iter().enumerate() {
        while open.last().is_some_and(|&last| last != node.parent) {
            open.pop().into_iter().flat_map(own).for_each(|&word| times[word] -= 1);
        }
        let mut sum = open.last().map_or(Bits::default(), |&parent| sums[parent]);
        for &word in own(at) {
            if times[word] == 0 {
                sum = sum + words.words[word].1;
            }
            times[word] += 1;
        }
        sums.push(sum);
        open.push(at);
    }
    sums
}

/// The known words around a line, each with its worth.
pub(super) fn votes(page: &Page, line: usize, words: &ClassWords) -> Vec<Vote> {
    let found = around(page, line).into_iter().filter_map(|word| {
        let &place = words.places.get(word.as_str())?;
        Some(Vote { cue: NAME, bucket: word, bits: words.words[place].1 })
    });
    found.collect()
}

/// The words of the classes and ids of the elements around a line, sorted.
pub(crate) fn around(page: &Page, line: usize) -> Vec<String> {
    let place = page.lines.get(line).and_then(|line| line.place);
    let Some((tree, place)) = page.tree.as_ref().zip(place) else { return Vec::new() };
    let mut around = BTreeSet::new();
    for name in tree.ancestors(place.node).flat_map(attributes) {
        lexicon::class_words(&tree.names[name], |word| {
            around.insert(word.to_owned());
        });
    }
    around.into_iter().collect()
}

/// The class and id attributes of an element, as indices of the tree's names.
fn attributes(node: &Node) -> impl Iterator<Item = usize> {
    node.class.into_iter().chain(node.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::read::{Format, Limits, read};

    #[test]
    fn a_word_counts_once_however_many_elements_have_it() {
        let page = "<div class='side side-box'><p id=side>One</p></div><p>Two</p>\
                    <p class=box>Six</p>";
        let page = read(page, Format::Html, &Limits::default(), &Lexicon::embedded().markup);
        let mut words = ClassWords::default();
        words.add("side", Bits::hundredths(-50));
        words.add("box", Bits::hundredths(-3));
        let mut bits = vec![Bits::default(); 3];
        add(&mut bits, &page, &words);
        assert_eq!(bits, [-53, 0, -3].map(Bits::hundredths));
        let votes = votes(&page, 0, &words);
        assert_eq!(votes.iter().map(|vote| vote.bits).sum::<Bits>(), bits[0]);
        assert_eq!(around(&page, 0), ["box", "side"]);
    }
}
