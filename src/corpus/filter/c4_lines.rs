//! C4's rules for lines: a line has no word that is no word, ends as a sentence does, has some
//! words, and is no notice about JavaScript, cookies or terms.
//!
//! The thresholds are those of the paper, and of `C4QualityFilter` in datatrove where the paper is
//! silent. The code that made the published corpus (`c4_utils.py` of TensorFlow Datasets) asks
//! for five words instead of three.

use std::sync::LazyLock;

use regex::Regex;

/// Characters of a word at most.
const MOST_CHARACTERS: usize = 1_000;
/// Words of a line at least.
const LEAST_WORDS: usize = 3;
/// What a line ends with, and what it must not end with.
const ENDS: [char; 5] = ['.', '?', '!', '"', '\''];
const ELLIPSIS: &str = "...";
/// What lines about the site say, in lower case.
const POLICIES: [&str; 6] = [
    "terms of use",
    "privacy policy",
    "cookie policy",
    "uses cookies",
    "use of cookies",
    "use cookies",
];

/// The marks of an encyclopedia, which may stand after the end of a sentence.
static CITATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[[0-9]*\]|\[edit\]|\[citation needed\]")
        .unwrap_or_else(|error| unreachable!("a constant, and tested: {error}"))
});

/// The first rule that a line breaks.
pub(super) fn broken(line: &str) -> Option<&'static str> {
    let words = || line.split_whitespace();
    if words().any(|word| word.len() > MOST_CHARACTERS && word.chars().count() > MOST_CHARACTERS) {
        return Some("c4_line_long_word");
    }
    let line = line.trim();
    let line = CITATION.replace_all(line, "");
    if !line.ends_with(ENDS) || line.ends_with(ELLIPSIS) {
        return Some("c4_line_no_end_mark");
    }
    if words().take(LEAST_WORDS).count() < LEAST_WORDS {
        return Some("c4_line_too_few_words");
    }
    let lower = line.to_lowercase();
    if lower.contains("javascript") {
        return Some("c4_line_javascript");
    }
    let is_policy = POLICIES.iter().any(|policy| lower.contains(policy));
    is_policy.then_some("c4_line_policy")
}
