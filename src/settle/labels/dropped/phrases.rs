//! What the phrases in a line announce.

use super::{Found, Found::Likely, Found::Surely, HEADLINE_WORDS};
use crate::label::Label;
use crate::lexicon::Section;
use crate::measure::First;
use crate::page::Marker;
use crate::settle::labels::Scene;
use crate::settle::labels::runs::is_menu_entry;

pub(super) fn by_menu(scene: &Scene<'_>) -> Option<Found> {
    /// Words of an entry at most.
    const MOST_WORDS: u32 = 4;
    let m = scene.measures();
    let entry = !m.hits.whole.is_empty()
        && m.words <= MOST_WORDS
        && scene.zone().is_none_or(|zone| zone == Section::Legal)
        && is_menu_entry(scene.page, scene.runs, scene.at);
    // Alone above the headline, "Subscribe" is a button of the site's header.
    let button = m.hits.whole.contains(Section::Newsletter)
        && m.words <= 2
        && scene.page.headline.is_some_and(|headline| scene.at < headline)
        && scene.page.measured.around[scene.at].short_run > 8;
    (entry || button).then_some(Surely(Label::Navigation))
}

pub(super) fn by_foot(scene: &Scene<'_>) -> Option<Found> {
    /// Words from which a line about commissions is a disclaimer rather than a label.
    const DISCLAIMER_WORDS: u32 = 10;
    /// Words from which a line in a form for comments is a prompt of its own.
    const FORM_WORDS: u32 = 3;
    let m = scene.measures();
    let hits = &m.hits;
    if hits.inside.contains(Section::Legal) || hits.start.contains(Section::Legal) {
        return Some(Surely(if is_credit_sign(scene) { Label::Caption } else { Label::Legal }));
    }
    // "Privacy policy" alone is a link of the footer's menu.
    if hits.whole.contains(Section::Legal) {
        return Some(Surely(Label::Navigation));
    }
    if hits.inside.contains(Section::Advert) && m.words >= DISCLAIMER_WORDS {
        return Some(Surely(Label::Legal));
    }
    // A form for comments asks for an address too.
    let form = scene.zone() == Some(Section::Comments) && m.words < FORM_WORDS;
    [Section::Consent, Section::Newsletter]
        .into_iter()
        .filter(|_| !form)
        .find(|&section| hits.whole.contains(section) || hits.inside.contains(section))
        .map(|section| Surely(section.label()))
}

fn is_credit_sign(scene: &Scene<'_>) -> bool {
    let text = scene.text();
    !scene.is_below_body()
        && !scene.is_above_headline()
        && text.contains('©')
        && !text.contains(|c: char| c.is_ascii_digit())
}

pub(super) fn by_whole_phrase(scene: &Scene<'_>) -> Option<Found> {
    let hits = &scene.measures().hits;
    let whole = hits.whole;
    let marker = scene.page.measured.line(scene.at).marker;
    if whole.contains(Section::Navigation)
        && scene.zone() == Some(Section::Related)
        && beside_a_teaser(scene)
    {
        return Some(Surely(Label::Related));
    }
    if scene.page.thread && !scene.is_below_body() && hits.start.contains(Section::Byline) {
        return Some(Surely(Label::Byline));
    }
    let of_teaser = Section::Byline | Section::Date | Section::Reply | Section::Tags;
    if scene.is_among_teasers() && scene.is_below_body() && !(whole & of_teaser).is_empty() {
        return Some(Surely(Label::Related));
    }
    // Tickers name the currency first, prices last.
    if whole.contains(Section::Ticker) && scene.measures().first == First::Digit {
        return Some(Likely(Label::Advert));
    }
    if whole.contains(Section::Ticker) && marker == Marker::Bullet {
        return Some(Surely(Label::Navigation));
    }
    // "x" is a network, a button that closes, and a letter; the others decide first.
    // Outside the comments, "Reply" and "Report" are buttons under the posts of a thread.
    if whole.contains(Section::Reply) {
        let comments = scene.is_below_body() && !scene.page.thread;
        return Some(Surely(if comments { Label::Comments } else { Label::Sharing }));
    }
    let section = [
        Section::Related,
        Section::Comments,
        Section::Newsletter,
        Section::Ticker,
        Section::Teaser,
        Section::Sharing,
        Section::Advert,
        Section::Tags,
        Section::Byline,
        Section::Date,
        Section::Caption,
        Section::Picture,
        Section::Consent,
        Section::Navigation,
        Section::Shop,
        Section::Other,
    ]
    .into_iter()
    .find(|&section| whole.contains(section))?;
    Some(match section {
        // Names of parts of the site stand between teasers too; "Back to top" does not.
        Section::Navigation
            if scene.is_below_body() && marker == Marker::None && scene.measures().words == 1 =>
        {
            Likely(Label::Navigation)
        }
        section => Surely(section.label()),
    })
}

pub(super) fn beside_a_teaser(scene: &Scene<'_>) -> bool {
    /// Lines between a headline and its category at most.
    const REACH: usize = 2;
    let near = scene.at.saturating_sub(REACH)..(scene.at + REACH + 1).min(scene.page.kept.len());
    scene.page.measured.measures[near].iter().any(|m| m.words >= HEADLINE_WORDS)
}

pub(super) fn by_phrase(scene: &Scene<'_>) -> Option<Found> {
    let hits = scene.measures().hits;
    let sections = hits.start | hits.inside;
    sections.iter().next().map(|section| Surely(section.label()))
}
