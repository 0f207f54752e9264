//! Snippets: passages that must appear in a cleaned page, and passages that must not.

use serde::Serialize;

/// Wanted and unwanted snippets, found and missing, of one page or of many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Snippets {
    /// Wanted snippets that the text has.
    pub found: usize,
    /// Wanted snippets that it has not.
    pub missed: usize,
    /// Unwanted snippets that it has.
    pub intruding: usize,
    /// Unwanted snippets that it has not.
    pub kept_out: usize,
}

impl Snippets {
    /// Looks for the snippets of a page in its text. White space of any length and kind is one
    /// space, for both.
    pub fn count<S: AsRef<str>>(text: &str, with: &[S], without: &[S]) -> Snippets {
        let text = spaced(text);
        let has = |snippet: &&S| text.contains(&spaced(snippet.as_ref()));
        let found = with.iter().filter(has).count();
        let intruding = without.iter().filter(has).count();
        Snippets {
            found,
            missed: with.len() - found,
            intruding,
            kept_out: without.len() - intruding,
        }
    }

    /// Share of the snippets found that were wanted.
    pub fn precision(self) -> f64 {
        share(self.found, self.found + self.intruding)
    }

    /// Share of the wanted snippets that were found.
    pub fn recall(self) -> f64 {
        share(self.found, self.found + self.missed)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        share(2 * self.found, 2 * self.found + self.intruding + self.missed)
    }
}

impl std::ops::Add for Snippets {
    type Output = Snippets;

    fn add(self, other: Snippets) -> Snippets {
        Snippets {
            found: self.found + other.found,
            missed: self.missed + other.missed,
            intruding: self.intruding + other.intruding,
            kept_out: self.kept_out + other.kept_out,
        }
    }
}

impl std::iter::Sum for Snippets {
    fn sum<I: Iterator<Item = Snippets>>(all: I) -> Snippets {
        all.fold(Snippets::default(), |sum, next| sum + next)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_does_not_matter() {
        let all = Snippets::count(
            "The pier\nwas  closed.\n\nShare",
            &["pier was closed", "nobody was hurt"],
            &["Share", "Newsletter"],
        );
        assert_eq!(all, Snippets { found: 1, missed: 1, intruding: 1, kept_out: 1 });
        assert_eq!((all.precision(), all.recall(), all.f1()), (0.5, 0.5, 0.5));
    }

    #[test]
    fn pages_add_up() {
        let page = Snippets { found: 3, missed: 1, intruding: 0, kept_out: 2 };
        let all: Snippets = [page, page].into_iter().sum();
        assert_eq!((all.found, all.recall()), (6, 0.75));
        assert_eq!(Snippets::default().f1(), 0.0);
    }
}
