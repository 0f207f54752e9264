//! The headline: the line that reads like a title, nearest above the body.

use std::hash::Hasher;

use rustc_hash::{FxHashSet, FxHasher};

use crate::lexicon::Section;
use crate::measure::script::{is_unspaced, is_word};
use crate::measure::{First, Last, Measured, Zone};
use crate::page::{Form, Marker};

/// Lines above the body in which the headline is looked for: dates, by-lines, captions and
/// buttons stand between.
const REACH: usize = 60;
/// Words of a headline.
const WORDS: std::ops::RangeInclusive<u32> = 1..=32;
/// Words that most headlines have.
const USUAL_WORDS: std::ops::RangeInclusive<u32> = 4..=20;
/// Points that a headline must have, of about ten.
const LEAST_POINTS: f32 = 3.2;
/// Letters that are compared of a word: behind them endings change in many languages.
const STEM_LETTERS: usize = 5;
/// Letters of a word that can show what the text is about.
const TELLING_LETTERS: usize = 4;

/// Finds the headline's line.
pub(super) fn find(measured: &Measured<'_>, kept: &[bool]) -> Option<usize> {
    let body = (0..kept.len())
        .find(|&at| {
            let around = &measured.around[at];
            kept[at] && (around.prose || around.verse) && around.in_mild_body
        })
        .or_else(|| kept.iter().position(|&kept| kept))?;
    let words = telling_words(measured, kept);
    let named = measured.page.metadata.title.as_deref().map(letters);
    // A heading of the first rank may stand above anything; a body's first line may be the
    // headline itself where the page has little else.
    let first = body.saturating_sub(REACH);
    (first..=body)
        .filter_map(|at| {
            let points = points(measured, at, body, &words, named.as_deref())?;
            (points >= LEAST_POINTS).then_some((at, points))
        })
        .fold(None, |best: Option<(usize, f32)>, next| match best {
            // Of two as good, the one nearer to the body.
            Some(best) if best.1 > next.1 => Some(best),
            _ => Some(next),
        })
        .map(|(at, _)| at)
}

/// How much a line looks like the headline of the body that begins at `body`; `None` if it
/// cannot be.
fn points(
    measured: &Measured<'_>,
    at: usize,
    body: usize,
    words: &FxHashSet<u64>,
    named: Option<&str>,
) -> Option<f32> {
    let (m, line, around) = (&measured.measures[at], measured.line(at), &measured.around[at]);
    let text = measured.page.words(line);
    let furniture =
        m.hits.whole | (m.hits.start & (Section::Caption | Section::Byline | Section::Consent));
    if !WORDS.contains(&m.words)
        || m.is_date()
        || m.inner_ends > 1
        || !furniture.is_empty()
        || matches!(line.form, Form::Table | Form::Code)
        || m.first == First::Lower
        || (line.form == Form::Text && repeats_its_neighbour(measured, at))
    {
        return None;
    }
    let site = measured.page.metadata.site.as_deref();
    let is_site = site.is_some_and(|site| letters(site) == letters(text));
    let said = match named {
        _ if is_site => -3.0,
        Some(named) => named_points(named, &letters(text)),
        None => 0.0,
    };
    // The first paragraph is no headline, unless the page's title says so.
    if around.prose && at == body && said == 0.0 {
        return None;
    }
    let usual = match m.words {
        words if USUAL_WORDS.contains(&words) => 2.0,
        2.. => 1.0,
        _ => 0.0,
    };
    let end = match m.last {
        Last::Sentence if around.prose => -3.0,
        Last::Sentence => -1.5,
        Last::Bracket | Last::Colon | Last::Comma | Last::Ellipsis => -2.0,
        Last::Question => 0.0,
        _ => 0.5,
    };
    let alone = |other: Option<&crate::page::Line>| other.is_none_or(|other| other.blank_before);
    let set_apart = f32::from(line.blank_before || at == 0) * 1.0
        + f32::from(alone(measured.page.lines.get(at + 1))) * 0.7;
    let marker = if line.marker == Marker::Bullet { -3.0 } else { 0.0 };
    let repeated = if around.copies > 1 { 1.2 } else { 0.0 };
    let heading = match line.form {
        Form::Heading(1) => 5.5,
        Form::Heading(2) => 1.5,
        Form::Heading(_) => 0.5,
        _ => 0.0,
    };
    let zone = if measured.zones[at].is_some_and(Zone::is_elsewhere) { -3.0 } else { 0.0 };
    let sentences = -(m.inner_ends as f32);
    let phrases = if m.hits.any().is_empty() { 0.0 } else { -1.0 };
    let in_a_menu = around.short_run > 8 && m.words < 4 && set_apart < 1.5;
    let company = if in_a_menu { -2.0 } else { 0.0 };
    let title_case = match m.capital_share() {
        Some(share) if share > 0.75 && m.spaced_words > 2 => 0.7,
        _ => 0.0,
    };
    let divided = if m.separators > 0 { -2.0 } else { 0.0 };
    let score = if m.numbers * 4 >= m.spaced_words && m.numbers > 1 { -2.5 } else { 0.0 };
    // Paragraphs and lines that lie between.
    let passed = (measured.around[body].prose_before - around.prose_before) as f32;
    let distance = -0.05 * (body - at) as f32 - if passed > 60.0 { 3.0 } else { 0.0 };
    // A name is short, and the body repeats it.
    let weight = if m.words <= 3 { 1.5 } else { 3.0 };
    let about = weight * share_of_telling_words(text, words).unwrap_or(0.3);
    Some(
        usual
            + end
            + set_apart
            + marker
            + repeated
            + heading
            + zone
            + sentences
            + phrases
            + divided
            + score
            + title_case
            + company
            + distance
            + about
            + said,
    )
}

