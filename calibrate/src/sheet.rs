//! Pages as rows of numbers: a row a line, with the buckets it falls in, whether it is content,
//! and how much it counts.

use std::collections::{BTreeMap, BTreeSet};

use dechaff::eval::{Counting, words};
use dechaff::{Article, Cleaner, Format, PageKind, Weights};
use rayon::prelude::*;

use crate::align::{align, snippets};
use crate::columns::Columns;
use crate::folds::{fold, host_of};
use crate::records::{Field, Record};
use crate::solver::Example;

/// Least F1 that whole lines can reach for a page to be learnt from. Below it the reference has
/// what the page has not, or is of another page.
const LEAST_BEST: f64 = 0.6;

/// What share of its page a reference counts, when it stands for a page that is clean already. Little,
/// since it has no furniture: what it teaches by itself is to keep.
const REFERENCE_SHARE: f64 = 0.02;
/// How many pages an article counts as: most pages that are cleaned are articles, and of
/// the labelled ones only half.
const ARTICLE_COUNT: f64 = 2.0;
/// How many pages a fixture counts as: each stands for a kind of page.
const EXAMPLE_COUNT: f64 = 5.0;

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
    /// The words of class and id names on the page, and those of every line, by place.
    words: Vec<String>,
    line_words: Vec<Vec<u16>>,
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
            rows.buckets.extend(columns.of(article, at));
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
    /// Adds the words that have columns to the rows.
    fn add_words(&mut self, columns: &Columns) {
        let known: Vec<Option<u16>> = self.words.iter().map(|word| columns.word(word)).collect();
        let mut rows = Rows::default();
        for (row, words) in self.first.rows().zip(&self.line_words) {
            rows.buckets.extend(row);
            rows.buckets.extend(words.iter().filter_map(|&word| known[usize::from(word)]));
            rows.ends.push(rows.buckets.len());
        }
        self.first = rows;
        self.line_words.clear();
    }

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
        Field::Text | Field::TextMain | Field::Reference => cleaner.clean_text(input),
    };
    article.inspect_err(|trouble| eprintln!("{} {}: {trouble}", field.name(), record.id)).ok()
}

/// Hosts on which a word of class and id names must stand to be learnt from: others are names
/// that a site gave itself.
const FEWEST_HOSTS: usize = 30;

/// Makes the sheets of all pages that have a field and a reference, and the columns of their rows.
pub fn sheets<'a>(records: &'a [Record], fields: &[Field]) -> (Vec<Sheet<'a>>, Columns) {
    let mut sheets = without_words(records, fields);
    let columns = Columns::first(&common_words(&sheets));
    sheets.par_iter_mut().for_each(|sheet| sheet.add_words(&columns));
    (sheets, columns)
}

/// The words of class and id names that stand on many hosts, sorted.
fn common_words(sheets: &[Sheet<'_>]) -> Vec<String> {
    let mut hosts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for sheet in sheets {
        for word in &sheet.words {
            hosts.entry(word).or_default().insert(host_of(sheet.record));
        }
    }
    let common = hosts.into_iter().filter(|(_, hosts)| hosts.len() >= FEWEST_HOSTS);
    common.map(|(word, _)| word.to_owned()).collect()
}

fn without_words<'a>(records: &'a [Record], fields: &[Field]) -> Vec<Sheet<'a>> {
    let columns = Columns::first(&[]);
    let is_text = fields.iter().any(|field| field.format() == Format::Text);
    let cleaner = PageKind::ALL
        .into_iter()
        .fold(Cleaner::default(), |cleaner, kind| cleaner.weights(kind, Weights::nothing()));
    let references = records.iter().filter(|record| is_text && record.text.is_some());
    // A part of a page that has hardly any furniture teaches to keep what whole pages have of it.
    let learnt = |field: &&Field| **field != Field::TextMain;
    let inputs: Vec<(&Record, Field)> = records
        .iter()
        .flat_map(|record| fields.iter().filter(learnt).map(move |&field| (record, field)))
        // What has been cleaned already must stay as it is.
        .chain(references.map(|record| (record, Field::Reference)))
        .collect();
    inputs
        .par_iter()
        .filter_map(|&(record, field)| {
            let article = clean(&cleaner, record, field)?;
            let lines: Vec<&str> = article.lines().map(|line| line.text).collect();
            let (best, content, mut counts) = match &record.verdicts {
                Some(verdicts) => of_verdicts(&lines, verdicts).or_else(|| {
                    eprintln!("{}: not a label a line; left out", record.id);
                    None
                })?,
                None => match record.reference.as_deref() {
                    Some(reference) => {
                        let aligned = align(&lines, reference);
                        let counts = counts(&lines, record, &article, aligned.best);
                        (aligned.best, aligned.content, counts)
                    }
                    None if field == Field::Reference => return None,
                    None => {
                        let verdicts = snippets::verdicts(&lines, &record.with, &record.without);
                        let counts = verdicts.iter().map(|verdict| f64::from(verdict.is_some()));
                        let content = verdicts.iter().map(|&verdict| verdict == Some(true));
                        (1.0, content.collect(), shares(counts.collect()))
                    }
                },
            };
            let own = match &*record.page_type {
                _ if record.is_example() => EXAMPLE_COUNT,
                "article" => ARTICLE_COUNT,
                _ => 1.0,
            };
            let share = if field == Field::Reference { own * REFERENCE_SHARE } else { own };
            counts.iter_mut().for_each(|count| *count *= share);
            let (words, line_words) = numbered_words(&article);
            Some(Sheet {
                record,
                field,
                fold: fold(record),
                best,
                content,
                counts,
                first: Rows::new(&article, &columns),
                words,
                line_words,
            })
        })
        .collect()
}

/// The words of class and id names on a page, and for every line the places of those around it.
fn numbered_words(article: &Article) -> (Vec<String>, Vec<Vec<u16>>) {
    let mut places: BTreeMap<String, u16> = BTreeMap::new();
    let mut words = Vec::new();
    let lines = (0..article.lines().len()).map(|line| {
        let around = article.class_words(line).into_iter();
        let numbered = around.filter_map(|word| {
            // A page of more words is made to have them.
            let next = u16::try_from(words.len()).ok()?;
            Some(*places.entry(word).or_insert_with_key(|word| {
                words.push(word.clone());
                next
            }))
        });
        numbered.collect()
    });
    let lines = lines.collect();
    (words, lines)
}

/// What is wanted of the lines of an example, and what they count: nothing where both are right.
/// `None` if there are more or fewer verdicts than lines.
fn of_verdicts(lines: &[&str], verdicts: &[Option<bool>]) -> Option<(f64, Vec<bool>, Vec<f64>)> {
    if lines.len() != verdicts.len() {
        return None;
    }
    let content = verdicts.iter().map(|verdict| *verdict == Some(true)).collect();
    let root = |(line, verdict): (&&str, &Option<bool>)| match verdict {
        Some(_) => (words(line, Counting::Characters).len() as f64).sqrt(),
        None => 0.0,
    };
    Some((1.0, content, shares(lines.iter().zip(verdicts).map(root).collect())))
}

/// Numbers as shares of their sum.
fn shares(numbers: Vec<f64>) -> Vec<f64> {
    let sum: f64 = numbers.iter().sum();
    numbers.into_iter().map(|number| if sum > 0.0 { number / sum } else { 0.0 }).collect()
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
    shares(roots)
}
