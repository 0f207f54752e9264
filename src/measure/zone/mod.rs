//! Zones: what stands under a heading such as "Related News" or "Comments", until the article
//! goes on or the part of the page ends.

mod heading;

use heading::Headings;

use super::around::Around;
use super::inside::Inside;
use super::line::{Last, Measures};
use crate::lexicon::Section;
use crate::page::{Marker, Page};

/// The section under whose heading a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Zone {
    pub(crate) section: Section,
    /// Lines since the heading; 0 for the heading itself.
    pub(crate) lines_ago: u32,
}

impl Zone {
    /// Whether the zone's lines belong to something else than the article, however they read.
    pub(crate) fn is_elsewhere(self) -> bool {
        matches!(
            self.section,
            Section::Comments
                | Section::Related
                | Section::Newsletter
                | Section::Ticker
                | Section::Legal
        )
    }
}

/// Lines that a newsletter box and a list of tags have at most, below their heading.
const SHORT_ZONE_LINES: u32 = 6;
/// Words from which a line of prose can be where the article goes on: excerpts in teasers are
/// shorter.
const RESUMING_WORDS: u32 = 20;
/// Words of a line at the foot of a page at most: a longer one that mentions terms and copyright is
/// what a reader has to say of them.
const FOOTER_WORDS: u32 = 25;
/// Lines of a zone after which one paragraph alone does not show that the article goes on.
const INTERRUPTION_LINES: u32 = 4;
/// Share of the page's lines, in percent, from which a container does not bound a zone.
const PAGE_PERCENT: usize = 60;

/// Finds the zone of every line.
pub(super) fn zones(
    page: &Page,
    measures: &[Measures],
    around: &[Around],
    inside: &[Inside],
) -> Vec<Option<Zone>> {
    let mut zones = Vec::with_capacity(measures.len());
    let mut open: Option<Open> = None;
    // Where the article's running text begins: two paragraphs, one after the other.
    let text = (0..measures.len()).find(|&at| running(measures, around, at)).unwrap_or(usize::MAX);
    let mut headings = Headings::new(page, measures, around, inside, text);
    for at in 0..measures.len() {
        if let Some(section) = headings.section(at) {
            open = Some(Open { section, start: at, end: container_end(page, at) });
        } else if open.as_ref().is_some_and(|open| is_footer(open.section, &measures[at])) {
            open = Some(Open { section: Section::Legal, start: at, end: None });
        } else if open.as_ref().is_some_and(|open| open.ends(page, measures, around, text, at)) {
            open = None;
        }
        zones.push(
            open.as_ref()
                .map(|open| Zone { section: open.section, lines_ago: (at - open.start) as u32 }),
        );
    }
    zones
}

/// Where the smallest element ends that holds the heading and something under it; `None` for
/// flat text, and where that element is the page.
fn container_end(page: &Page, at: usize) -> Option<usize> {
    let tree = page.tree.as_ref()?;
    let node = page.lines[at].place?.node;
    let holder = tree.ancestors(node).find(|node| node.lines.end > at + 1)?;
    (holder.lines.len() * 100 <= page.lines.len() * PAGE_PERCENT).then_some(holder.lines.end)
}

struct Open {
    section: Section,
    /// The heading's line.
    start: usize,
    /// The first line behind the element that holds the zone.
    end: Option<usize>,
}

impl Open {
    /// Whether the zone ends before this line.
    fn ends(
        &self,
        page: &Page,
        measures: &[Measures],
        around: &[Around],
        text: usize,
        at: usize,
    ) -> bool {
        let (line, a) = (&page.lines[at], &around[at]);
        let lines = (at - self.start) as u32;
        if self.end.is_some_and(|end| at >= end) {
            return true;
        }
        if self.is_a_list(page) && line.marker == Marker::None && line.blank_before {
            return true;
        }
        match self.section {
            Section::Ticker => line.blank_before && lines > 1,
            Section::Newsletter | Section::Tags => lines > SHORT_ZONE_LINES || a.prose,
            Section::Comments => {
                // Recent comments beside the body; those below it go on to the end.
                self.end.is_none() && self.start < text && at >= text
            }
            Section::Legal => running(measures, around, at),
            _ => self.resumes(measures, around, at, lines),
        }
    }

    /// Whether the zone is a list of links: it ends with the list.
    fn is_a_list(&self, page: &Page) -> bool {
        matches!(self.section, Section::Related | Section::Ticker | Section::Tags)
            && page.lines.get(self.start + 1).is_some_and(|first| first.marker != Marker::None)
    }

    /// Whether the article goes on at this line: two paragraphs in a row, or one behind a short
    /// interruption. Teasers alternate headline and excerpt instead.
    fn resumes(&self, measures: &[Measures], around: &[Around], at: usize, lines: u32) -> bool {
        paragraph(measures, around, at)
            && measures[at].words >= RESUMING_WORDS
            && around[at].in_harsh_body
            && (paragraph(measures, around, at + 1)
                || (lines <= INTERRUPTION_LINES && around[at].gap_before <= INTERRUPTION_LINES + 1))
    }
}

/// Whether a line belongs to the foot of the page, where teasers and comments have ended.
fn is_footer(section: Section, m: &Measures) -> bool {
    if section == Section::Legal {
        return false;
    }
    let legal = m.words <= FOOTER_WORDS && m.hits.any().contains(Section::Legal);
    // One word is as often the category of a teaser, and comments have links of their own.
    let menu = section != Section::Comments
        && m.words > 1
        && (m.hits.whole | m.hits.start).contains(Section::Navigation);
    (legal && m.last != Last::Sentence) || menu
}

