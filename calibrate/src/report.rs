//! Tables of scores for the terminal.

use std::collections::BTreeMap;

use dechaff::Cleaner;
use dechaff::eval::{Counting, Mean, Score, Snippets, Tally, score};
use rayon::prelude::*;

use crate::records::{Field, Record};
use crate::sheet::clean;

/// What a page came to.
#[derive(Debug)]
pub struct Scored<'a> {
    /// The page.
    pub record: &'a Record,
    /// Its words against the reference, if it has one.
    pub score: Option<Score>,
    /// Its snippets.
    pub snippets: Snippets,
}

/// Which text of an article is scored.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scoring {
    /// What counts as a word.
    pub counting: Counting,
    /// Whether the headline stands before the body.
    pub headline: bool,
}

/// Cleans and scores pages.
pub fn score_all<'a>(
    cleaner: &Cleaner,
    records: &[&'a Record],
    field: Field,
    how: Scoring,
) -> Vec<Scored<'a>> {
    records
        .par_iter()
        .filter(|record| field.of(record).is_some())
        .map(|&record| {
            let article = clean(cleaner, record, field);
            let text = article
                .map(|article| if how.headline { article.full_text() } else { article.text() });
            let text = text.unwrap_or_default();
            Scored {
                record,
                score: record.reference.as_deref().map(|wanted| score(&text, wanted, how.counting)),
                snippets: Snippets::count(&text, &record.with, &record.without),
            }
        })
        .collect()
}

/// Prints the means of scored pages, of all and by type.
pub fn print(name: &str, scored: &[Scored<'_>]) {
    let mut tally = Tally::default();
    for page in scored {
        if let Some(score) = page.score {
            tally.add(&page.record.page_type, score);
        }
    }
    println!("{name}");
    let types: BTreeMap<&str, Mean> = tally.by_type();
    let all = tally.mean();
    if all.pages > 0 {
        println!("  {:<14} {:>5} {:>6} {:>6} {:>6}  95%", "", "pages", "P", "R", "F1");
        row("all", &all);
        types.iter().for_each(|(name, mean)| row(name, mean));
    }
    let snippets: Snippets = scored.iter().map(|page| page.snippets).sum();
    if snippets != Snippets::default() {
        let (p, r, f1) = (snippets.precision(), snippets.recall(), snippets.f1());
        println!("  {:<14} {:>5} {p:>6.4} {r:>6.4} {f1:>6.4}", "snippets", scored.len());
    }
}

fn row(name: &str, mean: &Mean) {
    let Score { precision, recall, f1 } = mean.score;
    let (low, high) = (mean.interval.low, mean.interval.high);
    println!(
        "  {name:<14} {:>5} {precision:>6.4} {recall:>6.4} {f1:>6.4}  {low:.3}-{high:.3}",
        mean.pages
    );
}

/// Prints the pages that lose most.
pub fn print_worst(scored: &[Scored<'_>], count: usize) {
    let mut pages: Vec<(&Record, Score)> =
        scored.iter().filter_map(|page| Some((page.record, page.score?))).collect();
    pages.sort_by(|a, b| a.1.f1.total_cmp(&b.1.f1).then(a.0.id.cmp(&b.0.id)));
    for (record, Score { precision, recall, f1 }) in pages.into_iter().take(count) {
        println!(
            "  {f1:.3} P {precision:.3} R {recall:.3} {} {} {}",
            record.id, record.page_type, record.url
        );
    }
}
