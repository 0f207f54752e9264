//! Crosses: what cues say only together, learnt one after the other.
//!
//! Gradient boosting (Friedman 2001) with oblivious trees: each cross asks a few conditions of
//! every line, and has a worth for every way in which they hold. It is fitted to what the sum of
//! the cues and the crosses before it got wrong.

use dechaff::{Article, Column, Side, columns};
use std::ops::Range;

use rayon::prelude::*;

use crate::table::FEWEST_LINES;

/// How crosses are learnt.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How many there are.
    pub crosses: usize,
    /// Conditions of each.
    pub depth: usize,
    /// Share of what a cross found that is kept, so that the ones behind it have their say.
    pub rate: f64,
    /// What is added to the weight of a way, in pages, so that ways of few lines are worth little.
    pub ridge: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { crosses: 60, depth: 6, rate: 0.1, ridge: 0.2 }
    }
}

/// The bucket where a cue is silent.
const SILENT: u8 = u8::MAX;

/// One column in three is looked at for each condition, in turn, and one part of the lines in
/// two for each cross: crosses that differ say more (stochastic gradient boosting, Friedman 2002).
const COLUMNS_IN_TURN: u64 = 3;
const PARTS_IN_TURN: u64 = 2;
/// Lines of a part: about a page, since its lines are right or wrong together.
const PART: usize = 256;

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
}

/// A condition: the bucket of a column is one of a range.
#[derive(Clone, Copy, Debug)]
struct Condition {
    column: usize,
    low: u8,
    high: u8,
}

impl Condition {
    fn holds(self, bucket: u8) -> bool {
        (self.low..=self.high).contains(&bucket)
    }
}

/// A cross that was learnt.
#[derive(Clone, Debug)]
pub struct Cross {
    /// Its conditions, as tables write them.
    pub conditions: String,
    /// What every way in which they hold is worth, in nats.
    pub nats: Vec<f64>,
    /// The lines it rests on: those of its rarest way that is worth anything.
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

    /// What the loss falls by if these lines get a worth of their own.
    fn gain(self, ridge: f64) -> f64 {
        self.slope * self.slope / (self.bend + ridge)
    }
}

/// Learns crosses from lines and what is already known of them.
pub fn learn(mut lines: Lines, settings: Settings) -> Vec<Cross> {
    let columns: Vec<Column> = columns().collect();
    let learnt = (0..settings.crosses).map(|round| {
        let round = Round {
            number: round,
            lines: &lines,
            columns: &columns,
            pulls: pulls(&lines),
            parts: parts(round, lines.margins.len()),
            settings,
        };
        let mut ways = vec![0_u8; round.pulls.len()];
        let mut conditions = Vec::new();
        for level in 0..settings.depth {
            let Some(condition) = round.best(&ways, level) else { break };
            for (way, &bucket) in ways.iter_mut().zip(&lines.columns[condition.column]) {
                *way |= u8::from(condition.holds(bucket)) << level;
            }
            conditions.push(condition);
        }
        let cross = round.worths(&conditions, &ways);
        for (margin, &way) in lines.margins.iter_mut().zip(&ways) {
            *margin += cross.nats[usize::from(way)];
        }
        cross
    });
    // A cross without conditions would be a bias: nothing is left to learn.
    learnt.take_while(|cross| !cross.conditions.is_empty()).collect()
}

/// The parts of the lines that a cross is learnt from.
fn parts(round: usize, lines: usize) -> Vec<Range<usize>> {
    let parts = lines.div_ceil(PART);
    let in_turn = |part: &usize| hash(round * parts + part).is_multiple_of(PARTS_IN_TURN);
    let part = |part: usize| part * PART..(part * PART + PART).min(lines);
    (0..parts).filter(in_turn).map(part).collect()
}

/// The finish of SplitMix64: the same choice on every machine.
fn hash(number: usize) -> u64 {
    let hash = (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash >> 32
}

fn pulls(lines: &Lines) -> Vec<Pull> {
    let known = lines.margins.par_iter().zip(&lines.content).zip(&lines.counts);
    let pull = |((margin, &content), count): ((&f64, &bool), &f64)| {
        let p = 1.0 / (1.0 + (-margin).exp());
        let slope = count * (p - f64::from(u8::from(content)));
        Pull { slope, bend: count * p * (1.0 - p), lines: 1 }
    };
    known.map(pull).collect()
}

/// What one cross is learnt from.
struct Round<'a> {
    number: usize,
    lines: &'a Lines,
    columns: &'a [Column],
    pulls: Vec<Pull>,
    parts: Vec<Range<usize>>,
    settings: Settings,
}

