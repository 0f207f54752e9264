//! Zones: what stands under a heading such as "Related News" or "Comments", until the article
//! goes on or the part of the page ends.

use super::around::Around;
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

/// Words of a heading that opens a zone at most.
const HEADING_WORDS: u32 = 8;
/// Lines that a newsletter box and a list of tags have at most, below their heading.
const SHORT_ZONE_LINES: u32 = 12;
/// Words from which a line of prose can be where the article goes on: excerpts in teasers are
/// shorter.
const RESUMING_WORDS: u32 = 20;
/// Lines of a zone after which one paragraph alone does not show that the article goes on.
const INTERRUPTION_LINES: u32 = 4;
/// Share of the page's lines, in percent, from which a container does not bound a zone.
const PAGE_PERCENT: usize = 60;

/// Finds the zone of every line.
pub(super) fn zones(page: &Page, measures: &[Measures], around: &[Around]) -> Vec<Option<Zone>> {
    let mut zones = Vec::with_capacity(measures.len());
    let mut open: Option<Open> = None;
    for at in 0..measures.len() {
        if let Some(section) = opened(page, measures, at) {
            open = Some(Open { section, start: at, end: container_end(page, at) });
        } else if open.as_ref().is_some_and(|open| open.ends(page, measures, around, at)) {
            open = None;
        }
        zones.push(open.as_ref().map(|open| Zone {
            section: open.section,
            lines_ago: (at - open.start) as u32,
        }));
    }
    zones
}

/// The section whose heading the line is.
fn opened(page: &Page, measures: &[Measures], at: usize) -> Option<Section> {
    /// Sections that have headings, and whose phrases may begin a longer heading.
    const HEADINGS: [(Section, bool); 5] = [
        (Section::Comments, true),
        (Section::Related, true),
        (Section::Newsletter, false),
        (Section::Ticker, false),
        (Section::Tags, false),
    ];
    let (line, m) = (&page.lines[at], &measures[at]);
    if m.words > HEADING_WORDS || m.last == Last::Sentence || line.marker == Marker::Bullet {
        return None;
    }
    HEADINGS.into_iter().find_map(|(section, longer)| {
        let says = m.hits.whole.contains(section) || (longer && m.hits.start.contains(section));
        says.then_some(section)
    })
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
    fn ends(&self, page: &Page, measures: &[Measures], around: &[Around], at: usize) -> bool {
        let (line, a) = (&page.lines[at], &around[at]);
        let lines = (at - self.start) as u32;
        if self.end.is_some_and(|end| at >= end) {
            return true;
        }
        match self.section {
            Section::Ticker => line.blank_before && lines > 1,
            Section::Newsletter | Section::Tags => lines > SHORT_ZONE_LINES || a.prose,
            Section::Comments => {
                let before_the_body = !around[self.start].in_harsh_body && a.in_harsh_body;
                self.end.is_none() && before_the_body && a.prose && around[self.start].prose_before == 0
            }
            _ => self.resumes(measures, around, at, lines),
        }
    }

    /// Whether the article goes on at this line: two paragraphs in a row, or one behind a short
    /// interruption. Teasers alternate headline and excerpt instead.
    fn resumes(&self, measures: &[Measures], around: &[Around], at: usize, lines: u32) -> bool {
        let paragraph = |at: usize| {
            around.get(at).is_some_and(|a| a.prose && !a.copied_before)
                && matches!(measures[at].last, Last::Sentence | Last::Question | Last::Colon)
        };
        paragraph(at)
            && measures[at].words >= RESUMING_WORDS
            && around[at].in_harsh_body
            && (paragraph(at + 1) || (lines <= INTERRUPTION_LINES && around[at].gap_before as u32 <= INTERRUPTION_LINES + 1))
    }
}
