//! Pages as rows of numbers: a row a line, with the buckets it falls in, whether it is content,
//! and how much it counts.

use dechaff::eval::{Counting, words};
use dechaff::{Article, Cleaner};
use rayon::prelude::*;

use crate::align::align;
use crate::columns::Columns;
use crate::folds::fold;
use crate::records::{Field, Record};
use crate::solver::Example;

/// Least F1 that whole lines can reach for a page to be learnt from. Below it the reference has
/// what the page has not, or is of another page.
const LEAST_BEST: f64 = 0.6;

/// One input of a page.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// The page.
    pub record: &'a Record,
    /// Which of its inputs.
    pub field: Field,
    /// The fold in which it is held out.
    pub fold: usize,
    /// F1 if exactly the lines aligned with the reference are kept.
    pub best: f64,
    /// Whether each line is content.
    pub content: Vec<bool>,
    /// How much each line counts; 0 for lines that nothing is learnt from. Together 1 a sheet.
    pub counts: Vec<f64>,
    /// The buckets of the first look.
    pub first: Rows,
}

/// Rows of bucket numbers, one behind the other.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    buckets: Vec<u16>,
    ends: Vec<usize>,
}

impl Rows {
    /// The rows of an article's lines.
    pub fn new(article: &Article, columns: &Columns) -> Rows {
        let mut rows = Rows::default();
        for at in 0..article.lines().len() {
            rows.buckets.extend(columns.of(&article.votes(at)));
            rows.ends.push(rows.buckets.len());
        }
        rows
    }

    /// The buckets of every line.
    fn rows(&self) -> impl Iterator<Item = &[u16]> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.buckets[start..end])
    }
}

impl Sheet<'_> {
    /// The lines to learn from, with the buckets that they fall in.
    pub fn examples<'a>(&'a self, rows: &'a Rows) -> impl Iterator<Item = Example<'a>> {
        let lines = rows.rows().zip(&self.content).zip(&self.counts);
        lines.map(|((buckets, &content), &count)| Example { buckets, given: 0.0, content, count })
    }
}

/// Cleans an input of a page.
pub fn clean(cleaner: &Cleaner, record: &Record, field: Field) -> Option<Article> {
    let input = field.of(record)?;
    let article = match field {
        Field::Html => cleaner.clean_html(input),
        Field::Text | Field::TextMain => cleaner.clean_text(input),
    };
    article.inspect_err(|trouble| eprintln!("{} {}: {trouble}", field.name(), record.id)).ok()
}

/// Makes the sheets of all pages that have a field and a reference.
pub fn sheets<'a>(records: &'a [Record], fields: &[Field], columns: &Columns) -> Vec<Sheet<'a>> {
    let cleaner = Cleaner::default();
    let inputs: Vec<(&Record, Field)> = records
        .iter()
        .flat_map(|record| fields.iter().map(move |&field| (record, field)))
        .collect();
    inputs
        .par_iter()
        .filter_map(|&(record, field)| {
            let reference = record.reference.as_deref()?;
            let article = clean(&cleaner, record, field)?;
            let lines: Vec<&str> = article.lines().map(|line| line.text).collect();
            let aligned = align(&lines, reference);
            let counts = counts(&lines, record, &article, aligned.best);
            Some(Sheet {
                record,
                field,
                fold: fold(record),
                best: aligned.best,
                content: aligned.content,
                counts,
                first: Rows::new(&article, columns),
            })
        })
        .collect()
}

/// What the lines of a page count: the square root of their words, as a share of the page's, so
/// that long lines count more than short ones and long pages as much as short ones.
fn counts(lines: &[&str], record: &Record, article: &Article, best: f64) -> Vec<f64> {
    if best < LEAST_BEST {
        return vec![0.0; lines.len()];
    }
    let title = |title: Option<&str>| words(title.unwrap_or_default(), Counting::Characters);
    let titles = [title(record.title.as_deref()), title(article.metadata().title.as_deref())];
    let roots: Vec<f64> = lines
        .iter()
        .map(|line| {
            let words = words(line, Counting::Characters);
            // References begin with the headline on few pages, so a fit would learn to drop it;
            // settling has a rule of its own for it.
            if titles.contains(&words) { 0.0 } else { (words.len() as f64).sqrt() }
        })
        .collect();
    let sum: f64 = roots.iter().sum();
    roots.into_iter().map(|root| if sum > 0.0 { root / sum } else { 0.0 }).collect()
}
