//! Trees: what cues say only together, learnt one after the other.
//!
//! Gradient boosting (Friedman 2001): each tree parts the lines by conditions on the buckets of
//! cues, and its leaves are fitted to what the first look and the trees before it got wrong. The
//! leaf that gains most is parted next, until there are enough (Ke and others 2017). A condition on
//! a cue that speaks for one side bounds what the leaves behind it may be worth.
//!
//! How much is wanted of a page differs in ways that no cue tells. The first half of the trees learns
//! what cues do tell of it; from there on each page has an offset of its own, as in a model of mixed
//! effects (Hajjem, Bellavance and Larocque 2014), so that the trees learn which lines of a page are
//! wanted before others. Of a new page the offset is not known, and is 0.

mod condition;
mod grow;
mod lines;

use dechaff::{Column, columns};
use rayon::prelude::*;

use condition::Condition;
use grow::{COLUMNS_IN_TURN, Growing, Round};
pub use lines::Lines;

/// How trees are learnt.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How many are learnt one after the other.
    pub trees: usize,
    /// How many times that is done anew, on other parts of the lines and columns. The mean of all
    /// is what they say: what one such course has by chance another has not (bagging, Breiman 1996).
    pub courses: usize,
    /// Leaves of each at most; the program reads sixteen.
    pub leaves: usize,
    /// Share of what a tree found that is kept, so that those behind it have their say.
    pub rate: f64,
    /// What is added to the weight of a leaf, in pages, so that leaves of few lines are worth
    /// little.
    pub ridge: f64,
    /// The same for the offset of a page; the README has the trials that set it.
    pub page_ridge: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { trees: 150, courses: 2, leaves: 16, rate: 0.1, ridge: 0.005, page_ridge: 0.03 }
    }
}

/// A tree that was learnt.
#[derive(Clone, Debug)]
pub struct Tree {
    /// Its leaves; their conditions part all lines.
    pub leaves: Vec<Leaf>,
}

/// A leaf of a tree that was learnt.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// The conditions on the way to it, as tables write them.
    pub path: String,
    /// What it is worth, in nats.
    pub nats: f64,
    /// The lines that fall in it.
    pub lines: usize,
}

/// Learns trees from lines and what is already known of them.
pub fn learn(lines: Lines, settings: Settings) -> Vec<Tree> {
    let columns: Vec<Column> = columns().collect();
    let courses = (0..settings.courses).flat_map(|course| {
        let first = course * settings.trees;
        one_after_the_other(lines.clone(), &columns, first, settings)
    });
    courses.collect()
}

/// Learns the trees of a course, of which `first` is the number of the first.
fn one_after_the_other(
    mut lines: Lines,
    columns: &[Column],
    first: usize,
    settings: Settings,
) -> Vec<Tree> {
    let mut trees = Vec::new();
    for number in 0..settings.trees {
        if number >= settings.trees / 2 {
            lines.move_offsets(settings.page_ridge);
        }
        let number = first + number;
        let looked_at = (0..columns.len())
            .filter(|column| in_turn(number * columns.len() + column, COLUMNS_IN_TURN));
        let round = Round {
            lines: &lines,
            columns,
            looked_at: looked_at.collect(),
            pulls: lines.pulls(),
            settings,
        };
        let leaves = round.grow(number);
        // A tree of one leaf would be a bias: nothing is left to learn.
        if leaves.len() < 2 {
            break;
        }
        trees.push(take(&mut lines, columns, &leaves, settings));
    }
    trees
}

/// Takes what a tree says into the margins of all lines.
fn take(lines: &mut Lines, columns: &[Column], leaves: &[Growing], settings: Settings) -> Tree {
    let worths: Vec<f64> = leaves
        .iter()
        .map(|leaf| leaf.bounds.worth(leaf.all, settings.ridge) * settings.rate)
        .collect();
    let fallen: Vec<usize> = (0..lines.margins.len())
        .into_par_iter()
        .map(|at| {
            let holds = |condition: Condition| condition.holds(lines.columns[condition.column][at]);
            let falls = |leaf: &Growing| leaf.path.iter().all(|&(it, answer)| holds(it) == answer);
            leaves.iter().position(falls).unwrap_or_default()
        })
        .collect();
    let mut counts = vec![0; leaves.len()];
    for (margin, &leaf) in lines.margins.iter_mut().zip(&fallen) {
        *margin += worths[leaf];
        counts[leaf] += 1;
    }
    let text = |&(condition, holds): &(Condition, bool)| {
        let not = if holds { "" } else { "not " };
        format!("{not}{}", condition.text(&columns[condition.column]))
    };
    let written = leaves.iter().zip(worths).zip(counts).map(|((leaf, nats), lines)| Leaf {
        path: leaf.path.iter().map(text).collect::<Vec<_>>().join(" & "),
        nats: nats / settings.courses as f64,
        lines,
    });
    Tree { leaves: written.collect() }
}

/// Whether a number is one of a share of all, the same on every machine.
fn in_turn(number: usize, (some, all): (u64, u64)) -> bool {
    // The finish of SplitMix64.
    let hash = (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (hash >> 32) % all < some
}
