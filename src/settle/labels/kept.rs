//! What a kept line is, by its form.

use super::Scene;
use crate::label::Label;
use crate::measure::{First, Last};
use crate::page::{Form, Marker};
use crate::read::html::Area;

/// What a kept line is.
pub(super) fn label(scene: &Scene<'_>) -> Label {
    let (measured, at) = (scene.page.measured, scene.at);
    let (line, m) = (measured.line(at), &measured.measures[at]);
    let quote = measured.inside(at).is_some_and(|inside| inside.areas.contains(Area::Quote));
    match line.form {
        _ if scene.page.headline == Some(at) => Label::Title,
        Form::Heading(_) => Label::Heading,
        Form::Table => Label::Table,
        Form::Code => Label::Code,
        Form::Text if quote || is_attributed_quotation(measured.page.words(line)) => Label::Quote,
        Form::Text if line.marker == Marker::Number && heads_a_part(scene) => Label::Heading,
        Form::Text if matches!(line.marker, Marker::Bullet | Marker::Number) => Label::List,
        Form::Text if measured.page.tree.is_none() && is_heading(scene) => Label::Heading,
        Form::Text if m.words <= 12 && line.marker == Marker::Dash => Label::List,
        Form::Text => Label::Paragraph,
    }
}

/// Whether a number stands before a heading of flat text rather than before an item.
fn heads_a_part(scene: &Scene<'_>) -> bool {
    let next = scene.page.measured.page.lines.get(scene.at + 1);
    scene.page.measured.page.tree.is_none()
        && next.is_some_and(|next| next.marker == Marker::None && next.blank_before)
        && is_heading(scene)
}

/// Whether a line of flat text heads the paragraph below it.
fn is_heading(scene: &Scene<'_>) -> bool {
    /// Words of a heading at most.
    const MOST_WORDS: u32 = 14;
    let (measured, at) = (scene.page.measured, scene.at);
    let m = &measured.measures[at];
    let next = measured.page.lines.get(at + 1);
    m.words <= MOST_WORDS
        && matches!(m.last, Last::Open | Last::Colon | Last::Question | Last::Digit | Last::Bracket)
        && !matches!(m.first, First::Lower | First::Quotation)
        && measured.line(at).blank_before
        && next.is_some_and(|next| next.blank_before || next.marker != Marker::None)
        && scene.page.kept.get(at + 1) == Some(&true)
}

/// A quotation from end to end with the name of who said it inside the quotes or behind a dash.
fn is_attributed_quotation(text: &str) -> bool {
    /// Words of a name with its office.
    const NAME_WORDS: usize = 8;
    if !text.starts_with(['"', '“', '„', '«', '»']) {
        return false;
    }
    let name = [" - ", "—", " – "].iter().find_map(|dash| text.rsplit_once(dash));
    name.is_some_and(|(_, name)| (1..=NAME_WORDS).contains(&name.split_whitespace().count()))
}
