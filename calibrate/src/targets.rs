//! What is wanted of each line of a page, and how much it counts.

use dechaff::Article;
use dechaff::eval::{Counting, words};

use crate::align::{align, snippets};
use crate::records::{Field, Record};

/// Least F1 that whole lines can reach for a page to be learnt from. Below it the reference has
/// what the page has not, or is of another page.
const LEAST_BEST: f64 = 0.6;

/// What share of its page a reference counts, when it stands for a page that is clean already. Little,
/// since it has no furniture: what it teaches by itself is to keep.
const REFERENCE_SHARE: f64 = 0.02;
/// How many pages an article counts as: most pages that are cleaned are articles, and of
/// the labelled ones only half.
const ARTICLE_COUNT: f64 = 2.0;
/// How many pages a fixture counts as: each stands for a kind of page. With five, a paragraph of one
/// is lost.
const EXAMPLE_COUNT: f64 = 8.0;

/// What is wanted of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Target {
    /// How far it is content: 1 or 0, and between them where those who know it differ.
    pub content: f64,
    /// How much that counts; 0 where nothing is known.
    pub count: f64,
}

impl Target {
    /// What is wanted of a line by one who knows.
    pub fn new(content: bool, count: f64) -> Target {
        Target { content: f64::from(u8::from(content)), count }
    }

    /// What two say of a line, each as much as it counts.
    fn and(self, other: Target) -> Target {
        let count = self.count + other.count;
        let content = self.content * self.count + other.content * other.count;
        Target { content: if count > 0.0 { content / count } else { 0.0 }, count }
    }
}

/// What is wanted of the lines of a page.
#[derive(Clone, Debug)]
pub struct Targets {
    /// The lines. What they count comes to 1 a page for each who says what is wanted.
    pub lines: Vec<Target>,
    /// F1 if exactly the lines aligned with the reference are kept.
    pub best: f64,
}

impl Targets {
    /// What is wanted of an input of a page; `None` if that is not known.
    pub fn new(record: &Record, field: Field, article: &Article) -> Option<Targets> {
        let lines: Vec<&str> = article.lines().map(|line| line.text).collect();
        let targets = match &record.verdicts {
            Some(verdicts) => of_example(&lines, verdicts).or_else(|| {
                eprintln!("{}: not a label a line; left out", record.id);
                None
            })?,
            None => match record.reference.as_deref() {
                Some(reference) => of_text(&lines, record, article, reference),
                None if field == Field::Reference => return None,
                None => of_snippets(&lines, record),
            },
        };
        let own = pages_of(record);
        Some(targets.times(if field == Field::Reference { own * REFERENCE_SHARE } else { own }))
    }

    /// What is wanted of a page of which a text is.
    pub fn of_text(record: &Record, article: &Article, text: &str) -> Targets {
        let lines: Vec<&str> = article.lines().map(|line| line.text).collect();
        of_text(&lines, record, article, text).times(pages_of(record))
    }

    /// Adds what another says of the same lines.
    pub fn add(&mut self, other: &Targets) {
        for (line, other) in self.lines.iter_mut().zip(&other.lines) {
            *line = line.and(*other);
        }
    }

    fn times(mut self, share: f64) -> Targets {
        self.lines.iter_mut().for_each(|line| line.count *= share);
        self
    }
}

/// How many pages a page counts as.
fn pages_of(record: &Record) -> f64 {
    match &*record.page_type {
        _ if record.is_example() => EXAMPLE_COUNT,
        "article" => ARTICLE_COUNT,
        _ => 1.0,
    }
}

/// Those of an example: nothing where both are right. `None` if there are more or fewer verdicts
/// than lines.
fn of_example(lines: &[&str], verdicts: &[Option<bool>]) -> Option<Targets> {
    let root = |line: &str| (words(line, Counting::Characters).len() as f64).sqrt();
    (lines.len() == verdicts.len()).then(|| of_verdicts(lines, verdicts, root))
}

/// Those of a page without a reference: of the lines that hold its snippets, which count the same.
fn of_snippets(lines: &[&str], record: &Record) -> Targets {
    let verdicts = snippets::verdicts(lines, &record.with, &record.without);
    of_verdicts(lines, &verdicts, |_| 1.0)
}

/// Those of lines of which some are known, each counting a number as a share of all.
fn of_verdicts(lines: &[&str], verdicts: &[Option<bool>], number: impl Fn(&str) -> f64) -> Targets {
    let numbers = lines.iter().zip(verdicts);
    let numbers = numbers.map(|(line, verdict)| verdict.map_or(0.0, |_| number(line)));
    let known = verdicts.iter().zip(shares(numbers.collect()));
    let lines = known.map(|(verdict, count)| Target::new(*verdict == Some(true), count));
    Targets { lines: lines.collect(), best: 1.0 }
}

/// Those of a page of which a text is wanted. A line counts the square root of its words, as a share of
/// the page's, so that long lines count more than short ones and long pages as much as short ones.
fn of_text(lines: &[&str], record: &Record, article: &Article, text: &str) -> Targets {
    let aligned = align(lines, text);
    let title = |title: Option<&str>| words(title.unwrap_or_default(), Counting::Characters);
    let titles = [title(record.title.as_deref()), title(article.metadata().title.as_deref())];
    let root = |line: &&str| {
        let words = words(line, Counting::Characters);
        // References begin with the headline on few pages, so a fit would learn to drop it;
        // settling has a rule of its own for it.
        let is_left_out = aligned.best < LEAST_BEST || titles.contains(&words);
        if is_left_out { 0.0 } else { (words.len() as f64).sqrt() }
    };
    let counts = shares(lines.iter().map(root).collect());
    let lines = aligned.content.iter().zip(counts);
    let lines = lines.map(|(&content, count)| Target::new(content, count)).collect();
    Targets { lines, best: aligned.best }
}

/// Numbers as shares of their sum.
fn shares(numbers: Vec<f64>) -> Vec<f64> {
    let sum: f64 = numbers.iter().sum();
    numbers.into_iter().map(|number| if sum > 0.0 { number / sum } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_who_differ_have_their_say_by_what_they_count() {
        let both = Target::new(true, 0.3).and(Target::new(false, 0.1));
        assert!((both.content - 0.75).abs() < 1e-9 && (both.count - 0.4).abs() < 1e-9);
        let one = Target::new(true, 0.3).and(Target::new(false, 0.0));
        assert_eq!(one, Target::new(true, 0.3));
        assert_eq!(Target::default().and(Target::default()), Target::default());
    }
}
