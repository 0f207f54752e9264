//! What the body is about: the words of its beginning that a headline shares.

use std::hash::Hasher;

use rustc_hash::{FxHashSet, FxHasher};

use crate::measure::Measured;
use crate::measure::script::{is_unspaced, is_word};

/// Letters that are compared of a word: behind them endings change in many languages.
const STEM_LETTERS: usize = 5;
/// Letters of a word that can show what the text is about.
pub(super) const TELLING_LETTERS: usize = 4;

/// The words of the kept prose that show what it is about, as hashes.
pub(super) fn telling_words(measured: &Measured<'_>, kept: &[bool]) -> FxHashSet<u64> {
    /// Words of the body that are looked at; a headline is about its beginning.
    const MOST: usize = 300;
    let mut words = FxHashSet::default();
    for at in (0..kept.len()).filter(|&at| kept[at] && measured.around[at].prose) {
        telling(measured.page.words(measured.line(at)), |word| {
            words.insert(word);
        });
        if words.len() >= MOST {
            break;
        }
    }
    words
}

/// A line's telling words, counted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Telling {
    pub(super) all: u32,
    /// Those that the body has.
    pub(super) shared: u32,
}

impl Telling {
    pub(super) fn of(text: &str, words: &FxHashSet<u64>) -> Telling {
        let mut found = Telling::default();
        telling(text, |word| {
            found.all += 1;
            found.shared += u32::from(words.contains(&word));
        });
        found
    }

    /// Share of the telling words that the body has; a guess where there are none to compare.
    pub(super) fn share(self) -> f32 {
        /// Share of a line without words to compare.
        const UNKNOWN: f32 = 0.3;
        if self.all == 0 { UNKNOWN } else { self.shared as f32 / self.all as f32 }
    }
}

/// Calls `found` with the hash of each word that shows what a text is about: words of some
/// letters, and pairs of characters in scripts without spaces.
fn telling(text: &str, mut found: impl FnMut(u64)) {
    for word in text.split(|c| !is_word(c)).filter(|word| !word.is_empty()) {
        if !word.is_ascii() && word.chars().any(is_unspaced) {
            let next = word.chars().skip(1);
            word.chars().zip(next).for_each(|(a, b)| found(hash([a, b])));
        } else if word.chars().count() >= TELLING_LETTERS {
            found(hash(word.chars().take(STEM_LETTERS)));
        }
    }
}

/// Hash of a word in lower case.
fn hash(word: impl IntoIterator<Item = char>) -> u64 {
    let mut hasher = FxHasher::default();
    for c in word {
        // Most letters are ASCII, for which the way through Unicode takes five times as long.
        match c.is_ascii() {
            true => hasher.write_u32(c.to_ascii_lowercase().into()),
            false => c.to_lowercase().for_each(|c| hasher.write_u32(c.into())),
        }
    }
    hasher.finish()
}

/// The letters and digits of a text in lower case: what is left when punctuation and spacing are
/// not compared.
pub(in crate::settle) fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars().filter(|&c| is_word(c)) {
        match c.is_ascii() {
            true => letters.push(c.to_ascii_lowercase()),
            false => letters.extend(c.to_lowercase()),
        }
    }
    letters
}
