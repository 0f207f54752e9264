//! The phrases of `lexicon/`, of all languages together, and the words of running text and of
//! dates.

mod cover;
mod markup;
mod phrases;
mod stand;

use enumset::{EnumSet, EnumSetType};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::label::Label;
use crate::measure::script::is_word;
use cover::Cover;
pub(crate) use markup::{Markup, Names};
pub(crate) use phrases::{Lowered, Phrase, WordAt, is_phrase_sign};
use phrases::{Phrases, hash};
use stand::{opens_line, stands};

/// What a phrase announces. Each section has a table of its own in a language's file.
#[derive(Debug, EnumSetType, Deserialize, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Section {
    Navigation,
    Ticker,
    Sharing,
    Related,
    Teaser,
    Comments,
    Reply,
    Newsletter,
    Consent,
    Advert,
    Legal,
    Byline,
    Date,
    Caption,
    Tags,
    Other,
}

impl Section {
    /// The label of lines that the section's phrases announce.
    pub(crate) const fn label(self) -> Label {
        match self {
            Section::Navigation => Label::Navigation,
            Section::Ticker => Label::Ticker,
            Section::Sharing => Label::Sharing,
            Section::Related | Section::Teaser => Label::Related,
            Section::Comments | Section::Reply => Label::Comments,
            Section::Newsletter => Label::Newsletter,
            Section::Consent => Label::Consent,
            Section::Advert => Label::Advert,
            Section::Legal => Label::Legal,
            Section::Byline => Label::Byline,
            Section::Date => Label::Date,
            Section::Caption => Label::Caption,
            Section::Tags => Label::Tags,
            Section::Other => Label::Other,
        }
    }
}

/// How a phrase must stand in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Anchor {
    /// Nothing else is there but other whole phrases of its section.
    Whole,
    /// The line begins with it.
    Start,
    /// Anywhere.
    Inside,
}

/// The sections whose phrases a line holds, by how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hits {
    pub(crate) whole: EnumSet<Section>,
    pub(crate) start: EnumSet<Section>,
    pub(crate) inside: EnumSet<Section>,
}

impl Hits {
    /// The sections in any position.
    pub(crate) fn any(self) -> EnumSet<Section> {
        self.whole | self.start | self.inside
    }
}

/// What a word is to a line.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordKind {
    /// A word of running text: an article, a preposition, a pronoun.
    pub(crate) function: bool,
    /// A word that stands in dates.
    pub(crate) calendar: bool,
    /// A word before an author's name.
    pub(crate) by: bool,
    /// The first word of a phrase.
    pub(crate) begins_a_phrase: bool,
    /// Its number among the words of phrases; [`NO_NUMBER`] for others.
    number: u32,
}

/// The number of words that no phrase has.
const NO_NUMBER: u32 = 0;

/// The phrases and words of all languages.
#[derive(Debug)]
pub(crate) struct Lexicon {
    phrases: Phrases,
    /// By the hash of the word: one look at one place, where a word of a page is hardly ever known.
    words: FxHashMap<u64, WordKind>,
    pub(crate) markup: Markup,
}

/// One language's file.
#[derive(Deserialize)]
struct File {
    #[expect(dead_code, reason = "the name is for people; reading it checks that it is there")]
    name: String,
    function_words: Vec<String>,
    calendar: Vec<String>,
    by: Vec<String>,
    #[serde(flatten)]
    sections: BTreeMap<Section, Lists>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    whole: Vec<String>,
    start: Vec<String>,
    inside: Vec<String>,
}

/// A lexicon that cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LexiconError {
    /// A file is not of the form that lexicon/README.md describes.
    #[error("lexicon file {file}: {source}")]
    Form {
        /// The file's name.
        file: String,
        /// What the TOML reader says.
        source: Box<toml::de::Error>,
    },
    /// The phrases together are more than the automaton can hold.
    #[error("too many phrases: {0}")]
    Size(#[from] aho_corasick::BuildError),
}

macro_rules! languages { ($($code:literal),* $(,)?) => {
    /// The embedded files, by language code.
    const FILES: &[(&str, &str)] =
        &[$(($code, include_str!(concat!("../../lexicon/", $code, ".toml")))),*];
} }
languages!("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "zh");

const MARKUP: &str = include_str!("../../lexicon/markup.toml");

impl Lexicon {
    /// The lexicon that is part of the program.
    pub(crate) fn embedded() -> &'static Lexicon {
        static EMBEDDED: LazyLock<Lexicon> = LazyLock::new(|| {
            Lexicon::new(FILES, MARKUP)
                .unwrap_or_else(|error| unreachable!("a test reads every embedded file: {error}"))
        });
        &EMBEDDED
    }

    /// Builds a lexicon from language files, given by name and text, and the markup file.
    fn new(files: &[(&str, &str)], markup: &str) -> Result<Lexicon, LexiconError> {
        let form = |file: &str| {
            let file = file.to_owned();
            move |source| LexiconError::Form { file, source: Box::new(source) }
        };
        let mut phrases = Vec::new();
        let mut words: FxHashMap<u64, WordKind> = FxHashMap::default();
        for (code, text) in files {
            let file: File = toml::from_str(text).map_err(form(code))?;
            for word in file.function_words {
                words.entry(hash(&word)).or_default().function = true;
            }
            for word in file.calendar {
                words.entry(hash(&word)).or_default().calendar = true;
            }
            for word in file.by {
                words.entry(hash(&word)).or_default().by = true;
            }
            for (section, lists) in file.sections {
                for (anchor, list) in [
                    (Anchor::Whole, lists.whole),
                    (Anchor::Start, lists.start),
                    (Anchor::Inside, lists.inside),
                ] {
                    let phrase = |text: String| Phrase::new(text, section, anchor);
                    phrases.extend(list.into_iter().map(phrase));
                }
            }
        }
        let phrases = Phrases::new(phrases, &mut words)?;
        let markup = Markup::new(markup).map_err(form("markup"))?;
        Ok(Lexicon { phrases, words, markup })
    }

    /// What a lower-case word is.
    pub(crate) fn word(&self, word: &str) -> WordKind {
        self.words.get(&hash(word)).copied().unwrap_or_default()
    }

    /// The sections whose phrases stand in a line.
    pub(crate) fn hits(&self, line: &Lowered) -> Hits {
        let mut hits = Hits::default();
        let mut whole = Cover::default();
        self.matches(line, |phrase, start, end| match phrase.anchor {
            Anchor::Whole => whole.add(phrase, start, end),
            Anchor::Start if opens_line(&line.text, start) => hits.start |= phrase.section,
            Anchor::Start | Anchor::Inside => hits.inside |= phrase.section,
        });
        if !whole.is_empty() {
            let letters = line.text.chars().filter(|&c| counts(c)).map(char::len_utf8).sum();
            hits.whole = whole.sections(letters);
        }
        hits
    }

    /// Calls `found` for each phrase that stands where its kind wants it.
    fn matches<'a>(&'a self, line: &Lowered, mut found: impl FnMut(&'a Phrase, usize, usize)) {
        self.phrases.find(line, |phrase, start, end| {
            if stands(phrase, &line.text, start, end) {
                found(phrase, start, end);
            }
        });
    }
}

/// Whether a character must be covered by whole phrases: letters, not digits or punctuation.
fn counts(c: char) -> bool {
    is_word(c) && !c.is_numeric()
}

#[cfg(test)]
mod tests;
