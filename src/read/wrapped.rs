//! Hard-wrapped pages: mail, old archives, plain-text books, what programs such as html2text and
//! lynx make of HTML. Their paragraphs are broken at a fixed column, and joined here, but only when
//! the page as a whole is written so.

use crate::page::{Line, Marker, Page};
use crate::read::text::{CODE_INDENT, is_statement};

/// Columns at which people wrap: below are menus, above are paragraphs of one line.
const COLUMNS: std::ops::RangeInclusive<usize> = 40..=100;
/// Pairs of adjacent lines that make a page: fewer could be a poem or an address.
const FEWEST_PAIRS: usize = 8;
/// Breaks within sentences that make a page.
const FEWEST_SENTENCES: usize = 4;
/// Share of the pairs, in percent, whose break the column explains.
const WRAPPED_PERCENT: usize = 75;
/// Breaks within paragraphs of usual length.
const BREAKS_OF_A_PARAGRAPH: usize = 3;
/// Columns by which a line may miss the page's column.
const SLACK: usize = 2;
/// The part of the column by which a line may pass it that was broken there by hand.
const OVERHANG: usize = 8;

/// Joins the lines of each paragraph, if the page is hard-wrapped.
pub(crate) fn join(page: &mut Page) {
    let Some(column) = column(page) else { return };
    let lines = std::mem::take(&mut page.lines);
    // The width of the last line as the page has it, joined to others or not.
    let mut last_width = 0;
    for line in lines {
        let width = width(&line);
        match page.lines.last_mut() {
            Some(last) if continues(&page.text, (last, last_width), &line, column) => {
                last.take_in(&line);
            }
            _ => page.lines.push(line),
        }
        last_width = width;
    }
}

/// The column at which the page is wrapped, if it is. Menus and tables have breaks and widths of
/// their own: where a program wrapped paragraphs among them, the breaks within sentences tell.
fn column(page: &Page) -> Option<usize> {
    let touch = |pair: &&[Line]| !pair[1].blank_before;
    let is_within_sentence = |pair: &&[Line]| is_within_sentence(page, pair);
    let pairs = || page.lines.windows(2);
    // The few longest lines are addresses and rulers, which nobody wraps.
    let near_longest = column_near(page.lines.iter().map(width));
    near_longest
        .filter(|&column| explains(page, column, pairs().filter(touch), FEWEST_PAIRS))
        .or_else(|| {
            let within: Vec<&[Line]> = pairs().filter(is_within_sentence).collect();
            let of_sentences = column_near(within.iter().map(|pair| width(&pair[0])));
            of_sentences
                .filter(|&column| explains(page, column, within.iter().copied(), FEWEST_SENTENCES))
        })
}

/// The width that all but a few of the longest lines keep to, if it is one at which people wrap.
fn column_near(widths: impl Iterator<Item = usize>) -> Option<usize> {
    /// Share of the lines that keep to it, in percent.
    const PERCENT: usize = 95;
    let mut widths: Vec<usize> = widths.collect();
    let near = widths.len().checked_sub(1)?.min(widths.len() * PERCENT / 100);
    let (_, &mut column, _) = widths.select_nth_unstable(near);
    Some(column).filter(|column| COLUMNS.contains(column))
}

/// Whether a column explains most of the breaks between pairs of lines.
fn explains<'a>(
    page: &Page,
    column: usize,
    pairs: impl Iterator<Item = &'a [Line]>,
    fewest: usize,
) -> bool {
    let (mut all, mut wrapped) = (0, 0);
    for pair in pairs {
        let above = (&pair[0], width(&pair[0]));
        all += 1;
        wrapped += usize::from(continues(&page.text, above, &pair[1], column));
    }
    // Programs leave items of lists and rows of tables as they are.
    let is_whole_paragraph = |line: &&Line| {
        line.marker == Marker::None
            && passes(&page.text, (line, width(line)), column)
            && !page.words(line).contains('|')
    };
    all >= fewest
        && wrapped * 100 >= all * WRAPPED_PERCENT
        && page.lines.iter().filter(is_whole_paragraph).count() * BREAKS_OF_A_PARAGRAPH <= wrapped
}

/// Whether the break between two lines is in the middle of a sentence.
fn is_within_sentence(page: &Page, pair: &[Line]) -> bool {
    if pair[1].blank_before || pair[1].marker != Marker::None || width(&pair[0]) < *COLUMNS.start()
    {
        return false;
    }
    let (above, line) = (page.words(&pair[0]), page.words(&pair[1]));
    line.starts_with(char::is_lowercase)
        && above.ends_with(|c: char| c.is_lowercase() || c == ',')
        && above.contains(' ')
}

