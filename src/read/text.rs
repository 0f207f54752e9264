//! Flat text to lines: text that has lost its DOM, as corpora hold it.

use crate::page::{Form, Marker, Page};
use crate::read::lines::{Counter, Found, is_blank};
use crate::read::{Format, Limit, Limits, broken, markdown, wrapped};

/// Reads flat text. Lines end at LF, CR, CRLF or form feed. Where the page as a whole is
/// hard-wrapped, or has its paragraphs broken at their links, the lines of a paragraph are joined
/// to one.
pub(crate) fn read(input: &str, limits: &Limits) -> Page {
    let mut page = Page { text: input.to_owned(), ..Page::default() };
    let mut counter = Counter::default();
    let most = limits.lines_of(input.len(), Format::Text);
    for found in physical_lines(input) {
        if page.lines.len() == most {
            page.cut = Some(Limit::Lines);
            break;
        }
        page.lines.push(counter.line(input, found));
    }
    wrapped::join(&mut page);
    broken::join(&mut page);
    markdown::show(&mut page);
    mark_forms(&mut page);
    page
}

/// The lines that hold anything.
fn physical_lines(text: &str) -> impl Iterator<Item = Found> + '_ {
    let bytes = text.as_bytes();
    // The CR of a CRLF stays with its line, where it is white space at the end.
    let ends = memchr::memchr3_iter(b'\n', b'\r', b'\x0c', bytes)
        .filter(|&end| bytes[end] != b'\r' || bytes.get(end + 1) != Some(&b'\n'));
    let mut start = 0;
    let mut blank_before = false;
    ends.chain([text.len()]).filter_map(move |end| {
        let visible = text[start..end].trim_end_matches(is_blank);
        let found = Found {
            start,
            end: start + visible.len(),
            blank_before,
            form: Form::Text,
            place: None,
        };
        // A form feed parts like a blank line.
        blank_before = visible.is_empty() || bytes.get(end) == Some(&b'\x0c');
        start = end + 1;
        (!visible.is_empty()).then_some(found)
    })
}

/// Marks rows of tables and lines of code, which show themselves by their neighbours.
fn mark_forms(page: &mut Page) {
    let cells: Vec<usize> = page.lines.iter().map(|line| cells(page.words(line))).collect();
    let code: Vec<bool> = page.lines.iter().map(|line| is_code(page.words(line))).collect();
    let lines = &mut page.lines;
    let mut start = 0;
    while start < lines.len() {
        let end =
            (start + 1..lines.len()).find(|&at| lines[at].blank_before).unwrap_or(lines.len());
        // An indented block with a line of code in it is code: its other lines are comments, data
        // and output.
        let indented = lines[start..end].iter().all(|line| line.indent >= CODE_INDENT);
        let block = indented && code[start..end].contains(&true);
        for at in start..end {
            let beside = |other: usize| cells.get(other).is_some_and(|&there| there == cells[at]);
            let row = cells[at] > 1 && (beside(at + 1) || (at > 0 && beside(at - 1)));
            let listed = lines[at].marker == Marker::Bullet;
            lines[at].form = match (row, block || (code[at] && !listed)) {
                (true, _) => Form::Table,
                (_, true) => Form::Code,
                _ => Form::Text,
            };
        }
        start = end;
    }
}

/// Columns of indentation of a block of code.
pub(super) const CODE_INDENT: usize = 2;

/// Cells of a row: parts between tabs, or between `|` when there are two or more of them.
fn cells(line: &str) -> usize {
    let (mut tabs, mut bars) = (0, 0);
    for divider in memchr::memchr2_iter(b'\t', b'|', line.as_bytes()) {
        *(if line.as_bytes()[divider] == b'\t' { &mut tabs } else { &mut bars }) += 1;
    }
    if tabs > 0 {
        tabs + 1
    } else if bars > 1 {
        bars + 1
    } else {
        1
    }
}

