//! Zones: what stands under a heading such as "Related News" or "Comments", until the article
//! goes on or the part of the page ends.

use rustc_hash::FxHashSet;

use super::around::Around;
use super::inside::Inside;
use super::line::{Last, Measures};
use crate::lexicon::Section;
use crate::page::{Form, Marker, Page};

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

/// Words of a heading that opens a zone at most.
const HEADING_WORDS: u32 = 8;
/// Words of `3 thoughts on "Barge closes harbour"` at most, the article's title among them.
const TITLED_WORDS: u32 = 30;
/// Lines that a newsletter box and a list of tags have at most, below their heading.
const SHORT_ZONE_LINES: u32 = 6;
/// Lines of a run of short lines that is a menu, in which "Newsletter" is an entry.
const MENU_LINES: u32 = 6;
/// Words from which a line of prose can be where the article goes on: excerpts in teasers are
/// shorter.
const RESUMING_WORDS: u32 = 20;
/// Words of a line at the foot of a page at most: a longer one that mentions terms and copyright is
/// what a reader has to say of them.
const FOOTER_WORDS: u32 = 25;
/// Lines of a zone after which one paragraph alone does not show that the article goes on.
const INTERRUPTION_LINES: u32 = 4;
/// Words of running text above "5 Comments" from which they are an article's, and its comments
/// follow: a standfirst and a teaser have fewer.
const ARTICLE_WORDS: u32 = 40;
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
    let mut numbered = FxHashSet::default();
    for at in 0..measures.len() {
        let is_told = || at > text && tells_comments(page, measures, &numbered, at);
        let section = opened(page, measures, around, at, is_told);
        if measures[at].words <= HEADING_WORDS {
            numbered.extend(leading_number(page.whole(&page.lines[at])));
        }
        if let Some(section) = section.filter(|_| !is_tab(page, inside, at)) {
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

/// The section whose heading the line is. Of comments it may be told that they are those of the
/// article above, whatever stands below.
fn opened(
    page: &Page,
    measures: &[Measures],
    around: &[Around],
    at: usize,
    is_told: impl Fn() -> bool,
) -> Option<Section> {
    /// Sections that have headings, and whose phrases may begin a longer heading.
    const HEADINGS: [(Section, bool); 5] = [
        (Section::Comments, true),
        (Section::Related, true),
        (Section::Newsletter, false),
        (Section::Ticker, false),
        (Section::Tags, false),
    ];
    let (line, m) = (&page.lines[at], &measures[at]);
    if m.last == Last::Sentence || line.marker == Marker::Bullet {
        return None;
    }
    let section = if counts_thoughts(page.words(line), m) {
        Section::Comments
    } else if m.words <= HEADING_WORDS {
        let told = |(section, longer)| {
            m.hits.whole.contains(section) || (longer && m.hits.start.contains(section))
        };
        HEADINGS.into_iter().find(|&heading| told(heading))?.0
    } else {
        return None;
    };
    let elsewhere = match section {
        Section::Related => leads_on(page.words(line)),
        Section::Comments => {
            let is_below = around[at].prose_before >= ARTICLE_WORDS && is_told();
            !is_below && heads_the_article(measures, around, at)
        }
        Section::Newsletter => around[at].short_run >= MENU_LINES,
        _ => false,
    };
    (!elsewhere).then_some(section)
}

/// Whether the line names the article that it asks to read: "Read also: Barge closes harbour". A
/// heading has nothing behind its colon.
fn leads_on(text: &str) -> bool {
    [": ", "："]
        .iter()
        .any(|colon| text.split_once(colon).is_some_and(|(_, title)| !title.trim().is_empty()))
}

/// Whether a heading can only be that of readers' comments: it has their number, or more words than
/// one. "Discussion" and "4 Discussion" behind "3 Results" head a part of the article as often.
fn tells_comments(
    page: &Page,
    measures: &[Measures],
    numbered: &FxHashSet<u32>,
    at: usize,
) -> bool {
    let (line, m) = (&page.lines[at], &measures[at]);
    let text = page.words(line);
    let counted = match leading_number(text) {
        Some(number) => !number.checked_sub(1).is_some_and(|last| numbered.contains(&last)),
        None => m.numbers > 0,
    };
    let whole = m.hits.whole.contains(Section::Comments);
    (whole && (counted || m.words > m.numbers + 1)) || counts_thoughts(text, m)
}

/// Whether a line counts what was said of an article, and names it: `3 thoughts on "Barge closes
/// harbour"`, as blogs head their comments.
fn counts_thoughts(text: &str, m: &Measures) -> bool {
    m.hits.inside.contains(Section::Comments)
        && m.words <= TITLED_WORDS
        && leading_number(text).is_some()
}

/// The number that a text begins with.
fn leading_number(text: &str) -> Option<u32> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text[..end].parse().ok()
}

/// Whether "5 Comments" stands above the article that was commented on: what follows are
/// paragraphs one after the other, without the buttons and names between comments.
fn heads_the_article(measures: &[Measures], around: &[Around], at: usize) -> bool {
    /// Lines within which the article begins.
    const REACH: usize = 15;
    let near = at + 1..(at + REACH).min(around.len());
    let Some(first) = near.into_iter().find(|&next| running(measures, around, next)) else {
        return false;
    };
    let comment = Section::Reply | Section::Comments;
    measures[at + 1..first].iter().all(|m| (m.hits.any() & comment).is_empty())
}

/// Whether the line is a link to the section rather than its heading: a tab, a counter.
fn is_tab(page: &Page, inside: &[Inside], at: usize) -> bool {
    /// Share of the line that a link takes, if it is the line.
    const MOST_OF_IT: f32 = 0.8;
    let heading = matches!(page.lines[at].form, Form::Heading(_));
    !heading && inside.get(at).is_some_and(|inside| inside.link_share > MOST_OF_IT)
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
