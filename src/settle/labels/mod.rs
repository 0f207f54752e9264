//! A label for every line.

mod dropped;
mod kept;

use crate::label::Label;
use crate::lexicon::Section;
use crate::measure::Measured;

/// What a rule of labels may look at.
#[derive(Clone, Copy)]
struct Scene<'a> {
    measured: &'a Measured<'a>,
    kept: &'a [bool],
    headline: Option<usize>,
    /// The first kept line of running text.
    body: usize,
    at: usize,
}

/// Labels every line.
pub(super) fn labels(
    measured: &Measured<'_>,
    kept: &[bool],
    headline: Option<usize>,
) -> impl Iterator<Item = Label> {
    let text = kept.iter().zip(&measured.around).position(|(&kept, a)| kept && a.prose);
    let body = text.unwrap_or(usize::MAX);
    (0..kept.len()).map(move |at| {
        let scene = Scene { measured, kept, headline, body, at };
        if kept[at] { kept::label(&scene) } else { dropped::label(&scene) }
    })
}

impl Scene<'_> {
    fn zone(&self) -> Option<Section> {
        self.measured.zones[self.at].map(|zone| zone.section)
    }
}
