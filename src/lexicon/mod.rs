//! The phrases of `lexicon/`, of all languages together, and the words of running text and of
//! dates.

mod cover;
mod error;
mod file;
mod markup;
mod names;
mod phrases;
mod stand;

use enumset::{EnumSet, EnumSetType, enum_set};
use rustc_hash::{FxHashMap, FxHasher};
use serde::Deserialize;
use std::hash::Hasher;
use std::sync::LazyLock;

use crate::label::Label;
use crate::measure::fold::folded;
use crate::measure::script::{is_unspaced, is_word};
use cover::Cover;
pub use error::LexiconError;
use file::File;
pub(crate) use markup::{Markup, words as class_words};
pub(crate) use names::{Named, Names};
use phrases::Phrases;
pub(crate) use phrases::hash;
pub(crate) use phrases::{Lowered, Phrase, WordAt, is_phrase_sign};
use stand::{opens_line, stands};

/// What a phrase announces. Each section has a table of its own in a language's file.
#[derive(Debug, EnumSetType, Deserialize, PartialOrd, Ord, Hash)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Section {
    Navigation,
    Ticker,
    Sharing,
    Related,
    Teaser,
    Comments,
    /// Told by classes alone: a heading of reviews may stand over an article's own.
    Reviews,
    Reply,
    Newsletter,
    Consent,
    Advert,
    /// What a seller puts around the goods.
    Shop,
    Legal,
    Byline,
    Date,
    Caption,
    /// What a picture shows, said for those who do not see it.
    Picture,
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
            Section::Comments | Section::Reviews | Section::Reply => Label::Comments,
            Section::Newsletter => Label::Newsletter,
            Section::Consent => Label::Consent,
            Section::Advert => Label::Advert,
            Section::Legal => Label::Legal,
            Section::Byline => Label::Byline,
            Section::Date => Label::Date,
            Section::Caption | Section::Picture => Label::Caption,
            Section::Tags => Label::Tags,
            Section::Shop | Section::Other => Label::Other,
        }
    }
}

/// How a phrase must stand in a line.
#[derive(Debug, EnumSetType, PartialOrd, Ord, Hash)]
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

/// Goods and pictures stand among what is wanted as well: a list of products has prices from end to
/// end.
const AMONG_CONTENT: EnumSet<Section> = enum_set!(Section::Shop | Section::Picture);

impl Hits {
    /// The sections in any position.
    pub(crate) fn any(self) -> EnumSet<Section> {
        self.whole | self.start | self.inside
    }

    /// The sections of what stands around an article, in any position.
    pub(crate) fn furniture(self) -> EnumSet<Section> {
        self.any() - AMONG_CONTENT
    }

    /// Whether such phrases make up the line.
    pub(crate) fn is_furniture(self) -> bool {
        !(self.whole - AMONG_CONTENT).is_empty()
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
    /// Where phrases can begin whose first word it is.
    begins: EnumSet<Anchor>,
    /// Its number among the words of phrases; [`NO_NUMBER`] for others.
    number: u32,
}

/// The number of words that no phrase has.
const NO_NUMBER: u32 = 0;

/// The phrases by which furniture gives itself away, the words of running text and of dates, and
/// the words of class names: those of `lexicon/`, and those that its user adds.
///
/// ```
/// use dechaff::{Cleaner, Label, Lexicon};
///
/// let mine = "[related]\nstart = [\"aiheesta lisää:\"]\n";
/// let cleaner = Cleaner::default().lexicon(Lexicon::with([("mine.toml", mine)])?);
/// let article = cleaner.clean_text("Aiheesta lisää: laituri suljettiin")?;
/// assert_eq!(article.lines().next().map(|line| line.label), Some(Label::Related));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Lexicon {
    phrases: Phrases,
    /// By the hash of the word: one look at one place, where a word of a page is hardly ever known.
    words: FxHashMap<u64, WordKind>,
    pub(crate) markup: Markup,
}

macro_rules! languages { ($($code:literal),* $(,)?) => {
    /// The embedded files of the languages, by name.
    const FILES: &[(&str, &str)] =
        &[$((concat!($code, ".toml"), include_str!(concat!("../../lexicon/", $code, ".toml")))),*];
} }
languages!(
    "ar", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "hu", "id", "it", "ja", "ko", "nl",
    "pl", "pt", "ro", "ru", "sv", "tr", "uk", "vi", "zh"
);

const MARKUP: &str = include_str!("../../lexicon/markup.toml");

/// The name of the file with the words of class names.
const MARKUP_NAME: &str = "markup.toml";

