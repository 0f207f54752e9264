//! The lines that trees are learnt from, and what the loss is at each.

use dechaff::Article;
use rayon::prelude::*;

use super::condition::SILENT;
use crate::targets::Target;

/// A page's offset moves by this at most between two trees, in nats: where all lines are sure the
/// loss hardly bends, and a step of Newton's method goes much too far.
const LONGEST_STEP: f64 = 0.5;

/// Lines with the buckets they fall in, column by column.
#[derive(Clone, Default)]
pub struct Lines {
    pub(super) columns: Vec<Vec<u8>>,
    /// Evidence so far, in nats.
    pub(super) margins: Vec<f64>,
    pub(super) targets: Vec<Target>,
    /// The page of each line, as a place among the offsets.
    pages: Vec<u32>,
    /// What is added to the evidence of all lines of a page, in nats.
    offsets: Vec<f64>,
}

impl Lines {
    /// Adds the lines of a page that count.
    pub fn add(&mut self, article: &Article, margins: &[f64], targets: &[Target]) {
        let page = self.offsets.len() as u32;
        self.offsets.push(0.0);
        for at in (0..margins.len()).filter(|&at| targets[at].count > 0.0) {
            let row = article.buckets(at);
            self.columns.resize(row.len(), Vec::new());
            for (column, bucket) in self.columns.iter_mut().zip(row) {
                column.push(bucket.unwrap_or(SILENT));
            }
            self.margins.push(margins[at]);
            self.targets.push(targets[at]);
            self.pages.push(page);
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
        let before = self.offsets.len() as u32;
        self.pages.extend(other.pages.iter().map(|page| before + page));
        self.offsets.append(&mut other.offsets);
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

    /// Moves the offset of each page towards what its lines are off by together: a step of
    /// Newton's method, with half of `ridge` times the square of the offset as its cost.
    pub(super) fn move_offsets(&mut self, ridge: f64) {
        let mut of_pages = vec![Pull::default(); self.offsets.len()];
        for (pull, &page) in self.pulls().into_iter().zip(&self.pages) {
            of_pages[page as usize].add(pull);
        }
        for (offset, pull) in self.offsets.iter_mut().zip(of_pages) {
            let step = -(pull.slope + ridge * *offset) / (pull.bend + ridge);
            *offset += step.clamp(-LONGEST_STEP, LONGEST_STEP);
        }
    }

    /// Slope and bend of the loss at every line.
    pub(super) fn pulls(&self) -> Vec<Pull> {
        let known = self.margins.par_iter().zip(&self.targets).zip(&self.pages);
        let pull = |((margin, &Target { content, count }), &page): ((&f64, &Target), &u32)| {
            let margin = margin + self.offsets[page as usize];
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_takes_what_all_lines_of_a_page_are_off_by() {
        let target = |content| Target::new(content, 1.0);
        let mut lines = Lines {
            margins: vec![0.0; 8],
            targets: [[true; 4], [true, true, false, false]]
                .concat()
                .into_iter()
                .map(target)
                .collect(),
            pages: [[0; 4], [1; 4]].concat(),
            offsets: vec![0.0; 2],
            ..Lines::default()
        };
        (0..100).for_each(|_| lines.move_offsets(1.0));
        let [much, none] = lines.offsets[..] else { panic!("{:?}", lines.offsets) };
        // Where four lines pull no more than the ridge: 4 / (1 + e^x) = x.
        assert!((4.0 / (1.0 + much.exp()) - much).abs() < 1e-6, "{much}");
        assert_eq!(none, 0.0);
        assert!(lines.pulls()[..4].iter().all(|pull| pull.slope > -0.5));
    }
}
