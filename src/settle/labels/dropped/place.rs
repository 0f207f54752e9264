//! What the place of a line suggests: its zone, its list, the copies it has.

use super::phrases::beside_a_teaser;
use super::{Found, Found::Likely, Found::Surely, HEADLINE_WORDS};
use crate::label::Label;
use crate::lexicon::Section;
use crate::measure::Last;
use crate::page::Marker;
use crate::settle::labels::Scene;

pub(super) fn by_comments(scene: &Scene<'_>) -> Option<Found> {
    let m = scene.measures();
    let heading = m.hits.whole.contains(Section::Comments);
    // Without a number, "Reviews" is a part of the site there.
    let entry = heading
        && m.numbers == 0
        && scene.page.headline.is_some_and(|headline| scene.at < headline);
    match scene.zone() {
        _ if entry => Some(Surely(Label::Navigation)),
        zone => (heading || zone == Some(Section::Comments)).then_some(Surely(Label::Comments)),
    }
}

pub(super) fn by_contact(scene: &Scene<'_>) -> Option<Found> {
    scene.contacts[scene.at].then_some(Surely(Label::Legal))
}

pub(super) fn by_headline(scene: &Scene<'_>) -> Option<Found> {
    let headline = scene.page.headline?;
    let measured = scene.page.measured;
    let fingerprint = |at: usize| measured.measures[at].fingerprint;
    (fingerprint(scene.at) == fingerprint(headline)).then(|| {
        let crumb = scene.at < headline && measured.line(scene.at).marker != Marker::None;
        Surely(if crumb { Label::Navigation } else { Label::Duplicate })
    })
}

pub(super) fn by_list(scene: &Scene<'_>) -> Option<Found> {
    let below = scene.runs.get(scene.at + 1).copied().flatten()?;
    let heading = scene.runs[scene.at].is_none()
        && scene.is_below_body()
        && scene.measures().words <= HEADLINE_WORDS;
    heading.then_some(Likely(below.label))
}

pub(super) fn by_imprint(scene: &Scene<'_>) -> Option<Found> {
    /// Words of a sentence about a company.
    const FEWEST_WORDS: u32 = 8;
    let measured = scene.page.measured.zones[scene.at]?.section;
    let m = scene.measures();
    // A dialog about cookies may stand below the copyright.
    let settled = scene.zone().unwrap_or(Section::Legal);
    (measured == Section::Legal
        && settled == Section::Legal
        && m.words >= FEWEST_WORDS
        && m.last == Last::Sentence)
        .then_some(Surely(Label::Legal))
}

pub(super) fn by_date(scene: &Scene<'_>) -> Option<Found> {
    if !scene.measures().is_date() {
        return None;
    }
    Some(match scene.is_among_teasers() {
        true => Surely(Label::Related),
        // Months are the entries of an archive.
        false if scene.is_below_body() => match scene.runs[scene.at] {
            Some(run) if run.lines > 2 => Surely(Label::Navigation),
            _ => Likely(Label::Date),
        },
        false => Surely(Label::Date),
    })
}

pub(super) fn by_masthead(scene: &Scene<'_>) -> Option<Found> {
    /// Words of a site's name.
    const MOST_WORDS: u32 = 6;
    let around = &scene.page.measured.around[scene.at];
    let above = scene.page.headline.is_some_and(|headline| around.first_copy < headline);
    let category = scene.zone() == Some(Section::Related) && beside_a_teaser(scene);
    // Who began a thread stands above it, and beside each of his posts.
    let category = category || (scene.page.thread && !scene.is_below_body());
    // So do buttons and labels of adverts.
    let button = !(scene.measures().hits.whole & (Section::Sharing | Section::Advert)).is_empty();
    (around.copied_before && above && !category && !button && scene.measures().words <= MOST_WORDS)
        .then_some(Surely(Label::Navigation))
}

pub(super) fn by_zone(scene: &Scene<'_>) -> Option<Found> {
    /// Words from which a line at the foot of the page is about the site rather than a link.
    const FEWEST_WORDS: u32 = 8;
    let section = scene.zone()?;
    let link = section == Section::Legal && scene.measures().words < FEWEST_WORDS;
    // Above the headline, lists of articles are menus.
    let menu = section == Section::Related
        && scene.is_above_headline()
        && scene.page.measured.line(scene.at).marker != Marker::None;
    (!link && !menu).then(|| Surely(section.label()))
}

