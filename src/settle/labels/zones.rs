//! The part of the page that a line stands in, as its headings announce it: what was measured,
//! ended where furniture of another kind begins.

use std::ops::Range;

use super::runs::Run;
use super::{HEADLINE_WORDS, Page};
use crate::lexicon::Section;
use crate::measure::{Last, Measures};
use crate::page::Marker;

/// Lines around a copyright or an imprint that belong to it.
const LEGAL_REACH: usize = 3;

/// Lines between two signs of one part of the page at most.
const FARTHEST_SIGN: usize = 20;
/// The same in the form of a newsletter, and between the dates or authors of teasers.
const FARTHEST_FIELD: usize = 5;

/// The zone of every line.
pub(super) fn zones(page: &Page<'_>, runs: &[Option<Run>]) -> Vec<Option<Section>> {
    let mut zones: Vec<Option<Section>> =
        page.measured.zones.iter().map(|zone| zone.map(|zone| zone.section)).collect();
    end_at_menus(page, runs, &mut zones);
    let mut start = 0;
    while start < zones.len() {
        let end =
            (start + 1..zones.len()).find(|&at| zones[at] != zones[start]).unwrap_or(zones.len());
        match zones[start] {
            Some(Section::Comments) => {
                let comments = end_of_comments(page, start..end);
                zones[comments..end].fill(None);
            }
            Some(Section::Legal) => {
                let legal = near_legal(page, start..end);
                for at in (start..end).filter(|at| !legal[at - start]) {
                    zones[at] = None;
                }
            }
            Some(Section::Ticker) if !is_ticker(page, start..end) => zones[start..end].fill(None),
            _ => {}
        }
        start = end;
    }
    let m = |at: usize| &page.measured.measures[at];
    let hits = |at: usize| m(at).hits;
    let is_reply = |at: usize| !page.thread && hits(at).whole.contains(Section::Reply);
    fill_between(page, &mut zones, Section::Comments, is_reply);
    for section in [Section::Consent, Section::Newsletter] {
        let is_sign = |at: usize| {
            page.measured.line(at).marker == Marker::None && hits(at).any().contains(section)
        };
        fill_between(page, &mut zones, section, is_sign);
    }
    let is_card = |at: usize| {
        page.measured.line(at).marker == Marker::None
            && (m(at).is_byline() || m(at).is_date() || hits(at).whole.contains(Section::Teaser))
    };
    fill_between(page, &mut zones, Section::Related, is_card);
    for at in page.end.min(zones.len())..zones.len() {
        if let Some((section, end)) = nested_list(page, at) {
            zones[at..end].fill(Some(section));
        }
    }
    zones
}

/// Ends teasers and topics where a menu begins: flat text often has no heading in between.
fn end_at_menus(page: &Page<'_>, runs: &[Option<Run>], zones: &mut [Option<Section>]) {
    let heads = |at: usize| page.measured.zones[at].is_some_and(|zone| zone.lines_ago == 0);
    let mut ended = None;
    for at in 0..zones.len() {
        if heads(at) || zones[at] != ended {
            ended = None;
        }
        let listed = matches!(zones[at], Some(Section::Related | Section::Tags));
        if listed && !heads(at) && runs[at].is_some_and(Run::is_menu) {
            ended = zones[at];
        }
        if ended.is_some() {
            zones[at] = None;
        }
    }
}

/// Whether a strip tells news or figures. Where it does not, its heading was an entry of a menu.
fn is_ticker(page: &Page<'_>, zone: Range<usize>) -> bool {
    let tells = |m: &&Measures| m.words >= HEADLINE_WORDS || m.numbers > 1;
    let lines = zone.len();
    page.measured.measures[zone].iter().filter(tells).count() * 2 >= lines
}

