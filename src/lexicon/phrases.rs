//! Finding phrases in a line: by its words where words are spaced, by its characters where not.

use std::hash::Hasher;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError, MatchKind};
use rustc_hash::{FxHashMap, FxHasher};

use super::{Anchor, Section};
use crate::measure::script::{is_unspaced, is_word};

/// A line in the form in which phrases are written: lower case, white space folded, quotes
/// straight.
#[derive(Debug, Default)]
pub(crate) struct Lowered {
    pub(crate) text: String,
    /// The words of the text, in order.
    pub(crate) words: Vec<WordAt>,
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
    pub(crate) begins_a_phrase: bool,
}

#[derive(Debug)]
pub(crate) struct Phrase {
    pub(crate) text: Box<str>,
    pub(crate) section: Section,
    pub(crate) anchor: Anchor,
    /// Bytes of words in it, digits left out.
    pub(crate) letters: usize,
    /// Where its words begin and end, signs around them left out.
    core: Range<usize>,
}

impl Phrase {
    pub(crate) fn new(text: String, section: Section, anchor: Anchor) -> Phrase {
        let start = text.find(is_word).unwrap_or_default();
        let end = text.rfind(is_word).map_or(start, |last| text.ceil_char_boundary(last + 1));
        Phrase {
            letters: text.chars().filter(|&c| super::counts(c)).map(char::len_utf8).sum(),
            core: start..end,
            text: text.into(),
            section,
            anchor,
        }
    }

    /// Whether the phrase must be looked for character by character: it is in a script without
    /// spaces, or all signs.
    pub(super) fn is_unspaced(&self) -> bool {
        self.core.is_empty() || self.text.chars().any(is_unspaced)
    }

    /// Ends of its words, as offsets in its core.
    fn word_ends(&self) -> Vec<usize> {
        let core = &self.text[self.core.clone()];
        let next_is_no_word = |end: usize| core[end..].chars().next().is_none_or(|c| !is_word(c));
        core.char_indices()
            .filter(|&(_, c)| is_word(c))
            .map(|(at, c)| at + c.len_utf8())
            .filter(|&end| next_is_no_word(end))
            .collect()
    }
}

/// All phrases, ready to be found.
///
/// Most are spaced: a table holds the hash of each phrase's words from the first to any other,
/// so that a line's words are followed only as long as some phrase goes on with them. An
/// automaton over these phrases too would take thirty times as long to build, and twice as long to
/// run.
#[derive(Debug)]
pub(super) struct Phrases {
    phrases: Vec<Phrase>,
    steps: FxHashMap<u64, Step>,
    automaton: AhoCorasick,
    /// The phrase of each pattern of the automaton.
    patterns: Vec<usize>,
}

/// What is known of a sequence of words.
#[derive(Debug, Default)]
struct Step {
    /// Phrases whose words they are.
    phrases: Vec<usize>,
    /// Some phrase begins with them and goes on.
    longer: bool,
}

impl Phrases {
    pub(super) fn new(phrases: Vec<Phrase>) -> Result<Phrases, BuildError> {
        let mut steps: FxHashMap<u64, Step> = FxHashMap::default();
        let mut patterns = Vec::new();
        for (at, phrase) in phrases.iter().enumerate() {
            if phrase.is_unspaced() {
                patterns.push(at);
                continue;
            }
            let core = &phrase.text[phrase.core.clone()];
            for end in phrase.word_ends() {
                let step = steps.entry(hash(&core[..end])).or_default();
                if end == core.len() {
                    step.phrases.push(at);
                } else {
                    step.longer = true;
                }
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(patterns.iter().map(|&at| &*phrases[at].text))?;
        Ok(Phrases { phrases, steps, automaton, patterns })
    }

    #[cfg(test)]
    pub(super) fn all(&self) -> &[Phrase] {
        &self.phrases
    }

    /// The first word of each spaced phrase.
    pub(super) fn first_words(&self) -> impl Iterator<Item = &str> {
        self.phrases.iter().filter(|phrase| !phrase.is_unspaced()).filter_map(|phrase| {
            let first = *phrase.word_ends().first()?;
            Some(&phrase.text[phrase.core.start..phrase.core.start + first])
        })
    }

    /// Calls `found` with every phrase in the line, and where it begins and ends; phrases that
    /// begin at one place come in the order of their lengths.
    pub(super) fn find<'a>(
        &'a self,
        line: &Lowered,
        mut found: impl FnMut(&'a Phrase, usize, usize),
    ) {
        for (at, word) in line.words.iter().enumerate().filter(|(_, word)| word.begins_a_phrase) {
            for last in &line.words[at..] {
                let words = &line.text[word.start..last.end];
                let Some(step) = self.steps.get(&hash(words)) else { break };
                for &phrase in &step.phrases {
                    let phrase = &self.phrases[phrase];
                    let start = word.start.checked_sub(phrase.core.start);
                    let rest = start.and_then(|start| line.text.get(start..));
                    if let (Some(start), Some(rest)) = (start, rest)
                        && rest.starts_with(&*phrase.text)
                    {
                        found(phrase, start, start + phrase.text.len());
                    }
                }
                if !step.longer {
                    break;
                }
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
}

/// Hash of a word or of words; two that differ have the same once in 2^64.
pub(super) fn hash(words: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(words.as_bytes());
    hasher.finish()
}
