//! FineWeb: too few lines end as sentences do, too many lines are short, too much is repeated, or
//! the text is a list.

use super::{Broken, Text, at_least, at_most, repeated_chars, share};

/// Share of lines that end with a mark; those at the limit go too.
const LEAST_ENDED: f64 = 0.12;
/// Share of lines that are short, and how many characters a short line has at most.
const MOST_SHORT: f64 = 0.67;
const SHORT: usize = 30;
/// Share of characters in lines that stood before.
const MOST_REPEATED: f64 = 0.01;
/// Line ends to a word.
const MOST_LINE_ENDS: f64 = 0.3;

pub(super) fn broken(text: &Text<'_>) -> Option<Broken> {
    // Empty lines count as lines, as in the original.
    let all = text.lines.len().max(1);
    let ended = text.lines.iter().filter(|line| line.ends_with(['.', '\'', '"', '!', '?'])).count();
    let short = text.lines.iter().filter(|line| line.chars().count() <= SHORT).count();
    let full = text.lines.iter().copied().filter(|line| !line.trim().is_empty());
    let (_, repeated) = repeated_chars(full);
    let line_ends = text.text.matches('\n').count();
    let chars = text.chars - line_ends;
    at_least(
        "fineweb_line_punctuation",
        "share of lines that end with a mark",
        share(ended, all),
        LEAST_ENDED + f64::EPSILON,
    )
    .or_else(|| {
        let short = share(short, all);
        at_most("fineweb_short_lines", "share of short lines", short, MOST_SHORT - f64::EPSILON)
    })
    .or_else(|| {
        let repeated = share(repeated, chars);
        let most = MOST_REPEATED - f64::EPSILON;
        at_most("fineweb_repeated_lines", "share of characters in repeated lines", repeated, most)
    })
    .or_else(|| {
        let line_ends = share(line_ends, text.words.len());
        at_most("fineweb_list", "line ends to a word", line_ends, MOST_LINE_ENDS)
    })
}
