//! The library alone on the pages of a file, for `script/benchmark-python` to compare with.
//!
//! `cargo bench --bench library -- FILE ROUNDS` cleans every page of a JSON-lines file, under the
//! key `html` or `text`, so many times on one thread, as the Python module does for a column: text
//! and title. It reads the file and cleans one page first; with no rounds that is all.

#![allow(clippy::expect_used, reason = "a bench that cannot read its pages has nothing to say")]

use std::fs;
use std::hint::black_box;

use dechaff::Cleaner;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let (Some(file), Some(rounds)) = (arguments.next(), arguments.next()) else {
        println!("library: no FILE and ROUNDS, nothing to do");
        return;
    };
    let rounds: usize = rounds.parse().expect("ROUNDS is a number");
    let lines = fs::read_to_string(&file).expect("FILE can be read");
    let pages: Vec<(bool, String)> = lines.lines().filter_map(page).collect();
    let cleaner = Cleaner::default();
    pages.iter().take(1).for_each(|page| clean(&cleaner, page));
    for _ in 0..rounds {
        pages.iter().for_each(|page| clean(&cleaner, page));
    }
}

/// The page of a record, and whether it is HTML.
fn page(line: &str) -> Option<(bool, String)> {
    let record: serde_json::Value = serde_json::from_str(line).expect("a line of FILE is a record");
    let text = |key: &str| record.get(key).and_then(|page| page.as_str()).map(str::to_owned);
    text("html").map(|page| (true, page)).or_else(|| text("text").map(|page| (false, page)))
}

fn clean(cleaner: &Cleaner, (is_html, page): &(bool, String)) {
    let article = if *is_html { cleaner.clean_html(page) } else { cleaner.clean_text(page) };
    let article = article.expect("FILE has pages that can be cleaned");
    black_box((article.text(), article.title().map(str::to_owned)));
}
