//! A table of weights, as the cleaner reads it.

use std::collections::BTreeMap;
use std::f64::consts::LN_2;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use dechaff::Weights;

use crate::columns::{Bucket, Columns};
use crate::trees::Tree;

/// The worth of a bucket and what it rests on.
#[derive(Clone, Copy, Debug)]
pub struct Worth {
    /// In nats.
    pub nats: f64,
    /// Lines that fell in the bucket.
    pub lines: usize,
}

/// Lines on which a bucket must rest to be worth anything.
pub const FEWEST_LINES: usize = 30;

/// A table of weights.
#[derive(Clone, Debug)]
pub struct Table {
    rows: Vec<Row>,
}

/// A row: what is worth something, and how much.
#[derive(Clone, Debug)]
struct Row {
    cue: String,
    bucket: String,
    bits: f64,
    lines: usize,
}

impl Table {
    /// The table with a bias and nothing else.
    pub fn new(bias: Worth) -> Table {
        let mut table = Table { rows: Vec::new() };
        table.row("bias", "always", bias);
        table
    }

    /// Adds the buckets of a look, without those that rest on too little.
    pub fn add(&mut self, columns: &Columns, worths: &[Worth]) {
        for (Bucket { cue, name, .. }, worth) in columns.buckets.iter().zip(worths) {
            if worth.lines >= FEWEST_LINES {
                self.row(cue, name, *worth);
            }
        }
    }

    /// Adds trees; `scale` times their worths.
    pub fn add_trees(&mut self, trees: &[Tree], scale: f64) {
        for (at, tree) in trees.iter().enumerate() {
            let name = format!("tree {}", at + 1);
            for leaf in &tree.leaves {
                self.row(&name, &leaf.path, Worth { nats: leaf.nats * scale, lines: leaf.lines });
            }
        }
    }

    fn row(&mut self, cue: &str, bucket: &str, worth: Worth) {
        self.rows.push(Row {
            cue: cue.to_owned(),
            bucket: bucket.to_owned(),
            bits: worth.nats / LN_2,
            lines: worth.lines,
        });
    }

    /// The mean of these weights and of others, of which the others have `share`. What only the
    /// others know rests on no lines and is left out.
    pub fn mean(&self, others: &Others, share: f64) -> Table {
        let mut mean = self.clone();
        for row in &mut mean.rows {
            let other = others.bits.get(&(row.cue.clone(), row.bucket.clone()));
            let other = other.copied().unwrap_or_default();
            row.bits = (1.0 - share) * row.bits + share * other;
        }
        mean
    }

    /// The weights for a cleaner.
    pub fn weights(&self) -> Result<Weights> {
        Ok(Weights::parse(&self.rows())?)
    }

    /// The table with its comment, as it is stored.
    pub fn text(&self, comment: &str) -> String {
        let comment: String = comment.lines().map(|line| format!("# {line}\n")).collect();
        comment + &self.rows()
    }

    fn rows(&self) -> String {
        let row = |Row { cue, bucket, bits, lines }: &Row| {
            format!("{cue}\t{bucket}\t{}\t{lines}\n", decimals(*bits))
        };
        self.rows.iter().map(row).collect()
    }
}

/// Bits to two decimals.
fn decimals(bits: f64) -> String {
    // Adding 0 makes an unsigned zero of one that is below it.
    format!("{:.2}", (bits * 100.0).round() / 100.0 + 0.0)
}

/// Weights that were there before, by cue and bucket, in bits.
#[derive(Clone, Debug, Default)]
pub struct Others {
    bits: BTreeMap<(String, String), f64>,
}

impl Others {
    /// Reads the weights of a table.
    pub fn read(path: &Path) -> Result<Others> {
        let table = fs::read_to_string(path)
            .with_context(|| format!("cannot read the weights {}", path.display()))?;
        Weights::parse(&table).with_context(|| path.display().to_string())?;
        let row = |row: &str| {
            let [cue, bucket, bits, _] = row.split('\t').collect::<Vec<_>>()[..] else {
                return None;
            };
            Some(((cue.to_owned(), bucket.to_owned()), bits.parse().ok()?))
        };
        Ok(Others { bits: table.lines().filter_map(row).collect() })
    }
}
