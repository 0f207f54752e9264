//! Lines at random, the same ones at every run and in whatever order they come: those whose
//! hashes are lowest (a bottom-k sketch; Cohen and Kaplan 2007). A line counts once, however often
//! it is said.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use twox_hash::XxHash3_64;

use crate::{Label, Line};

/// Lines of a sample.
const SIZE: usize = 40;

/// Characters of a line that are held.
const CHARACTERS: usize = 200;

/// A line of a sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sampled {
    /// Its label.
    pub label: Label,
    /// Its bits.
    pub bits: f64,
    /// Whether it was kept.
    pub keep: bool,
    /// Its beginning.
    pub text: String,
}

/// A line on trial.
pub(super) struct SampledLine<'a> {
    hash: u64,
    label: Label,
    bits: f64,
    keep: bool,
    text: &'a str,
}

impl<'a> SampledLine<'a> {
    pub(super) fn new(line: &Line<'a>, bits: f64) -> SampledLine<'a> {
        let end = line.text.char_indices().nth(CHARACTERS).map_or(line.text.len(), |(at, _)| at);
        let text = &line.text[..end];
        SampledLine { hash: hash(text), label: line.label, bits, keep: line.keep, text }
    }
}

/// Lines at random.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    lines: BTreeMap<u64, Sampled>,
}

impl Sample {
    pub(super) fn take(&mut self, line: &SampledLine<'_>) {
        if self.lines.len() == SIZE
            && self.lines.last_key_value().is_some_and(|(&last, _)| line.hash >= last)
        {
            return;
        }
        self.lines.entry(line.hash).or_insert_with(|| Sampled {
            label: line.label,
            bits: line.bits,
            keep: line.keep,
            text: line.text.to_owned(),
        });
        self.cut();
    }

    pub(super) fn add(&mut self, other: Sample) {
        for (hash, line) in other.lines {
            self.lines.entry(hash).or_insert(line);
        }
        self.cut();
    }

    fn cut(&mut self) {
        while self.lines.len() > SIZE {
            self.lines.pop_last();
        }
    }

    /// The lines, in no order that means anything.
    pub fn lines(&self) -> impl Iterator<Item = &Sampled> {
        self.lines.values()
    }
}

fn hash(text: &str) -> u64 {
    XxHash3_64::oneshot(text.as_bytes())
}

impl Serialize for Sample {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.lines())
    }
}

impl<'de> Deserialize<'de> for Sample {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Sample, D::Error> {
        let lines = Vec::<Sampled>::deserialize(deserializer)?;
        Ok(Sample { lines: lines.into_iter().map(|line| (hash(&line.text), line)).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_lines_does_not_show() {
        let texts: Vec<String> = (0..500).map(|number| format!("line {number}")).collect();
        let sample = |texts: &mut dyn Iterator<Item = &String>| {
            let mut sample = Sample::default();
            for text in texts {
                let line = SampledLine {
                    hash: hash(text),
                    label: Label::Other,
                    bits: 0.0,
                    keep: false,
                    text,
                };
                sample.take(&line);
            }
            sample
        };
        let all = sample(&mut texts.iter());
        assert_eq!(all.lines().count(), SIZE);
        assert_eq!(sample(&mut texts.iter().rev()), all);
        let mut sum = sample(&mut texts[300..].iter());
        sum.add(sample(&mut texts[..300].iter()));
        assert_eq!(sum, all);
        let json = serde_json::to_string(&all).unwrap();
        assert_eq!(serde_json::from_str::<Sample>(&json).unwrap(), all);
    }
}
