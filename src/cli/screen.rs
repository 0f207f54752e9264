//! Text on a terminal: how wide it is, and nothing in it that the terminal would obey.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::corpus::is_obeyed;

/// Columns where there is no terminal.
const COLUMNS: usize = 120;

/// The width of the terminal on standard output, in columns.
pub(super) fn columns() -> usize {
    #[cfg(any(unix, windows))]
    let size = terminal_size::terminal_size_of(std::io::stdout());
    #[cfg(not(any(unix, windows)))]
    let size = terminal_size::terminal_size();
    size.map_or(COLUMNS, |(width, _)| usize::from(width.0))
}

/// Text with its control characters replaced: white space by a space, others by U+FFFD. A page
/// may hold sequences that recolour the terminal, retitle it or turn the reading direction.
pub(super) fn neutral(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let replaced = text.chars().map(|c| match c {
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => ' ',
        c if is_obeyed(c) => '\u{fffd}',
        c => c,
    });
    Cow::Owned(replaced.collect())
}

/// Text cut to a width, and filled up to it if asked for.
pub(super) fn fit(text: &str, columns: usize, fill: bool) -> String {
    let width = text.width();
    if width <= columns {
        let spaces = if fill { columns - width } else { 0 };
        return format!("{text}{}", " ".repeat(spaces));
    }
    let mut fitted = String::new();
    let mut used = 0;
    for c in text.chars() {
        let width = c.width().unwrap_or_default();
        // A column is kept for the ellipsis.
        if used + width >= columns {
            break;
        }
        fitted.push(c);
        used += width;
    }
    fitted.push('…');
    let spaces = if fill { columns.saturating_sub(used + 1) } else { 0 };
    fitted.push_str(&" ".repeat(spaces));
    fitted
}

/// Text in lines of at most a width, broken at spaces.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_to_obey() {
        assert_eq!(
            neutral("a\u{1b}[31mb\tc\u{9b}d\u{202e}e"),
            "a\u{fffd}[31mb c\u{fffd}d\u{fffd}e"
        );
        assert!(matches!(neutral("naïve 日本"), Cow::Borrowed(_)));
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(fit("日本語", 6, false), "日本語");
        assert_eq!(fit("日本語", 5, true), "日本…");
        assert_eq!(fit("日本語", 4, true), "日… ");
        assert_eq!(fit("ab", 4, true), "ab  ");
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
    }
}
