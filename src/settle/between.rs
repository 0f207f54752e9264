//! Short sentences between paragraphs and behind questions: answers of a word, verdicts, cries.

use super::Draft;
use crate::judge::Judged;
use crate::measure::{Last, Measured};
use crate::page::{Form, Marker};

/// Words of such a sentence at most.
const MOST_WORDS: u32 = 8;
/// Bits under which the line says itself that it is none.
const LEAST_BITS: f32 = -5.0;

/// Keeps short sentences right between two kept paragraphs, or right behind a kept question.
pub(super) fn apply(measured: &Measured<'_>, judged: &Judged, draft: &mut Draft) {
    let kept_prose =
        |draft: &Draft, at: usize| draft.kept.get(at) == Some(&true) && measured.around[at].prose;
    for at in 1..draft.kept.len() {
        let is_answer = draft.kept[at - 1] && measured.measures[at - 1].last == Last::Question;
        let is_between = kept_prose(draft, at - 1) && kept_prose(draft, at + 1);
        if !draft.kept[at]
            && draft.rules[at].is_none()
            && judged.bits[at].get() >= LEAST_BITS
            && is_short_sentence(measured, at)
            && (is_answer || is_between)
        {
            draft.overrule(at, true, "sentence between paragraphs or behind a question");
        }
    }
}

fn is_short_sentence(measured: &Measured<'_>, at: usize) -> bool {
    let (line, m) = (measured.line(at), &measured.measures[at]);
    (1..=MOST_WORDS).contains(&m.words)
        && line.form == Form::Text
        && line.marker == Marker::None
        && matches!(m.last, Last::Sentence | Last::Question)
        && m.hits.any().is_empty()
}
