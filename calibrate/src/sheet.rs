//! Pages as rows of numbers: a row a line, with the buckets it falls in and what is wanted of it.

use std::collections::{BTreeMap, BTreeSet};

use dechaff::{Article, Cleaner, Format, PageKind, Weights};
use rayon::prelude::*;

use crate::columns::Columns;
use crate::folds::{fold, host_of};
use crate::records::{Field, Record};
use crate::solver::Example;
use crate::targets::Targets;
use crate::teacher::Taught;
use crate::thinned::clean_thinned;

/// One input of a page.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    /// The page.
    pub record: &'a Record,
    /// Which of its inputs.
    pub field: Field,
    /// What kind of page it is.
    pub kind: PageKind,
    /// The fold in which it is held out.
    pub fold: usize,
    /// What is wanted of its lines.
    pub targets: Targets,
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

    /// The same page, of which its teacher, if it has one, says as well what is wanted.
    pub fn taught(&self, taught: &Taught) -> Self {
        let mut sheet = self.clone();
        let Some(text) = taught.get(&self.record.id) else { return sheet };
        if self.field == Field::Reference {
            // Its page counts twice, and so does what is wanted of it once it is clean.
            sheet.targets.add(&self.targets);
        } else if let Some(article) = clean(&Cleaner::default(), self.record, self.field) {
            // The lines do not depend on the weights of that cleaner.
            sheet.targets.add(&Targets::of_text(self.record, &article, text));
        }
        sheet
    }

    /// The lines to learn from, with the buckets that they fall in.
    pub fn examples<'a>(&'a self, rows: &'a Rows) -> impl Iterator<Item = Example<'a>> {
        let lines = rows.rows().zip(&self.targets.lines);
        lines.map(|(buckets, &target)| Example { buckets, given: 0.0, target })
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
    let inputs: Vec<(&Record, Field)> = records
        .iter()
        .flat_map(|record| fields.iter().map(move |&field| (record, field)))
        // What has been cleaned already must stay as it is.
        .chain(references.map(|record| (record, Field::Reference)))
        .collect();
    inputs
        .par_iter()
        .filter_map(|&(record, field)| {
            let article = clean_thinned(&cleaner, record, field)?;
            let targets = Targets::new(record, field, &article)?;
            let (words, line_words) = numbered_words(&article);
            let (kind, fold) = (article.kind(), fold(record));
            let first = Rows::new(&article, &columns);
            Some(Sheet { record, field, kind, fold, targets, first, words, line_words })
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
