//! How much of a line whole phrases make up.

use enumset::EnumSet;

use super::{Phrase, Section};

/// How much of a line the whole phrases of each section cover.
#[derive(Default)]
pub(super) struct Cover {
    sections: Vec<Stretch>,
}

/// The phrases of one section, side by side.
struct Stretch {
    section: Section,
    /// Letters covered before the last phrase.
    before: usize,
    start: usize,
    end: usize,
    letters: usize,
}

impl Cover {
    pub(super) fn is_empty(&self) -> bool {
        self.sections.is_empty()
    }

    /// Adds a phrase; phrases come in the order of their starts, and of
    /// their ends from the same start.
    pub(super) fn add(&mut self, phrase: &Phrase, start: usize, end: usize) {
        let (section, letters) = (phrase.section, phrase.letters);
        match self.sections.iter_mut().find(|stretch| stretch.section == section) {
            None => self.sections.push(Stretch { section, before: 0, start, end, letters }),
            Some(last) if start >= last.end => {
                last.before += last.letters;
                (last.start, last.end, last.letters) = (start, end, letters);
            }
            // A longer phrase takes the place of the one inside it.
            Some(last) if start <= last.start => {
                (last.start, last.end, last.letters) = (start, end, letters);
            }
            Some(_) => {}
        }
    }

    pub(super) fn sections(&self, letters: usize) -> EnumSet<Section> {
        self.sections
            .iter()
            .filter(|stretch| stretch.before + stretch.letters >= letters)
            .map(|stretch| stretch.section)
            .collect()
    }
}
