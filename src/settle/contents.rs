//! Tables of contents: a list of the headings that stand further down.

use super::Draft;
use crate::measure::Measured;
use crate::page::Marker;

/// Entries of a table of contents at least.
const FEWEST_ENTRIES: usize = 3;
/// Share of them that stand again below: entries are shortened, and headings without text left out.
const LEAST_SHARE: f32 = 0.6;
/// Words of the line that heads the table at most.
const MOST_HEADING_WORDS: u32 = 4;

/// Drops tables of contents with the line that heads them.
pub(super) fn apply(measured: &Measured<'_>, draft: &mut Draft) {
    let is_entry = |at: usize| measured.line(at).marker != Marker::None;
    let stands_below = |at: &usize| {
        let around = &measured.around[*at];
        around.copies > 1 && !around.copied_before
    };
    let count = draft.kept.len();
    let mut at = 0;
    while at < count {
        let end = (at..count).find(|&line| !is_entry(line)).unwrap_or(count);
        let again = (at..end).filter(stands_below).count();
        if again >= FEWEST_ENTRIES && again as f32 >= LEAST_SHARE * (end - at) as f32 {
            let heading =
                at.checked_sub(1).filter(|&it| measured.measures[it].words <= MOST_HEADING_WORDS);
            for line in heading.into_iter().chain(at..end) {
                draft.overrule(line, false, "table of contents");
            }
        }
        at = end + 1;
    }
}
