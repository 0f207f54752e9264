//! Text that is clean already, which cleaning leaves alone.

use super::Draft;
use crate::judge::Bits;
use crate::measure::Measured;

/// Share of the words that the lines in doubt may have, in percent: a table below a short text has
/// more than twenty. Real pages have a reason against one of their lines.
const MOST_PERCENT: u64 = 25;
/// Bits under which a line is furniture on the cleanest page: lines of the clean text of fixtures
/// go down to -5.1, an answer of one word.
const LEAST_BITS: f32 = -5.5;

/// Keeps all of a page of flat text on which hardly anything is to be dropped, and nothing for a
/// reason: the last words of an article are furniture to the bits where a footer might begin, but
/// a page that has a footer has phrases of one.
pub(super) fn apply(measured: &Measured<'_>, bits: &[Bits], draft: &mut Draft) {
    if measured.page.tree.is_some() {
        return;
    }
    let (mut all, mut in_doubt) = (0_u64, 0_u64);
    for (at, m) in measured.measures.iter().enumerate() {
        all += u64::from(m.words);
        if draft.kept[at] {
            continue;
        }
        in_doubt += u64::from(m.words);
        let has_reason = draft.rules[at].is_some()
            || !m.hits.furniture().is_empty()
            || m.is_date()
            || m.is_byline()
            || bits[at].get() < LEAST_BITS;
        // The headline stands alone, and is looked for later.
        if has_reason && at > 0 {
            return;
        }
    }
    if in_doubt * 100 <= all * MOST_PERCENT {
        for at in 1..draft.kept.len() {
            draft.overrule(at, true, "text that is clean already");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::measure::measure;
    use crate::read::{Limits, text::read};

    const TEXT: &str = "The harbour of the old town was closed on Tuesday after a barge had struck the eastern pier.\n\
        Nobody was hurt, but divers will have to look at the foundations before ships may moor there again.\n";

    /// Whether a last line of such bits is kept below two paragraphs that are.
    fn is_kept(line: &str, bits: f64) -> bool {
        let page = read(&format!("{TEXT}{line}"), &Limits::default());
        let measured = measure(&page, Lexicon::embedded());
        let bits = [3.0, 3.0, bits].map(Bits::rounded);
        let mut draft = Draft { kept: vec![true, true, false], rules: vec![None; 3] };
        apply(&measured, &bits, &mut draft);
        draft.kept[2]
    }

    #[test]
    fn last_words_stay_where_nothing_speaks_against_them() {
        assert!(is_kept("and which every evening", -1.0));
        for (line, bits) in [
            ("and which every evening", -6.0),
            ("About us", -1.0),
            ("17 May 2030", -1.0),
            ("By Ida Rook", -1.0),
            ("A menu of the harbour office, with all that its cook can make of a herring", -1.0),
        ] {
            assert!(!is_kept(line, bits), "{line}");
        }
    }
}
