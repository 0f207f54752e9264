//! Means over pages, of all and by type.

use std::collections::BTreeMap;

use super::{Interval, Score, interval};

/// The scores of pages, as they come in.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pages: Vec<(String, Score)>,
}

/// Macro means: every page counts as much as any other, however long.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mean {
    /// Number of pages.
    pub pages: usize,
    /// Means of precision, recall and F1; the last is not the harmonic mean of the others.
    pub score: Score,
    /// 95% interval of the mean F1.
    pub interval: Interval,
}

impl Tally {
    /// Adds a page. The type of a page without one is the empty string.
    pub fn add(&mut self, page_type: &str, score: Score) {
        self.pages.push((page_type.to_owned(), score));
    }

    /// The mean over all pages.
    pub fn mean(&self) -> Mean {
        mean(self.pages.iter().map(|(_, score)| *score).collect())
    }

    /// The means by page type, in alphabetical order.
    pub fn by_type(&self) -> BTreeMap<&str, Mean> {
        let mut types: BTreeMap<&str, Vec<Score>> = BTreeMap::new();
        for (page_type, score) in &self.pages {
            types.entry(page_type).or_default().push(*score);
        }
        types.into_iter().map(|(page_type, scores)| (page_type, mean(scores))).collect()
    }
}

fn mean(scores: Vec<Score>) -> Mean {
    let over =
        |part: fn(&Score) -> f64| scores.iter().map(part).sum::<f64>() / scores.len().max(1) as f64;
    let f1: Vec<f64> = scores.iter().map(|score| score.f1).collect();
    Mean {
        pages: scores.len(),
        score: Score {
            precision: over(|score| score.precision),
            recall: over(|score| score.recall),
            f1: over(|score| score.f1),
        },
        interval: interval(&f1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_counts_the_same() {
        let mut tally = Tally::default();
        tally.add("article", Score::of(1, 1, 1));
        tally.add("article", Score::of(100, 200, 200));
        tally.add("forum", Score::default());
        assert_eq!(tally.mean().score.f1, 0.5);
        assert_eq!(tally.by_type()["article"].score.f1, 0.75);
        assert_eq!(tally.by_type()["forum"].pages, 1);
        assert_eq!(Tally::default().mean().pages, 0);
    }
}
