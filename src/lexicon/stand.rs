//! Whether a phrase stands where its kind wants it.

use enumset::EnumSet;

use super::{Anchor, Phrase, Section};
use crate::measure::script::{closes, ends_sentence, is_unspaced, is_word};

/// Lines longer than this have phrases only near their ends, in bytes: what announces furniture
/// opens a block or closes it, and an article about cookies speaks of them in between.
const LONG_LINE: usize = 320;
/// How near to the beginning of a long line, in bytes.
const LONG_LINE_HEAD: usize = 180;
/// How near to its end.
const LONG_LINE_TAIL: usize = 120;
/// Longest line that whole phrases can make up, in bytes.
const LONGEST_WHOLE: usize = 160;

/// Whether a phrase found in a line stands at word boundaries, and where its kind wants it.
pub(super) fn stands(phrase: &Phrase, line: &str, start: usize, end: usize) -> bool {
    let anchored = match phrase.anchor {
        Anchor::Whole => line.len() <= LONGEST_WHOLE,
        Anchor::Start => {
            opens_line(line, start)
                || (phrase.section == Section::Caption && opens_credit(line, start))
        }
        Anchor::Inside => true,
    };
    near_an_end(line, start, end) && anchored && is_boundary(line, start) && is_boundary(line, end)
}

/// Where phrases of a line can begin, apart from its first word, so that others need not be
/// compared.
pub(super) fn places(line: &str) -> EnumSet<Anchor> {
    match line.len() {
        ..=LONGEST_WHOLE => Anchor::Whole | Anchor::Inside,
        _ => EnumSet::only(Anchor::Inside),
    }
}

/// Whether a phrase may stand here in a line of this length. Behind the head of a long line
/// nothing that begins before its tail can.
pub(super) fn near_an_end(line: &str, start: usize, end: usize) -> bool {
    line.len() <= LONG_LINE || end <= LONG_LINE_HEAD || start + LONG_LINE_TAIL >= line.len()
}

/// Whether no word stands before.
pub(super) fn opens_line(line: &str, at: usize) -> bool {
    !line[..at].chars().any(is_word)
}

/// Whether a credit may begin here, behind a caption: "The pier at dusk. Photo: Ida Rook".
fn opens_credit(line: &str, at: usize) -> bool {
    /// Bytes that a credit takes at the end of a line, with the names of photographer and agency.
    const LONGEST: usize = 80;
    let before = line[..at].trim_end();
    let divided =
        |c: char| ends_sentence(c) || closes(c) || matches!(c, '/' | '|' | '–' | '—' | '(');
    line.len() - at <= LONGEST && before.ends_with(divided)
}

/// Whether a phrase may begin or end here: not between two characters of one word. Scripts
/// written without spaces have no such boundaries.
fn is_boundary(line: &str, at: usize) -> bool {
    let before = line[..at].chars().next_back();
    let after = line[at..].chars().next();
    match (before, after) {
        (Some(before), Some(after)) => {
            !is_word(before) || !is_word(after) || is_unspaced(before) || is_unspaced(after)
        }
        _ => true,
    }
}
