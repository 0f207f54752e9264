//! Paragraphs broken at their links: some programs write each text node of a document on a line of
//! its own. What goes on behind a link or a word in bold then begins a line, with a comma or in the
//! middle of a sentence. Such lines are joined here, but only when the page as a whole shows it.

use crate::measure::script::{closes, ends_sentence};
use crate::page::{Line, Marker, Page};
use crate::read::text::is_statement;

/// Parts that make a page of broken paragraphs; elsewhere such a line is a slip, and stands alone.
/// On news pages as BeautifulSoup flattens them, three signs at the beginnings of lines, rather than
/// one and three parts, gave half a point of F1 less.
const FEWEST_PARTS: usize = 3;
/// Lines of code at most: where there is more of it, each line stands by itself.
const MOST_CODE: usize = 2;
/// Columns of white space before a part of a paragraph at most: the space behind a link.
const MOST_INDENT: usize = 1;
/// Words that one of the first two parts has: entries of menus have fewer.
const FEWEST_WORDS: usize = 3;
/// Words of a name at most.
const MOST_NAME_WORDS: usize = 6;

/// Joins the parts of each paragraph, if the page's paragraphs are broken: a line begins with a
/// comma or a full stop, and it is not the only one that goes on with a sentence.
pub(crate) fn join(page: &mut Page) {
    let begins_with_sign = |line: &Line| touches(line) && goes_on(page.words(line));
    if !page.lines.iter().skip(1).any(begins_with_sign) {
        return;
    }
    let code: Vec<bool> = page.lines.iter().map(|line| is_statement(page.words(line))).collect();
    if count(&code) > MOST_CODE {
        return;
    }
    let joins = joins(page, &code);
    if count(&joins) < FEWEST_PARTS {
        return;
    }
    let lines = std::mem::take(&mut page.lines);
    for (line, joins) in lines.into_iter().zip(joins) {
        match page.lines.last_mut() {
            Some(last) if joins => last.take_in(&line),
            _ => page.lines.push(line),
        }
    }
}

fn count(marks: &[bool]) -> usize {
    marks.iter().filter(|&&marked| marked).count()
}

/// For each line, whether it is a part of the paragraph that the line above belongs to; statements
/// of a program are of none.
fn joins(page: &Page, code: &[bool]) -> Vec<bool> {
    // Where the paragraph begins.
    let mut start = 0;
    let is_joined = |at: usize| {
        let joins = at > 0
            && touches(&page.lines[at])
            && !(code[at - 1] || code[at])
            && is_part(page, start, at);
        if !joins {
            start = at;
        }
        joins
    };
    (0..page.lines.len()).map(is_joined).collect()
}

/// Whether a line is a part of the paragraph that begins at `start` and goes down to it.
fn is_part(page: &Page, start: usize, at: usize) -> bool {
    let text = |at: usize| page.words(&page.lines[at]);
    let (above, line) = (text(at - 1), text(at));
    if goes_on(line) || is_opened(above) {
        return true;
    }
    // Menus may be written small from end to end; sentences are not.
    let is_second = at == start + 1;
    let is_sentence = !begins_small(text(start))
        && (!is_second || [above, line].iter().any(|part| words(part) >= FEWEST_WORDS));
    // A name in a link stands within a sentence. A paragraph below a heading begins large too, but
    // its first part is longer or ends small: "The boat is the".
    let is_name = || {
        ends_small(above)
            && ends_open(line)
            && words(line) <= MOST_NAME_WORDS
            && !(is_second && ends_small(line))
    };
    let goes_on_below = || {
        let next = page.lines.get(at + 1).filter(|next| touches(next));
        next.is_some_and(|next| goes_on(page.words(next)) || begins_small(page.words(next)))
    };
    is_sentence && ends_open(above) && (begins_small(line) || (is_name() && goes_on_below()))
}

/// Whether nothing parts a line from the one above.
fn touches(line: &Line) -> bool {
    !line.blank_before && line.marker == Marker::None && line.indent <= MOST_INDENT
}

