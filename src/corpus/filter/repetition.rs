//! Gopher's repetition rules: shares of repeated lines, paragraphs and runs of words.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Broken, Text, at_most, repeated_chars, share};

/// Share of paragraphs or lines that stood before, and of their characters.
const MOST_REPEATED: f64 = 0.30;
const MOST_REPEATED_CHARS: f64 = 0.20;

/// Share of the characters in the most frequent run of so many words.
const TOP: [(usize, f64, &str); 3] = [
    (2, 0.20, "gopher_top_2_gram"),
    (3, 0.18, "gopher_top_3_gram"),
    (4, 0.16, "gopher_top_4_gram"),
];

/// Share of the characters in runs of so many words that stood before.
const REPEATED: [(usize, f64, &str); 6] = [
    (5, 0.15, "gopher_repeated_5_grams"),
    (6, 0.14, "gopher_repeated_6_grams"),
    (7, 0.13, "gopher_repeated_7_grams"),
    (8, 0.12, "gopher_repeated_8_grams"),
    (9, 0.11, "gopher_repeated_9_grams"),
    (10, 0.10, "gopher_repeated_10_grams"),
];

pub(super) fn broken(text: &Text<'_>) -> Option<Broken> {
    let paragraphs: Vec<&str> =
        text.text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).collect();
    let lines: Vec<&str> =
        text.lines.iter().copied().filter(|line| !line.trim().is_empty()).collect();
    let units = [
        (&paragraphs, "gopher_repeated_paragraphs", "gopher_repeated_paragraph_chars"),
        (&lines, "gopher_repeated_lines", "gopher_repeated_line_chars"),
    ];
    for (units, rule, chars_rule) in units {
        let (count, chars) = repeated_chars(units.iter().copied());
        let count = share(count, units.len());
        let chars = share(chars, text.chars);
        let broken = at_most(rule, "share that stood before", count, MOST_REPEATED)
            .or_else(|| at_most(chars_rule, "characters of it", chars, MOST_REPEATED_CHARS));
        if broken.is_some() {
            return broken;
        }
    }
    let top = TOP.iter().find_map(|&(size, most, rule)| {
        at_most(rule, "share of characters", share(top(&text.words, size), text.chars), most)
    });
    top.or_else(|| {
        REPEATED.iter().find_map(|&(size, most, rule)| {
            let chars = repeated(&text.words, size);
            at_most(rule, "share of characters", share(chars, text.chars), most)
        })
    })
}

/// Characters of a run of words, with a space between two.
fn chars(run: &[&str]) -> usize {
    run.iter().map(|word| word.chars().count() + 1).sum::<usize>().saturating_sub(1)
}

/// Characters in the most frequent run, all its places together. A run that stands once is not
/// repeated; of those as frequent the first counts.
fn top(words: &[&str], size: usize) -> usize {
    let mut counts: FxHashMap<&[&str], usize> = FxHashMap::default();
    for run in words.windows(size) {
        *counts.entry(run).or_default() += 1;
    }
    let most = counts.values().copied().max().unwrap_or_default();
    let first = words.windows(size).find(|run| counts.get(run) == Some(&most));
    if most < 2 { 0 } else { first.map_or(0, chars) * most }
}

/// Characters in runs that stood before, none counted twice.
fn repeated(words: &[&str], size: usize) -> usize {
    let mut seen: FxHashSet<&[&str]> = FxHashSet::default();
    let (mut at, mut sum) = (0, 0);
    while let Some(run) = words.get(at..at + size) {
        if seen.insert(run) {
            at += 1;
        } else {
            sum += chars(run);
            at += size;
        }
    }
    sum
}
