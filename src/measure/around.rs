//! Numbers about what surrounds a line: prose before and after, the body, runs, repetition.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::body::{bodies, says};
use super::line::{Last, Measures};
use super::sums::SHORT_WORDS;
use super::texture;
use crate::lexicon::Section;
use crate::page::{Form, Line, Marker};

/// What surrounds a line.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Around {
    /// A line of running text, outside the zones and elements that hold other things.
    pub(crate) prose: bool,
    /// A line of verse.
    pub(crate) verse: bool,
    /// Share of the list's items that say something; `None` outside lists.
    pub(crate) list_share: Option<f32>,
    /// Words of prose in the lines before, and in those after.
    pub(crate) prose_before: u32,
    pub(crate) prose_after: u32,
    /// Lines to the nearest prose before and after; `u32::MAX` where there is none.
    pub(crate) gap_before: u32,
    pub(crate) gap_after: u32,
    /// Share of the words within [`WINDOW`] lines that are in prose, the line itself left out.
    pub(crate) prose_near: f32,
    /// Inside the body with the mild penalty, and with the harsh one.
    pub(crate) in_mild_body: bool,
    pub(crate) in_harsh_body: bool,
    /// Lines to the mild body; 0 inside.
    pub(crate) body_distance: u32,
    /// Lines in the unbroken run of short lines around this one; 0 for a long line, and for verse
    /// and items that say something.
    pub(crate) short_run: u32,
    /// Lines in the unbroken run of bulleted lines around this one; 0 without a bullet.
    pub(crate) bullet_run: u32,
    /// How often the line stands on the page.
    pub(crate) copies: u32,
    /// A line with the same words stands before this one.
    pub(crate) copied_before: bool,
    /// The first line with the same words: this one, where none stands before.
    pub(crate) first_copy: usize,
    /// The line before or after is a copy.
    pub(crate) copied_beside: bool,
    /// The lines between blank lines that the line is one of.
    pub(crate) block_start: usize,
    pub(crate) block_end: usize,
}

/// Words from which a line can be prose: shorter sentences are headlines as often.
const PROSE_WORDS: u32 = 12;
/// Words from which a line is prose without any sign of a sentence's end.
const LONG_PROSE_WORDS: u32 = 25;
/// Least share of words of running text in prose. Half of what the poorest news prose has in the
/// languages of the lexicon.
const PROSE_FUNCTION_SHARE: f32 = 0.15;
/// Lines before and after that count as near.
const WINDOW: usize = 3;

/// Whether a line is running text, in a language of the lexicon or not.
pub(crate) fn is_prose(line: &Line, m: &Measures, lexicon_speaks: bool) -> bool {
    let furniture = m.hits.any() & (Section::Legal | Section::Newsletter | Section::Consent);
    let sentence = matches!(m.last, Last::Sentence | Last::Question | Last::Colon);
    m.words >= PROSE_WORDS
        && !m.credited
        && line.form != Form::Table
        && line.form != Form::Code
        && furniture.is_empty()
        && (sentence || m.inner_ends > 0 || m.words >= LONG_PROSE_WORDS)
        && (!lexicon_speaks || m.function_share().is_none_or(|share| share >= PROSE_FUNCTION_SHARE))
}

/// Whether the lexicon knows the page's language: its words of running text make up a share of
/// the long lines that they make up in every language it has.
pub(crate) fn lexicon_speaks(measures: &[Measures]) -> bool {
    const LEAST_SHARE: f32 = 0.12;
    let long = measures.iter().filter(|m| m.words >= PROSE_WORDS && m.function_share().is_some());
    let (words, function) = long
        .fold((0, 0), |(words, function), m| (words + m.spaced_words, function + m.function_words));
    function as f32 >= words as f32 * LEAST_SHARE
}

/// What of the surroundings does not depend on which lines belong to something else, found once
/// for any number of surveys.
pub(crate) struct Survey<'a> {
    lines: &'a [Line],
    measures: &'a [Measures],
    around: Vec<Around>,
}

