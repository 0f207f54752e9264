//! What the class and id names of elements announce.

use enumset::EnumSet;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::Hasher;

use super::{LexiconError, Section};

/// The words of class and id names, by what they announce.
#[derive(Debug, Default)]
pub(crate) struct Markup {
    words: FxHashMap<Box<str>, Word>,
    /// Whole names.
    hidden: FxHashSet<Box<str>>,
    tools: FxHashSet<Box<str>>,
    /// Beginnings of names that announce nothing.
    plain: Vec<Box<str>>,
    /// Words behind which a name does not say what the element holds.
    about: FxHashSet<Box<str>>,
    /// Whole names of elements that hold a post, by which its subjects are told from parts.
    posts: FxHashSet<Box<str>>,
    /// Beginnings of the names that say what a post is about, or who wrote it.
    subjects: Vec<Box<str>>,
    /// Whole names that differ between elements of a kind.
    turns: FxHashSet<Box<str>>,
}

/// What names announce.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    pub(crate) marks: EnumSet<Section>,
    /// The element holds the article.
    pub(crate) content: bool,
    /// The element is not shown.
    pub(crate) hidden: bool,
    /// If the element is not shown, a reader may unfold it.
    pub(crate) folded: bool,
    /// The element is a link to a heading or to its editor.
    pub(crate) tool: bool,
}

/// A file of such words. Whatever it leaves out is empty.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    content: Vec<String>,
    hidden: Vec<String>,
    tools: Vec<String>,
    folded: Vec<String>,
    plain: Vec<String>,
    about: Vec<String>,
    posts: Vec<String>,
    subjects: Vec<String>,
    turns: Vec<String>,
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
        for word in file.folded {
            self.word(name, word)?.folded = true;
        }
        for (section, list) in file.marks {
            for word in list {
                self.word(name, word)?.marks |= section;
            }
        }
        self.hidden.extend(file.hidden.into_iter().map(Box::from));
        self.tools.extend(file.tools.into_iter().map(Box::from));
        self.plain.extend(file.plain.into_iter().map(Box::from));
        self.about.extend(file.about.into_iter().map(Box::from));
        self.posts.extend(file.posts.into_iter().map(Box::from));
        self.subjects.extend(file.subjects.into_iter().map(Box::from));
        self.turns.extend(file.turns.into_iter().map(Box::from));
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

    /// The names in an attribute, without those of a post's subjects.
    pub(super) fn without_subjects<'n>(&self, names: &'n str) -> Cow<'n, str> {
        if !names.split_ascii_whitespace().any(|name| self.posts.contains(name)) {
            return Cow::Borrowed(names);
        }
        let is_subject = |name: &&str| self.subjects.iter().any(|it| name.starts_with(&**it));
        let others = names.split_ascii_whitespace().filter(|name| !is_subject(name));
        Cow::Owned(others.collect::<Vec<_>>().join(" "))
    }

    /// What the names in a class, id or itemprop attribute announce together, where it has none of
    /// a post's subjects.
    pub(super) fn read(&self, names: &str) -> Word {
        let mut found = Word::default();
        for name in names.split_ascii_whitespace() {
            found.hidden |= self.hidden.contains(name);
            found.tool |= self.tools.contains(name);
            if is_a_rule(name) || is_a_title(name) {
                continue;
            }
            let mut is_about = false;
            words(self.telling_part(name), |word| {
                if let Some(word) = self.words.get(word).filter(|_| !is_about) {
                    found.marks |= word.marks;
                    found.content |= word.content;
                    found.folded |= word.folded;
                }
                is_about = self.about.contains(word);
            });
        }
        found
    }

    /// A hash of the names that elements of a kind have in common: without their numbers, and
    /// whether they are odd or even.
    pub(super) fn kind(&self, names: &str) -> u64 {
        let mut kind = FxHasher::default();
        let own = |name: &str| is_a_number(name) || self.turns.contains(name);
        for name in names.split_ascii_whitespace().filter(|name| !own(name)) {
            kind.write_u64(super::phrases::hash(name));
        }
        kind.finish()
    }

    /// A name without a beginning that announces nothing.
    fn telling_part<'n>(&self, name: &'n str) -> &'n str {
        self.plain.iter().find_map(|plain| name.strip_prefix(&**plain)).unwrap_or(name)
    }
}

/// Whether a name ends in the number of an element, as those of posts and comments do. Numbers of
/// fewer digits are sizes and columns.
fn is_a_number(name: &str) -> bool {
    /// Digits of it at least.
    const FEWEST: usize = 3;
    name.bytes().rev().take_while(u8::is_ascii_digit).count() >= FEWEST
}

/// Whether a name is a rule of style that names other elements: Tailwind's `group-hover/menu:flex`
/// and `[&_figcaption]:text-sm`.
fn is_a_rule(name: &str) -> bool {
    name.contains([':', '['])
}

/// Whether a name is a title's words, by which links lead to its heading.
fn is_a_title(name: &str) -> bool {
    /// Words of a name of an element at most.
    const MOST_WORDS: usize = 6;
    name.split(['-', '_']).filter(|word| !word.is_empty()).nth(MOST_WORDS).is_some()
}

