//! The pages of `fixtures/`: every line kept or dropped as its label says, the labels mostly
//! right, and the clean text as reviewed. `BLESS=1` rewrites the clean texts.

#![allow(clippy::expect_used, reason = "a test that cannot read its pages has failed")]

mod common;

use dechaff::{Cleaner, Hint};
use std::fs;

/// Share of a fixture's lines whose label must be right, in percent; `floor.rs` has the share of
/// all fixtures.
const RIGHT_LABELS_PERCENT: usize = 50;

#[test]
fn every_fixture_is_cleaned_as_labelled() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut report = String::new();
    for folder in common::fixtures() {
        let article = Cleaner::default()
            .clean_bytes(&common::page(&folder), Hint::default())
            .expect("a fixture is text");
        let found = common::compare(&article, &common::labels(&common::labels_path(&folder)));
        let mut wrong = found.mistakes;
        if found.right_labels * 100 < found.lines * RIGHT_LABELS_PERCENT {
            wrong.push(format!("{} of {} labels are right", found.right_labels, found.lines));
        }
        let text = article.full_text() + "\n";
        let want = folder.join("want.txt");
        if bless {
            fs::write(&want, &text).expect("a writable fixture");
        } else if fs::read_to_string(&want).unwrap_or_default() != text {
            wrong.push(
                "the clean text differs from want.txt; see `git diff` after BLESS=1".to_owned(),
            );
        }
        if !wrong.is_empty() {
            report += &format!("{}\n  {}\n", folder.display(), wrong.join("\n  "));
        }
        if std::env::var_os("SHOW_LABELS").is_some() {
            println!("{}\n  {}", folder.display(), found.mislabelled.join("\n  "));
        }
    }
    assert!(report.is_empty(), "{report}");
}
