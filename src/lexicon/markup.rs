//! What the class and id names of elements announce.

use enumset::EnumSet;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

use super::{LexiconError, Section};

/// The words of class and id names, by what they announce.
#[derive(Debug, Default)]
pub(crate) struct Markup {
    words: FxHashMap<Box<str>, Word>,
    /// Whole names.
    hidden: FxHashSet<Box<str>>,
}

/// What names announce.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    pub(crate) marks: EnumSet<Section>,
    /// The element holds the article.
    pub(crate) content: bool,
    /// The element is not shown.
    pub(crate) hidden: bool,
}

/// A file of such words. Whatever it leaves out is empty.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    content: Vec<String>,
    hidden: Vec<String>,
    marks: BTreeMap<Section, Vec<String>>,
}

/// Bytes of a name's words; longer ones are hashes and addresses.
const WORD_BYTES: std::ops::RangeInclusive<usize> = 2..=18;

impl Markup {
    /// Adds what a file says.
    pub(super) fn add(&mut self, name: &str, text: &str) -> Result<(), LexiconError> {
        let file: File = toml::from_str(text).map_err(|error| LexiconError::form(name, &error))?;
        for word in file.content {
            self.word(name, word)?.content = true;
        }
        for (section, list) in file.marks {
            for word in list {
                self.word(name, word)?.marks |= section;
            }
        }
        self.hidden.extend(file.hidden.into_iter().map(Box::from));
        Ok(())
    }

    /// The entry of a word, if names can have it.
    fn word(&mut self, file: &str, word: String) -> Result<&mut Word, LexiconError> {
        let is_word =
            WORD_BYTES.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase());
        match is_word {
            true => Ok(self.words.entry(word.into()).or_default()),
            false => Err(LexiconError::Word { file: file.to_owned(), word }),
        }
    }

    /// What the names in a class, id or itemprop attribute announce together.
    pub(crate) fn read(&self, names: &str) -> Word {
        let mut found = Word::default();
        words(names, |word| {
            if let Some(word) = self.words.get(word) {
                found.marks |= word.marks;
                found.content |= word.content;
            }
        });
        found.hidden = names.split_ascii_whitespace().any(|name| self.hidden.contains(name));
        found
    }
}

/// What the names met on a page announce: most stand there many times.
#[derive(Debug)]
pub(crate) struct Names<'a> {
    markup: &'a Markup,
    met: FxHashMap<u64, (Word, usize)>,
    /// The attributes met, each once.
    all: Vec<Box<str>>,
}

/// What an attribute's names announce, and where to find them again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named {
    pub(crate) word: Word,
    pub(crate) hash: u64,
    /// Place of the attribute among those of the page.
    pub(crate) place: usize,
}

impl<'a> Names<'a> {
    pub(crate) fn new(markup: &'a Markup) -> Names<'a> {
        Names { markup, met: FxHashMap::default(), all: Vec::new() }
    }

    /// What the names in an attribute announce together.
    pub(crate) fn read(&mut self, names: &str) -> Named {
        let hash = super::phrases::hash(names);
        let (word, place) = *self.met.entry(hash).or_insert_with(|| {
            self.all.push(names.into());
            (self.markup.read(names), self.all.len() - 1)
        });
        Named { word, hash, place }
    }

    /// The attributes met, each once, in the order of their places.
    pub(crate) fn into_all(self) -> Vec<Box<str>> {
        self.all
    }
}

/// Calls `found` with each word of class and id names, in lower case. This is the one place
/// that says where such words begin and end.
pub(crate) fn words(names: &str, mut found: impl FnMut(&str)) {
    let bytes = names.as_bytes();
    let mut begin = 0;
    for end in 0..=bytes.len() {
        let next = bytes.get(end).filter(|next| next.is_ascii_alphabetic());
        let is_hump = |next: &u8| {
            next.is_ascii_uppercase()
                && bytes[begin..end].last().is_some_and(u8::is_ascii_lowercase)
        };
        if !next.is_none_or(is_hump) {
            continue;
        }
        if WORD_BYTES.contains(&(end - begin)) {
            let word = &names[begin..end];
            match word.bytes().any(|byte| byte.is_ascii_uppercase()) {
                true => found(&word.to_ascii_lowercase()),
                false => found(word),
            }
        }
        begin = end + usize::from(next.is_none());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_hide() {
        let markup = &crate::lexicon::Lexicon::embedded().markup;
        assert!(markup.read("menu-label screen-reader-text").hidden);
        assert!(!markup.read("field field-label-hidden").hidden);
    }

    #[test]
    fn names_split_at_punctuation_and_humps() {
        let mut found = Vec::new();
        words("site-nav  mainMenu navÿ_seals h2 éDit", |word| found.push(word.to_owned()));
        assert_eq!(found, ["site", "nav", "main", "menu", "nav", "seals", "dit"]);
    }
}
