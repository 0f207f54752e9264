//! What is wanted of a page, and what its article came to.

use serde::Serialize;

use super::{Counting, Score, Snippets, score};
use crate::Article;

/// What is wanted of a page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// Names the page in reports.
    pub id: &'a str,
    /// Where it was found; empty if nobody knows.
    pub url: &'a str,
    /// What kind of page it is; empty if nobody knows.
    pub page_type: &'a str,
    /// The text that is wanted.
    pub reference: Option<&'a str>,
    /// Snippets that must appear.
    pub with: &'a [String],
    /// Snippets that must not.
    pub without: &'a [String],
}

/// Which text of an article is scored, and by what words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scoring {
    /// What counts as a word.
    pub counting: Counting,
    /// Whether the headline stands before the body, for references that begin with it.
    pub headline: bool,
}

/// What a page came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Scored {
    /// The page's name.
    pub id: String,
    /// Where it was found.
    pub url: String,
    /// What kind of page it is.
    pub page_type: String,
    /// Its words against the reference, if it has one.
    pub words: Option<Score>,
    /// Its snippets, if it has any.
    pub snippets: Option<Snippets>,
}

impl Scoring {
    /// Scores an article; a page without one scores as empty text.
    pub fn of(&self, article: Option<&Article>, wanted: &Wanted<'_>) -> Scored {
        let text = article.map(|article| match self.headline {
            true => article.full_text(),
            false => article.text(),
        });
        let text = text.unwrap_or_default();
        let has_snippets = !(wanted.with.is_empty() && wanted.without.is_empty());
        Scored {
            id: wanted.id.to_owned(),
            url: wanted.url.to_owned(),
            page_type: wanted.page_type.to_owned(),
            words: wanted.reference.map(|reference| score(&text, reference, self.counting)),
            snippets: has_snippets.then(|| Snippets::count(&text, wanted.with, wanted.without)),
        }
    }
}

impl Scored {
    /// F1 by words; by snippets for a page without a reference.
    pub fn f1(&self) -> f64 {
        let by_snippets = || self.snippets.map(Snippets::f1);
        self.words.map(|words| words.f1).or_else(by_snippets).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_an_article_scores_as_empty_text() {
        let with = ["pier".to_owned()];
        let wanted = Wanted { reference: Some("the pier"), with: &with, ..Wanted::default() };
        let scored = Scoring::default().of(None, &wanted);
        assert_eq!(scored.words, Some(Score::default()));
        assert_eq!(scored.snippets.map(|snippets| snippets.missed), Some(1));
        let nothing = Scoring::default().of(None, &Wanted::default());
        assert_eq!((nothing.words, nothing.snippets, nothing.f1()), (None, None, 0.0));
    }
}