/// Whether the line is one of a caption's copies; a breadcrumb's copy of the headline has a
/// marker.
fn repeats_its_neighbour(measured: &Measured<'_>, at: usize) -> bool {
    let same = |other: usize| {
        measured
            .measures
            .get(other)
            .is_some_and(|m| m.fingerprint == measured.measures[at].fingerprint)
            && measured.line(other).marker == measured.line(at).marker
    };
    same(at + 1) || (at > 0 && same(at - 1))
}

/// Points for the title that the document's head names: it has the headline, often with the
/// site's name behind it or cut short.
fn named_points(named: &str, line: &str) -> f32 {
    let is_part =
        line.len() >= TELLING_LETTERS * 3 && (named.contains(line) || line.contains(named));
    if named == line {
        5.0
    } else if is_part && (line.len() * 2 > named.len() || named.starts_with(line)) {
        3.5
    } else {
        // The part behind the headline is the site's name.
        0.0
    }
}

/// The letters and digits of a text in lower case: what is left when punctuation and spacing are
/// not compared.
fn letters(text: &str) -> String {
    text.chars().filter(|&c| is_word(c)).flat_map(char::to_lowercase).collect()
}

/// The words of the kept prose that show what it is about, as hashes.
fn telling_words(measured: &Measured<'_>, kept: &[bool]) -> FxHashSet<u64> {
    /// Words of the body that are looked at; a headline is about its beginning.
    const MOST: usize = 300;
    let mut words = FxHashSet::default();
    for at in (0..kept.len()).filter(|&at| kept[at] && measured.around[at].prose) {
        telling(measured.page.words(measured.line(at)), |word| {
            words.insert(word);
        });
        if words.len() >= MOST {
            break;
        }
    }
    words
}

/// Calls `found` with the hash of each word that shows what a text is about: words of some
/// letters, and pairs of characters in scripts without spaces.
fn telling(text: &str, mut found: impl FnMut(u64)) {
    for word in text.split(|c| !is_word(c)).filter(|word| !word.is_empty()) {
        if !word.is_ascii() && word.chars().any(is_unspaced) {
            let next = word.chars().skip(1);
            word.chars().zip(next).for_each(|(a, b)| found(hash([a, b])));
        } else if word.chars().count() >= TELLING_LETTERS {
            found(hash(word.chars().take(STEM_LETTERS)));
        }
    }
}

/// Hash of a word in lower case.
fn hash(word: impl IntoIterator<Item = char>) -> u64 {
    let mut hasher = FxHasher::default();
    for c in word {
        // Most letters are ASCII, for which the way through Unicode takes five times as long.
        match c.is_ascii() {
            true => hasher.write_u32(c.to_ascii_lowercase().into()),
            false => c.to_lowercase().for_each(|c| hasher.write_u32(c.into())),
        }
    }
    hasher.finish()
}

/// Share of a line's telling words that the body has; `None` where it has none to compare.
fn share_of_telling_words(text: &str, words: &FxHashSet<u64>) -> Option<f32> {
    let (mut all, mut shared) = (0, 0);
    telling(text, |word| {
        all += 1;
        shared += i32::from(words.contains(&word));
    });
    (all > 0).then(|| shared as f32 / all as f32)
}