pub(super) fn by_run(scene: &Scene<'_>) -> Option<Found> {
    let run = scene.runs[scene.at]?;
    // Items between headline and text are the menus and tags of the article.
    let tells = scene.is_above_headline() || scene.is_below_body() || run.lines > 1;
    tells.then_some(match run.label {
        label if run.lines > 2 => Surely(label),
        label => Likely(label),
    })
}

pub(super) fn by_disclaimer(scene: &Scene<'_>) -> Option<Found> {
    /// Words of a sentence about rights and risks.
    const FEWEST_WORDS: u32 = 12;
    /// Lines to the copyright or the imprint at most.
    const REACH: usize = 5;
    let m = scene.measures();
    if !scene.is_below_body() || m.words < FEWEST_WORDS || m.last != Last::Sentence {
        return None;
    }
    let measures = &scene.page.measured.measures;
    let near = scene.at.saturating_sub(REACH).max(scene.page.end)
        ..(scene.at + REACH + 1).min(measures.len());
    let legal = measures[near].iter().any(|m| m.hits.any().contains(Section::Legal));
    legal.then_some(Surely(Label::Legal))
}

pub(super) fn by_place(scene: &Scene<'_>) -> Option<Found> {
    let m = scene.measures();
    if m.words <= 1 && m.chars <= 2 {
        return Some(Likely(Label::Other));
    }
    let long = m.words >= HEADLINE_WORDS;
    Some(match () {
        () if scene.is_above_headline() => Likely(Label::Navigation),
        () if scene.at <= scene.page.body => {
            Likely(if long { Label::Caption } else { Label::Byline })
        }
        () if !scene.is_below_body() && scene.page.thread && !long => Surely(Label::Byline),
        () if is_between_paragraphs(scene) && long => Surely(Label::Caption),
        () if is_between_paragraphs(scene) && is_below_a_caption(scene) => Likely(Label::Caption),
        () if long && is_below_a_prompt(scene) => Surely(Label::Newsletter),
        () if long => Likely(Label::Related),
        () if scene.is_below_body() && (is_teaser_button(scene) || heads_teasers(scene)) => {
            Likely(Label::Related)
        }
        () => Likely(Label::Navigation),
    })
}

/// Whether only a few lines part the text above the line from the text below it.
fn is_between_paragraphs(scene: &Scene<'_>) -> bool {
    /// Lines that are dropped between two paragraphs at most.
    const MOST: usize = 12;
    let kept = |at: usize| scene.page.kept[at];
    let above = (0..scene.at).rev().take(MOST).position(kept);
    let below = (scene.at + 1..scene.page.kept.len()).take(MOST).position(kept);
    !scene.is_below_body()
        && !scene.page.thread
        && scene.zone().is_none()
        && above.zip(below).is_some_and(|(above, below)| above + below < MOST)
}

/// Whether the line right above is as long as a caption; a credit stands below one.
fn is_below_a_caption(scene: &Scene<'_>) -> bool {
    scene.at.checked_sub(1).is_some_and(|above| {
        let m = &scene.page.measured.measures[above];
        !scene.page.kept[above] && m.words >= HEADLINE_WORDS && m.hits.furniture().is_empty()
    })
}

/// Whether copies of the line stand beside headlines, as "Video" and "To the article" do.
fn is_teaser_button(scene: &Scene<'_>) -> bool {
    let around = &scene.page.measured.around[scene.at];
    around.copies > 1 && beside_a_teaser(scene)
}

/// Whether headlines follow right below.
fn heads_teasers(scene: &Scene<'_>) -> bool {
    /// Headlines of a box.
    const FEWEST: usize = 2;
    let is_headline = |at: usize| {
        !scene.page.kept[at] && scene.page.measured.measures[at].words >= HEADLINE_WORDS
    };
    let below = scene.at + 1..(scene.at + 1 + FEWEST).min(scene.page.kept.len());
    below.len() == FEWEST && below.into_iter().all(is_headline)
}

/// Whether the line right above asks to subscribe; what for stands below it.
fn is_below_a_prompt(scene: &Scene<'_>) -> bool {
    scene.at.checked_sub(1).is_some_and(|above| {
        let measured = scene.page.measured;
        measured.line(above).marker == Marker::None
            && measured.measures[above].hits.any().contains(Section::Newsletter)
    })
}
