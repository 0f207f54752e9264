//! What both readers share: the counting of offsets, and the marks before a line's words.

use crate::page::{Form, Line, Marker, Place, Span};

/// Columns between tab stops, as browsers and terminals set them for quoted text.
const TAB_STOP: usize = 4;

/// A line as a reader finds it, before its offsets are counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    /// Byte offset where the line's white space begins.
    pub(crate) start: usize,
    /// Byte offset behind the last character that is not white space.
    pub(crate) end: usize,
    pub(crate) blank_before: bool,
    pub(crate) form: Form,
    pub(crate) place: Option<Place>,
}

/// Turns found lines into lines, counting line numbers and code points on the way; the lines
/// must come in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    at: usize,
    chars: usize,
    number: usize,
}

impl Counter {
    pub(crate) fn line(&mut self, text: &str, found: Found) -> Line {
        let raw = &text[found.start..found.end];
        let body = raw.trim_start_matches(is_blank);
        let start = found.end - body.len();
        let indent = columns(&raw[..raw.len() - body.len()]);
        let (marker, marker_bytes) = marker(body);

        self.pass_gap(text, start);
        let (number, first) = (self.number + 1, self.chars);
        self.pass_line(text, found.end);
        Line {
            span: Span { bytes: start..found.end, chars: first..self.chars },
            words_at: start + marker_bytes,
            shown: None,
            number,
            indent,
            marker,
            blank_before: found.blank_before,
            form: found.form,
            place: found.place,
        }
    }

    /// Counts what lies between two lines. It is a few characters, for which a call to count them
    /// would take longer than the count.
    fn pass_gap(&mut self, text: &str, to: usize) {
        for &byte in &text.as_bytes()[self.at..to] {
            self.number += usize::from(byte == b'\n');
            self.chars += usize::from(begins_code_point(byte));
        }
        self.at = to;
    }

    /// Counts a line.
    fn pass_line(&mut self, text: &str, to: usize) {
        let line = &text[self.at..to];
        self.chars += line.chars().count();
        self.number += memchr::memchr_iter(b'\n', line.as_bytes()).count();
        self.at = to;
    }
}

/// Whether a byte of UTF-8 begins a code point.
fn begins_code_point(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

/// White space, and the characters that show as nothing at the edge of a line.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

fn columns(space: &str) -> usize {
    space.chars().fold(0, |column, c| match c {
        '\t' => (column / TAB_STOP + 1) * TAB_STOP,
        _ => column + 1,
    })
}

/// The marker at the beginning of a line, and its bytes with the space behind it. A marker that
/// nothing follows is the line itself.
fn marker(body: &str) -> (Marker, usize) {
    let mut kind = Marker::None;
    let mut at = 0;
    // Flattened nested lists leave markers in a row: "• • LIVE".
    while let Some((next, bytes)) = one_marker(&body[at..]) {
        if kind == Marker::None {
            kind = next;
        }
        at += bytes;
    }
    (kind, at)
}

fn one_marker(text: &str) -> Option<(Marker, usize)> {
    let (kind, rest) = match text.chars().next()? {
        '•' | '‣' | '◦' | '▪' | '▫' | '■' | '□' | '●' | '○' | '∙' | '·' | '►' | '▶' | '▸' | '➤'
        | '»' | '›' | '→' | '✓' | '✔' | '*' | '+' => {
            (Marker::Bullet, &text[first_len(text)..])
        }
        '-' | '–' | '—' => (Marker::Dash, &text[first_len(text)..]),
        _ => (Marker::Number, after_number(text)?),
    };
    let words = rest.trim_start_matches(is_blank);
    (words.len() < rest.len() && !words.is_empty()).then(|| (kind, text.len() - words.len()))
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// What follows `12.`, `12)`, `(12)`, `c)` or `(c)`.
fn after_number(text: &str) -> Option<&str> {
    /// Lists longer than 999 items are not numbered by hand; four digits are years.
    const MOST_DIGITS: usize = 3;
    let (open, inner) = text.strip_prefix('(').map_or((false, text), |inner| (true, inner));
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let letter = usize::from(digits == 0 && inner.starts_with(|c: char| c.is_ascii_lowercase()));
    if digits > MOST_DIGITS || digits + letter == 0 {
        return None;
    }
    let rest = &inner[digits + letter..];
    match rest.chars().next()? {
        ')' => Some(&rest[1..]),
        '.' if !open && digits > 0 => Some(&rest[1..]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_words() {
        for (line, kind, words) in [
            ("• Home", Marker::Bullet, "Home"),
            ("• • LIVE", Marker::Bullet, "LIVE"),
            ("- IANS", Marker::Dash, "IANS"),
            ("12. Stir.", Marker::Number, "Stir."),
            ("(3) Third", Marker::Number, "Third"),
            ("b) Second", Marker::Number, "Second"),
            ("*emphasis* first", Marker::None, "*emphasis* first"),
            ("3.5 litres", Marker::None, "3.5 litres"),
            ("2024. A year.", Marker::None, "2024. A year."),
            ("•", Marker::None, "•"),
            ("-5 degrees", Marker::None, "-5 degrees"),
        ] {
            let (found, bytes) = marker(line);
            assert_eq!((found, &line[bytes..]), (kind, words), "{line}");
        }
    }

    #[test]
    fn offsets_count_bytes_and_code_points() {
        let text = "Ünï\n  • côté\n";
        let mut counter = Counter::default();
        let found =
            |start, end| Found { start, end, blank_before: false, form: Form::Text, place: None };
        let first = counter.line(text, found(0, 5));
        let second = counter.line(text, found(6, 18));
        assert_eq!(first.span, Span { bytes: 0..5, chars: 0..3 });
        assert_eq!(second.span, Span { bytes: 8..18, chars: 6..12 });
        assert_eq!((second.number, second.indent, &text[second.words_at..18]), (2, 2, "côté"));
    }

    #[test]
    fn a_tab_reaches_the_next_stop() {
        assert_eq!(columns("  \t "), 5);
    }
}
