//! Word-F1: the words of a cleaned page counted against those of its reference.

use rustc_hash::FxHashMap;
use serde::Serialize;

/// What counts as one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counting {
    /// A run of letters, digits and underscores, as `\w+` finds it.
    #[default]
    Runs,
    /// The same, but that a character of Chinese or Japanese script is a word by itself. For
    /// pages in scripts without spaces, where a whole clause would be one run.
    Characters,
}

/// Precision, recall and F1 of one page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Score {
    /// Share of the text's words that the reference has.
    pub precision: f64,
    /// Share of the reference's words that the text has.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

/// The words of a text, lower case.
pub fn words(text: &str, counting: Counting) -> Vec<String> {
    let text = text.to_lowercase();
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let alone = counting == Counting::Characters && is_word_alone(c);
        let inside = !alone && (c.is_alphanumeric() || c == '_');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(text[from..at].to_owned());
                start = None;
            }
            _ => {}
        }
        if alone {
            words.push(c.to_string());
        }
    }
    words.extend(start.map(|from| text[from..].to_owned()));
    words
}

/// Han characters and kana. Korean parts its words by spaces.
fn is_word_alone(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Scores a text against its reference. Each word counts as often as it stands in both. A page
/// whose text or reference is empty scores 0, as in the evaluation of WCXB.
pub fn score(text: &str, reference: &str, counting: Counting) -> Score {
    let text = words(text, counting);
    let reference = words(reference, counting);
    let mut counts: FxHashMap<&str, i64> = FxHashMap::default();
    for word in &reference {
        *counts.entry(word).or_default() += 1;
    }
    let mut shared = 0_usize;
    for word in &text {
        if let Some(left) = counts.get_mut(word.as_str()).filter(|left| **left > 0) {
            *left -= 1;
            shared += 1;
        }
    }
    Score::of(shared, text.len(), reference.len())
}

impl Score {
    /// The score of a text of so many words, so many of which the reference has.
    pub fn of(shared: usize, text: usize, reference: usize) -> Score {
        if shared == 0 {
            return Score::default();
        }
        let precision = shared as f64 / text as f64;
        let recall = shared as f64 / reference as f64;
        Score { precision, recall, f1: 2.0 * precision * recall / (precision + recall) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_digits_and_underscores() {
        assert_eq!(
            words("It's 3.5% off: snake_case, Ärger!", Counting::Runs),
            ["it", "s", "3", "5", "off", "snake_case", "ärger"]
        );
    }

    #[test]
    fn a_chinese_character_is_a_word_on_request() {
        assert_eq!(words("关闭 Pier 5号", Counting::Runs), ["关闭", "pier", "5号"]);
        assert_eq!(words("关闭 Pier 5号", Counting::Characters), ["关", "闭", "pier", "5", "号"]);
    }

    #[test]
    fn a_word_counts_as_often_as_both_have_it() {
        let score = score("the pier the pier the", "The pier closed", Counting::Runs);
        assert_eq!((score.precision, score.recall), (2.0 / 5.0, 2.0 / 3.0));
        assert!((score.f1 - 0.5).abs() < 1e-9);
    }

    #[test]
    fn an_empty_text_or_reference_scores_nothing() {
        for (text, reference) in [("", ""), ("a", ""), ("", "a"), ("a", "b")] {
            assert_eq!(score(text, reference, Counting::Runs), Score::default());
        }
    }
}
