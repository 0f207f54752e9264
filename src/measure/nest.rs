//! The elements around a line, level by level, and the lines whose elements look the same.

use rustc_hash::FxHashMap;

use super::sums::{Sum, Sums};
use crate::page::Page;
use crate::read::html::Tree;

/// What the tree around a line holds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Nest {
    /// The elements around the line, from the inside out, as indices of nodes: each the next
    /// that holds more lines than the one before. The last is repeated at the page's end.
    pub(crate) levels: [usize; LEVELS],
    /// The most siblings of the same name and classes that one of the elements around it has,
    /// itself included.
    pub(crate) siblings: u32,
    /// The lines whose elements have the same names and classes, this one included.
    pub(crate) group: Sum,
    /// Elements to leave before one holds both the line and the body; 0 inside the body's own.
    pub(crate) steps_to_body: u32,
    /// What the page says that it is: the same for all of its lines.
    pub(crate) declared: Declared,
}

/// What a page says in its head that it is, in the order of the cue's buckets.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Declared {
    #[default]
    Nothing,
    Article,
    Thread,
    Product,
    List,
    Other,
}

impl Declared {
    /// Of several kinds the one that tells most counts: a thread's posts are declared beside it.
    pub(super) fn new(kinds: &[String]) -> Declared {
        let says =
            |words: &[&str]| kinds.iter().any(|kind| words.iter().any(|word| kind.contains(word)));
        match () {
            () if kinds.is_empty() => Declared::Nothing,
            () if says(&["discussion", "qapage", "forum"]) => Declared::Thread,
            () if says(&["product"]) => Declared::Product,
            () if says(&["article", "posting"]) => Declared::Article,
            () if says(&["itemlist", "collection"]) => Declared::List,
            () => Declared::Other,
        }
    }
}

/// Levels that are looked at.
pub(crate) const LEVELS: usize = 4;
/// Elements that are left at most to find them: trees may be hundreds of elements deep.
const MOST_STEPS: usize = 12;
/// Elements that make the path by which lines are grouped.
const PATH: usize = 4;
/// Share of the prose that the body's element holds, in tenths.
const BODY_TENTHS: u32 = 8;

/// Looks at the nest of every line; empty for flat text. Linear in lines and elements.
pub(super) fn nests(page: &Page, sums: &Sums) -> Vec<Nest> {
    let Some(tree) = &page.tree else { return Vec::new() };
    let siblings = siblings(tree);
    let steps = steps_to(tree, body(tree, sums));
    let declared = Declared::new(&page.metadata.kinds);
    let nodes: Vec<usize> = page.lines.iter().filter_map(|line| Some(line.place?.node)).collect();
    let mut groups: FxHashMap<u64, Sum> = FxHashMap::default();
    for (at, &node) in nodes.iter().enumerate() {
        let group = groups.entry(path(tree, node)).or_default();
        *group = *group + sums.of(&(at..at + 1));
    }
    nodes
        .iter()
        .map(|&node| Nest {
            levels: levels(tree, node),
            siblings: siblings[node],
            group: groups.get(&path(tree, node)).copied().unwrap_or_default(),
            steps_to_body: steps[node],
            declared,
        })
        .collect()
}

fn levels(tree: &Tree, node: usize) -> [usize; LEVELS] {
    let mut levels = [node; LEVELS];
    let (mut at, mut level) = (node, 0);
    for _ in 0..MOST_STEPS {
        let parent = tree.nodes[at].parent;
        if level + 1 == LEVELS || parent == at {
            break;
        }
        // Of elements with the same lines the outer one stands for all.
        level += usize::from(tree.nodes[parent].lines.len() > tree.nodes[at].lines.len());
        levels[level..].fill(parent);
        at = parent;
    }
    levels
}

/// For every element, the most siblings of its shape that it or one of the [`PATH`] elements
/// around it has. Those of the page's own parts, a few, are counted too.
fn siblings(tree: &Tree) -> Vec<u32> {
    let mut counts: FxHashMap<(usize, u64), u32> = FxHashMap::default();
    for node in &tree.nodes {
        *counts.entry((node.parent, node.shape)).or_default() += 1;
    }
    let own: Vec<u32> = tree
        .nodes
        .iter()
        .map(|node| counts.get(&(node.parent, node.shape)).copied().unwrap_or(1))
        .collect();
    (0..tree.nodes.len())
        .map(|mut at| {
            let mut most = own[at];
            for _ in 0..PATH {
                at = tree.nodes[at].parent;
                most = most.max(own[at]);
            }
            most
        })
        .collect()
}

/// The smallest element that holds most of the prose, as far in as one can go.
fn body(tree: &Tree, sums: &Sums) -> usize {
    let all = sums.page().prose_words;
    let mut best = 0;
    for (at, node) in tree.nodes.iter().enumerate() {
        let holds = sums.of(&node.lines).prose_words;
        let smaller = node.lines.len() <= tree.nodes[best].lines.len();
        if all > 0 && u64::from(holds) * 10 >= u64::from(all) * u64::from(BODY_TENTHS) && smaller {
            best = at;
        }
    }
    best
}

/// For every element, how many must be left to come to one that holds the body.
fn steps_to(tree: &Tree, body: usize) -> Vec<u32> {
    let mut holds_body = vec![false; tree.nodes.len()];
    let mut at = body;
    while !holds_body[at] {
        holds_body[at] = true;
        at = tree.nodes[at].parent;
    }
    // Parents stand before their children.
    let mut in_body = vec![false; tree.nodes.len()];
    let mut steps = vec![0; tree.nodes.len()];
    for at in 0..tree.nodes.len() {
        let parent = tree.nodes[at].parent;
        in_body[at] = at == body || (parent != at && in_body[parent]);
        if !in_body[at] && !holds_body[at] {
            steps[at] = steps[parent] + 1;
        }
    }
    steps
}

/// Names and classes of an element and those around it.
fn path(tree: &Tree, node: usize) -> u64 {
    tree.ancestors(node).take(PATH).fold(0, |path: u64, node| path.rotate_left(5) ^ node.shape)
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::measure::measure;
    use crate::read::{Format, Limits, read};

    const PROSE: &str = "The harbour of the old town was closed on Tuesday after a barge had struck the eastern pier of it.";

    #[test]
    fn cards_are_siblings_and_paragraphs_a_group_in_the_body() {
        let page = format!(
            "<div class=card><h3>One</h3><p>Sold</div><div class=card><h3>Two</h3><p>Here</div>\
             <main><div><p>{PROSE}<p>{PROSE} Twice.<p>{PROSE} Three times.</div></main>"
        );
        let lexicon = Lexicon::embedded();
        let page = read(&page, Format::Html, &Limits::default(), &lexicon.markup);
        let measured = measure(&page, lexicon);
        assert_eq!(
            measured.nests().iter().map(|nest| nest.siblings).collect::<Vec<_>>(),
            [2, 2, 2, 2, 3, 3, 3]
        );
        assert_eq!((measured.nests()[0].steps_to_body, measured.nests()[4].steps_to_body), (2, 0));
        assert_eq!((measured.nests()[0].group.lines, measured.nests()[5].group.lines), (2, 3));
        assert_eq!(measured.level(0, 1).map(|sum| sum.lines), Some(2));
    }
}