impl Lexicon {
    /// The lexicon that is part of the program.
    pub(crate) fn embedded() -> &'static Lexicon {
        static EMBEDDED: LazyLock<Lexicon> = LazyLock::new(|| embedded(|_| true));
        &EMBEDDED
    }

    /// The lexicon that is part of the program, with files added, each given by its name and its
    /// text. They have the form of those in `lexicon/` and may leave out any key; one named
    /// `markup.toml` has words of class names.
    ///
    /// # Errors
    ///
    /// A file that is not of the form, or a phrase that could never be found.
    pub fn with<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Lexicon, LexiconError> {
        Lexicon::new(&files.into_iter().collect::<Vec<_>>(), |_| true)
    }

    /// The lexicon that is part of the program, with a share of its phrases left out, in percent;
    /// others for each turn. For learning weights that do not lean on the phrases: pages of the
    /// world have many that no lexicon has.
    pub fn thinned(percent: u64, turn: u64) -> Lexicon {
        embedded(|phrase| {
            let mut hasher = FxHasher::default();
            hasher.write_u64(turn);
            hasher.write(phrase.text.as_bytes());
            hasher.finish() % 100 >= percent
        })
    }

    /// The embedded files, and others by name and text, with the phrases that are wanted of them.
    fn new(
        others: &[(&str, &str)],
        wanted: impl FnMut(&Phrase) -> bool,
    ) -> Result<Lexicon, LexiconError> {
        let mut entries = Entries::default();
        let mut markup = Markup::default();
        markup.add(MARKUP_NAME, MARKUP)?;
        for (name, text) in FILES.iter().chain(others) {
            match *name {
                MARKUP_NAME => markup.add(name, text)?,
                _ => entries.add(name, text)?,
            }
        }
        let Entries { mut phrases, mut words } = entries;
        phrases.retain(wanted);
        let phrases = Phrases::new(phrases, &mut words)
            .map_err(|error| LexiconError::Size(error.to_string()))?;
        Ok(Lexicon { phrases, words, markup })
    }

    /// What a lower-case word is.
    pub(crate) fn word(&self, word: &str) -> WordKind {
        self.hashed(hash(word))
    }

    /// What a lower-case word is, by its [`hash`].
    pub(crate) fn hashed(&self, word: u64) -> WordKind {
        self.words.get(&word).copied().unwrap_or_default()
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
            hits.whole = whole.sections(letters(&line.text));
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

/// The phrases that are wanted of those that are part of the program.
fn embedded(wanted: impl FnMut(&Phrase) -> bool) -> Lexicon {
    Lexicon::new(&[], wanted)
        .unwrap_or_else(|error| unreachable!("a test reads every embedded file: {error}"))
}

/// What the files of the languages hold, as it is collected.
#[derive(Default)]
struct Entries {
    phrases: Vec<Phrase>,
    words: FxHashMap<u64, WordKind>,
}

impl Entries {
    fn add(&mut self, name: &str, text: &str) -> Result<(), LexiconError> {
        let file: File = toml::from_str(text).map_err(|error| LexiconError::form(name, &error))?;
        self.words(&file.function_words, |kind| kind.function = true);
        self.words(&file.calendar, |kind| kind.calendar = true);
        self.words(&file.by, |kind| kind.by = true);
        for (section, lists) in file.sections {
            for (anchor, list) in [
                (Anchor::Whole, lists.whole),
                (Anchor::Start, lists.start),
                (Anchor::Inside, lists.inside),
            ] {
                for written in list {
                    let phrase = Phrase::new(folded(&written), section, anchor);
                    if !can_be_found(&phrase) {
                        return Err(LexiconError::Phrase {
                            file: name.to_owned(),
                            phrase: written,
                        });
                    }
                    self.phrases.push(phrase);
                }
            }
        }
        Ok(())
    }

    fn words(&mut self, words: &[String], is: impl Fn(&mut WordKind)) {
        for word in words {
            is(self.words.entry(hash(&folded(word))).or_default());
        }
    }
}

/// Whether a phrase has something that a line is searched for: words between spaces, characters of
/// a script without spaces, or signs that phrases are made of.
fn can_be_found(phrase: &Phrase) -> bool {
    !phrase.is_unspaced || phrase.text.chars().any(|c| is_unspaced(c) || is_phrase_sign(c))
}

/// Bytes that whole phrases must cover: letters, not digits or punctuation.
fn letters(text: &str) -> usize {
    text.chars().filter(|&c| is_word(c) && !c.is_numeric()).map(char::len_utf8).sum()
}

#[cfg(test)]
mod tests;
