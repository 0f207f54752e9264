//! Paragraphs said twice: a standfirst that the body repeats, a quotation that a box repeats.

use rustc_hash::FxHashMap;

use super::Draft;
use crate::measure::Measured;
use crate::page::Form;

/// Words from which a repeated line is a duplicate. Refrains, headings and table rows repeat on
/// purpose, and are shorter.
const FEWEST_WORDS: u32 = 12;

/// Of the kept lines that say the same, keeps the one in the most text: the paragraph of the
/// body rather than the standfirst, the box or the caption.
pub(super) fn apply(measured: &Measured<'_>, headline: Option<usize>, draft: &mut Draft) {
    drop_copies_of(headline, measured, draft);
    drop_openings(headline, measured, draft);
    let mut best: FxHashMap<u64, usize> = FxHashMap::default();
    for at in 0..draft.kept.len() {
        let m = &measured.measures[at];
        let counts = m.words >= FEWEST_WORDS && measured.line(at).form != Form::Code;
        if !draft.kept[at] || !counts || headline == Some(at) {
            continue;
        }
        let Some(&other) = best.get(&m.fingerprint) else {
            best.insert(m.fingerprint, at);
            continue;
        };
        let loser = if prose(measured, at) > prose(measured, other) {
            best.insert(m.fingerprint, at);
            other
        } else {
            at
        };
        draft.overrule(loser, false, "duplicate");
    }
}

/// The headline stands once: its copies are alternative texts, breadcrumbs and players.
fn drop_copies_of(headline: Option<usize>, measured: &Measured<'_>, draft: &mut Draft) {
    let Some(headline) = headline else { return };
    for at in (0..draft.kept.len()).filter(|&at| at != headline) {
        if measured.measures[at].fingerprint == measured.measures[headline].fingerprint {
            draft.overrule(at, false, "duplicate of the headline");
        }
    }
}

/// Drops a standfirst or teaser that is how a paragraph below begins, cut or not.
fn drop_openings(headline: Option<usize>, measured: &Measured<'_>, draft: &mut Draft) {
    /// Characters by which lines are held against each other.
    const OPENING: usize = 40;
    let mut openings: FxHashMap<&str, usize> = FxHashMap::default();
    for at in (0..draft.kept.len()).rev() {
        let text = measured.page.words(measured.line(at));
        let counts = measured.measures[at].words >= FEWEST_WORDS
            && measured.line(at).form == Form::Text
            && headline != Some(at);
        if !draft.kept[at] || !counts {
            continue;
        }
        let opening = text.char_indices().nth(OPENING).map_or(text, |(end, _)| &text[..end]);
        let Some(&below) = openings.get(opening) else {
            openings.insert(opening, at);
            continue;
        };
        let whole = measured.page.words(measured.line(below));
        let cut = text.trim_end_matches(['.', '…', ' ']);
        if whole.len() > text.len() && whole.starts_with(cut) {
            draft.overrule(at, false, "opening of a paragraph below");
        }
    }
}

/// How much prose is near, in the order of the numbers.
fn prose(measured: &Measured<'_>, at: usize) -> (bool, u32) {
    let around = &measured.around[at];
    (around.in_harsh_body, (around.prose_near * 1000.0) as u32)
}