/// Whether a line by itself can hardly be anything but program text.
fn is_code(line: &str) -> bool {
    /// Bytes of a path at least: `/` alone stands between words.
    const FEWEST_BYTES: usize = 3;
    // A path or pattern alone: `*.tmp`, `src/lib.rs`.
    let is_path = || {
        let spaced = memchr::memchr(b' ', line.as_bytes()).is_some();
        !spaced && line.contains(['*', '/']) && !line.contains("//")
    };
    ((FEWEST_BYTES..=LONGEST_CODE).contains(&line.len()) && is_path()) || is_statement(line)
}

/// Bytes of a line of code at most: longer ones are rare, and prose with a semicolon at the end is
/// not.
const LONGEST_CODE: usize = 160;

/// Whether a line by itself can hardly be anything but a statement of a program.
pub(super) fn is_statement(line: &str) -> bool {
    const OPENINGS: [&str; 8] =
        ["$ ", ">>> ", "#include", "#!/", "def ", "import ", "fn ", "return "];
    let Some(last) = line.chars().next_back().filter(|_| line.len() <= LONGEST_CODE) else {
        return false;
    };
    let is_sign = |byte: &u8| {
        matches!(byte, b'=' | b'(' | b')' | b'{' | b'}' | b'[' | b']' | b'<' | b'>' | b'$')
            || matches!(byte, b'_' | b'|' | b'&' | b'\\')
    };
    let signs = || line.bytes().filter(is_sign).count();
    match last {
        '{' | '}' | ';' => signs() >= 1,
        ')' | ']' | ':' | '"' | '\'' | '\\' | ',' => {
            signs() >= 3 && (line.contains('=') || line.contains('{'))
                || (OPENINGS.iter().any(|opening| line.starts_with(opening)) && signs() > 0)
        }
        _ => {
            OPENINGS[..4].iter().any(|opening| line.starts_with(opening))
                || (memchr::memchr(b'=', line.as_bytes()).is_some()
                    && line.contains(" = ")
                    && !line.contains(". "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(input: &str) -> Vec<String> {
        let page = read(input, &Limits::default());
        page.lines.iter().map(|line| page.words(line).to_owned()).collect()
    }

    #[test]
    fn lines_end_at_lf_crlf_cr_and_form_feed() {
        assert_eq!(words("a\nb\r\nc\rd\x0ce\n\n \t\nf"), ["a", "b", "c", "d", "e", "f"]);
    }

    #[test]
    fn blank_lines_are_seen_under_any_line_end() {
        for input in ["a\nb\n\nc", "a\r\nb\r\n\r\nc", "a\rb\r\rc", "a\nb\x0cc"] {
            let page = read(input, &Limits::default());
            let blank: Vec<bool> = page.lines.iter().map(|line| line.blank_before).collect();
            assert_eq!(blank, [false, false, true], "{input:?}");
        }
    }

    #[test]
    fn a_line_of_invisible_characters_is_blank() {
        assert_eq!(words("a\n\u{200b}\u{feff}\n\u{a0}b"), ["a", "b"]);
    }

    #[test]
    fn rows_need_a_neighbour_with_as_many_cells() {
        let page = read(
            "Team | Won | Lost\nReds | 3 | 1\n\nHome | News | Sport | Help\n",
            &Limits::default(),
        );
        let forms: Vec<Form> = page.lines.iter().map(|line| line.form).collect();
        assert_eq!(forms, [Form::Table, Form::Table, Form::Text]);
    }

    #[test]
    fn code_is_told_from_prose() {
        for line in
            ["let x = f(y);", "**/cache/", "}", "$ cargo build", "def f(a, b):", "if (a == b) {"]
        {
            assert!(is_code(line), "{line}");
        }
        for line in [
            "and/or he",
            "He came; he saw;",
            "The rest (of it) was lost:",
            "a = b is an equation. It has one root.",
        ] {
            assert!(!is_code(line), "{line}");
        }
    }

    #[test]
    fn the_line_limit_cuts_and_says_so() {
        let page = read("a\nb\nc", &Limits { lines: 2, ..Limits::default() });
        assert_eq!((page.lines.len(), page.cut), (2, Some(Limit::Lines)));
    }
}