/// Whether a text ends with a bracket or a quotation mark that the next part closes.
pub(crate) fn is_opened(text: &str) -> bool {
    let mut chars = text.chars().rev();
    match chars.next() {
        Some('(' | '[' | '„' | '「' | '『' | '（' | '《') => true,
        // It opens in English, and closes in German.
        Some('“') => chars.next().is_none_or(char::is_whitespace),
        _ => false,
    }
}

/// Whether a line begins with a sign that no sentence begins with.
pub(crate) fn goes_on(line: &str) -> bool {
    let mut chars = line.chars();
    let (first, second) = (chars.next(), chars.next());
    let ends = |closing: &[char]| second.is_none_or(|c| c.is_whitespace() || closing.contains(&c));
    match first {
        Some(',' | '，' | '、' | '。' | '；' | '：' | '？' | '！') => true,
        // Names of files, numbers and faces begin with these.
        Some('.' | ';' | ':' | '?' | '!') => ends(&['”']),
        Some(')' | ']' | '”') => ends(&[',', '.', ';', ':', '?', '!', ')', ']', '”']),
        _ => false,
    }
}

fn begins_small(line: &str) -> bool {
    line.starts_with(char::is_lowercase)
}

fn ends_small(line: &str) -> bool {
    line.split_whitespace().next_back().is_some_and(begins_small)
}

fn words(line: &str) -> usize {
    line.split_whitespace().count()
}

/// Whether a line ends neither like a sentence nor like what leads to a list.
fn ends_open(line: &str) -> bool {
    let ends = |c: char| ends_sentence(c) || matches!(c, ':' | '：' | '…');
    !line.trim_end_matches(closes).ends_with(ends)
}

#[cfg(test)]
mod tests {
    use crate::read::{Limits, text::read};

    /// A page of three broken paragraphs, which shows that it is one, and the lines of a part.
    fn lines(part: &str) -> Vec<String> {
        let broken = "The pier of\nHarbour Town\n, which a barge struck, was closed.\n";
        let page = read(&format!("{}\n{part}", broken.repeat(3)), &Limits::default());
        let lines = page.lines.iter().skip(3);
        lines.map(|line| page.words(line).replace('\n', "|")).collect()
    }

    #[test]
    fn parts_of_a_paragraph_are_joined() {
        for part in [
            "Nobody was hurt, the\nharbour master\nsaid on Tuesday.",
            "Nobody was hurt, said\nIda Rook\nof the port authority.",
            "The barge, the\nMary Ann\n, came loose in the night\n.",
            "Harbour Town\nis on the coast.",
            "The boat is the\nGrey Heron\n, built at\nOstel yard\nand laid up.",
            "The owner (\nIda Rook\n) said: “\nNobody was hurt.\n”",
            "She asked\n: why was it not tied?",
            "码头\n，港务局说。",
        ] {
            assert_eq!(lines(part), [part.replace('\n', "|")]);
        }
    }

    #[test]
    fn what_only_looks_like_a_part_stays_a_line() {
        for part in [
            "Home\nabout us\ncontact",
            "Town news\nHarbour news",
            "Nobody was hurt.\neBay sells the barge",
            "It lists:\nropes",
            "Nobody was hurt\n\nof the crew",
            "„Niemand wurde verletzt“\nEin Schiff sank.",
            "“Nobody was hurt.”\neBay sells the barge",
            "A name follows, said\nIda Rook\nThe pier is closed",
            "What it will cost\nThe boat is the",
            ".htaccess is a file\n.NET is none",
        ] {
            assert_eq!(
                lines(part),
                part.split_terminator('\n').filter(|line| !line.is_empty()).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn one_slip_does_not_make_a_page_of_broken_paragraphs() {
        let page = read("The pier of\nHarbour Town\n, was closed.", &Limits::default());
        assert_eq!(page.lines.len(), 3);
    }
}
