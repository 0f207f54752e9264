//! Containers: elements whose lines are, all of them and in their order, the same from page to
//! page. Flat text has none.

use twox_hash::XxHash3_64;

use crate::page::{Line, Page};
use crate::read::html::Tree;

/// Lines of a container at least. What holds fewer is a line and its heading.
const LEAST_LINES: usize = 3;

/// Tells the hashes of containers from those of lines.
const SEED: u64 = 1;

/// An odd number, so that no hash is lost by multiplying; the golden ratio's, whose bits are mixed.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hashes of a page's lines, summed so that those of a stretch are had in one step: each
/// element of a deep page is a stretch of its own. Lines are taken as they stand, numbers included,
/// unlike those known by themselves: cards and rows whose prices and sizes differ hold content.
struct Stretches {
    /// `sums[n]` is the polynomial in [`BASE`] of the first `n` lines.
    sums: Vec<u64>,
    powers: Vec<u64>,
}

impl Stretches {
    fn new(page: &Page) -> Stretches {
        let (mut sum, mut power) = (0_u64, 1_u64);
        let (mut sums, mut powers) = (vec![sum], vec![power]);
        for line in &page.lines {
            let hash = XxHash3_64::oneshot(page.words(line).as_bytes());
            sum = sum.wrapping_mul(BASE).wrapping_add(hash);
            power = power.wrapping_mul(BASE);
            sums.push(sum);
            powers.push(power);
        }
        Stretches { sums, powers }
    }

    fn hash(&self, from: usize, to: usize) -> u64 {
        let own = self.sums[from].wrapping_mul(self.powers[to - from]);
        let polynomial = self.sums[to].wrapping_sub(own);
        XxHash3_64::oneshot_with_seed(SEED, &polynomial.to_le_bytes())
    }
}

/// The hash of each element that is a container, by its index.
fn containers<'a>(page: &'a Page, tree: &'a Tree) -> impl Iterator<Item = (usize, u64)> + 'a {
    let stretches = Stretches::new(page);
    let nodes = tree.nodes.iter().enumerate();
    let large = nodes.filter(|(_, node)| node.lines.len() >= LEAST_LINES);
    large.map(move |(at, node)| (at, stretches.hash(node.lines.start, node.lines.end)))
}

/// The hashes of a page's containers; one that holds nothing but another is had twice.
#[cfg(feature = "corpus")]
pub(super) fn hashes(page: &Page) -> Vec<u64> {
    let hashes = |tree| containers(page, tree).map(|(_, hash)| hash).collect();
    page.tree.as_ref().map_or_else(Vec::new, hashes)
}

/// For each line, the most pages of any container that holds it.
pub(super) fn counts(page: &Page, count: impl Fn(u64) -> u64) -> Vec<u64> {
    let Some(tree) = &page.tree else { return vec![0; page.lines.len()] };
    let mut most = vec![0; tree.nodes.len()];
    for (at, hash) in containers(page, tree) {
        most[at] = count(hash);
    }
    // A parent stands before its children, so that it has heard of its own already.
    for at in 0..most.len() {
        most[at] = most[at].max(most[tree.nodes[at].parent]);
    }
    let of_line = |line: &Line| line.place.map_or(0, |place| most[place.node]);
    page.lines.iter().map(of_line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use crate::lexicon::Lexicon;
    use crate::read::html;

    fn read(html: &str) -> Page {
        html::read(html, &Limits::default(), &Lexicon::embedded().markup)
    }

    fn list(items: [&str; 3]) -> String {
        items.map(|item| format!("<li>{item}</li>")).concat()
    }

    const OFFER: [&str; 3] = ["Boots", "120.00", "in stock"];

    /// The hash of a list of three, below a line.
    fn of_list(before: &str, items: [&str; 3]) -> u64 {
        let page = read(&format!("<p>{before}</p><ul>{}</ul>", list(items)));
        let tree = page.tree.as_ref().expect("it is HTML");
        let inner = containers(&page, tree).filter(|&(at, _)| tree.nodes[at].lines.len() == 3);
        inner.map(|(_, hash)| hash).next().expect("the list is a container")
    }

    #[test]
    fn a_container_is_known_by_all_that_it_says_and_by_nothing_around_it() {
        let here = of_list("A page", OFFER);
        assert_eq!(here, of_list("Another page, with more before the list", OFFER));
        assert_ne!(here, of_list("A page", ["Boots", "95.00", "in stock"]), "a price differs");
        assert_ne!(here, of_list("A page", ["120.00", "Boots", "in stock"]), "so does the order");
    }

    #[test]
    fn lines_have_the_most_of_the_containers_around_them() {
        let page = read(&format!("<p>A page</p><div><ul>{}</ul><p>More</p></div>", list(OFFER)));
        let known = of_list("A page", OFFER);
        let counts = counts(&page, |hash| if hash == known { 40 } else { 2 });
        assert_eq!(counts, [2, 40, 40, 40, 2]);
        assert_eq!(super::counts(&Page::default(), |_| 1), [0; 0]);
    }
}
