//! A line on one line: broken paragraphs that were joined have line ends within them.

use std::fmt::Write;

use crate::lexicon::Lexicon;
use crate::measure::script::is_unspaced;
use crate::read::{LINE_ENDS, goes_on, is_opened};

/// A line; where a broken paragraph was joined, its line ends become spaces.
pub(crate) fn joined(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    write_joined(&mut text, line);
    text
}

/// Writes a line; where a broken paragraph was joined, its line ends become spaces, but for those
/// where no space can have been.
pub(crate) fn write_joined(text: &mut String, line: &str) {
    let parts = line.split(LINE_ENDS).map(str::trim);
    let mut parts = parts.filter(|part| !part.is_empty());
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let space = if is_glued(text, part) { "" } else { " " };
        // Writing to a string cannot fail.
        let _ = write!(text, "{space}{part}");
    }
}

/// Whether no space is between a part of a line and what was written before it: in scripts without
/// spaces, before a comma or a full stop, behind an opening bracket, and within a compound.
fn is_glued(before: &str, part: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), part.chars().next()) else {
        return true;
    };
    // Signs of full width bring their own space.
    let is_wide = |c: char| matches!(c, '\u{3001}'..='\u{3011}' | '\u{ff01}'..='\u{ff60}');
    goes_on(part)
        || is_opened(before)
        || (is_unspaced(last) && is_unspaced(first))
        || is_wide(last)
        || is_wide(first)
        || is_compound(before, part)
}

/// Whether a program broke a word at its hyphen: "twenty-" and "year-old". A hyphen before a word
/// of running text stands for the rest of a word: "Vor- und Nachteile".
fn is_compound(before: &str, part: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let first_word = || part.split(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    before.strip_suffix('-').is_some_and(|word| is_letter(word.chars().next_back()))
        && is_letter(part.chars().next())
        && !Lexicon::embedded().word(&first_word()).function
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn line_ends_inside_a_line_become_spaces() {
        for end in ["\n", "\r", "\r\n"] {
            assert_eq!(
                joined(&["Barge closes", "the harbour"].join(end)),
                "Barge closes the harbour"
            );
        }
    }

    #[test]
    fn where_no_space_can_have_been_there_is_none() {
        for (line, wanted) in [
            ("码头\n关闭", "码头关闭"),
            ("码头\n，关闭。\n他说", "码头，关闭。他说"),
            ("The barge (\na tug\n)\n, sank\n.", "The barge (a tug), sank."),
            ("said: “\nNobody\n”, he", "said: “Nobody”, he"),
            ("a twenty-\nyear-old barge", "a twenty-year-old barge"),
            ("at board.example/about-\nus", "at board.example/about-us"),
        ] {
            assert_eq!(joined(line), wanted);
        }
        for line in
            ["Vor-\nund Nachteile", "the barge -\na tug", "it runs on\n.NET", "„Nein“\nsagt er"]
        {
            assert_eq!(joined(line), line.replace('\n', " "));
        }
    }
}
