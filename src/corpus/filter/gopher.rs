//! Gopher's quality rules: too short, too long, words of odd lengths, symbols, bullets, ellipses,
//! words without letters, and no English stop words.

use super::{Broken, Text, at_least, at_most, share};

/// Words of a page.
const LEAST_WORDS: f64 = 50.0;
const MOST_WORDS: f64 = 100_000.0;
/// Mean length of a word, in characters.
const LEAST_LENGTH: f64 = 3.0;
const MOST_LENGTH: f64 = 10.0;
/// Hash signs, and ellipses, to a word.
const MOST_SYMBOLS: f64 = 0.1;
/// Share of lines that begin with a bullet, and that end with an ellipsis.
const MOST_BULLETS: f64 = 0.9;
const MOST_ELLIPSES: f64 = 0.3;
/// Share of words with a letter.
const LEAST_LETTERS: f64 = 0.8;
/// Stop words of a page, and which words are.
const LEAST_STOP_WORDS: f64 = 2.0;
const STOP_WORDS: [&str; 8] = ["the", "be", "to", "of", "and", "that", "have", "with"];

pub(super) fn broken(text: &Text<'_>) -> Option<Broken> {
    let words = text.words.len();
    let letters: usize = text.words.iter().map(|word| word.chars().count()).sum();
    let length = share(letters, words);
    let count = |sign: &str| text.text.matches(sign).count();
    let lines = |test: fn(&str) -> bool| {
        share(text.lines.iter().filter(|line| test(line.trim())).count(), text.lines.len())
    };
    let ellipses = count("...") + count("…");
    let with_letter = || {
        let has_letter = |word: &&&str| word.chars().any(char::is_alphabetic);
        share(text.words.iter().filter(has_letter).count(), words)
    };
    let stop_words = || text.words.iter().filter(|word| STOP_WORDS.contains(word)).count();
    at_least("gopher_short_doc", "words", words as f64, LEAST_WORDS)
        .or_else(|| at_most("gopher_long_doc", "words", words as f64, MOST_WORDS))
        .or_else(|| at_least("gopher_short_words", "mean word length", length, LEAST_LENGTH))
        .or_else(|| at_most("gopher_long_words", "mean word length", length, MOST_LENGTH))
        .or_else(|| {
            let hashes = share(count("#"), words);
            at_most("gopher_too_many_hashes", "hash signs to a word", hashes, MOST_SYMBOLS)
        })
        .or_else(|| {
            let ellipses = share(ellipses, words);
            at_most("gopher_too_many_ellipses", "ellipses to a word", ellipses, MOST_SYMBOLS)
        })
        .or_else(|| {
            let bullets = lines(|line| line.starts_with(['•', '-', '*']));
            at_most("gopher_too_many_bullets", "share of bullet lines", bullets, MOST_BULLETS)
        })
        .or_else(|| {
            let open = lines(|line| line.ends_with("...") || line.ends_with('…'));
            at_most(
                "gopher_too_many_open_lines",
                "share of lines that end in an ellipsis",
                open,
                MOST_ELLIPSES,
            )
        })
        .or_else(|| {
            let share = with_letter();
            at_least("gopher_too_few_letters", "share of words with a letter", share, LEAST_LETTERS)
        })
        .or_else(|| {
            let count = stop_words() as f64;
            at_least("gopher_too_few_stop_words", "stop words", count, LEAST_STOP_WORDS)
        })
}
