//! Tables of contents: a list of the headings that stand further down.

use rustc_hash::FxHashMap;

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
    let count = draft.kept.len();
    // A list that stands below as a list is said twice, and no table of contents.
    let headings: FxHashMap<u64, usize> = (0..count)
        .filter(|&at| !is_entry(at))
        .map(|at| (measured.measures[at].fingerprint, at))
        .collect();
    let stands_below = |at: &usize| {
        headings.get(&measured.measures[*at].fingerprint).is_some_and(|heading| heading > at)
    };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::measure::measure;
    use crate::read::{Limits, text::read};

    /// How many lines of a page go as a table of contents.
    fn dropped(text: &str) -> usize {
        let page = read(text, &Limits::default());
        let measured = measure(&page, Lexicon::embedded());
        let count = page.lines.len();
        let mut draft = Draft { kept: vec![true; count], rules: vec![None; count] };
        apply(&measured, &mut draft);
        draft.kept.iter().filter(|&&kept| !kept).count()
    }

    #[test]
    fn a_table_of_contents_names_headings_and_a_list_said_twice_names_none() {
        let list = "What you need\n\n• Barley\n• Onions\n• Salt\n\n";
        let headings = "Barley\n\nSoak it.\n\nOnions\n\nChop them.\n\nSalt\n\nAdd it.\n";
        assert_eq!(dropped(&format!("{list}{headings}")), 4);
        assert_eq!(dropped(&format!("{list}And once more.\n\n{list}")), 0);
        assert_eq!(dropped(&format!("{headings}\n{list}")), 0);
    }
}
