//! Content that is not prose: verse, and lists whose items say something. Both look like menus to
//! a count of words, and unlike them to a closer look at what the lines of a group share.

use super::line::{First, Last, Measures};
use crate::page::{Form, Line, Marker};

/// Fewest lines of a stanza.
const STANZA_LINES: usize = 3;
/// Words of a line of verse.
const VERSE_WORDS: std::ops::RangeInclusive<u32> = 1..=14;
/// Words of verse on average, in tenths: lists of single words are no verse.
const VERSE_MEAN_WORDS: u32 = 3;
/// Share of a stanza's lines, in percent, that go on from one line to the next or hold words of
/// running text.
const VERSE_PERCENT: usize = 60;

/// Finds the lines of verse: stanzas between blank lines, whose short lines carry a sentence on
/// from one to the next.
pub(super) fn verse(lines: &[Line], measures: &[Measures]) -> Vec<bool> {
    let mut verse = vec![false; lines.len()];
    let mut start = 0;
    while start < lines.len() {
        let end =
            (start + 1..lines.len()).find(|&at| lines[at].blank_before).unwrap_or(lines.len());
        if is_stanza(&lines[start..end], &measures[start..end]) {
            verse[start..end].fill(true);
        }
        start = end;
    }
    verse
}

fn is_stanza(lines: &[Line], measures: &[Measures]) -> bool {
    let plain = lines.iter().zip(measures).all(|(line, m)| {
        matches!(line.marker, Marker::None | Marker::Dash)
            && line.form == Form::Text
            && VERSE_WORDS.contains(&m.words)
            && m.hits.furniture().is_empty()
            && !m.is_date()
    });
    let running = measures.iter().filter(|m| runs_on(m)).count();
    let words: u32 = measures.iter().map(|m| m.words).sum();
    let stops = measures.iter().filter(|m| m.last != Last::Open).count();
    lines.len() >= STANZA_LINES
        && plain
        && stops > 0
        && words >= VERSE_MEAN_WORDS * lines.len() as u32
        && running * 100 >= lines.len() * VERSE_PERCENT
}

/// Whether a line is a part of a sentence: it goes on from the last line or to the next, or holds
/// words that only sentences need.
fn runs_on(m: &Measures) -> bool {
    /// Share of words of running text that headlines seldom reach.
    const SHARE: f32 = 0.3;
    m.first == First::Lower
        || matches!(m.last, Last::Comma | Last::Sentence | Last::Colon)
        || m.function_share().is_some_and(|share| share >= SHARE)
}

/// For each bulleted or numbered line, the share of its list's items that say something: three
/// words or more, not set like titles. `None` for other lines.
pub(super) fn lists(lines: &[Line], measures: &[Measures]) -> Vec<Option<f32>> {
    let is_item =
        |at: usize| matches!(lines[at].marker, Marker::Bullet | Marker::Number | Marker::Dash);
    let mut shares = vec![None; lines.len()];
    let mut start = 0;
    while start < lines.len() {
        let end = (start..lines.len()).find(|&at| !is_item(at)).unwrap_or(lines.len());
        if end > start {
            let saying = measures[start..end].iter().filter(|m| says_something(m)).count();
            shares[start..end].fill(Some(saying as f32 / (end - start) as f32));
        }
        start = end.max(start + 1);
    }
    shares
}

fn says_something(m: &Measures) -> bool {
    /// Words of an item that says something.
    const FEWEST_WORDS: u32 = 3;
    /// Share of capitals from which an item is a title.
    const TITLE_SHARE: f32 = 0.6;
    m.words >= FEWEST_WORDS
        && m.hits.furniture().is_empty()
        && !m.is_date()
        && m.capital_share().is_none_or(|share| share < TITLE_SHARE)
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::measure::measure;
    use crate::read::{Limits, text::read};

    fn around(page: &str) -> Vec<crate::measure::Around> {
        let page = read(page, &Limits::default());
        measure(&page, Lexicon::embedded()).around
    }

    #[test]
    fn stanzas_are_verse_and_menus_are_not() {
        let verse = "The lamp above the ferry stair\nwent out before the tide had turned,\nand no one came to light it.";
        assert!(around(verse).iter().all(|a| a.verse));
        for menu in [
            "Home\nNews\nSport\nHelp",
            "Pier closed after storm\nTown buys old mill\nFerry late again",
        ] {
            assert!(around(menu).iter().all(|a| !a.verse), "{menu}");
        }
    }

    #[test]
    fn lists_that_say_something_are_told_from_menus() {
        let recipe = "• 250 g pearl barley\n• 1 onion, finely chopped\n• salt";
        assert!(around(recipe)[2].list_share.is_some_and(|share| share > 0.6));
        let menu = "• Home\n• Arts & Culture\n• The Morning Paper";
        assert_eq!(around(menu)[0].list_share, Some(0.0));
    }
}
