//! Text of a page on another page: what a browser would obey, or show as nothing, is named.

use std::ops::RangeInclusive;

/// Characters that turn the reading direction, end lines where no reader sees one, or cannot be
/// seen at all. The joiners stay: Persian is spelt with one, and emoji are put together by the
/// other.
const HIDDEN: [RangeInclusive<char>; 9] = [
    // Marks of direction (Unicode Standard Annex 9, section 2).
    '\u{61c}'..='\u{61c}',
    '\u{200e}'..='\u{200f}',
    '\u{202a}'..='\u{202e}',
    '\u{2066}'..='\u{2069}',
    // Line and paragraph separator.
    '\u{2028}'..='\u{2029}',
    // Zero width space; byte order mark.
    '\u{200b}'..='\u{200b}',
    '\u{feff}'..='\u{feff}',
    // Interlinear annotations.
    '\u{fff9}'..='\u{fffb}',
    // Tags: a whole alphabet of invisible letters.
    '\u{e0000}'..='\u{e007f}',
];

/// A stretch of text, or a character that is named instead.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Named(String),
}

/// The pieces of a text.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(is_named) {
        if at > 0 {
            pieces.push(Piece::Text(&rest[..at]));
        }
        let mut after = rest[at..].chars();
        let named = after.next().unwrap_or_default();
        pieces.push(Piece::Named(format!("U+{:04X}", u32::from(named))));
        rest = after.as_str();
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// The text with such characters named in it, for places that take no elements.
pub(super) fn plain(text: &str) -> String {
    let plain = pieces(text).into_iter().map(|piece| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Named(name) => format!("[{name}]"),
    });
    plain.collect()
}

fn is_named(c: char) -> bool {
    let is_space = matches!(c, '\n' | '\r' | '\t');
    (c.is_control() && !is_space) || HIDDEN.iter().any(|hidden| hidden.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_text_around_is_named() {
        assert_eq!(
            pieces("user\u{202e}nimda\u{7}"),
            [
                Piece::Text("user"),
                Piece::Named("U+202E".to_owned()),
                Piece::Text("nimda"),
                Piece::Named("U+0007".to_owned())
            ]
        );
        assert_eq!(plain("\u{e0041}a\u{85}"), "[U+E0041]a[U+0085]");
    }

    #[test]
    fn what_words_are_spelt_with_stays() {
        for text in ["می\u{200c}خواهم", "👩\u{200d}🌾", "a\tb\nc", "日本", ""] {
            assert_eq!(plain(text), text);
        }
    }
}
