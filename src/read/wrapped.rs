//! Hard-wrapped pages: mail, old archives, plain-text books, what programs such as html2text and
//! lynx make of HTML. Their paragraphs are broken at a fixed column, and joined here, but only when
//! the page as a whole is written so.

use crate::page::{Line, Marker, Page};

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
    let mut last_width = Width::default();
    for line in lines {
        let width = Width::of(&page.text, &line);
        match page.lines.last_mut() {
            Some(last) if continues(&page.text, last_width, &line, column) => {
                last.span.bytes.end = line.span.bytes.end;
                last.span.chars.end = line.span.chars.end;
            }
            _ => page.lines.push(line),
        }
        last_width = width;
    }
}

/// The column at which the page is wrapped, if it is.
fn column(page: &Page) -> Option<usize> {
    let touching: Vec<&[Line]> =
        page.lines.windows(2).filter(|pair| !pair[1].blank_before).collect();
    let within: Vec<&[Line]> =
        touching.iter().copied().filter(|pair| is_within_sentence(page, pair)).collect();
    let whole = |line: &Line| Width::of(&page.text, line).whole;
    // The few longest lines are addresses and rulers, which nobody wraps.
    let near_longest = percentile(page.lines.iter().map(whole), 95);
    let of_sentences = percentile(within.iter().map(|pair| whole(&pair[0])), 95);
    // Menus and tables have breaks and widths of their own: where a program wrapped paragraphs among
    // them, the breaks within sentences tell.
    [(near_longest, touching, FEWEST_PAIRS), (of_sentences, within, FEWEST_SENTENCES)]
        .into_iter()
        .find_map(|(column, pairs, fewest)| {
            column.filter(|&column| explains(page, column, &pairs, fewest))
        })
}

/// The width that so many percent of the lines do not pass, if people wrap there.
fn percentile(widths: impl Iterator<Item = usize>, percent: usize) -> Option<usize> {
    let mut widths: Vec<usize> = widths.collect();
    let near = (widths.len() * percent / 100).min(widths.len().checked_sub(1)?);
    let (_, &mut column, _) = widths.select_nth_unstable(near);
    Some(column).filter(|column| COLUMNS.contains(column))
}

/// Whether a column explains most of the breaks.
fn explains(page: &Page, column: usize, pairs: &[&[Line]], fewest: usize) -> bool {
    let is_wrapped =
        |pair: &&&[Line]| continues(&page.text, Width::of(&page.text, &pair[0]), &pair[1], column);
    let wrapped = pairs.iter().filter(is_wrapped).count();
    let whole = page.lines.iter().filter(|line| is_whole_paragraph(page, line, column)).count();
    pairs.len() >= fewest
        && wrapped * 100 >= pairs.len() * WRAPPED_PERCENT
        && whole * BREAKS_OF_A_PARAGRAPH <= wrapped
}

/// Whether a line is a paragraph that nobody wrapped; programs leave items of lists and rows of
/// tables as they are.
fn is_whole_paragraph(page: &Page, line: &Line, column: usize) -> bool {
    line.marker == Marker::None
        && Width::of(&page.text, line).passes(column)
        && !page.words(line).contains('|')
}

/// Whether the break between two lines is in the middle of a sentence.
fn is_within_sentence(page: &Page, pair: &[Line]) -> bool {
    let (above, line) = (page.words(&pair[0]), page.words(&pair[1]));
    pair[1].marker == Marker::None
        && line.starts_with(char::is_lowercase)
        && above.ends_with(|c: char| c.is_lowercase() || c == ',')
        && above.contains(' ')
}

/// Whether `next` goes on where the line before was broken: its first word would not have fitted,
/// and the line before did fit.
fn continues(text: &str, last: Width, next: &Line, column: usize) -> bool {
    let first_word = text[next.words_at..next.span.bytes.end]
        .split(char::is_whitespace)
        .next()
        .map_or(0, |word| if is_unspaced(word) { 1 } else { word.chars().count() });
    !next.blank_before
        && next.marker == Marker::None
        && last.whole + 1 + first_word + SLACK > column
        && !last.passes(column)
}

/// How wide a line is that was not joined, in columns.
#[derive(Clone, Copy, Default)]
struct Width {
    whole: usize,
    /// Without the address that it may end with, which cannot be broken.
    breakable: usize,
}

impl Width {
    fn of(text: &str, line: &Line) -> Width {
        let last_word = text[line.span.bytes.clone()].rsplit(char::is_whitespace).next();
        let address = last_word.filter(|word| word.contains("://"));
        let whole = line.indent + line.span.chars.len();
        Width { whole, breakable: whole - address.map_or(0, |word| word.chars().count()) }
    }

    /// Whether a line of this width is one that nobody wrapped at the column.
    fn passes(self, column: usize) -> bool {
        self.breakable > column + column / OVERHANG
    }
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
    fn verse_is_not_wrapped_prose() {
        let verse = "The lamp above the ferry stair\nwent out before the tide had turned,\n\
            and no one came to light it there,\nand no one asked how long it burned.\n\n"
            .repeat(4);
        assert_eq!(lines(&read(&verse, &Limits::default())).len(), 16);
    }
}
