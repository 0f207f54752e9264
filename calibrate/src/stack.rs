//! The two looks, fitted one on the other.
//!
//! The second look's cues are means of the first look's bits. On pages from which the first look
//! was learnt its bits are surer than on new ones, so the second is fitted on bits from weights
//! that were fitted without the page (stacking, Wolpert 1992).

use std::collections::{BTreeMap, BTreeSet};
use std::f64::consts::LN_2;

use anyhow::Result;
use dechaff::{Cleaner, Format, Side};
use rayon::prelude::*;

use crate::columns::Columns;
use crate::folds::FOLDS;
use crate::sheet::{Rows, Sheet, clean};
use crate::solver::{Bounds, Example, FIXED, FREE, Fit, fit};
use crate::table::{FEWEST_LINES, Table, Worth};

/// What a fit is governed by.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Half of this times the square of a weight in nats is its cost, where a page's lines
    /// together count 1.
    pub ridge: f64,
    /// The bits written are the fitted ones divided by this. Lines of a page are wrong together,
    /// so the expected F1 of a page is better judged by bits that are surer than a line alone
    /// warrants.
    pub temperature: f64,
}

impl Default for Settings {
    /// Cross-validation on WCXB scores the same, to a quarter of a point, for a ridge of 0.2 to 5
    /// and a temperature of 0.8 to 1. On pages of other sites and languages the surer bits score
    /// better.
    fn default() -> Settings {
        Settings { ridge: 1.0, temperature: 0.8 }
    }
}

/// The fits of one format, of which those of the first look are made once.
pub struct Stack<'a> {
    sheets: &'a [Sheet<'a>],
    format: Format,
    settings: Settings,
    first: Columns,
    second: Columns,
    /// What the first look learnt, by the folds left out.
    looks: BTreeMap<BTreeSet<usize>, Look>,
}

/// The weights of a look, and the lines that they rest on.
#[derive(Clone)]
struct Look {
    fit: Fit,
    lines: Vec<usize>,
    all: usize,
}

impl<'a> Stack<'a> {
    /// Prepares the fits of sheets of one format.
    pub fn new(sheets: &'a [Sheet<'a>], format: Format, settings: Settings) -> Stack<'a> {
        let (first, second) = (Columns::first(), Columns::second());
        Stack { sheets, format, settings, first, second, looks: BTreeMap::new() }
    }

    /// The weights learnt from all folds, or from all but one.
    pub fn fit(&mut self, held_out: Option<usize>) -> Result<Table> {
        let mut pages = Vec::with_capacity(self.sheets.len());
        for fold in (0..FOLDS).filter(|&fold| Some(fold) != held_out) {
            let without = held_out.into_iter().chain([fold]).collect();
            let look = self.first_look(without);
            let cleaner = self.cleaner(&self.table(&look))?;
            let inside: Vec<&Sheet<'_>> =
                self.sheets.iter().filter(|sheet| sheet.fold == fold).collect();
            pages.par_extend(inside.into_par_iter().map(|sheet| self.second_look(&cleaner, sheet)));
        }
        let examples: Vec<Example<'_>> = pages.iter().flat_map(SecondPage::examples).collect();
        let second = learn(&examples, &self.second, FIXED, self.settings.ridge);
        let first = self.first_look(held_out.into_iter().collect());
        let mut table = self.table(&first);
        table.add(&self.second, &second.worths(1.0 / self.settings.temperature));
        Ok(table)
    }

    /// What the first look learns without some folds.
    fn first_look(&mut self, without: BTreeSet<usize>) -> Look {
        if let Some(look) = self.looks.get(&without) {
            return look.clone();
        }
        let inside = self.sheets.iter().filter(|sheet| !without.contains(&sheet.fold));
        let examples: Vec<Example<'_>> =
            inside.flat_map(|sheet| sheet.examples(&sheet.first)).collect();
        let look = learn(&examples, &self.first, FREE, self.settings.ridge);
        self.looks.insert(without, look.clone());
        look
    }

    /// The first look's part of a table.
    fn table(&self, look: &Look) -> Table {
        let scale = 1.0 / self.settings.temperature;
        let mut table = Table::new(Worth { nats: look.fit.bias * scale, lines: look.all });
        table.add(&self.first, &look.worths(scale));
        table
    }

    fn cleaner(&self, table: &Table) -> Result<Cleaner> {
        Ok(Cleaner::default().weights(self.format, table.weights()?))
    }

    /// What the second look sees of a page when the first has a cleaner's weights.
    fn second_look(&self, cleaner: &Cleaner, sheet: &'a Sheet<'a>) -> SecondPage<'a> {
        let article = clean(cleaner, sheet.record, sheet.field);
        let rows =
            article.as_ref().map(|article| Rows::new(article, &self.second)).unwrap_or_default();
        let nats = |bits: f32| f64::from(bits) * LN_2 * self.settings.temperature;
        let given = article
            .iter()
            .flat_map(|a| a.lines().map(|line| nats(line.bits.get())).collect::<Vec<_>>());
        SecondPage { sheet, rows, given: given.collect() }
    }
}

/// A page as the second look sees it.
struct SecondPage<'a> {
    sheet: &'a Sheet<'a>,
    rows: Rows,
    /// Evidence of the first look on every line, in nats, before the temperature.
    given: Vec<f64>,
}

impl SecondPage<'_> {
    fn examples(&self) -> impl Iterator<Item = Example<'_>> {
        let given = self.given.iter();
        self.sheet
            .examples(&self.rows)
            .zip(given)
            .map(|(example, &given)| Example { given, ..example })
    }
}

impl Look {
    fn worths(&self, scale: f64) -> Vec<Worth> {
        let both = self.fit.weights.iter().zip(&self.lines);
        both.map(|(weight, &lines)| Worth { nats: weight * scale, lines }).collect()
    }
}

/// Fits the weights of a look within the sides of its cues.
fn learn(examples: &[Example<'_>], columns: &Columns, bias: Bounds, ridge: f64) -> Look {
    let mut lines = vec![0; columns.buckets.len()];
    let counted: Vec<Example<'_>> =
        examples.iter().filter(|example| example.count > 0.0).copied().collect();
    for example in &counted {
        example.buckets.iter().for_each(|&bucket| lines[usize::from(bucket)] += 1);
    }
    let bounds: Vec<Bounds> = columns
        .buckets
        .iter()
        .zip(&lines)
        .map(|(bucket, &lines)| match bucket.side {
            _ if lines < FEWEST_LINES => FIXED,
            Side::Content => Bounds { low: 0.0, ..FREE },
            Side::Boilerplate => Bounds { high: 0.0, ..FREE },
            Side::Either => FREE,
        })
        .collect();
    Look { fit: fit(&counted, &bounds, bias, ridge), lines, all: counted.len() }
}
