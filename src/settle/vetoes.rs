//! Narrow vetoes: short lines that are furniture from end to end, wherever they stand. A line
//! such as "Share this article:" between two paragraphs has all the company of content.

use enumset::EnumSet;

use super::Draft;
use crate::lexicon::Section;
use crate::measure::Measured;
use crate::page::Form;

/// Words of a line that is vetoed at most.
const MOST_WORDS: u32 = 8;

/// The sections whose whole phrases no article has as a line. Navigation words are left out:
/// "Overview" and "Research" are headings of articles.
pub(super) fn vetoed() -> EnumSet<Section> {
    Section::Sharing
        | Section::Related
        | Section::Teaser
        | Section::Comments
        | Section::Newsletter
        | Section::Consent
        | Section::Advert
        | Section::Legal
        | Section::Ticker
}

/// Drops the vetoed lines.
pub(super) fn apply(measured: &Measured<'_>, draft: &mut Draft) {
    let chronicle = is_chronicle(measured);
    for at in 0..draft.kept.len() {
        let m = &measured.measures[at];
        if matches!(measured.line(at).form, Form::Code | Form::Table) {
            continue;
        }
        if m.words <= MOST_WORDS && !(m.hits.whole & vetoed()).is_empty() {
            draft.overrule(at, false, "veto: furniture from end to end");
        } else if m.is_date() && !(chronicle && heads_an_entry(measured, at)) {
            draft.overrule(at, false, "veto: a date alone");
        }
    }
}

/// Whether dates head the entries of the text: a live report, a diary, a timeline.
fn is_chronicle(measured: &Measured<'_>) -> bool {
    /// Entries that make a chronicle; a date above the body heads one.
    const FEWEST_ENTRIES: usize = 3;
    (0..measured.measures.len()).filter(|&at| heads_an_entry(measured, at)).count()
        >= FEWEST_ENTRIES
}

/// Whether a line is a date right above a paragraph, and no more than its element makes it: dates
/// of posts stand above paragraphs too.
fn heads_an_entry(measured: &Measured<'_>, at: usize) -> bool {
    let set_as_heading = matches!(measured.line(at).form, Form::Heading(_));
    (set_as_heading || measured.page.tree.is_none())
        && measured.measures[at].is_date()
        && measured.around.get(at + 1).is_some_and(|next| next.prose)
}