/// Where comments end: behind the last line that shows a comment or its form. Text goes on in
/// sentences there, and other furniture does not.
fn end_of_comments(page: &Page<'_>, zone: Range<usize>) -> usize {
    /// Signs of comments from which the names and texts between them are known.
    const MANY_SIGNS: usize = 3;
    let m = |at: usize| &page.measured.measures[at];
    // The months of an archive are entries of a list.
    let is_date = |at: usize| m(at).is_date() && page.measured.line(at).marker == Marker::None;
    let shows = |&at: &usize| is_date(at) || is_comment_sign(page, at);
    let signs: Vec<usize> = zone.clone().filter(shows).collect();
    // A date or a feed far below belongs to other furniture.
    let near = signs.chunk_by(|a, b| b - a <= FARTHEST_SIGN).next().unwrap_or_default();
    let last = near.last().copied().unwrap_or(zone.start);
    let others = Section::Related
        | Section::Newsletter
        | Section::Navigation
        | Section::Advert
        | Section::Tags;
    let ends = |&at: &usize| {
        let text = m(at).last == Last::Sentence || m(at).last == Last::Ellipsis;
        page.measured.line(at).marker == Marker::Bullet
            || !(m(at).hits.whole & others).is_empty()
            || (!text && (near.len() >= MANY_SIGNS || m(at).words >= HEADLINE_WORDS))
    };
    (last + 1..zone.end).find(ends).unwrap_or(zone.end)
}

fn is_comment_sign(page: &Page<'_>, at: usize) -> bool {
    let hits = page.measured.measures[at].hits.any();
    !(hits & (Section::Comments | Section::Reply)).is_empty()
}

/// Fills the lines between the first and the last sign of a section below the body, where there
/// are enough of them: comments between their buttons, the texts of a dialog about cookies.
fn fill_between(
    page: &Page<'_>,
    zones: &mut [Option<Section>],
    section: Section,
    is_sign: impl Fn(usize) -> bool,
) {
    /// Signs that make a part of the page.
    const FEWEST: usize = 3;
    let below = page.end.min(zones.len())..zones.len();
    let signs: Vec<usize> = below.filter(|&at| is_sign(at)).collect();
    let farthest = match section {
        Section::Newsletter | Section::Related => FARTHEST_FIELD,
        _ => FARTHEST_SIGN,
    };
    for part in signs.chunk_by(|a, b| b - a <= farthest).filter(|part| part.len() >= FEWEST) {
        for zone in &mut zones[part[0]..=part[part.len() - 1]] {
            let stays = |&known: &Section| {
                known == Section::Related
                    || (section != Section::Consent && known == Section::Comments)
            };
            *zone = zone.filter(stays).or(Some(section));
        }
    }
}

/// For each line of the foot of the page, whether a legal phrase is near.
fn near_legal(page: &Page<'_>, zone: Range<usize>) -> Vec<bool> {
    let mut near = vec![false; zone.len()];
    for at in zone.clone() {
        if page.measured.measures[at].hits.any().contains(Section::Legal) {
            let from = at.saturating_sub(LEGAL_REACH).max(zone.start);
            near[from - zone.start..(at + LEGAL_REACH + 1).min(zone.end) - zone.start].fill(true);
        }
    }
    near
}

/// The section and the end of a list under an item that is its heading, as the boxes of a side
/// column are written.
fn nested_list(page: &Page<'_>, at: usize) -> Option<(Section, usize)> {
    const HEADINGS: [Section; 3] = [Section::Related, Section::Comments, Section::Tags];
    /// Lines of such a list at most.
    const MOST_LINES: usize = 40;
    let (lines, m) = (&page.measured.page.lines, &page.measured.measures[at]);
    let section = HEADINGS.into_iter().find(|&section| m.hits.whole.contains(section))?;
    let indent = lines[at].indent;
    let end = (at + 1..lines.len().min(at + 1 + MOST_LINES))
        .find(|&next| lines[next].indent <= indent)
        .unwrap_or(lines.len().min(at + 1 + MOST_LINES));
    (lines[at].marker == Marker::Bullet && end > at + 1).then_some((section, end))
}
