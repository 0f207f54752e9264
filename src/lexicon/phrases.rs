//! Finding phrases in a line: by its words where words are spaced, by its characters where not.

use std::hash::Hasher;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError, MatchKind};
use enumset::EnumSet;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::stand::{near_an_end, places};
use super::{Anchor, NO_NUMBER, Section, WordKind, letters};
use crate::measure::script::{is_unspaced, is_word};

/// A line in the form in which phrases are written: lower case, white space folded, quotes
/// straight.
#[derive(Debug, Default)]
pub(crate) struct Lowered {
    pub(crate) text: String,
    /// The words of the text, in order.
    pub(crate) words: Vec<WordAt>,
    /// Those that show what it is about: what stands for each, and its place among the words.
    pub(crate) telling: Vec<(u64, usize)>,
    /// The line has characters of scripts without spaces, or signs that phrases are made of.
    pub(crate) has_signs: bool,
}

/// Whether a sign may make up a phrase without words: the copyright sign and the enclosed letters
/// that stand for it, arrows, and other symbols. A test holds the lexicon to it.
pub(crate) fn is_phrase_sign(c: char) -> bool {
    matches!(c, '\u{a9}' | '\u{2190}'..='\u{27ff}')
}

/// Where a word stands in a lowered line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordAt {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// It is a number.
    pub(crate) number: bool,
    /// It has letters and digits.
    pub(crate) mixed: bool,
    pub(crate) kind: WordKind,
}

#[derive(Debug)]
pub(crate) struct Phrase {
    pub(crate) text: Box<str>,
    pub(crate) section: Section,
    pub(crate) anchor: Anchor,
    /// Bytes of words in it, digits left out; counted for whole lines alone.
    pub(crate) letters: usize,
    /// Where its words begin and end, signs around them left out.
    core: Range<usize>,
    /// It must be looked for character by character: it is in a script without spaces, or all signs.
    pub(super) is_unspaced: bool,
}

impl Phrase {
    pub(crate) fn new(text: String, section: Section, anchor: Anchor) -> Phrase {
        let start = text.find(is_word).unwrap_or_default();
        let end = text.rfind(is_word).map_or(start, |last| text.ceil_char_boundary(last + 1));
        Phrase {
            letters: if anchor == Anchor::Whole { letters(&text) } else { 0 },
            is_unspaced: start == end || !text.is_ascii() && text.chars().any(is_unspaced),
            core: start..end,
            text: text.into(),
            section,
            anchor,
        }
    }

    /// Where it can begin: credits of pictures begin anywhere, whatever their anchor.
    fn place(&self) -> Anchor {
        match (self.anchor, self.section) {
            (Anchor::Start, Section::Caption) => Anchor::Inside,
            (anchor, _) => anchor,
        }
    }

    /// Its words, in order.
    fn words(&self) -> impl Iterator<Item = &str> {
        self.text[self.core.clone()].split(|c| !is_word(c)).filter(|word| !word.is_empty())
    }
}

/// All phrases, ready to be found.
///
/// Most are spaced, and are found word by word: each word of phrases has a number, and a table
/// leads from a sequence of words and the number of the next to the sequence of both. Most words
/// of a page begin no phrase that could stand there, or stand before a word that no phrase has;
/// neither costs a look at the table, where hashing each sequence of words took a quarter of the
/// time of measuring. An automaton over these phrases too would take thirty times as long to
/// build, and twice as long to run.
#[derive(Debug)]
pub(super) struct Phrases {
    phrases: Vec<Phrase>,
    /// Of a word by itself at its number, of longer sequences behind it.
    steps: Vec<Step>,
    /// The step of a sequence and one word more, by the step of the sequence and the number of
    /// the word.
    next: FxHashMap<(u32, u32), u32>,
    automaton: AhoCorasick,
    /// The phrase of each pattern of the automaton.
    patterns: Vec<usize>,
}

/// What is known of a sequence of words.
#[derive(Debug, Default)]
struct Step {
    /// Phrases whose words they are, and where such phrases can begin.
    phrases: Vec<usize>,
    places: EnumSet<Anchor>,
    /// Where phrases can begin that begin with them and go on.
    longer: EnumSet<Anchor>,
}

