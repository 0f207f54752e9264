//! Trees: what cues say only together, learnt one after the other.
//!
//! Gradient boosting (Friedman 2001): each tree parts the lines by conditions on the buckets of
//! cues, and its leaves are fitted to what the first look and the trees before it got wrong. The
//! leaf that gains most is parted next, until there are enough (Ke and others 2017). A condition on
//! a cue that speaks for one side bounds what the leaves behind it may be worth.

use dechaff::{Article, Column, Side, columns};
use rayon::prelude::*;

use crate::table::FEWEST_LINES;

/// How trees are learnt.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How many there are.
    pub trees: usize,
    /// Leaves of each at most; the program reads sixteen.
    pub leaves: usize,
    /// Share of what a tree found that is kept, so that those behind it have their say.
    pub rate: f64,
    /// What is added to the weight of a leaf, in pages, so that leaves of few lines are worth
    /// little.
    pub ridge: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { trees: 150, leaves: 16, rate: 0.1, ridge: 0.005 }
    }
}

/// The bucket where a cue is silent.
const SILENT: u8 = u8::MAX;

/// Two columns in five are looked at for each tree, in turn, and one part of the lines in two:
/// trees that differ say more (stochastic gradient boosting, Friedman 2002).
const COLUMNS_IN_TURN: (u64, u64) = (2, 5);
const PARTS_IN_TURN: (u64, u64) = (1, 2);
/// Lines of a part: about a page, since its lines are right or wrong together.
const PART: usize = 256;

/// Least lines of a leaf, of those that its tree is learnt from. All of its lines together are
/// twice as many, and well above what a row of a table must rest on.
const FEWEST_IN_LEAF: usize = 100;
const _: () = assert!(FEWEST_IN_LEAF >= FEWEST_LINES);
/// Least bend of the loss over a leaf, in pages: lines of which all are sure already say little.
const LEAST_BEND: f64 = 0.001;

/// Lines with the buckets they fall in, column by column.
#[derive(Default)]
pub struct Lines {
    columns: Vec<Vec<u8>>,
    /// Evidence so far, in nats.
    margins: Vec<f64>,
    content: Vec<bool>,
    counts: Vec<f64>,
}

impl Lines {
    /// Adds the lines of a page that count.
    pub fn add(&mut self, article: &Article, margins: &[f64], content: &[bool], counts: &[f64]) {
        for at in (0..margins.len()).filter(|&at| counts[at] > 0.0) {
            let row = article.buckets(at);
            self.columns.resize(row.len(), Vec::new());
            for (column, bucket) in self.columns.iter_mut().zip(row) {
                column.push(bucket.unwrap_or(SILENT));
            }
            self.margins.push(margins[at]);
            self.content.push(content[at]);
            self.counts.push(counts[at]);
        }
    }

    /// Adds the lines of others.
    pub fn append(&mut self, mut other: Lines) {
        self.columns.resize(self.columns.len().max(other.columns.len()), Vec::new());
        for (column, more) in self.columns.iter_mut().zip(&mut other.columns) {
            column.append(more);
        }
        self.margins.append(&mut other.margins);
        self.content.append(&mut other.content);
        self.counts.append(&mut other.counts);
    }

    /// How many of the lines fall in each bucket of a column.
    pub fn in_buckets(&self, column: usize, buckets: usize) -> Vec<usize> {
        let mut lines = vec![0; buckets];
        for &bucket in self.columns.get(column).into_iter().flatten() {
            if let Some(lines) = lines.get_mut(usize::from(bucket)) {
                *lines += 1;
            }
        }
        lines
    }

