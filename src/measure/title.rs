//! Where the title of the document stands as a line: the article begins there.

use super::fold::letters;
use super::line::Measures;
use super::origin::Origin;
use super::script::is_word;
use crate::page::{Form, Page};
use std::ops::RangeInclusive;

/// Letters from which the beginning of a title tells what it is the title of.
const TELLING_LETTERS: usize = 8;
/// Lines at the beginning of flat text that may have the title of its document.
pub(crate) const OPENING_LINES: usize = 3;
/// Words of a line that may have it: others are buttons or paragraphs.
const WORDS: RangeInclusive<u32> = 3..=48;
/// Copies of a title as near to running text as this, in lines, are as good: dates, by-lines and
/// buttons stand between.
const NEAR: usize = 16;

/// Finds the title. The head of a document names it; flat text may open with it, and says it once
/// more above the article. Of many copies it is the first heading of the first rank, and otherwise
/// the one with the least between it and running text.
pub(super) fn title(
    page: &Page,
    measures: &[Measures],
    lines_to_prose: impl Fn(usize) -> usize,
) -> Option<Origin> {
    let named = match &page.metadata.title {
        Some(title) => said_by(page, measures, &letters(title), 0, &lines_to_prose),
        None => None,
    };
    let found = named.or_else(|| match page.tree {
        Some(_) => only_first_heading(page, measures),
        None => (0..OPENING_LINES.min(measures.len()))
            .filter(|&at| WORDS.contains(&measures[at].words))
            .find_map(|at| said_again(page, measures, at, &lines_to_prose)),
    });
    found.map(|at| Origin::new(page, at))
}

/// The line, from `first` on, that says a title whose letters are given.
fn said_by(
    page: &Page,
    measures: &[Measures],
    title: &str,
    first: usize,
    lines_to_prose: impl Fn(usize) -> usize,
) -> Option<usize> {
    let site = page.metadata.site.as_deref().map(letters);
    let says = |at: usize| {
        let m = &measures[at];
        if m.words > *WORDS.end() || m.is_date() {
            return None;
        }
        says_title(title, site.as_deref(), page.words(&page.lines[at]))
    };
    let rank = |at: usize| match page.lines[at].form {
        Form::Heading(rank) => rank,
        _ => u8::MAX,
    };
    let found = (first..measures.len()).filter_map(|at| Some((says(at)?, at)));
    let best = found.min_by_key(|&(said, at)| match rank(at) {
        1 => (said, 1, 0),
        rank => (said, rank, lines_to_prose(at) / NEAR),
    });
    best.map(|(_, at)| at)
}

/// The line that says again what flat text opens with, or the opening line itself if it stands as
/// near to running text as its copies.
fn said_again(
    page: &Page,
    measures: &[Measures],
    opening: usize,
    lines_to_prose: impl Fn(usize) -> usize,
) -> Option<usize> {
    let title = letters(page.words(&page.lines[opening]));
    let again = said_by(page, measures, &title, opening + 1, &lines_to_prose)?;
    let is_copy = measures[again].fingerprint == measures[opening].fingerprint;
    Some(if is_copy && lines_to_prose(opening) < NEAR { opening } else { again })
}

/// How much of a title a line says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    /// Most of it: what is left may be the site's name.
    Most,
    /// Its beginning.
    Beginning,
}

/// How much of a title, whose letters are given, a line says. The end of a title is as likely the
/// site's name.
fn says_title(title: &str, site: Option<&str>, line: &str) -> Option<Said> {
    if !says_a_part(title, line, TELLING_LETTERS, 0) {
        return None;
    }
    let line = letters(line);
    match () {
        () if site == Some(line.as_str()) => None,
        () if line.len() * 2 > title.len() => Some(Said::Most),
        () if title.starts_with(&line) => Some(Said::Beginning),
        () => None,
    }
}

/// The only heading of the first rank.
fn only_first_heading(page: &Page, measures: &[Measures]) -> Option<usize> {
    let is_first = |&at: &usize| {
        page.lines[at].form == Form::Heading(1) && WORDS.contains(&measures[at].words)
    };
    let mut first = (0..measures.len()).filter(is_first);
    first.next().filter(|_| first.next().is_none())
}

/// Whether a line is the beginning or the end of a longer one, whose letters are given: with
/// `least` letters at least, and `shorter` bytes shorter.
pub(crate) fn says_a_part(longer: &str, line: &str, least: usize, shorter: usize) -> bool {
    let first = |c: char| longer.starts_with(|other| c.to_lowercase().eq([other]));
    let last = |c: char| longer.ends_with(|other| c.to_lowercase().eq([other]));
    // Few lines begin or end with the same letter; only those are spelled.
    let alike = line.chars().find(|&c| is_word(c)).is_some_and(first)
        || line.chars().rfind(|&c| is_word(c)).is_some_and(last);
    if !alike {
        return false;
    }
    let line = letters(line);
    line.len() >= least
        && longer.len() >= line.len() + shorter
        && (longer.starts_with(&line) || longer.ends_with(&line))
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::measure::measure;
    use crate::read::{Format, Limits, read};

    /// Index of the line with the title.
    fn title(text: &str) -> Option<usize> {
        let format = if text.contains('<') { Format::Html } else { Format::Text };
        let lexicon = Lexicon::embedded();
        let page = read(text, format, &Limits::default(), &lexicon.markup);
        measure(&page, lexicon).title().map(|title| title.at)
    }

    #[test]
    fn the_head_of_a_document_names_it() {
        let page = "<title>Pier closed by storm - The Harbour Bote</title><h1>The Harbour Bote</h1>\
                    <h2>Mills sold</h2><h2>Pier closed by storm</h2><p>Pier closed by storm";
        assert_eq!(title(page), Some(2));
        assert_eq!(title("<p>News<h1>Pier closed by storm</h1><p>It rained."), Some(1));
        assert_eq!(title("<h1>Pier closed by storm</h1><h1>Mills sold at last</h1>"), None);
    }

    #[test]
    fn flat_text_opens_with_it_and_says_it_again() {
        let page = "Pier closed by storm | The Bote\nNews\nPier closed by storm\nIt rained.";
        assert_eq!(title(page), Some(2));
        assert_eq!(title("Pier closed by storm | The Bote\nNews\nThe Bote\nIt rained."), None);
        let running_head = "Pier closed by storm\nIt rained.\nPier closed by storm\nIt rained.";
        assert_eq!(title(running_head), Some(0));
    }
}
