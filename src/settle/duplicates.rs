//! Paragraphs said twice: a standfirst that the body repeats, a quotation that a box repeats, a post
//! that another quotes.

use rustc_hash::FxHashMap;

use super::Draft;
use crate::measure::Measured;
use crate::page::Form;

/// Words from which a repeated line is a duplicate. Refrains, headings and table rows repeat on
/// purpose, and are shorter.
const FEWEST_WORDS: u32 = 12;

/// Of the kept lines that say the same, keeps the one in the most text, the paragraph of the body
/// rather than the standfirst, the box or the caption; and the first, where both stand in text.
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
        let loser = if is_in_more_text(measured, at, other) {
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

/// Whether a line has much more text around it than one above.
fn is_in_more_text(measured: &Measured<'_>, at: usize, above: usize) -> bool {
    /// How many times more prose is near to the lines of a body than to a box.
    const MUCH_MORE: f32 = 2.0;
    let (here, there) = (&measured.around[at], &measured.around[above]);
    match (here.in_harsh_body, there.in_harsh_body) {
        (true, false) => true,
        (false, true) => false,
        _ => here.prose_near > MUCH_MORE * there.prose_near,
    }
}
