//! Captions: a sentence, and behind it who took the picture.

use super::line::Last;
use super::script::{ends_sentence, is_word};

/// Whether a line is a sentence and a credit behind it, in brackets or divided by a stroke:
/// "The pier. (Ida Rook/AFP)", "The pier. / Ida Rook".
pub(super) fn is_credited(text: &str, last: Last) -> bool {
    /// Words of a credit at most.
    const MOST_WORDS: usize = 10;
    const OPENING: [char; 6] = ['(', '（', '[', '/', '|', '©'];
    let text = text.trim_end();
    if last == Last::Open && ends_with_a_name(text) {
        return true;
    }
    let bracket = if last == Last::Bracket { &OPENING[..3] } else { &OPENING[3..] };
    let Some(at) = text.rfind(bracket) else { return false };
    let (caption, credit) = text.split_at(at);
    let mut words = credit.trim_start_matches(OPENING).split_whitespace();
    let is_name = |word: &str| !word.starts_with(|c: char| c.is_lowercase() || c.is_numeric());
    let all_names = last == Last::Bracket || words.clone().all(is_name);
    caption.trim_end().ends_with(ends_sentence)
        && credit.split_whitespace().count() <= MOST_WORDS
        && all_names
        && words.next().is_some_and(is_name)
}

/// Whether two or three names stand behind a sentence: "The pier at dusk. Ida Rook".
fn ends_with_a_name(text: &str) -> bool {
    let Some(at) = text.rfind(ends_sentence) else { return false };
    let name = text[at..].trim_start_matches(ends_sentence);
    let spaced = name.starts_with(' ');
    let count = name.split_whitespace().count();
    let names = name
        .split_whitespace()
        .all(|word| !word.starts_with(|c: char| c.is_lowercase() || c.is_numeric() || !is_word(c)));
    let before = text[..at].split_whitespace().next_back().map_or(0, |word| word.chars().count());
    spaced && names && (2..=3).contains(&count) && before > 2
}
