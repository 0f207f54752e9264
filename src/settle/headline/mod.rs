//! The headline: the line that reads like a title, nearest above the body.

mod about;
mod candidate;
mod cues;

pub(super) use about::letters;

use crate::measure::Measured;
use candidate::{Candidate, Surroundings};
use cues::CUES;

/// Lines above the body in which the headline is looked for: dates, by-lines, captions and
/// buttons stand between.
const REACH: usize = 60;
/// Lines below the beginning of the body: furniture above the headline may read like text.
const REACH_BELOW: usize = 12;
/// Points that a headline must have.
const LEAST_POINTS: f32 = 3.0;

/// Finds the headline's line.
pub(super) fn find(measured: &Measured<'_>, kept: &[bool]) -> Option<usize> {
    let body = (0..kept.len())
        .find(|&at| {
            let around = &measured.around[at];
            kept[at] && (around.prose || around.verse) && around.in_mild_body
        })
        .or_else(|| kept.iter().position(|&kept| kept))?;
    // A heading of the first rank may stand above anything; a body's first line may be the
    // headline itself where the page has little else.
    let lines = body.saturating_sub(REACH)..=(body + REACH_BELOW).min(kept.len() - 1);
    let surroundings = Surroundings::new(measured, kept, body, lines.clone());
    let best = lines
        .filter_map(|at| Candidate::new(measured, &surroundings, at))
        .map(|candidate| (candidate.at, points(&candidate)))
        .filter(|&(_, points)| points >= LEAST_POINTS)
        .fold(None, |best: Option<(usize, f32)>, next| match best {
            // Of two as good, the one nearer to the body.
            Some(best) if best.1 > next.1 => Some(best),
            _ => Some(next),
        });
    best.map(|(at, _)| surroundings.best_copy(at))
}

/// How much a line looks like the headline.
fn points(candidate: &Candidate<'_>) -> f32 {
    CUES.iter().map(|cue| cue.points * (cue.of)(candidate)).sum()
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::measure::measure;
    use crate::read::{Limits, text::read};

    /// Asks for the line marked by `»` on a page whose prose is kept.
    fn ask<T>(example: &str, question: impl Fn(&Candidate<'_>) -> T) -> Option<T> {
        let marked = example.lines().filter(|line| !line.trim().is_empty());
        let at = marked.into_iter().position(|line| line.starts_with('»')).expect("a mark");
        let page = read(&example.replacen('»', "", 1), &Limits::default());
        let measured = measure(&page, Lexicon::embedded());
        let kept: Vec<bool> = measured.around.iter().map(|around| around.prose).collect();
        let body = kept.iter().rposition(|&kept| kept).map_or(0, |last| last - 2);
        let surroundings = Surroundings::new(&measured, &kept, body, 0..=kept.len() - 1);
        Candidate::new(&measured, &surroundings, at).map(|candidate| question(&candidate))
    }

    #[test]
    fn cues_speak_of_their_examples_and_not_of_what_is_much_alike() {
        let mut wrong = Vec::new();
        for cue in CUES {
            let speaks = |example: &&&str| ask(example, cue.of).is_some_and(|said| said > 0.0);
            wrong.extend(cue.hits.iter().filter(|hit| !speaks(hit)).map(|hit| (cue.name, hit)));
            wrong.extend(cue.misses.iter().filter(speaks).map(|miss| (cue.name, miss)));
            assert!(cue.why.ends_with('.'), "{}", cue.name);
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn cues_are_named_once_and_count_for_something() {
        let names: std::collections::BTreeSet<&str> = CUES.iter().map(|cue| cue.name).collect();
        assert_eq!(names.len(), CUES.len());
        assert!(CUES.iter().all(|cue| cue.points != 0.0));
    }

    #[test]
    fn of_copies_the_one_nearest_to_the_text_is_the_headline() {
        let text = "The harbour of the old town was closed on Tuesday after a barge had struck it.";
        let page = format!(
            "Home\n\nBarge closes harbour\n\nA pier\n\nBarge closes harbour\n\n{text}\n\n{text} Still.\n"
        );
        let page = read(&page, &Limits::default());
        let measured = measure(&page, Lexicon::embedded());
        let kept: Vec<bool> = measured.around.iter().map(|around| around.prose).collect();
        assert_eq!(find(&measured, &kept), Some(3));
    }
}
