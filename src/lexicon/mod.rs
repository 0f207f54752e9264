//! The phrases of `lexicon/`: one automaton over all languages, and the words of running text
//! and of dates.

mod markup;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use enumset::{EnumSet, EnumSetType};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::label::Label;
use crate::measure::script::{closes, ends_sentence, is_unspaced, is_word};
pub(crate) use markup::Markup;

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
}

/// The phrases and words of all languages.
#[derive(Debug)]
pub(crate) struct Lexicon {
    automaton: AhoCorasick,
    phrases: Vec<Phrase>,
    words: FxHashMap<Box<str>, WordKind>,
    pub(crate) markup: Markup,
}

#[derive(Debug)]
pub(crate) struct Phrase {
    pub(crate) text: Box<str>,
    pub(crate) section: Section,
    pub(crate) anchor: Anchor,
    /// Bytes of words in it, digits left out.
    letters: usize,
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
    sections: BTreeMap<Section, Phrases>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
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

/// Lines longer than this are searched only at their ends, in bytes: phrases that announce
/// furniture stand at the beginning of a block or close it.
const LONG_LINE: usize = 240;
/// How much of the beginning of a long line is searched, in bytes.
const LONG_LINE_HEAD: usize = 140;
/// How much of the end of a long line is searched, in bytes.
const LONG_LINE_TAIL: usize = 100;
/// Longest line that whole phrases can make up, in bytes.
const LONGEST_WHOLE: usize = 160;

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
        let mut words: FxHashMap<Box<str>, WordKind> = FxHashMap::default();
        for (code, text) in files {
            let file: File = toml::from_str(text).map_err(form(code))?;
            for word in file.function_words {
                words.entry(word.into()).or_default().function = true;
            }
            for word in file.calendar {
                words.entry(word.into()).or_default().calendar = true;
            }
            for word in file.by {
                words.entry(word.into()).or_default().by = true;
            }
            for (section, lists) in file.sections {
                for (anchor, list) in [
                    (Anchor::Whole, lists.whole),
                    (Anchor::Start, lists.start),
                    (Anchor::Inside, lists.inside),
                ] {
                    phrases.extend(list.into_iter().map(|text| Phrase {
                        letters: text.chars().filter(|&c| counts(c)).map(char::len_utf8).sum(),
                        text: text.into(),
                        section,
                        anchor,
                    }));
                }
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(phrases.iter().map(|phrase| &*phrase.text))?;
        let markup = Markup::new(markup).map_err(form("markup"))?;
        Ok(Lexicon { automaton, phrases, words, markup })
    }

    /// What a lower-case word is.
    pub(crate) fn word(&self, word: &str) -> WordKind {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// The sections whose phrases stand in a line, given in the form that
    /// [`measure`](crate::measure) writes: lower case, white space folded, quotes straight.
    pub(crate) fn hits(&self, line: &str) -> Hits {
        let mut hits = Hits::default();
        let mut whole = Cover::default();
        for part in parts(line) {
            self.matches(line, part, |phrase, start, end| match phrase.anchor {
                Anchor::Whole => whole.add(phrase, start, end),
                Anchor::Start if opens_line(line, start) => hits.start |= phrase.section,
                Anchor::Start => hits.inside |= phrase.section,
                Anchor::Inside => hits.inside |= phrase.section,
            });
        }
        if !whole.is_empty() && line.len() <= LONGEST_WHOLE {
            let letters = line.chars().filter(|&c| counts(c)).map(char::len_utf8).sum();
            hits.whole = whole.sections(letters);
        }
        hits
    }

    /// Calls `found` for each phrase that stands at word boundaries, and where its kind wants it.
    fn matches<'a>(
        &'a self,
        line: &str,
        part: std::ops::Range<usize>,
        mut found: impl FnMut(&'a Phrase, usize, usize),
    ) {
        let base = part.start;
        for hit in self.automaton.find_overlapping_iter(&line[part]) {
            let phrase = &self.phrases[hit.pattern().as_usize()];
            let (start, end) = (base + hit.start(), base + hit.end());
            let anchored = match phrase.anchor {
                Anchor::Whole => line.len() <= LONGEST_WHOLE,
                Anchor::Start => {
                    opens_line(line, start)
                        || (phrase.section == Section::Caption && opens_credit(line, start))
                }
                Anchor::Inside => true,
            };
            if anchored && is_boundary(line, start) && is_boundary(line, end) {
                found(phrase, start, end);
            }
        }
    }
}

/// The parts of a line that are searched.
fn parts(line: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let (head, tail) = if line.len() <= LONG_LINE {
        (0..line.len(), None)
    } else {
        let head = line.floor_char_boundary(LONG_LINE_HEAD);
        let tail = line.ceil_char_boundary(line.len() - LONG_LINE_TAIL);
        (0..head, Some(tail..line.len()))
    };
    std::iter::once(head).chain(tail)
}

/// Whether no word stands before.
fn opens_line(line: &str, at: usize) -> bool {
    !line[..at].chars().any(is_word)
}

/// Whether a credit may begin here, behind a caption: "The pier at dusk. Photo: Ida Rook".
fn opens_credit(line: &str, at: usize) -> bool {
    /// Bytes that a credit takes at the end of a line, with the names of photographer and agency.
    const LONGEST: usize = 80;
    let before = line[..at].trim_end();
    let divided =
        |c: char| ends_sentence(c) || closes(c) || matches!(c, '/' | '|' | '–' | '—' | '(');
    line.len() - at <= LONGEST && before.ends_with(divided)
}

/// Whether a phrase may begin or end here: not between two characters of one word. Scripts
/// written without spaces have no such boundaries.
fn is_boundary(line: &str, at: usize) -> bool {
    let before = line[..at].chars().next_back();
    let after = line[at..].chars().next();
    match (before, after) {
        (Some(before), Some(after)) => {
            !is_word(before) || !is_word(after) || is_unspaced(before) || is_unspaced(after)
        }
        _ => true,
    }
}

/// Whether a character must be covered by whole phrases: letters, not digits or punctuation.
fn counts(c: char) -> bool {
    is_word(c) && !c.is_numeric()
}

/// How much of a line the whole phrases of each section cover.
#[derive(Default)]
struct Cover {
    sections: Vec<Stretch>,
}

/// The phrases of one section, side by side.
struct Stretch {
    section: Section,
    /// Letters covered before the last phrase.
    before: usize,
    start: usize,
    end: usize,
    letters: usize,
}

impl Cover {
    fn is_empty(&self) -> bool {
        self.sections.is_empty()
    }

    /// Adds a phrase; phrases come in the order of their ends.
    fn add(&mut self, phrase: &Phrase, start: usize, end: usize) {
        let (section, letters) = (phrase.section, phrase.letters);
        match self.sections.iter_mut().find(|stretch| stretch.section == section) {
            None => self.sections.push(Stretch { section, before: 0, start, end, letters }),
            Some(last) if start >= last.end => {
                last.before += last.letters;
                (last.start, last.end, last.letters) = (start, end, letters);
            }
            // A longer phrase takes the place of the one inside it.
            Some(last) if start <= last.start => {
                (last.start, last.end, last.letters) = (start, end, letters);
            }
            Some(_) => {}
        }
    }

    fn sections(&self, letters: usize) -> EnumSet<Section> {
        self.sections
            .iter()
            .filter(|stretch| stretch.before + stretch.letters >= letters)
            .map(|stretch| stretch.section)
            .collect()
    }
}

#[cfg(test)]
mod tests;
