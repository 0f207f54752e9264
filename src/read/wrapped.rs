//! Hard-wrapped pages: mail, old archives, plain-text books. Their paragraphs are broken at a
//! fixed column, and joined here, but only when the page as a whole is written so.

use crate::page::{Line, Marker, Page};

/// Columns at which people wrap: below are menus, above are paragraphs of one line.
const COLUMNS: std::ops::RangeInclusive<usize> = 40..=100;
/// Pairs of adjacent lines that make a page: fewer could be a poem or an address.
const FEWEST_PAIRS: usize = 8;
/// Share of the pairs, in percent, whose break the column explains.
const WRAPPED_PERCENT: usize = 75;
/// Columns by which a line may miss the page's column.
const SLACK: usize = 2;

/// Joins the lines of each paragraph, if the page is hard-wrapped.
pub(crate) fn join(page: &mut Page) {
    let Some(column) = column(page) else { return };
    let lines = std::mem::take(&mut page.lines);
    // The width of the last line as the page has it, joined to others or not.
    let mut last_width = 0;
    for line in lines {
        let width = width(&line);
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
    let mut widths: Vec<usize> = page.lines.iter().map(width).collect();
    if widths.len() <= FEWEST_PAIRS {
        return None;
    }
    // The few longest lines are addresses and rulers, which nobody wraps.
    let near_longest = widths.len() * 95 / 100;
    let (_, &mut column, _) = widths.select_nth_unstable(near_longest);
    if !COLUMNS.contains(&column) {
        return None;
    }
    let pairs = || page.lines.windows(2).filter(|pair| !pair[1].blank_before);
    let is_wrapped = |pair: &&[Line]| continues(&page.text, width(&pair[0]), &pair[1], column);
    let wrapped = pairs().filter(is_wrapped).count();
    let all = pairs().count();
    (all >= FEWEST_PAIRS && wrapped * 100 >= all * WRAPPED_PERCENT).then_some(column)
}

/// Whether `next` goes on where the line before was broken: its first word would not have fitted.
fn continues(text: &str, last_width: usize, next: &Line, column: usize) -> bool {
    let first_word = text[next.words_at..next.span.bytes.end]
        .split(char::is_whitespace)
        .next()
        .map_or(0, |word| if is_unspaced(word) { 1 } else { word.chars().count() });
    !next.blank_before
        && next.marker == Marker::None
        && last_width + 1 + first_word + SLACK > column
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
    fn verse_is_not_wrapped_prose() {
        let verse = "The lamp above the ferry stair\nwent out before the tide had turned,\n\
            and no one came to light it there,\nand no one asked how long it burned.\n\n"
            .repeat(4);
        assert_eq!(lines(&read(&verse, &Limits::default())).len(), 16);
    }
}
