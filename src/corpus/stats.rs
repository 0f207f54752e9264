//! What a run came to, in numbers. Counts do not depend on the number of threads, nor on
//! interruptions; times do.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Article, Label};

use super::frequent::Frequent;
use super::glance::Glance;

/// What a run came to, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stats {
    /// Pages by what became of them.
    pub pages: Pages,
    /// Bytes of pages, before and after.
    pub bytes: Bytes,
    /// Lines by label.
    pub lines: BTreeMap<Label, Lines>,
    /// Pages and inputs that were not cleaned, by reason.
    pub errors: BTreeMap<String, u64>,
    /// Pages that were left out, by the rule that they break.
    pub filtered: BTreeMap<String, u64>,
    /// Lines of content that were left out, by the rule that they break; they count as dropped.
    pub filtered_lines: BTreeMap<String, u64>,
    /// Pages cleaned to nothing, by reason.
    pub empty: BTreeMap<String, u64>,
    /// Pages past a limit, by limit.
    pub cut: BTreeMap<String, u64>,
    /// Pages by the language that their document declares, `unknown` for those without.
    pub languages: BTreeMap<String, u64>,
    /// The lines that were dropped most often, if they were counted.
    pub dropped_lines: Frequent,
    /// Seconds of all threads by stage.
    pub seconds: Seconds,
    /// Sketches of the lines, if they were counted.
    #[serde(default)]
    pub glance: Glance,
}

/// Pages by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pages {
    /// Cleaned and written.
    pub cleaned: u64,
    /// Cleaned, and left out by a filter.
    pub filtered: u64,
    /// Not cleaned; inputs that could not be read count as one.
    pub failed: u64,
}

/// Bytes of pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bytes {
    /// Records as they were read, decompressed.
    pub read: u64,
    /// What was written of them, before compression.
    pub written: u64,
}

/// Lines of a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    /// Lines that are in the clean text.
    pub kept: u64,
    /// Lines that are not.
    pub dropped: u64,
}

/// Seconds by stage, of all threads together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seconds {
    /// Bytes to text.
    pub decode: f64,
    /// Text to lines.
    pub read: f64,
    /// Lines to numbers.
    pub measure: f64,
    /// Numbers to bits.
    pub judge: f64,
    /// Bits to verdicts.
    pub settle: f64,
    /// From the beginning of the run to its end, of all parts of a run that was resumed.
    pub whole: f64,
}

impl Stats {
    /// Counts an article, written or left out.
    pub(crate) fn article(&mut self, article: &Article, count_lines: bool) {
        for line in article.lines() {
            let lines = self.lines.entry(line.label).or_default();
            if line.keep {
                lines.kept += 1;
            } else {
                lines.dropped += 1;
                if count_lines {
                    self.dropped_lines.count(line.text);
                }
            }
        }
        if count_lines {
            self.glance.article(article);
        }
        let count = |counts: &mut BTreeMap<String, u64>, name: &str| {
            *counts.entry(name.to_owned()).or_default() += 1;
        };
        for rule in article.left_out.values() {
            count(&mut self.filtered_lines, rule);
        }
        if let Some(empty) = article.empty() {
            count(&mut self.empty, empty.name());
        }
        if let Some(cut) = article.cut() {
            count(&mut self.cut, cut.name());
        }
        let tag = article.metadata().language.as_deref().unwrap_or("unknown");
        let language = tag.split(['-', '_', ',', ' ']).next().unwrap_or_default();
        count(&mut self.languages, &language.to_ascii_lowercase());
        let timing = article.timing();
        self.seconds.decode += timing.decode.as_secs_f64();
        self.seconds.read += timing.read.as_secs_f64();
        self.seconds.measure += timing.measure.as_secs_f64();
        self.seconds.judge += timing.judge.as_secs_f64();
        self.seconds.settle += timing.settle.as_secs_f64();
    }

    /// Adds what another part of the run came to.
    pub(crate) fn add(&mut self, other: Stats) {
        self.pages.cleaned += other.pages.cleaned;
        self.pages.filtered += other.pages.filtered;
        self.pages.failed += other.pages.failed;
        self.bytes.read += other.bytes.read;
        self.bytes.written += other.bytes.written;
        for (label, lines) in other.lines {
            let sum = self.lines.entry(label).or_default();
            sum.kept += lines.kept;
            sum.dropped += lines.dropped;
        }
        for (sum, counts) in [
            (&mut self.errors, other.errors),
            (&mut self.filtered, other.filtered),
            (&mut self.filtered_lines, other.filtered_lines),
            (&mut self.empty, other.empty),
            (&mut self.cut, other.cut),
            (&mut self.languages, other.languages),
        ] {
            for (name, count) in counts {
                *sum.entry(name).or_default() += count;
            }
        }
        self.dropped_lines.add(other.dropped_lines);
        self.glance.add(other.glance);
        self.seconds.decode += other.seconds.decode;
        self.seconds.read += other.seconds.read;
        self.seconds.measure += other.seconds.measure;
        self.seconds.judge += other.seconds.judge;
        self.seconds.settle += other.seconds.settle;
        self.seconds.whole += other.seconds.whole;
    }
}