/// Whether two paragraphs stand here, one after the other.
fn running(measures: &[Measures], around: &[Around], at: usize) -> bool {
    paragraph(measures, around, at) && paragraph(measures, around, at + 1)
}

/// Whether a line is a paragraph of running text that is not said twice.
fn paragraph(measures: &[Measures], around: &[Around], at: usize) -> bool {
    around.get(at).is_some_and(|a| a.prose && !a.copied_before)
        && matches!(measures[at].last, Last::Sentence | Last::Question | Last::Colon)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::measure::measure;
    use crate::read::{Limits, text::read};

    #[test]
    fn comments_follow_the_article_or_their_number_stands_above_it() {
        const TEXT: &str = "The harbour of the old town was closed on Tuesday after a barge had struck the pier.\n\n\
            Nobody was hurt, but divers will have to look at the foundations before ships may moor.\n\n\
            The mayor said that repairs would take until autumn and cost more than two million.\n\n";
        const REMARKS: &str = "It was about time that somebody looked at those piers, rotten as they were.\n\n\
            I remember when the old one fell into the sea and nobody did anything about it.\n";
        let last = |page: &str| {
            let page = read(page, &Limits::default());
            let zones = measure(&page, Lexicon::embedded()).zones;
            zones.last().copied().flatten().map(|zone| zone.section)
        };
        for heading in [
            "Leave a comment",
            "13 Comments",
            "13 Comment(s)",
            "Kommentare (13)",
            "3 thoughts on “Barge closes the harbour of the old town for a week”",
        ] {
            let below = last(&format!("{TEXT}{heading}\n\n{REMARKS}"));
            assert_eq!(below, Some(Section::Comments), "{heading}");
            assert_eq!(last(&format!("Pier closed\n\n{heading}\n\n{TEXT}")), None, "{heading}");
        }
        for heading in ["Discussion", "4. Discussion", "4 Discussion"] {
            let paper = format!("3 Results\n\n{TEXT}{heading}\n\n{REMARKS}");
            assert_eq!(last(&paper), None, "{heading}");
        }
    }

    #[test]
    fn a_question_in_a_letter_that_is_quoted_heads_no_comments() {
        let zone = |question: &str| {
            let text =
                "The harbour of the old town was closed on Tuesday after a barge had struck it.";
            let page = format!("{text}\n\n{question}\n\nShe wrote back the same day.\n");
            let page = read(&page, &Limits::default());
            let zones = measure(&page, Lexicon::embedded()).zones;
            zones.last().copied().flatten().map(|zone| zone.section)
        };
        assert_eq!(
            zone("> Divers went down twice\n> and found nothing.\n> What do you think?"),
            None
        );
        assert_eq!(zone("> What do you think?"), Some(Section::Comments));
    }

    #[test]
    fn nothing_can_be_commented_on_above_a_list_of_teasers() {
        let zone = |above: &str| {
            let teasers = "Barge closes harbour\n\nDivers will look at the pier.\n\n".repeat(6);
            let page = read(&format!("{above}Comments\n\n{teasers}"), &Limits::default());
            let zones = measure(&page, Lexicon::embedded()).zones;
            zones.last().copied().flatten().map(|zone| zone.section)
        };
        assert_eq!(zone("Home\n\nTown\n\n"), None);
        let text = "The harbour of the old town was closed on Tuesday after a barge had struck it.";
        assert_eq!(zone(&format!("{text}\n\n")), Some(Section::Comments));
    }

    #[test]
    fn each_answer_of_a_thread_may_have_its_own_line_for_comments() {
        let answer = "The barge was towed to the yard on Monday, and the pier will be open again by June.\n\n\
            Whoever has tickets for the ferry can hand them in at the office behind the customs house.\n\n";
        let zone = |answers: usize, of_each: &str| {
            let page = format!("{answer}{of_each}\n\n").repeat(answers);
            let page = read(&page, &Limits::default());
            let zones = measure(&page, Lexicon::embedded()).zones;
            zones.last().copied().flatten().map(|zone| zone.section)
        };
        assert_eq!(zone(3, "Add a comment"), None);
        assert_eq!(zone(6, "17 Comments"), None);
        assert_eq!(zone(3, "17 Comments"), Some(Section::Comments));
        assert_eq!(zone(2, "Add a comment"), Some(Section::Comments));
    }

    #[test]
    fn what_a_reader_says_of_copyright_ends_no_comments() {
        let zone = |line: &str| {
            let page = format!("Nobody was hurt.\nLeave a comment\nTom\n{line}\nIda\n");
            let page = read(&page, &Limits::default());
            let zones = measure(&page, Lexicon::embedded()).zones;
            zones.last().copied().flatten().map(|zone| zone.section)
        };
        assert_eq!(zone("© 2021 The Pier. All rights reserved"), Some(Section::Legal));
        let remark = "I asked them twice who owns those pictures, since the old paper printed them \
            with all rights reserved below, and nobody at the office had any idea what that meant";
        assert_eq!(zone(remark), Some(Section::Comments));
    }

    #[test]
    fn a_line_that_names_its_article_opens_no_zone() {
        let zone = |heading: &str| {
            let page =
                read(&format!("{heading}\nThe roof alone took two years."), &Limits::default());
            measure(&page, Lexicon::embedded()).zones[1].map(|zone| zone.section)
        };
        assert_eq!(zone("Read also"), Some(Section::Related));
        assert_eq!(zone("Related news:"), Some(Section::Related));
        assert_eq!(zone("Read also: Eel ladder counts its eels"), None);
    }
}