impl Round<'_> {
    /// The condition that, added to those so far, lowers the loss most.
    fn best(&self, ways: &[u8], level: usize) -> Option<Condition> {
        /// More conditions than a cross has.
        const LEVELS: usize = 16;
        let turn = (self.number * LEVELS + level) * self.columns.len();
        let in_turn = |column: &usize| hash(turn + column).is_multiple_of(COLUMNS_IN_TURN);
        let looked_at: Vec<usize> = (0..self.columns.len()).filter(in_turn).collect();
        let best_of = |column| self.best_of(column, ways, level);
        let best: Vec<_> = looked_at.into_par_iter().filter_map(best_of).collect();
        let best = best.into_iter().max_by(|a, b| a.0.total_cmp(&b.0));
        best.filter(|(gain, _)| *gain > 0.0).map(|(_, condition)| condition)
    }

    /// The best condition on a column, and what the loss falls by.
    fn best_of(&self, column: usize, ways: &[u8], level: usize) -> Option<(f64, Condition)> {
        let size = self.columns[column].buckets.len();
        // The last place is that of lines on which the cue is silent.
        let mut sums = vec![vec![Pull::default(); size + 1]; 1 << level];
        for part in &self.parts {
            let buckets = self.lines.columns[column][part.clone()].iter();
            let inside = buckets.zip(&ways[part.clone()]).zip(&self.pulls[part.clone()]);
            for ((&bucket, &way), pull) in inside {
                sums[usize::from(way)][usize::from(bucket).min(size)].add(*pull);
            }
        }
        let is_graded = self.columns[column].is_graded;
        let candidates = (0..size).map(|low| Condition {
            column,
            low: low as u8,
            high: if is_graded { size - 1 } else { low } as u8,
        });
        let gain = |condition| sums.iter().map(|sums| self.gain(sums, condition)).sum::<f64>();
        candidates.map(|condition| (gain(condition), condition)).max_by(|a, b| a.0.total_cmp(&b.0))
    }

    /// What the loss falls by if lines are parted by a condition; `sums` has them by bucket.
    fn gain(&self, sums: &[Pull], condition: Condition) -> f64 {
        let ridge = self.settings.ridge;
        let (mut all, mut inside) = (Pull::default(), Pull::default());
        for (bucket, &sum) in sums.iter().enumerate() {
            all.add(sum);
            if condition.holds(bucket as u8) {
                inside.add(sum);
            }
        }
        inside.gain(ridge) + all.without(inside).gain(ridge) - all.gain(ridge)
    }

    /// What every way is worth.
    fn worths(&self, conditions: &[Condition], ways: &[u8]) -> Cross {
        let Settings { ridge, rate, .. } = self.settings;
        let mut sums = vec![Pull::default(); 1 << conditions.len()];
        for part in &self.parts {
            for (&way, pull) in ways[part.clone()].iter().zip(&self.pulls[part.clone()]) {
                sums[usize::from(way)].add(*pull);
            }
        }
        let worth = |sum: &Pull| match sum.lines {
            FEWEST_LINES.. => -sum.slope / (sum.bend + ridge) * rate,
            _ => 0.0,
        };
        let mut nats: Vec<f64> = sums.iter().map(worth).collect();
        let column = |condition: &Condition| &self.columns[condition.column];
        let sides: Vec<Side> = conditions.iter().map(|it| column(it).side).collect();
        keep_to_sides(&sides, &mut nats, &sums);
        let rests_on = sums.iter().map(|sum| sum.lines).filter(|&lines| lines >= FEWEST_LINES);
        let text: Vec<String> = conditions.iter().map(|it| it.text(column(it))).collect();
        let lines = rests_on.min().unwrap_or_default();
        Cross { conditions: text.join(" & "), nats, lines }
    }
}

/// Takes care that a condition on a cue that speaks for one side only never speaks for the other:
/// where it would, both ways get their mean. That may bring other ways out of order, so it is done
/// over until nothing is.
fn keep_to_sides(sides: &[Side], nats: &mut [f64], sums: &[Pull]) {
    let mut wrong = true;
    while std::mem::take(&mut wrong) {
        for (level, side) in sides.iter().enumerate() {
            for without in (0..nats.len()).filter(|way| way & (1 << level) == 0) {
                let with = without | (1 << level);
                // Below the second decimal of a bit, which tables end at.
                const LEAST: f64 = 1e-6;
                let more = nats[with] - nats[without];
                let is_wrong = match side {
                    Side::Either => false,
                    Side::Content => more < -LEAST,
                    Side::Boilerplate => more > LEAST,
                };
                if is_wrong {
                    let [a, b] = [sums[without].bend, sums[with].bend].map(|bend| bend + LEAST);
                    let mean = (nats[without] * a + nats[with] * b) / (a + b);
                    (nats[without], nats[with]) = (mean, mean);
                    wrong = true;
                }
            }
        }
    }
}

impl Condition {
    fn text(self, column: &Column) -> String {
        let how = if column.is_graded { "from" } else { "is" };
        format!("{} {how} {}", column.name, column.buckets[usize::from(self.low)])
    }
}
