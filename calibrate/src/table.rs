//! A table of weights, as the cleaner reads it.

use std::f64::consts::LN_2;
use std::fmt::Write;

use anyhow::Result;
use dechaff::Weights;

use crate::columns::{Bucket, Columns};
use crate::crosses::Cross;

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

/// A table as text, in bits of two decimals.
#[derive(Clone, Debug)]
pub struct Table {
    rows: String,
}

impl Table {
    /// The table with a bias and nothing else.
    pub fn new(bias: Worth) -> Table {
        let mut table = Table { rows: String::new() };
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

    /// Adds crosses; `scale` times their worths.
    pub fn add_crosses(&mut self, crosses: &[Cross], scale: f64) {
        for cross in crosses {
            let bits: Vec<String> = cross.nats.iter().map(|nats| bits(nats * scale)).collect();
            // Writing to a string cannot fail.
            let _ = writeln!(
                self.rows,
                "cross\t{}\t{}\t{}",
                cross.conditions,
                bits.join(" "),
                cross.lines
            );
        }
    }

    fn row(&mut self, cue: &str, bucket: &str, worth: Worth) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.rows, "{cue}\t{bucket}\t{}\t{}", bits(worth.nats), worth.lines);
    }

    /// The weights for a cleaner.
    pub fn weights(&self) -> Result<Weights> {
        Ok(Weights::parse(&self.rows)?)
    }

    /// The table with its comment, as it is stored.
    pub fn text(&self, comment: &str) -> String {
        let comment: String = comment.lines().map(|line| format!("# {line}\n")).collect();
        format!("{comment}{}", self.rows)
    }
}

/// Nats as bits of two decimals.
fn bits(nats: f64) -> String {
    // Adding 0 makes an unsigned zero of one that is below it.
    format!("{:.2}", (nats / LN_2 * 100.0).round() / 100.0 + 0.0)
}
