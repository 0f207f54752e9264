//! What a line shows by itself: signs, numbers, names, commas.

use super::{Found, Found::Likely, Found::Surely};
use crate::label::Label;
use crate::lexicon::Section;
use crate::measure::{First, Last};
use crate::page::Marker;
use crate::settle::labels::{Scene, numerals};

pub(super) fn by_sign(scene: &Scene<'_>) -> Option<Found> {
    (scene.measures().words == 0).then_some(Likely(Label::Other))
}

pub(super) fn by_handle(scene: &Scene<'_>) -> Option<Found> {
    let text = scene.text();
    let one = text.starts_with('@') && !text.contains(char::is_whitespace) && text.len() > 1;
    (one && !scene.page.thread && scene.zone() != Some(Section::Comments))
        .then_some(Surely(Label::Sharing))
}

pub(super) fn by_numeral(scene: &Scene<'_>) -> Option<Found> {
    /// Words of a price, its currency and its kind.
    const PRICE_WORDS: u32 = 5;
    let (text, m) = (scene.text(), scene.measures());
    if m.has_price && m.spaced_words <= PRICE_WORDS && scene.zone().is_none() {
        return Some(Likely(Label::Advert));
    }
    if m.numbers == 0 || m.spaced_words > 6 {
        return None;
    }
    if numerals::is_ordinal(text) || numerals::is_part_of(text) {
        return Some(Surely(Label::Navigation));
    }
    if numerals::is_telephone(text) {
        return scene.is_below_body().then_some(Surely(Label::Legal));
    }
    if !numerals::is_counter(text) || scene.zone().is_some() {
        return None;
    }
    Some(match scene.is_below_body() {
        false if scene.page.thread => Surely(Label::Byline),
        _ => Likely(Label::Other),
    })
}

pub(super) fn by_section_number(scene: &Scene<'_>) -> Option<Found> {
    let page = scene.page;
    let is_entry = |at: usize| {
        let text = page.measured.page.lines.get(at).map(|line| page.measured.page.words(line));
        text.is_some_and(numerals::begins_with_section) && !page.kept[at]
    };
    let neighbours = [scene.at.checked_sub(1), Some(scene.at + 1)];
    let is_contents = !scene.is_below_body()
        && is_entry(scene.at)
        && neighbours.into_iter().flatten().any(is_entry);
    is_contents.then_some(Surely(Label::Navigation))
}

pub(super) fn by_repetition(scene: &Scene<'_>) -> Option<Found> {
    /// Copies in a row, from which a line is no mistake of a template's.
    const FEWEST: usize = 4;
    /// Words of a caption at least.
    const FEWEST_WORDS: u32 = 4;
    let measures = &scene.page.measured.measures;
    let is_copy = |at: &usize| measures[*at].fingerprint == scene.measures().fingerprint;
    let above = || (0..scene.at).rev().take(FEWEST).take_while(is_copy).count();
    let below = || (scene.at..measures.len()).take(FEWEST).take_while(is_copy).count();
    let is_gallery = scene.measures().words >= FEWEST_WORDS
        && scene.zone() != Some(Section::Comments)
        && above() + below() >= FEWEST;
    is_gallery.then_some(Surely(Label::Caption))
}

pub(super) fn by_credit(scene: &Scene<'_>) -> Option<Found> {
    /// Words of a caption at least.
    const FEWEST_WORDS: u32 = 5;
    let (m, around) = (scene.measures(), &scene.page.measured.around[scene.at]);
    let credited = m.credited || m.hits.inside.contains(Section::Caption);
    let twice = around.copied_beside && !scene.is_below_body();
    let marked = scene.page.measured.line(scene.at).marker != Marker::None;
    let caption = m.words >= FEWEST_WORDS && (credited || (twice && !marked));
    (caption && scene.zone().is_none()).then_some(Surely(Label::Caption))
}

pub(super) fn by_dateline(scene: &Scene<'_>) -> Option<Found> {
    /// Words of a date with an author and his office.
    const MOST_WORDS: u32 = 14;
    /// Words and numbers of a date.
    const DATE_WORDS: u32 = 3;
    let m = scene.measures();
    let dated = m.spaced_words.saturating_sub(m.undated_words);
    let head = !scene.is_above_headline() && scene.at <= scene.page.body;
    let is_one = head
        && m.numbers > 0
        && dated >= DATE_WORDS
        && m.words <= MOST_WORDS
        && m.last != Last::Sentence;
    is_one.then_some(Surely(match m.first == First::Digit || dated > m.undated_words {
        true => Label::Date,
        false => Label::Byline,
    }))
}

pub(super) fn by_keywords(scene: &Scene<'_>) -> Option<Found> {
    /// Commas between topics.
    const FEWEST_COMMAS: u32 = 2;
    /// Words of a topic.
    const TOPIC_WORDS: u32 = 3;
    /// Lines between the text and its topics at most.
    const REACH: usize = 12;
    let m = scene.measures();
    let near = scene.is_below_body() && scene.at - scene.page.end <= REACH;
    let keywords = m.commas >= FEWEST_COMMAS
        && m.words <= (m.commas + 1) * TOPIC_WORDS
        && m.function_words == 0
        && m.inner_ends == 0
        && matches!(m.last, Last::Open | Last::Digit | Last::Comma);
    (near && keywords).then_some(Surely(Label::Tags))
}

pub(super) fn by_division(scene: &Scene<'_>) -> Option<Found> {
    /// Words of a link to the next page.
    const LINK_WORDS: u32 = 4;
    /// Words of an entry.
    const ENTRY_WORDS: u32 = 3;
    let (m, text) = (scene.measures(), scene.text());
    let arrow = m.words <= LINK_WORDS && (text.starts_with(['←', '«', '‹']) || text.ends_with('→'));
    // Quotation marks of some languages are arrows of others.
    let divided = m.separators > 0
        && m.words <= (m.separators + 1) * ENTRY_WORDS
        && m.last != Last::Sentence
        && !text.contains('«')
        && (scene.is_above_headline() || scene.is_below_body());
    (arrow || divided).then_some(Likely(Label::Navigation))
}

pub(super) fn by_copy(scene: &Scene<'_>) -> Option<Found> {
    /// Words from which a copy is not a menu entry standing twice.
    const FEWEST_WORDS: u32 = 5;
    /// Entries of a table of contents.
    const FEWEST_ENTRIES: u32 = 3;
    let m = scene.measures();
    // A list of what the text says leads to its parts.
    let contents = scene.runs[scene.at].is_some_and(|run| run.lines >= FEWEST_ENTRIES);
    (m.words >= FEWEST_WORDS && scene.page.said.contains(&m.fingerprint))
        .then_some(Surely(if contents { Label::Navigation } else { Label::Duplicate }))
}