/// Calls `found` with each word of class and id names, in lower case. This is the one place
/// that says where such words begin and end.
pub(crate) fn words(names: &str, mut found: impl FnMut(&str)) {
    let runs = names.split(|c: char| !c.is_ascii_alphanumeric());
    for run in runs.filter(|run| !is_a_hash(run)) {
        for word in humps(run).filter(|word| WORD_BYTES.contains(&word.len())) {
            match word.bytes().any(|byte| byte.is_ascii_uppercase()) {
                true => found(&word.to_ascii_lowercase()),
                false => found(word),
            }
        }
    }
}

/// Parts letters at digits, and where a capital follows a small letter.
fn humps(run: &str) -> impl Iterator<Item = &str> {
    let bytes = run.as_bytes();
    let is_hump = |at: usize| bytes[at - 1].is_ascii_lowercase() && bytes[at].is_ascii_uppercase();
    let mut rest = 0..run.len();
    std::iter::from_fn(move || {
        let begin = rest.find(|&at| bytes[at].is_ascii_alphabetic())?;
        let end = rest.find(|&at| !bytes[at].is_ascii_alphabetic() || is_hump(at));
        let end = end.unwrap_or(bytes.len());
        rest = end..bytes.len();
        Some(&run[begin..end])
    })
}

/// Whether letters and digits are a number that a build tool gave, such as the `1ad7xq` of
/// `css-1ad7xq`: a letter stands behind a digit.
fn is_a_hash(run: &str) -> bool {
    run.as_bytes().windows(2).any(|two| two[0].is_ascii_digit() && two[1].is_ascii_alphabetic())
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
    fn names_of_what_holds_the_text_announce_no_furniture() {
        let marks = |names: &str| crate::lexicon::Lexicon::embedded().markup.read(names).marks;
        for names in ["elementor-widget elementor-widget-text-editor", "suggestedAnswer"] {
            assert!(marks(names).is_empty(), "{names}");
        }
        assert_eq!(marks("elementor-widget-nav-menu"), Section::Navigation);
        assert_eq!(marks("suggested-reading"), Section::Related);
    }

    #[test]
    fn rules_of_style_and_anchors_of_headings_announce_nothing() {
        let marks = |names: &str| crate::lexicon::Lexicon::embedded().markup.read(names).marks;
        let title = "why-nobody-will-share-the-pier-with-barges";
        for names in ["[&_figcaption]:text-sm", "group-hover/menu:flex", title] {
            assert!(marks(names).is_empty(), "{names}");
        }
        assert_eq!(marks("share-the-pier"), Section::Sharing);
    }

    #[test]
    fn what_stands_beside_an_element_is_not_what_it_is() {
        let marks = |names: &str| crate::lexicon::Lexicon::embedded().markup.read(names).marks;
        for names in ["main withSidebar", "page--has-sidebar", "margin-bottom"] {
            assert!(marks(names).is_empty(), "{names}");
        }
        assert_eq!(marks("with sidebar"), Section::Navigation);
        assert_eq!(marks("sidebar-with-map"), Section::Navigation);
    }

    #[test]
    fn subjects_of_a_post_announce_nothing() {
        let markup = &crate::lexicon::Lexicon::embedded().markup;
        let marks = |names: &str| markup.read(&markup.without_subjects(names)).marks;
        assert!(marks("post-7 hentry category-related tag-news-comments").is_empty());
        assert!(marks("post tag-sidebar-stories featured").is_empty());
        assert!(marks("status-publish author-bio product_tag-newsletter").is_empty());
        assert_eq!(marks("tag-links"), Section::Tags);
        assert_eq!(marks("hentry related-posts"), Section::Related);
    }

    #[test]
    fn elements_of_a_kind_differ_by_number_turn_and_subject() {
        let markup = &crate::lexicon::Lexicon::embedded().markup;
        let kind = |names: &str| markup.kind(&markup.without_subjects(names));
        for (one, other) in [
            ("post-94179 hentry tag-oak", "post-94164 hentry tag-tides tag-boats"),
            ("row odd", "row even first"),
            ("comment byuser comment-author-ida depth-2", "comment depth-2"),
        ] {
            assert_eq!(kind(one), kind(other), "{one}, {other}");
        }
        for (one, other) in [("col-8", "col-4"), ("tag-oak", "tag-tides"), ("card", "card wide")] {
            assert_ne!(kind(one), kind(other), "{one}, {other}");
        }
    }

    #[test]
    fn names_split_at_punctuation_and_humps() {
        let mut found = Vec::new();
        words("site-nav  mainMenu navÿ_seals h2 éDit", |word| found.push(word.to_owned()));
        assert_eq!(found, ["site", "nav", "main", "menu", "nav", "seals", "dit"]);
        found.clear();
        words("css-1ad7xq Item__adF2E col2-left h2", |word| found.push(word.to_owned()));
        assert_eq!(found, ["css", "item", "col", "left"]);
    }
}