    /// Slope and bend of the loss at every line.
    fn pulls(&self) -> Vec<Pull> {
        let known = self.margins.par_iter().zip(&self.content).zip(&self.counts);
        let pull = |((margin, &content), count): ((&f64, &bool), &f64)| {
            let p = 1.0 / (1.0 + (-margin).exp());
            let slope = count * (p - f64::from(u8::from(content)));
            Pull { slope, bend: count * p * (1.0 - p), lines: 1 }
        };
        known.map(pull).collect()
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

/// Slope and bend of the loss over some lines, and their number.
#[derive(Clone, Copy, Default)]
struct Pull {
    slope: f64,
    bend: f64,
    lines: usize,
}

impl Pull {
    fn add(&mut self, other: Pull) {
        self.slope += other.slope;
        self.bend += other.bend;
        self.lines += other.lines;
    }

    fn without(self, other: Pull) -> Pull {
        Pull {
            slope: self.slope - other.slope,
            bend: self.bend - other.bend,
            lines: self.lines - other.lines,
        }
    }
}

/// What a leaf may be worth, in nats before the rate.
#[derive(Clone, Copy)]
struct Bounds {
    low: f64,
    high: f64,
}

const FREE: Bounds = Bounds { low: f64::NEG_INFINITY, high: f64::INFINITY };

impl Bounds {
    /// The worth that lowers the loss most.
    fn worth(self, pull: Pull, ridge: f64) -> f64 {
        (-pull.slope / (pull.bend + ridge)).clamp(self.low, self.high)
    }

    /// What the loss falls by at it.
    fn gain(self, pull: Pull, ridge: f64) -> f64 {
        let worth = self.worth(pull, ridge);
        -(pull.slope * worth + (pull.bend + ridge) * worth * worth / 2.0)
    }
}

/// A condition: the bucket of a column is one of a range.
#[derive(Clone, Copy, Debug)]
struct Condition {
    column: usize,
    how: How,
    bucket: u8,
}

#[derive(Clone, Copy, Debug)]
enum How {
    Is,
    From,
    Below,
}

impl Condition {
    fn holds(self, bucket: u8) -> bool {
        match self.how {
            How::Is => bucket == self.bucket,
            How::From => (self.bucket..SILENT).contains(&bucket),
            How::Below => bucket < self.bucket,
        }
    }

    /// The conditions on a column: each bucket of a named one; of a number, all from a bucket on,
    /// and all below it, which differ in where silent lines go. Where more can only speak for one
    /// side, less does not speak.
    fn on(column: usize, of: &Column) -> impl Iterator<Item = Condition> {
        let hows: &[How] = match (of.is_graded, of.side) {
            (false, _) => &[How::Is],
            (true, Side::Either) => &[How::From, How::Below],
            (true, _) => &[How::From],
        };
        let buckets = 0..of.buckets.len() as u8;
        let all = hows.iter().flat_map(move |&how| {
            buckets.clone().map(move |bucket| Condition { column, how, bucket })
        });
        // None is below the first bucket.
        all.filter(|it| !matches!(it, Condition { how: How::Below, bucket: 0, .. }))
    }

    fn text(self, column: &Column) -> String {
        let how = match self.how {
            How::Is => "is",
            How::From => "from",
            How::Below => "below",
        };
        format!("{} {how} {}", column.name, column.buckets[usize::from(self.bucket)])
    }
}

/// A leaf while its tree grows.
struct Growing {
    /// Its lines, of those that the tree is learnt from.
    lines: Vec<u32>,
    /// By column looked at, the pull of the lines in each bucket; the last is that of silence.
    sums: Vec<Vec<Pull>>,
    all: Pull,
    bounds: Bounds,
    path: Vec<(Condition, bool)>,
    /// The best way to part it, if any gains.
    best: Option<Split>,
}

#[derive(Clone, Copy)]
struct Split {
    gain: f64,
    condition: Condition,
}

/// Learns trees from lines and what is already known of them.
pub fn learn(mut lines: Lines, settings: Settings) -> Vec<Tree> {
    let columns: Vec<Column> = columns().collect();
    let mut trees = Vec::new();
    for number in 0..settings.trees {
        let looked_at = (0..columns.len())
            .filter(|column| in_turn(number * columns.len() + column, COLUMNS_IN_TURN));
        let round = Round {
            lines: &lines,
            columns: &columns,
            looked_at: looked_at.collect(),
            pulls: lines.pulls(),
            settings,
        };
        let leaves = round.grow(number);
        // A tree of one leaf would be a bias: nothing is left to learn.
        if leaves.len() < 2 {
            break;
        }
        trees.push(take(&mut lines, &columns, &leaves, settings));
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
        nats,
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

/// What one tree is learnt from.
struct Round<'a> {
    lines: &'a Lines,
    columns: &'a [Column],
    looked_at: Vec<usize>,
    pulls: Vec<Pull>,
    settings: Settings,
}

impl Round<'_> {
    /// Grows a tree: its leaves.
    fn grow(&self, number: usize) -> Vec<Growing> {
        let parts = self.pulls.len().div_ceil(PART);
        let lines = (0..self.pulls.len() as u32)
            .filter(|&at| in_turn(number * parts + at as usize / PART, PARTS_IN_TURN))
            .collect();
        let mut root = self.leaf(lines, None, FREE, Vec::new());
        root.best = self.best(&root);
        let mut leaves = vec![root];
        while leaves.len() < self.settings.leaves {
            let gain = |leaf: &Growing| leaf.best.map_or(0.0, |best| best.gain);
            let next =
                (0..leaves.len()).max_by(|&a, &b| gain(&leaves[a]).total_cmp(&gain(&leaves[b])));
            let Some((at, best)) = next.and_then(|at| Some((at, leaves[at].best?))) else { break };
            let parted = leaves.swap_remove(at);
            leaves.extend(self.part(parted, best.condition));
        }
        leaves
    }

    /// A leaf of some lines; `sums` where they are known.
    fn leaf(
        &self,
        lines: Vec<u32>,
        sums: Option<Vec<Vec<Pull>>>,
        bounds: Bounds,
        path: Vec<(Condition, bool)>,
    ) -> Growing {
        let sums = sums.unwrap_or_else(|| self.sums(&lines));
        let all = sums.first().into_iter().flatten().fold(Pull::default(), |mut all, &pull| {
            all.add(pull);
            all
        });
        Growing { lines, sums, all, bounds, path, best: None }
    }

    fn sums(&self, lines: &[u32]) -> Vec<Vec<Pull>> {
        let of = |&column: &usize| {
            let size = self.columns[column].buckets.len();
            let mut sums = vec![Pull::default(); size + 1];
            let buckets = &self.lines.columns[column];
            for &line in lines {
                let line = line as usize;
                sums[usize::from(buckets[line]).min(size)].add(self.pulls[line]);
            }
            sums
        };
        self.looked_at.par_iter().map(of).collect()
    }

    /// Parts a leaf: where the condition holds, and where not.
    fn part(&self, leaf: Growing, condition: Condition) -> [Growing; 2] {
        let buckets = &self.lines.columns[condition.column];
        let (held, failed): (Vec<u32>, Vec<u32>) =
            leaf.lines.iter().partition(|&&line| condition.holds(buckets[line as usize]));
        // The sums of the fewer lines are counted, and those of the others what they leave.
        let fewer = self.sums(if held.len() < failed.len() { &held } else { &failed });
        let both = leaf.sums.iter().zip(&fewer);
        let more = both
            .map(|(all, some)| all.iter().zip(some).map(|(all, some)| all.without(*some)).collect())
            .collect();
        let (of_held, of_failed) =
            if held.len() < failed.len() { (fewer, more) } else { (more, fewer) };
        let path = |answer| leaf.path.iter().copied().chain([(condition, answer)]).collect();
        let mut held = self.leaf(held, Some(of_held), leaf.bounds, path(true));
        let mut failed = self.leaf(failed, Some(of_failed), leaf.bounds, path(false));
        let worth = |leaf: &Growing| leaf.bounds.worth(leaf.all, self.settings.ridge);
        let middle = f64::midpoint(worth(&held), worth(&failed));
        match self.columns[condition.column].side {
            Side::Content => (held.bounds.low, failed.bounds.high) = (middle, middle),
            Side::Boilerplate => (held.bounds.high, failed.bounds.low) = (middle, middle),
            Side::Either => {}
        }
        for part in [&mut held, &mut failed] {
            part.best = self.best(part);
        }
        [held, failed]
    }

    /// The condition by which a leaf is best parted.
    fn best(&self, leaf: &Growing) -> Option<Split> {
        let own = leaf.bounds.gain(leaf.all, self.settings.ridge);
        let of = |(&column, sums): (&usize, &Vec<Pull>)| {
            Condition::on(column, &self.columns[column])
                .filter_map(|condition| {
                    let gain = self.gain(leaf, sums, condition)? - own;
                    Some(Split { gain, condition })
                })
                .max_by(|a, b| a.gain.total_cmp(&b.gain))
        };
        let best: Vec<Option<Split>> = self.looked_at.par_iter().zip(&leaf.sums).map(of).collect();
        let best = best.into_iter().flatten().max_by(|a, b| a.gain.total_cmp(&b.gain));
        best.filter(|split| split.gain > 0.0)
    }

    /// What the loss falls by where a leaf is parted; `None` where that may not be.
    fn gain(&self, leaf: &Growing, sums: &[Pull], condition: Condition) -> Option<f64> {
        let ridge = self.settings.ridge;
        let mut held = Pull::default();
        let silent = sums.len() - 1;
        for (bucket, &sum) in sums.iter().enumerate() {
            let bucket = if bucket == silent { SILENT } else { bucket as u8 };
            if condition.holds(bucket) {
                held.add(sum);
            }
        }
        let failed = leaf.all.without(held);
        let is_enough = |pull: Pull| pull.lines >= FEWEST_IN_LEAF && pull.bend >= LEAST_BEND;
        let [above, below] = [held, failed].map(|pull| leaf.bounds.worth(pull, ridge));
        let keeps_to_side = match self.columns[condition.column].side {
            Side::Content => above >= below,
            Side::Boilerplate => above <= below,
            Side::Either => true,
        };
        (is_enough(held) && is_enough(failed) && keeps_to_side)
            .then(|| leaf.bounds.gain(held, ridge) + leaf.bounds.gain(failed, ridge))
    }
}
