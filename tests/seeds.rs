//! The five real pages: every line kept or dropped as its label says.

#![allow(clippy::expect_used, reason = "a test that cannot read its pages has failed")]

mod common;

use dechaff::eval::labels::{LineLabels, Verdict};
use dechaff::{Cleaner, Hint};
use std::fs;

#[test]
fn every_line_is_kept_or_dropped_as_labelled() {
    let mut report = String::new();
    for seed in common::seeds() {
        let article = Cleaner::default()
            .clean_bytes(&fs::read(&seed).expect("a readable seed"), Hint::default())
            .expect("a seed is text");
        let found = common::compare(&article, &common::labels(&seed.with_extension("labels.tsv")));
        if !found.mistakes.is_empty() {
            report += &format!("{}\n  {}\n", seed.display(), found.mistakes.join("\n  "));
        }
        if std::env::var_os("SHOW_LABELS").is_some() {
            println!("{}\n  {}", seed.display(), found.mislabelled.join("\n  "));
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn the_clean_text_is_the_wanted_one() {
    for seed in common::seeds() {
        let page = fs::read_to_string(&seed).expect("a readable seed");
        let article = Cleaner::default().clean_text(&page).expect("a seed is text");
        let text = article.full_text();
        let wanted =
            fs::read_to_string(seed.with_extension("want")).expect("a seed has a clean text");
        // What may be kept or dropped is in the wanted text, but for one dateline.
        let LineLabels::Table(rows) = common::labels(&seed.with_extension("labels.tsv")) else {
            panic!("{} has no table of labels", seed.display())
        };
        let either: Vec<String> = rows
            .into_iter()
            .filter(|row| row.wanted.verdict == Verdict::Either)
            .map(|row| row.begins.trim_start_matches("• ").to_owned())
            .collect();
        let sure = |text: &str| -> Vec<String> {
            text.lines()
                .map(|line| line.trim().trim_start_matches("• ").to_owned())
                .filter(|line| !line.is_empty() && !either.iter().any(|e| line.starts_with(e)))
                .collect()
        };
        assert_eq!(sure(&text), sure(&wanted), "{}", seed.display());
    }
}

#[test]
fn the_headline_is_found_in_all_five() {
    for seed in common::seeds() {
        let page = fs::read_to_string(&seed).expect("a readable seed");
        let article = Cleaner::default().clean_text(&page).expect("a seed is text");
        let wanted =
            fs::read_to_string(seed.with_extension("want")).expect("a seed has a clean text");
        assert_eq!(article.title(), wanted.lines().next(), "{}", seed.display());
    }
}
