//! Rules by which corpus builders leave out pages and lines, with the thresholds that they
//! published, computed on the clean text. Lines go first; pages are asked for what is left.
//!
//! A word is what stands between white space, without the punctuation at its ends; what is
//! punctuation alone is no word. The originals ask a tokenizer for English, so that counts differ
//! by a few words.

mod c4;
mod c4_lines;
mod fineweb;
mod gopher;
mod lines;
mod repetition;

use std::fmt;
use std::str::FromStr;

use super::dead::Problem;

/// Which cleaned pages are left out, and which of their lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Characters of clean text that a page has at least.
    pub min_chars: usize,
    /// Sets of rules, in the order in which they are asked.
    pub filters: Vec<Filter>,
}

/// A set of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// The rules for pages of C4: Raffel and others, "Exploring the Limits of Transfer Learning
    /// with a Unified Text-to-Text Transformer", JMLR 21 (2020), section 2.2.
    C4,
    /// The rules for lines of the same section, with the thresholds of datatrove's
    /// `C4QualityFilter` where the paper names none.
    C4Lines,
    /// The quality rules of Gopher: Rae and others, "Scaling Language Models: Methods, Analysis &
    /// Insights from Training Gopher", arXiv 2112.11446, appendix A.1.1.
    GopherQuality,
    /// The repetition rules of Gopher: table A1 of the same.
    GopherRepetition,
    /// The rules of FineWeb: Penedo and others, "The FineWeb Datasets", arXiv 2406.17557, section
    /// 3.6, with the thresholds of the code that made it (datatrove, `FineWebQualityFilter`).
    FineWeb,
}

impl Filter {
    /// All of them.
    pub const ALL: [Filter; 5] = [
        Filter::C4,
        Filter::C4Lines,
        Filter::GopherQuality,
        Filter::GopherRepetition,
        Filter::FineWeb,
    ];

    /// The name used on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Filter::C4 => "c4",
            Filter::C4Lines => "c4-lines",
            Filter::GopherQuality => "gopher-quality",
            Filter::GopherRepetition => "gopher-repetition",
            Filter::FineWeb => "fineweb",
        }
    }

    fn broken(self, text: &Text<'_>) -> Option<Broken> {
        match self {
            Filter::C4 => c4::broken(text),
            // Its rules are for lines.
            Filter::C4Lines => None,
            Filter::GopherQuality => gopher::broken(text),
            Filter::GopherRepetition => repetition::broken(text),
            Filter::FineWeb => fineweb::broken(text),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A name that no filter has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is no filter; the filters are {}", Filter::ALL.map(Filter::name).join(", "))]
pub struct UnknownFilter {
    name: String,
}

impl FromStr for Filter {
    type Err = UnknownFilter;

    fn from_str(name: &str) -> Result<Filter, UnknownFilter> {
        let found = Filter::ALL.into_iter().find(|filter| filter.name() == name);
        found.ok_or_else(|| UnknownFilter { name: name.to_owned() })
    }
}

impl Filters {
    /// Whether there is any rule for pages.
    pub(crate) fn has_page_rules(&self) -> bool {
        self.min_chars > 0 || self.filters.iter().any(|&filter| filter != Filter::C4Lines)
    }

    /// The first rule that a text breaks.
    pub(crate) fn broken(&self, text: &str) -> Option<Problem> {
        let text = Text::new(text);
        let short = at_least("min_chars", "characters", text.chars as f64, self.min_chars as f64);
        let broken = short.or_else(|| self.filters.iter().find_map(|filter| filter.broken(&text)));
        broken.map(Problem::from)
    }
}

/// A rule that a text breaks.
#[derive(Clone, Debug, PartialEq)]
struct Broken {
    rule: &'static str,
    /// What is measured.
    what: &'static str,
    is: f64,
    limit: f64,
    /// Whether the limit is the least or the most.
    is_least: bool,
}

/// A rule that asks for so much at least.
fn at_least(rule: &'static str, what: &'static str, is: f64, limit: f64) -> Option<Broken> {
    (is < limit).then_some(Broken { rule, what, is, limit, is_least: true })
}

/// A rule that allows so much at most.
fn at_most(rule: &'static str, what: &'static str, is: f64, limit: f64) -> Option<Broken> {
    (is > limit).then_some(Broken { rule, what, is, limit, is_least: false })
}

impl From<Broken> for Problem {
    fn from(broken: Broken) -> Problem {
        let Broken { rule, what, is, limit, is_least } = broken;
        let bound = if is_least { "least" } else { "most" };
        let is = (is * 1e4).round() / 1e4;
        let message = format!("the clean text is left out: {what}: {is}; at {bound} {limit}");
        Problem { reason: rule, message }
    }
}

/// A text, and what rules ask of it.
struct Text<'a> {
    text: &'a str,
    chars: usize,
    lines: Vec<&'a str>,
    words: Vec<&'a str>,
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Text<'a> {
        let words = text.split_whitespace().map(|word| word.trim_matches(is_punctuation));
        Text {
            text,
            chars: text.chars().count(),
            lines: text.lines().collect(),
            words: words.filter(|word| !word.is_empty()).collect(),
        }
    }
}

fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric()
}

/// A share; none of nothing.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Characters of elements that stood before.
fn repeated_chars<'a>(elements: impl Iterator<Item = &'a str>) -> (usize, usize) {
    let mut seen = rustc_hash::FxHashSet::default();
    let (mut count, mut chars) = (0, 0);
    for element in elements {
        if !seen.insert(element) {
            count += 1;
            chars += element.chars().count();
        }
    }
    (count, chars)
}

#[cfg(test)]
mod tests;
