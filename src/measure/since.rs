//! How long ago something was said that colours what follows it.

use super::line::Measures;
use crate::lexicon::Section;

/// Lines since the last line of a kind; `None` where none stands before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Since {
    /// A line that is a date and nothing else.
    pub(crate) date: Option<u32>,
    /// A by-line, or the heading of an author's box.
    pub(crate) byline: Option<u32>,
    /// Copyright, imprint or terms.
    pub(crate) legal: Option<u32>,
    /// A request to subscribe or to follow.
    pub(crate) newsletter: Option<u32>,
    /// Cookies, privacy choices, paywalls.
    consent: Option<u32>,
    /// A second line about them close to another: a panel, and no box between two paragraphs.
    pub(crate) panel: Option<u32>,
    /// Prices, stock, shipping, calls to buy.
    pub(crate) shop: Option<u32>,
    /// A button or counter of one comment.
    pub(crate) reply: Option<u32>,
}

/// Lines within which a panel of purposes says again that it is one.
const PANEL_LINES: u32 = 8;
/// Words of a line that is a heading or a prompt rather than a paragraph that mentions one.
const MOST_WORDS: u32 = 12;

impl Since {
    /// What holds one line further down.
    fn next(self, m: &Measures) -> Since {
        let short = m.words <= MOST_WORDS;
        let has = |section| short && m.hits.any().contains(section);
        let count = |seen, before: Option<u32>| {
            if seen { Some(1) } else { before.map(|lines| lines.saturating_add(1)) }
        };
        let consent = m.hits.any().contains(Section::Consent);
        Since {
            date: count(m.is_date(), self.date),
            byline: count(has(Section::Byline) || m.is_byline(), self.byline),
            legal: count(m.hits.any().contains(Section::Legal), self.legal),
            newsletter: count(has(Section::Newsletter), self.newsletter),
            consent: count(consent, self.consent),
            panel: count(
                consent && self.consent.is_some_and(|lines| lines <= PANEL_LINES),
                self.panel,
            ),
            shop: count(has(Section::Shop), self.shop),
            reply: count(has(Section::Reply), self.reply),
        }
    }
}

/// What holds at every line.
pub(super) fn since(measures: &[Measures]) -> Vec<Since> {
    let mut now = Since::default();
    measures
        .iter()
        .map(|m| {
            let here = now;
            now = now.next(m);
            here
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::measure::measure;
    use crate::read::{Limits, text::read};

    #[test]
    fn lines_are_counted_from_the_last_of_a_kind() {
        let page = read("17 May 2021\nPier closed\nBy Ida Rook\nIt rained.", &Limits::default());
        let measured = measure(&page, Lexicon::embedded());
        let since: Vec<_> = (0..4).map(|at| measured.since(at)).collect();
        assert_eq!(
            since.iter().map(|s| s.date).collect::<Vec<_>>(),
            [None, Some(1), Some(2), Some(3)]
        );
        assert_eq!((since[2].byline, since[3].byline), (None, Some(1)));
    }
}