impl Phrases {
    /// Makes phrases ready, each once however many languages have it; the words of spaced ones are
    /// numbered in `words`, which has them by their hashes.
    pub(super) fn new(
        phrases: Vec<Phrase>,
        words: &mut FxHashMap<u64, WordKind>,
    ) -> Result<Phrases, BuildError> {
        let phrases = each_once(phrases);
        // No word has the number of the first step.
        let mut steps = vec![Step::default()];
        let mut next: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        next.reserve(phrases.len());
        let mut patterns = Vec::new();
        for (at, phrase) in phrases.iter().enumerate() {
            if phrase.is_unspaced {
                patterns.push(at);
                continue;
            }
            let mut step = NO_NUMBER;
            for word in phrase.words() {
                let word = words.entry(hash(word)).or_default();
                if word.number == NO_NUMBER {
                    word.number = new_step(&mut steps);
                }
                step = if step == NO_NUMBER {
                    word.begins |= phrase.place();
                    word.number
                } else {
                    steps[step as usize].longer |= phrase.place();
                    *next.entry((step, word.number)).or_insert_with(|| new_step(&mut steps))
                };
            }
            let last = &mut steps[step as usize];
            last.phrases.push(at);
            last.places |= phrase.place();
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(patterns.iter().map(|&at| &*phrases[at].text))?;
        Ok(Phrases { phrases, steps, next, automaton, patterns })
    }

    /// What each is, as it is looked for.
    #[cfg(test)]
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.phrases.iter().map(|phrase| &*phrase.text)
    }

    /// Calls `found` with every phrase in the line, and where it begins and ends; phrases that
    /// begin at one place come in the order of their lengths.
    pub(super) fn find<'a>(
        &'a self,
        line: &Lowered,
        mut found: impl FnMut(&'a Phrase, usize, usize),
    ) {
        let anywhere = places(&line.text);
        for (at, first) in line.words.iter().enumerate() {
            let places = if at == 0 { anywhere | Anchor::Start } else { anywhere };
            if !first.kind.begins.is_disjoint(places)
                && near_an_end(&line.text, first.start, first.start)
            {
                self.follow(line, at, places, &mut found);
            }
        }
        if line.has_signs {
            for hit in self.automaton.find_overlapping_iter(&line.text) {
                found(
                    &self.phrases[self.patterns[hit.pattern().as_usize()]],
                    hit.start(),
                    hit.end(),
                );
            }
        }
    }

    /// Calls `found` with every phrase of some kinds whose first word is the one at `at`.
    fn follow<'a>(
        &'a self,
        line: &Lowered,
        at: usize,
        places: EnumSet<Anchor>,
        found: &mut impl FnMut(&'a Phrase, usize, usize),
    ) {
        let first = &line.words[at];
        let mut number = first.kind.number;
        for word in &line.words[at + 1..] {
            let step = &self.steps[number as usize];
            if !step.places.is_disjoint(places) {
                self.compare(step, line, first.start, found);
            }
            if step.longer.is_disjoint(places) || word.kind.number == NO_NUMBER {
                return;
            }
            let Some(&next) = self.next.get(&(number, word.kind.number)) else { return };
            number = next;
        }
        self.compare(&self.steps[number as usize], line, first.start, found);
    }

    /// Calls `found` with the phrases of a step whose signs too stand in the line, given where
    /// the first word does.
    fn compare<'a>(
        &'a self,
        step: &Step,
        line: &Lowered,
        word: usize,
        found: &mut impl FnMut(&'a Phrase, usize, usize),
    ) {
        for &phrase in &step.phrases {
            let phrase = &self.phrases[phrase];
            let start = word.checked_sub(phrase.core.start);
            let rest = start.and_then(|start| line.text.get(start..));
            if let (Some(start), Some(rest)) = (start, rest)
                && rest.starts_with(&*phrase.text)
            {
                found(phrase, start, start + phrase.text.len());
            }
        }
    }
}

/// Leaves out phrases that stand there before.
fn each_once(mut phrases: Vec<Phrase>) -> Vec<Phrase> {
    let mut known = FxHashSet::default();
    let mut is_new = phrases
        .iter()
        .map(|phrase| known.insert((&*phrase.text, phrase.section, phrase.anchor)))
        .collect::<Vec<bool>>()
        .into_iter();
    phrases.retain(|_| is_new.next().unwrap_or_default());
    phrases
}

/// Adds a step, and returns its number.
fn new_step(steps: &mut Vec<Step>) -> u32 {
    steps.push(Step::default());
    steps.len() as u32 - 1
}

/// Hash of a word; two that differ have the same once in 2^64.
pub(crate) fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}
