//! The headline: the line that reads like a title, nearest above the text.

mod candidate;
mod cues;
mod surroundings;

use crate::measure::Measured;
use candidate::Candidate;
use cues::{FORM_AND_PLACE, HeadlineCue, MOST_OF_WORDS, WORDS};
use surroundings::Surroundings;

/// Lines above the text in which the headline is looked for: dates, by-lines, captions and
/// buttons stand between.
const REACH: usize = 60;
/// Lines below the beginning of the body: furniture above the headline may read like text.
const REACH_BELOW: usize = 12;
/// Lines below the first text that is kept, wherever the body begins: on the pages that the cues
/// were fitted on, hardly a headline is deeper, and candidates are held against each other.
const MOST_BELOW: usize = 90;
/// Points that a headline must have.
const LEAST_POINTS: f32 = 3.0;

/// Finds the headline's line.
pub(super) fn find(measured: &Measured<'_>, kept: &[bool]) -> Option<usize> {
    let reads = |at: usize| measured.around[at].prose || measured.around[at].verse;
    // A list, a shop or a guide has no body to speak of, or has it far below: its headline stands
    // above the first text that is kept. But that may be a notice, with the headline below it,
    // above the body.
    let text = (0..kept.len())
        .find(|&at| kept[at] && reads(at))
        .or_else(|| kept.iter().position(|&kept| kept))?;
    // A title that the page names stands above its body, whatever reads like text above it.
    let title = measured.title().map_or(0, |title| title.at);
    let body = (title..kept.len())
        .chain(0..title)
        .find(|&at| kept[at] && reads(at) && measured.around[at].in_mild_body)
        .unwrap_or(text);
    let last = (body + REACH_BELOW).min(text + MOST_BELOW).min(kept.len() - 1);
    let lines = text.saturating_sub(REACH)..=last;
    let surroundings = Surroundings::new(measured, kept, text, lines.clone());
    let mut best: Option<(usize, f32)> = None;
    // From the text upwards: of two as good, the one nearer to it.
    for candidate in lines.rev().filter_map(|at| Candidate::new(measured, &surroundings, at)) {
        let least = best.map_or(LEAST_POINTS, |(_, points)| points);
        if let Some(points) = points(&candidate, least).filter(|&points| points > least) {
            best = Some((candidate.at, points));
        }
    }
    best.map(|(at, _)| surroundings.best_copy(at))
}

/// How much a line looks like the headline; `None` if that cannot reach what is asked for.
fn points(candidate: &Candidate<'_>, least: f32) -> Option<f32> {
    let sum = |cues: &[HeadlineCue]| -> f32 {
        cues.iter().map(|cue| cue.points * (cue.of)(candidate)).sum()
    };
    let form = sum(FORM_AND_PLACE);
    (form + MOST_OF_WORDS >= least).then(|| form + sum(WORDS))
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
        for cue in FORM_AND_PLACE.iter().chain(WORDS) {
            let speaks = |example: &&&str| ask(example, cue.of).is_some_and(|said| said > 0.0);
            wrong.extend(cue.hits.iter().filter(|hit| !speaks(hit)).map(|hit| (cue.name, hit)));
            wrong.extend(cue.misses.iter().filter(speaks).map(|miss| (cue.name, miss)));
            assert!(cue.why.ends_with('.'), "{}", cue.name);
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn cues_are_named_once_and_count_for_something() {
        let cues = || FORM_AND_PLACE.iter().chain(WORDS);
        let names: std::collections::BTreeSet<&str> = cues().map(|cue| cue.name).collect();
        assert_eq!(names.len(), cues().count());
        assert!(cues().all(|cue| cue.points != 0.0));
    }

    #[test]
    fn words_say_no_more_than_is_reckoned_with() {
        let of = |name: &str| {
            WORDS.iter().find(|cue| cue.name == name).map(|cue| cue.points).expect("a cue")
        };
        let most = of("shared words")
            + of("share of shared words").max(of("name in the text"))
            + of("spread through the text");
        assert!(most <= MOST_OF_WORDS + f32::EPSILON * 8.0);
        assert_eq!(WORDS.len(), 4);
    }

    #[test]
    fn a_short_sentence_below_the_text_is_no_headline() {
        let text = "The harbour was closed on Tuesday after a barge struck the eastern pier.";
        let find = |last: &str| {
            let page = read(&format!("{text}\n\n{last}"), &Limits::default());
            find(&measure(&page, Lexicon::embedded()), &[true, true])
        };
        assert_eq!(find("Nobody was hurt, the owner of the barge said."), None);
        assert_eq!(find("The owner of the barge"), Some(1));
    }

    #[test]
    fn of_copies_the_one_nearest_to_the_text_is_the_headline() {
        let text = "The harbour of the old town was closed on Tuesday after a barge had struck it.";
        let apart = "Home\n\nBarge closes harbour\n\nA pier\n\nBarge closes harbour";
        let under_each_other = "Home\nTown\nBarge closes harbour\n\nBarge closes harbour";
        for above in [apart, under_each_other] {
            let page = format!("{above}\n\n{text}\n\n{text} Still.\n");
            let page = read(&page, &Limits::default());
            let measured = measure(&page, Lexicon::embedded());
            let kept: Vec<bool> = measured.around.iter().map(|around| around.prose).collect();
            assert_eq!(find(&measured, &kept), Some(3), "{above}");
        }
    }
}
