//! The lines that trees are learnt from, and what the loss is at each.

use dechaff::Article;
use rayon::prelude::*;

use super::condition::SILENT;
use crate::targets::Target;

/// Lines with the buckets they fall in, column by column.
#[derive(Default)]
pub struct Lines {
    pub(super) columns: Vec<Vec<u8>>,
    /// Evidence so far, in nats.
    pub(super) margins: Vec<f64>,
    pub(super) targets: Vec<Target>,
}

impl Lines {
    /// Adds the lines of a page that count.
    pub fn add(&mut self, article: &Article, margins: &[f64], targets: &[Target]) {
        for at in (0..margins.len()).filter(|&at| targets[at].count > 0.0) {
            let row = article.buckets(at);
            self.columns.resize(row.len(), Vec::new());
            for (column, bucket) in self.columns.iter_mut().zip(row) {
                column.push(bucket.unwrap_or(SILENT));
            }
            self.margins.push(margins[at]);
            self.targets.push(targets[at]);
        }
    }

    /// Adds the lines of others.
    pub fn append(&mut self, mut other: Lines) {
        self.columns.resize(self.columns.len().max(other.columns.len()), Vec::new());
        for (column, more) in self.columns.iter_mut().zip(&mut other.columns) {
            column.append(more);
        }
        self.margins.append(&mut other.margins);
        self.targets.append(&mut other.targets);
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
    pub(super) fn pulls(&self) -> Vec<Pull> {
        let known = self.margins.par_iter().zip(&self.targets);
        let pull = |(margin, &Target { content, count }): (&f64, &Target)| {
            let p = 1.0 / (1.0 + (-margin).exp());
            let slope = count * (p - content);
            Pull { slope, bend: count * p * (1.0 - p), lines: 1 }
        };
        known.map(pull).collect()
    }
}

/// Slope and bend of the loss over some lines, and their number.
#[derive(Clone, Copy, Default)]
pub(super) struct Pull {
    pub(super) slope: f64,
    pub(super) bend: f64,
    pub(super) lines: usize,
}

impl Pull {
    pub(super) fn add(&mut self, other: Pull) {
        self.slope += other.slope;
        self.bend += other.bend;
        self.lines += other.lines;
    }

    pub(super) fn without(self, other: Pull) -> Pull {
        Pull {
            slope: self.slope - other.slope,
            bend: self.bend - other.bend,
            lines: self.lines - other.lines,
        }
    }
}
