//! Headings go with what they head: a short line set apart, right above a list or paragraph that
//! is kept, or above lines that are dropped.

use super::{Draft, SURE_BITS};
use crate::judge::Judged;
use crate::lexicon::Section;
use crate::measure::{First, Last, Measured, Zone};
use crate::page::{Form, Marker};

/// Words of a heading at most.
const MOST_WORDS: u32 = 10;
/// Bits below which a line is furniture, whatever stands under it. Of the lines with fewer that
/// this rule would keep, a third was wanted on HTML pages of WCXB in a cross-validation, and less
/// on flat text; buttons are among the others.
const LEAST_BITS: f32 = -2.5;
/// The same of a heading over a list of flat text, and so the least of any. Of 88 lines with fewer
/// bits than others need that stood so on WCXB in a cross-validation, 53 were wanted.
const LEAST_BITS_OVER_LIST: f32 = -4.0;
/// Short lines that may stand between a heading and its text: the switches of a recipe's servings.
const MOST_BETWEEN: usize = 3;

/// Keeps the headings of kept text, between the first and the last line that is kept.
pub(super) fn apply(measured: &Measured<'_>, judged: &Judged, draft: &mut Draft) {
    let (Some(first), Some(last)) =
        (draft.kept.iter().position(|&kept| kept), draft.kept.iter().rposition(|&kept| kept))
    else {
        return;
    };
    for at in first + 1..=last {
        if draft.kept[at]
            && judged.bits[at].get() < SURE_BITS
            && is_heading(measured, at)
            && heads_dropped_text(measured, draft, at)
        {
            draft.overrule(at, false, "heading of dropped text");
        }
    }
    for at in (first..last).rev() {
        let bits = judged.bits[at].get();
        if !draft.kept[at]
            && draft.rules[at].is_none()
            && bits >= LEAST_BITS_OVER_LIST
            && is_heading(measured, at)
            && heads_kept_text(measured, draft, at)
            && bits >= least_bits(measured, draft, at)
        {
            draft.overrule(at, true, "heading of kept text");
        }
    }
}

/// Whether the lines under a heading are dropped, up to where something else begins.
fn heads_dropped_text(measured: &Measured<'_>, draft: &Draft, at: usize) -> bool {
    /// Dropped lines under a heading from which they are what it heads; one or two may be a
    /// picture's caption above the text.
    const FEWEST_DROPPED: usize = 3;
    // Buttons of a word, such as those that scale a recipe, stand between a heading and its text.
    let says_more = |&under: &usize| measured.measures[under].words > 1 || draft.kept[under];
    let under: Vec<usize> =
        (at + 1..draft.kept.len()).filter(says_more).take(FEWEST_DROPPED).collect();
    measured.around[at].prose_before > 0
        && under.len() == FEWEST_DROPPED
        && !under.iter().any(|&under| draft.kept[under])
}

fn is_heading(measured: &Measured<'_>, at: usize) -> bool {
    let (line, m) = (measured.line(at), &measured.measures[at]);
    (1..=MOST_WORDS).contains(&m.words)
        && line.marker == Marker::None
        && (line.blank_before || matches!(line.form, Form::Heading(_)))
        && matches!(m.last, Last::Open | Last::Colon | Last::Question)
        && m.first == First::Upper
        && m.separators == 0
        && (m.hits.any() & super::vetoes::vetoed()).is_empty()
        && !(measured.page.tree.is_none() && m.hits.start.contains(Section::Picture))
        && !m.is_byline()
        && !measured.zones[at].is_some_and(Zone::is_elsewhere)
        && !measured.inside(at).is_some_and(crate::measure::Inside::is_elsewhere)
}

fn heads_kept_text(measured: &Measured<'_>, draft: &Draft, at: usize) -> bool {
    next_kept(draft, at).is_some_and(|next| {
        let between_is_short = (at + 1..next).all(|between| measured.measures[between].words <= 1);
        let line = measured.line(next);
        between_is_short
            && (line.blank_before || line.marker != Marker::None || measured.around[next].prose)
    })
}

/// The first line under a heading that is kept, if it is near.
fn next_kept(draft: &Draft, at: usize) -> Option<usize> {
    (at + 1..draft.kept.len().min(at + 2 + MOST_BETWEEN)).find(|&next| draft.kept[next])
}

/// Bits from which a heading of kept text is kept as well.
fn least_bits(measured: &Measured<'_>, draft: &Draft, at: usize) -> f32 {
    /// Items of a list at least.
    const FEWEST_ITEMS: usize = 3;
    let is_item =
        |at: usize| draft.kept.get(at) == Some(&true) && measured.line(at).marker != Marker::None;
    let heads_list = measured.page.tree.is_none()
        && next_kept(draft, at).is_some_and(|next| (next..next + FEWEST_ITEMS).all(is_item));
    if heads_list { LEAST_BITS_OVER_LIST } else { LEAST_BITS }
}
