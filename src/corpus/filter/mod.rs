//! Rules by which corpus builders leave out pages, computed on the clean text.

use super::dead::Problem;

/// Which cleaned pages are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Characters of clean text, headline included, that a page has at least.
    pub min_chars: usize,
}

impl Filters {
    /// Whether there is any rule.
    pub(crate) fn is_empty(&self) -> bool {
        self.min_chars == 0
    }

    /// The first rule that a text breaks.
    pub(crate) fn broken(&self, text: &str) -> Option<Problem> {
        let chars = text.chars().take(self.min_chars).count();
        (chars < self.min_chars).then(|| Problem {
            reason: "min_chars",
            message: format!(
                "the clean text has {chars} characters, fewer than {}",
                self.min_chars
            ),
        })
    }
}
