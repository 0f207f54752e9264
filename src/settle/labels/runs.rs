//! Runs of marked lines: menus, lists of tags, buttons and teasers, told by what their lines have
//! in common.

use std::ops::Range;

use enumset::EnumSet;

use super::{HEADLINE_WORDS, Page};
use crate::label::Label;
use crate::lexicon::Section;
use crate::measure::{Measures, Zone};
use crate::page::Marker;

/// What a run of marked lines is, where its shape says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) label: Label,
    /// Its lines.
    pub(super) lines: u32,
}

impl Run {
    /// Whether it is a menu, in which a phrase is an entry as others are.
    pub(super) fn is_menu(self) -> bool {
        self.label == Label::Navigation && self.lines >= MENU_LINES
    }
}

/// Lines of a menu at least.
const MENU_LINES: u32 = 4;
/// Neighbouring entries that a section must have for its phrases to speak in a menu.
const FEWEST_ALIKE: usize = 3;
/// The same of networks, which no site has among its parts.
const FEWEST_NETWORKS: usize = 2;
/// Lines of a row of buttons, and the share of them that is known, in percent; the share in a
/// longer list.
const BUTTON_LINES: usize = 8;
const BUTTONS_PERCENT: usize = 35;
const MENU_PERCENT: usize = 50;
/// Lines of bullets that can be tags.
const TAG_LINES: usize = 8;
/// Words of tags on average, in tenths.
const TAG_WORDS: u32 = 30;
/// Dropped lines between the text and its tags at most.
const LINES_TO_TAGS: usize = 8;

/// The run that each dropped line is part of.
pub(super) fn runs(page: &Page<'_>) -> Vec<Option<Run>> {
    let count = page.kept.len();
    let mut runs = vec![None; count];
    let mut start = 0;
    while start < count {
        if !is_entry(page, start) {
            start += 1;
            continue;
        }
        let end = end_of_list(page, start);
        let label = label(page, start, end);
        let run = Run { label, lines: (end - start) as u32 };
        runs[start..end].fill(Some(run));
        start = end;
    }
    runs
}

fn is_entry(page: &Page<'_>, at: usize) -> bool {
    !page.kept[at] && matches!(page.measured.line(at).marker, Marker::Bullet | Marker::Number)
}

/// Where the list ends that begins at a line: blank lines part all of its entries, or none.
fn end_of_list(page: &Page<'_>, start: usize) -> usize {
    let count = page.kept.len();
    let blank = |at: usize| page.measured.line(at).blank_before;
    let spaced = start + 1 < count && blank(start + 1);
    let next = |at: usize| !is_entry(page, at) || blank(at) != spaced;
    match (start + 1..count).find(|&at| next(at)) {
        // The entry above one without a blank line is the first of the next list.
        Some(end) if spaced && is_entry(page, end) => end - 1,
        end => end.unwrap_or(count),
    }
}

fn label(page: &Page<'_>, start: usize, end: usize) -> Label {
    let measures = &page.measured.measures[start..end];
    let lines = end - start;
    let words: u32 = measures.iter().map(|m| m.words).sum();
    let count =
        |section: Section| measures.iter().filter(|m| m.hits.whole.contains(section)).count();
    let buttons = [Section::Sharing, Section::Newsletter, Section::Ticker];
    // Some buttons of a row are of networks that no lexicon has.
    let share = if lines <= BUTTON_LINES && start >= page.headline.unwrap_or(0) {
        BUTTONS_PERCENT
    } else {
        MENU_PERCENT
    };
    let most = |&section: &Section| count(section) > 1 && count(section) * 100 > lines * share;
    if let Some(section) = buttons.into_iter().find(most) {
        return section.label();
    }
    let dates = measures.iter().filter(|m| m.is_date()).count();
    let headlines = measures.iter().filter(|m| m.words >= HEADLINE_WORDS).count();
    let near_text = start >= page.end && start - page.end <= LINES_TO_TAGS;
    match () {
        // Ranks and counts of posts stand between posts, about who wrote them.
        () if page.thread && (page.body..page.end).contains(&start) => Label::Byline,
        () if start < page.end => Label::Navigation,
        // Dates of teasers stand beside headlines; those of an archive are its entries.
        () if dates * 5 >= lines && dates <= headlines * 2 && lines > 2 => Label::Related,
        () if headlines * 2 > lines && lists_headlines(page, start..end) => Label::Related,
        () if near_text
            && lines <= TAG_LINES
            && words * 10 <= TAG_WORDS * lines as u32
            && count(Section::Navigation) == 0 =>
        {
            Label::Tags
        }
        () => Label::Navigation,
    }
}

/// Whether the long entries of a list are headlines, and not the names of other sites with what
/// they offer.
fn lists_headlines(page: &Page<'_>, list: Range<usize>) -> bool {
    /// Lines of a list of headlines at most; menus are longer.
    const MOST_LINES: usize = 20;
    /// Words of a headline on average, and its characters in languages of long words.
    const WORDS: usize = 6;
    const CHARS: usize = 50;
    let (lines, measures) = (list.len(), &page.measured.measures[list.clone()]);
    let sum =
        |count: fn(&Measures) -> u32| measures.iter().map(|m| count(m) as usize).sum::<usize>();
    let announced = |zone: &Option<Zone>| zone.is_some_and(|zone| zone.section == Section::Related);
    page.measured.zones[list].iter().any(announced)
        || (lines <= MOST_LINES
            && (sum(|m| m.words) >= WORDS * lines || sum(|m| m.chars) >= CHARS * lines))
}

/// Whether a line with a phrase is an entry of a menu like the others: its neighbours are of
/// other sections.
pub(super) fn is_menu_entry(page: &Page<'_>, runs: &[Option<Run>], at: usize) -> bool {
    if !runs[at].is_some_and(Run::is_menu) {
        return false;
    }
    // Home and Contact are entries themselves, beside which others are no less so.
    let whole = |at: usize| page.measured.measures[at].hits.whole - Section::Navigation;
    let own: EnumSet<Section> = whole(at);
    let alike = |other: &usize| runs[*other].is_some() && !(whole(*other) & own).is_empty();
    let above = (0..at).rev().take(FEWEST_ALIKE).take_while(alike).count();
    let below = (at + 1..runs.len()).take(FEWEST_ALIKE).take_while(alike).count();
    let fewest = if own.contains(Section::Sharing) { FEWEST_NETWORKS } else { FEWEST_ALIKE };
    above + below + 1 < fewest
}
