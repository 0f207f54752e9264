//! The body: the run of lines in which running text adds up to most, other lines costing a penalty.

use super::around::Around;
use super::line::{Last, Measures};
use crate::page::{Form, Line, Marker};

/// What a prose line adds to a body at most, in words: one long comment must not outweigh an
/// article's many paragraphs.
const MOST_GAIN: f32 = 80.0;
/// What a sentence too short for prose adds to a body.
const SENTENCE_GAIN: f32 = 3.0;
/// What a line of verse adds to a body.
const VERSE_GAIN: f32 = 6.0;
/// What an item adds of a list whose items say something, and the share of such items.
const ITEM_GAIN: f32 = 3.0;
const SAYING_SHARE: f32 = 0.6;
/// What any other line costs a body that spans it, times the penalty.
const LINE_COST: f32 = 1.0;
/// The same for a bulleted line, and for one with a phrase of the lexicon.
const BULLET_COST: f32 = 1.5;
const PHRASE_COST: f32 = 2.0;
/// Penalties: the mild body spans lists and tables, the harsh one ends at them.
const MILD: f32 = 4.0;
const HARSH: f32 = 10.0;

/// Finds the bodies: the runs of lines with the largest sum, where prose adds and other lines cost.
pub(super) fn bodies(
    around: &mut [Around],
    lines: &[Line],
    measures: &[Measures],
    elsewhere: impl Fn(usize) -> bool,
) {
    let gains: Vec<Gain> = (0..lines.len())
        .map(|at| gain(&lines[at], &measures[at], &around[at], elsewhere(at)))
        .collect();
    let best = |penalty| {
        best_run(gains.len(), |at| match gains[at] {
            Gain::Adds(words) => words,
            Gain::Costs(cost) => -cost * penalty,
        })
    };
    let (mild, harsh) = (best(MILD), best(HARSH));
    for (at, a) in around.iter_mut().enumerate() {
        a.in_mild_body = mild.contains(&at) && !elsewhere(at);
        a.in_harsh_body = harsh.contains(&at) && !elsewhere(at);
        a.body_distance = match (at < mild.start, at >= mild.end) {
            (true, _) => mild.start - at,
            (_, true) => at + 1 - mild.end,
            _ => 0,
        } as u32;
    }
}

/// Whether the line is an item of a list whose items say something.
pub(super) fn says(a: &Around) -> bool {
    a.list_share.is_some_and(|share| share >= SAYING_SHARE)
}

/// What a line is to a body that holds it.
#[derive(Clone, Copy)]
enum Gain {
    /// Words that it adds.
    Adds(f32),
    /// What it costs, times the penalty.
    Costs(f32),
}

fn gain(line: &Line, m: &Measures, a: &Around, elsewhere: bool) -> Gain {
    if a.prose {
        Gain::Adds((m.words as f32).min(MOST_GAIN))
    } else if elsewhere {
        Gain::Costs(PHRASE_COST)
    } else if a.verse {
        Gain::Adds(VERSE_GAIN)
    } else if matches!(line.form, Form::Table | Form::Code) {
        Gain::Adds(0.0)
    } else if says(a) {
        Gain::Adds(ITEM_GAIN)
    } else if m.last == Last::Sentence && m.words > 2 && m.hits.furniture().is_empty() {
        Gain::Adds(SENTENCE_GAIN)
    } else if !m.hits.furniture().is_empty() {
        Gain::Costs(PHRASE_COST)
    } else if line.marker == Marker::Bullet {
        Gain::Costs(BULLET_COST)
    } else {
        Gain::Costs(LINE_COST)
    }
}

/// The run with the largest sum (Kadane's algorithm); empty where no run's sum is positive.
fn best_run(count: usize, gain: impl Fn(usize) -> f32) -> std::ops::Range<usize> {
    let (mut best, mut best_sum) = (0..0, 0.0);
    let (mut start, mut sum) = (0, 0.0);
    for at in 0..count {
        if sum <= 0.0 {
            (start, sum) = (at, 0.0);
        }
        sum += gain(at);
        if sum > best_sum {
            (best, best_sum) = (start..at + 1, sum);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_run_spans_small_losses_only() {
        let gains: [f32; 7] = [1.0, -5.0, 4.0, -1.0, 6.0, -9.0, 7.0];
        assert_eq!(best_run(gains.len(), |at| gains[at]), 2..5);
        assert_eq!(best_run(3, |_| -1.0), 0..0);
    }
}
