//! Figures over pages, of all and by type.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Interval, Score, Scored, Snippets, interval, interval_of};

/// Scored pages.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pages: Vec<Scored>,
}

/// What pages came to, by words and by snippets.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    /// The pages that have a reference, if any has.
    pub words: Option<Figure>,
    /// The pages that have snippets, if any has.
    pub snippets: Option<Figure>,
}

/// A figure over pages. By words they are macro means: every page counts as much as any other,
/// however long. By snippets every snippet counts the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Figure {
    /// Number of pages.
    pub pages: usize,
    /// Precision, recall and F1. A mean of F1 is not the harmonic mean of the other means.
    #[serde(flatten)]
    pub score: Score,
    /// 95% interval of F1.
    pub interval: Interval,
}

impl From<Vec<Scored>> for Tally {
    fn from(pages: Vec<Scored>) -> Tally {
        Tally { pages }
    }
}

impl Tally {
    /// Number of pages.
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// The figures of all pages.
    pub fn all(&self) -> Summary {
        summary(&self.pages.iter().collect::<Vec<_>>())
    }

    /// The figures by page type, in alphabetical order. The type of a page without one is the
    /// empty string.
    pub fn by_type(&self) -> BTreeMap<&str, Summary> {
        let mut types: BTreeMap<&str, Vec<&Scored>> = BTreeMap::new();
        for page in &self.pages {
            types.entry(&page.page_type).or_default().push(page);
        }
        types.into_iter().map(|(page_type, pages)| (page_type, summary(&pages))).collect()
    }

    /// So many pages with the lowest F1, the lowest first.
    pub fn worst(&self, count: usize) -> Vec<&Scored> {
        let mut pages: Vec<&Scored> = self.pages.iter().collect();
        pages.sort_by(|a, b| a.f1().total_cmp(&b.f1()).then_with(|| a.id.cmp(&b.id)));
        pages.truncate(count);
        pages
    }
}

fn summary(pages: &[&Scored]) -> Summary {
    let words: Vec<Score> = pages.iter().filter_map(|page| page.words).collect();
    let snippets: Vec<Snippets> = pages.iter().filter_map(|page| page.snippets).collect();
    Summary {
        words: (!words.is_empty()).then(|| by_words(&words)),
        snippets: (!snippets.is_empty()).then(|| by_snippets(&snippets)),
    }
}

fn by_words(scores: &[Score]) -> Figure {
    let mean = |part: fn(&Score) -> f64| scores.iter().map(part).sum::<f64>() / scores.len() as f64;
    let f1: Vec<f64> = scores.iter().map(|score| score.f1).collect();
    Figure {
        pages: scores.len(),
        score: Score {
            precision: mean(|score| score.precision),
            recall: mean(|score| score.recall),
            f1: mean(|score| score.f1),
        },
        interval: interval(&f1),
    }
}

fn by_snippets(snippets: &[Snippets]) -> Figure {
    let all: Snippets = snippets.iter().copied().sum();
    Figure {
        pages: snippets.len(),
        score: Score { precision: all.precision(), recall: all.recall(), f1: all.f1() },
        interval: interval_of(snippets, |drawn| Some(drawn.f1())),
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    fn page(id: &str, page_type: &str, words: Score) -> Scored {
        let (id, page_type) = (id.to_owned(), page_type.to_owned());
        Scored { id, page_type, words: Some(words), ..Scored::default() }
    }

    #[test]
    fn every_page_counts_the_same() {
        let tally = Tally::from(vec![
            page("b", "article", Score::of(1, 1, 1)),
            page("a", "article", Score::of(100, 200, 200)),
            page("c", "forum", Score::default()),
        ]);
        let f1 = |summary: &Summary| summary.words.map(|words| words.score.f1);
        assert_eq!(f1(&tally.all()), Some(0.5));
        assert_eq!(f1(&tally.by_type()["article"]), Some(0.75));
        assert_eq!(tally.by_type()["forum"].words.map(|words| words.pages), Some(1));
        assert_eq!(tally.worst(2).iter().map(|page| &*page.id).collect::<Vec<_>>(), ["c", "a"]);
        assert_eq!(Tally::default().all(), Summary::default());
    }

    #[test]
    fn every_snippet_counts_the_same() {
        let page = |found, missed| Scored {
            snippets: Some(Snippets { found, missed, ..Snippets::default() }),
            ..Scored::default()
        };
        let all = Tally::from(vec![page(9, 0), page(0, 1)]).all();
        let snippets = all.snippets.expect("snippets");
        assert_eq!((all.words, snippets.pages, snippets.score.recall), (None, 2, 0.9));
        assert!(snippets.interval.low == 0.0 && snippets.interval.high == 1.0, "{snippets:?}");
    }
}