impl<'a> Survey<'a> {
    pub(crate) fn new(lines: &'a [Line], measures: &'a [Measures]) -> Survey<'a> {
        let speaks = lexicon_speaks(measures);
        let verse = texture::verse(lines, measures);
        let lists = texture::lists(lines, measures);
        let mut around: Vec<Around> = (0..lines.len())
            .map(|at| Around {
                prose: is_prose(&lines[at], &measures[at], speaks),
                verse: verse[at],
                list_share: lists[at],
                ..Around::default()
            })
            .collect();
        runs(&mut around, |at| lines[at].marker == Marker::Bullet, |a, run| a.bullet_run = run);
        copies(&mut around, measures);
        blocks(&mut around, lines);
        Survey { lines, measures, around }
    }

    /// Whether a line reads like running text, wherever it stands.
    pub(crate) fn is_prose(&self, at: usize) -> bool {
        self.around[at].prose
    }

    /// Measures the surroundings of every line, in time linear in their number. `elsewhere` tells
    /// the lines that are known to belong to something else than the article, however they read.
    pub(crate) fn around(&self, elsewhere: impl Fn(usize) -> bool) -> Vec<Around> {
        let (lines, measures) = (self.lines, self.measures);
        let mut around = self.around.clone();
        for (_, a) in around.iter_mut().enumerate().filter(|&(at, _)| elsewhere(at)) {
            (a.prose, a.verse, a.list_share) = (false, false, None);
        }
        prose_distances(&mut around, measures);
        prose_near(&mut around, measures);
        let saying: Vec<bool> = around.iter().map(|a| a.verse || says(a)).collect();
        let is_short = |at: usize| measures[at].words <= SHORT_WORDS && !saying[at];
        runs(&mut around, is_short, |a, run| a.short_run = run);
        bodies(&mut around, lines, measures, elsewhere);
        around
    }
}

fn blocks(around: &mut [Around], lines: &[Line]) {
    let mut start = 0;
    while start < lines.len() {
        let end =
            (start + 1..lines.len()).find(|&at| lines[at].blank_before).unwrap_or(lines.len());
        for a in &mut around[start..end] {
            (a.block_start, a.block_end) = (start, end);
        }
        start = end;
    }
}

fn prose_distances(around: &mut [Around], measures: &[Measures]) {
    let (mut words, mut gap) = (0, u32::MAX);
    for (a, m) in around.iter_mut().zip(measures) {
        (a.prose_before, a.gap_before) = (words, gap);
        if a.prose {
            words += m.words;
        }
        gap = if a.prose { 1 } else { gap.saturating_add(1) };
    }
    (words, gap) = (0, u32::MAX);
    for (a, m) in around.iter_mut().zip(measures).rev() {
        (a.prose_after, a.gap_after) = (words, gap);
        if a.prose {
            words += m.words;
        }
        gap = if a.prose { 1 } else { gap.saturating_add(1) };
    }
}

fn prose_near(around: &mut [Around], measures: &[Measures]) {
    let prose = |a: &Around, m: &Measures| if a.prose { m.words } else { 0 };
    // The sums over the window, from line to line.
    let (mut words_near, mut prose_words_near) = (0, 0);
    for at in 0..around.len() + WINDOW {
        if let (Some(a), Some(m)) = (around.get(at), measures.get(at)) {
            words_near += m.words;
            prose_words_near += prose(a, m);
        }
        let Some(middle) = at.checked_sub(WINDOW) else { continue };
        let own = (measures[middle].words, prose(&around[middle], &measures[middle]));
        let (words, prose_words) = (words_near - own.0, prose_words_near - own.1);
        around[middle].prose_near = prose_words as f32 / words.max(1) as f32;
        if let Some(last) = middle.checked_sub(WINDOW) {
            words_near -= measures[last].words;
            prose_words_near -= prose(&around[last], &measures[last]);
        }
    }
}

/// Writes to each line of an unbroken run how long the run is.
fn runs(around: &mut [Around], part: impl Fn(usize) -> bool, write: impl Fn(&mut Around, u32)) {
    let mut at = 0;
    while at < around.len() {
        let end = (at..around.len()).find(|&next| !part(next)).unwrap_or(around.len());
        let run = (end - at) as u32;
        around[at..end].iter_mut().for_each(|a| write(a, run));
        at = end.max(at + 1);
    }
}

fn copies(around: &mut [Around], measures: &[Measures]) {
    let mut firsts = FxHashMap::with_capacity_and_hasher(measures.len(), FxBuildHasher);
    for (at, m) in measures.iter().enumerate() {
        let first = *firsts.entry(m.fingerprint).or_insert(at);
        let copied_beside = at > 0 && measures[at - 1].fingerprint == m.fingerprint;
        if copied_beside {
            around[at - 1].copied_beside = true;
        }
        let a = &mut around[at];
        (a.first_copy, a.copied_before, a.copied_beside) = (first, first < at, copied_beside);
        around[first].copies += 1;
    }
    for at in 0..around.len() {
        around[at].copies = around[around[at].first_copy].copies;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_as_long_as_they_are() {
        let mut around = vec![Around::default(); 5];
        let part = [true, true, false, true, false];
        runs(&mut around, |at| part[at], |a, run| a.short_run = run);
        assert_eq!(around.iter().map(|a| a.short_run).collect::<Vec<_>>(), [2, 2, 0, 1, 0]);
    }
}
