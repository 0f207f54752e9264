//! A corpus at a glance: sketches of a run's lines that take the same room for ten pages and for
//! ten million.

mod hosts;
mod sample;
mod scores;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Frequent;
use super::stats::Lines;
use crate::{Article, Label};
pub use hosts::{HostBytes, Hosts};
use sample::SampledLine;
pub use sample::{Sample, Sampled};
pub use scores::{LEAST_SCORE, Scores};

/// Words of a kept line below which it is worth a look: most furniture is short, and most text is
/// not.
const SHORT_WORDS: usize = 6;

/// Bits on either side of none between which a verdict was close: odds of two to one.
const MARGIN: f64 = 1.0;

/// Sketches of the lines of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Glance {
    /// Bytes of lines by label.
    pub bytes: BTreeMap<Label, Lines>,
    /// How many lines have which bits.
    pub scores: Scores,
    /// Pages and bytes by host, of pages whose address is known.
    pub hosts: Hosts,
    /// The short lines that were kept most often.
    pub short_kept: Frequent,
    /// Kept lines at random.
    pub kept: Sample,
    /// Dropped lines at random.
    pub dropped: Sample,
    /// Lines at random whose verdict was close.
    pub marginal: Sample,
}

impl Glance {
    /// Counts an article.
    pub(crate) fn article(&mut self, article: &Article) {
        let mut sum = HostBytes { pages: 1, ..HostBytes::default() };
        for line in article.lines() {
            let bytes = line.text.len() as u64;
            let by_label = self.bytes.entry(line.label).or_default();
            let bits = super::json::number(line.bits);
            self.scores.count(bits, line.keep);
            sum.bytes += bytes;
            let sampled = SampledLine::new(&line, bits);
            if line.keep {
                by_label.kept += bytes;
                sum.kept += bytes;
                if is_short(line.text) && line.label != Label::Title {
                    self.short_kept.count(line.text);
                }
                self.kept.take(&sampled);
            } else {
                by_label.dropped += bytes;
                self.dropped.take(&sampled);
            }
            if bits.abs() < MARGIN {
                self.marginal.take(&sampled);
            }
        }
        if let Some(host) = &article.host {
            self.hosts.count(host, sum);
        }
    }

    /// Adds what another part of the run came to.
    pub(crate) fn add(&mut self, other: Glance) {
        for (label, bytes) in other.bytes {
            let sum = self.bytes.entry(label).or_default();
            sum.kept += bytes.kept;
            sum.dropped += bytes.dropped;
        }
        self.scores.add(&other.scores);
        self.hosts.add(other.hosts);
        self.short_kept.add(other.short_kept);
        self.kept.add(other.kept);
        self.dropped.add(other.dropped);
        self.marginal.add(other.marginal);
    }

    /// Forgets what is rare, if there is too much.
    pub(crate) fn forget(&mut self) {
        self.short_kept.forget();
        self.hosts.forget();
    }
}

fn is_short(line: &str) -> bool {
    line.split_whitespace().nth(SHORT_WORDS - 1).is_none()
}
