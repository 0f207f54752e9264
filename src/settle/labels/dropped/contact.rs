//! Where to find the publisher: addresses, telephone numbers, and the names between them.

use super::{Found, Found::Likely, Found::Surely};
use crate::label::Label;
use crate::page::Marker;
use crate::settle::labels::{Scene, numerals};

/// Words of a line of an address, or of a number with what it is for.
const MOST_WORDS: u32 = 12;
/// The same above the headline, where longer lines are menus with a number to call.
const MOST_WORDS_ABOVE: u32 = 6;

pub(super) fn by_contact(scene: &Scene<'_>) -> Option<Found> {
    is_contact(scene).then_some(Surely(Label::Legal))
}

pub(super) fn beside_contacts(scene: &Scene<'_>) -> Option<Found> {
    /// Lines from a name or a street to a number or a code at most.
    const REACH: usize = 3;
    /// Numbers, addresses and codes that make a block.
    const FEWEST: usize = 2;
    let m = scene.measures();
    let count = scene.page.kept.len();
    let near = scene.at.saturating_sub(REACH)..(scene.at + REACH + 1).min(count);
    let is_part = m.words <= MOST_WORDS
        && m.hits.any().is_empty()
        && scene.page.measured.line(scene.at).marker == Marker::None
        && scene.is_below_body()
        && near.filter(|&at| is_contact(&Scene { at, ..*scene })).count() >= FEWEST;
    is_part.then_some(Likely(Label::Legal))
}

/// Whether a line above or below the article has a telephone number, a mail address or a postal
/// code, and little more.
fn is_contact(scene: &Scene<'_>) -> bool {
    let (m, text) = (scene.measures(), scene.text());
    let is_mail = || m.has_address && text.contains('@');
    let most = match () {
        () if scene.is_below_body() => MOST_WORDS,
        () if scene.is_above_headline() => MOST_WORDS_ABOVE,
        () => return false,
    };
    m.words <= most
        && !m.has_price
        && !scene.page.kept[scene.at]
        && !scene.page.thread
        && (is_mail() || numerals::has_telephone(text) || numerals::has_postal_code(text))
}
