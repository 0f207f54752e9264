//! Rows of numbers look like furniture wherever they stand; where most of a table is kept, they
//! are part of what it says.

use super::Draft;
use crate::measure::Measured;
use crate::page::Form;

/// Keeps all rows of a table of which half or more is kept.
pub(super) fn apply(measured: &Measured<'_>, draft: &mut Draft) {
    let is_row = |at: usize| measured.line(at).form == Form::Table;
    let count = draft.kept.len();
    let mut at = 0;
    while at < count {
        let end = (at..count).find(|&row| !is_row(row)).unwrap_or(count);
        let words = |at: usize| measured.measures[at].words.max(1);
        let all: u32 = (at..end).map(words).sum();
        let kept: u32 = (at..end).filter(|&row| draft.kept[row]).map(words).sum();
        if kept * 2 >= all {
            (at..end).for_each(|row| draft.overrule(row, true, "row of a kept table"));
        }
        at = end + 1;
    }
}
