//! Short sentences between paragraphs and behind questions: answers of a word, verdicts, cries.
//! And entries in the middle of a list of which the first and the last are kept.

use super::Draft;
use crate::judge::Judged;
use crate::measure::{Last, Measured};
use crate::page::{Form, Marker};

/// Words of such a sentence at most.
const MOST_WORDS: u32 = 8;
/// Bits under which the line says itself that it is none.
const LEAST_BITS: f32 = -5.0;

/// Keeps short sentences right between two kept paragraphs or right behind a kept question, and
/// questions behind a paragraph that a short sentence answers.
pub(super) fn apply(measured: &Measured<'_>, judged: &Judged, draft: &mut Draft) {
    let kept_prose =
        |draft: &Draft, at: usize| draft.kept.get(at) == Some(&true) && measured.around[at].prose;
    for at in 1..draft.kept.len() {
        let is_answer = draft.kept[at - 1] && measured.measures[at - 1].last == Last::Question;
        let is_between = kept_prose(draft, at - 1) && kept_prose(draft, at + 1);
        let is_asked = kept_prose(draft, at - 1)
            && measured.measures[at].last == Last::Question
            && at + 1 < draft.kept.len()
            && is_short_sentence(measured, at + 1);
        if !draft.kept[at]
            && draft.rules[at].is_none()
            && judged.bits[at].get() >= LEAST_BITS
            && is_short_sentence(measured, at)
            && (is_answer || is_between || is_asked)
        {
            draft.overrule(at, true, "sentence between paragraphs or behind a question");
        }
    }
}

/// Keeps lines that are as likely content as not, between two that are kept in the same block: a list
/// of results is one thing.
pub(super) fn fill_lists(measured: &Measured<'_>, judged: &Judged, draft: &mut Draft) {
    /// Bits from which a line may be content.
    const LEAST_BITS: f32 = -1.0;
    let mut last_kept = None;
    for at in 0..draft.kept.len() {
        let may_be_kept = judged.bits[at].get() >= LEAST_BITS;
        if draft.kept[at] {
            let start = measured.around[at].block_start;
            for line in last_kept.filter(|&last| last >= start).unwrap_or(at)..at {
                draft.overrule(line, true, "entry of a list that is kept");
            }
            last_kept = Some(at);
        } else if !may_be_kept {
            last_kept = None;
        }
    }
}

/// Keeps the entries in doubt of a list in flat text that a kept line leads to, where most of the list
/// is kept: "What you need:" and "• Salt". In HTML the element around the list has spoken already.
pub(super) fn complete_lists(measured: &Measured<'_>, judged: &Judged, draft: &mut Draft) {
    /// Bits from which an entry may be content.
    const LEAST_BITS: f32 = -2.0;
    /// Share of the entries that must be kept: two of three.
    const MOST: f32 = 0.6;
    if measured.page.tree.is_some() {
        return;
    }
    let mut start = 0;
    while start < draft.kept.len() {
        let run = start..start + (measured.around[start].bullet_run as usize).max(1);
        start = run.end;
        let kept = run.clone().filter(|&at| draft.kept[at]).count();
        let is_led_to = run
            .start
            .checked_sub(1)
            .is_some_and(|above| draft.kept[above] && measured.measures[above].last == Last::Colon);
        if !is_led_to || (kept as f32) < MOST * run.len() as f32 {
            continue;
        }
        for at in run {
            if judged.bits[at].get() >= LEAST_BITS {
                draft.overrule(at, true, "entry of a list that is kept");
            }
        }
    }
}

fn is_short_sentence(measured: &Measured<'_>, at: usize) -> bool {
    let (line, m) = (measured.line(at), &measured.measures[at]);
    (1..=MOST_WORDS).contains(&m.words)
        && line.form == Form::Text
        && line.marker == Marker::None
        && matches!(m.last, Last::Sentence | Last::Question)
        && m.hits.furniture().is_empty()
}