/// Whether `next` goes on where the line above, given with its width, was broken: its first word
/// would not have fitted, and the line above did fit. Statements of a program stand by themselves.
fn continues(text: &str, above: (&Line, usize), next: &Line, column: usize) -> bool {
    if next.blank_before || next.marker != Marker::None || passes(text, above, column) {
        return false;
    }
    let first_word = next
        .written(text)
        .split(char::is_whitespace)
        .next()
        .map_or(0, |word| if is_unspaced(word) { 1 } else { word.chars().count() });
    above.1 + 1 + first_word + SLACK > column
        && ![above.0, next].into_iter().any(|line| is_code(text, line))
}

/// Whether a line is a statement of a program, and indented as programs are.
fn is_code(text: &str, line: &Line) -> bool {
    line.indent >= CODE_INDENT && is_statement(line.written(text))
}

/// Whether a line, given with its width, is one that nobody wrapped at the column. An address at
/// its end cannot be broken, and counts for nothing.
fn passes(text: &str, (line, width): (&Line, usize), column: usize) -> bool {
    let most = column + column / OVERHANG;
    let address = || {
        let last_word = text[line.span.bytes.clone()].rsplit(char::is_whitespace).next();
        last_word.filter(|word| word.contains("://")).map_or(0, |word| word.chars().count())
    };
    width > most && width - address() > most
}

/// Columns of a line that was not joined.
fn width(line: &Line) -> usize {
    line.indent + line.span.chars.len()
}

/// Words of scripts written without spaces break anywhere.
fn is_unspaced(word: &str) -> bool {
    word.chars().next().is_some_and(crate::measure::script::is_unspaced)
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::read::{Limits, text::read};

    const PROSE: &str = "The harbour of the old town was closed to all traffic on Tuesday\n\
        after a barge had struck the eastern pier during the night, the\n\
        port authority said in a statement. Nobody was hurt, but divers\n\
        will have to look at the foundations before ships may moor there\n\
        again.\n";

    fn lines(page: &Page) -> Vec<&str> {
        page.lines.iter().map(|line| page.words(line)).collect()
    }

    #[test]
    fn paragraphs_of_a_wrapped_page_are_joined() {
        let input = format!("{PROSE}\n{PROSE}\n{PROSE}");
        let page = read(&input, &Limits::default());
        assert_eq!(lines(&page).len(), 3);
        assert!(lines(&page)[1].ends_with("ships may moor there\nagain."));
    }

    #[test]
    fn a_wrapped_quotation_on_another_page_is_left_alone() {
        let long =
            "A paragraph of a page that is not wrapped runs on for as long as its author likes, \
            well past any column at which people break their lines by hand. "
                .repeat(2);
        let input = format!("{PROSE}\n{}", format!("{long}\n\n").repeat(12));
        assert_eq!(lines(&read(&input, &Limits::default())).len(), 5 + 12);
    }

    #[test]
    fn statements_of_a_wrapped_page_stay_lines() {
        let code = "    let barge = harbour.ships().find(|ship| ship.name == name);\n\
            \x20   let pier = harbour.piers().nearest(barge.position(), Some(2));\n";
        let input = format!("{PROSE}\n{PROSE}\n{code}\n{PROSE}");
        assert_eq!(lines(&read(&input, &Limits::default())).len(), 3 + 2);
    }

    #[test]
    fn paragraphs_among_menus_are_joined() {
        let menu = "Home\nNews of the harbour\nLetters\nAbout us\n\n".repeat(8);
        let item = format!("* {}\n\n", "An item of a list that no program wraps. ".repeat(4));
        let page = read(&format!("{menu}{PROSE}\n{item}{PROSE}\n{menu}"), &Limits::default());
        assert_eq!(lines(&page).len(), 8 * 4 + 1 + 1 + 1 + 8 * 4);
    }

    #[test]
    fn verse_is_not_wrapped_prose() {
        let verse = "The lamp above the ferry stair\nwent out before the tide had turned,\n\
            and no one came to light it there,\nand no one asked how long it burned.\n\n"
            .repeat(4);
        assert_eq!(lines(&read(&verse, &Limits::default())).len(), 16);
    }
}
