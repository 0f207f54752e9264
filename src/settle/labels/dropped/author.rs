//! Lines that name the author, and the box about him below the text.

use super::{Found, Found::Likely, Found::Surely, HEADLINE_WORDS};
use crate::label::Label;
use crate::lexicon::Section;
use crate::measure::fold::letters;
use crate::page::Marker;
use crate::settle::labels::Scene;

pub(super) fn by_author(scene: &Scene<'_>) -> Option<Found> {
    let related = scene.zone() == Some(Section::Related);
    scene.measures().is_byline().then_some(match scene.is_below_body() {
        _ if related => Surely(Label::Related),
        true => Likely(Label::Byline),
        false => Surely(Label::Byline),
    })
}

pub(super) fn by_name(scene: &Scene<'_>) -> Option<Found> {
    let named = !scene.page.authors.is_empty() && (names_author(scene) || tells_of_author(scene));
    named.then_some(Surely(Label::Byline))
}

/// Whether a line below the text has the name of its author, near its beginning.
fn names_author(scene: &Scene<'_>) -> bool {
    /// Words before the name: "About", "Portrait of".
    const MOST_BEFORE: usize = 4;
    /// Letters of two names.
    const FEWEST_LETTERS: usize = 6;
    let is_name = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let is_author = |name: &str| {
        name.len() >= FEWEST_LETTERS && scene.page.authors.iter().any(|line| line.contains(name))
    };
    let words = || scene.text().split_whitespace().take(MOST_BEFORE + 2);
    scene.is_below_body()
        && scene.page.measured.line(scene.at).marker == Marker::None
        && scene.measures().hits.whole.is_empty()
        && scene.zone() != Some(Section::Related)
        && words().zip(words().skip(1)).any(|(first, last)| {
            is_name(first) && is_name(last) && is_author(&(letters(first) + &letters(last)))
        })
}

/// Whether the line right above has his name, and this one says who that is.
fn tells_of_author(scene: &Scene<'_>) -> bool {
    scene.measures().words >= HEADLINE_WORDS
        && scene.page.measured.line(scene.at).marker == Marker::None
        && scene
            .at
            .checked_sub(1)
            .is_some_and(|at| !scene.page.kept[at] && names_author(&Scene { at, ..*scene }))
}
