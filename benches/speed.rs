//! How fast pages are cleaned, by stage, beside `scraper`'s parse of the same pages.
//!
//! `cargo bench --bench speed` measures the fixtures and seeds; `DECHAFF_PAGES=FILE` measures the
//! pages of a JSON-lines file (plain or zstd) with `html` or `text` fields instead.
//!
//! Every round runs all stages and the parse alone, one after the other, so that a ratio compares
//! like with like on a machine whose speed drifts. The table shows medians over the rounds.

#![allow(clippy::expect_used, reason = "a bench that cannot read its pages has nothing to say")]

use std::fs;
use std::hint::black_box;
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

use dechaff::{Cleaner, Timing};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Rounds over all pages.
const ROUNDS: usize = 15;
/// Bytes that a round should have, so that it takes longer than the clock's noise.
const LEAST_BYTES: usize = 4_000_000;

fn main() {
    let (html, text) = match std::env::var_os("DECHAFF_PAGES") {
        Some(file) => recorded(Path::new(&file)),
        None => own(),
    };
    report(
        "flat text",
        &text,
        |cleaner, page| cleaner.clean_text(page).ok().map(|a| a.timing()),
        |_| {},
    );
    report(
        "HTML",
        &html,
        |cleaner, page| cleaner.clean_html(page).ok().map(|a| a.timing()),
        |page| {
            black_box(scraper::Html::parse_document(page));
        },
    );
}

/// Cleans the pages round after round and prints MB/s by stage, and the whole as a multiple of
/// the baseline.
fn report(
    name: &str,
    pages: &[String],
    clean: impl Fn(&Cleaner, &str) -> Option<Timing>,
    baseline: impl Fn(&str),
) {
    let bytes: usize = pages.iter().map(String::len).sum();
    if bytes == 0 {
        println!("{name}: no pages");
        return;
    }
    let repeats = LEAST_BYTES.div_ceil(bytes);
    let cleaner = Cleaner::default();
    let mut rounds: Vec<[f64; 6]> = Vec::new();
    for _ in 0..=ROUNDS {
        let mut sums = [Duration::ZERO; 6];
        for page in (0..repeats).flat_map(|_| pages) {
            let start = Instant::now();
            let timing = black_box(clean(&cleaner, page)).unwrap_or_default();
            let whole = start.elapsed();
            let start = Instant::now();
            baseline(page);
            let parse = start.elapsed();
            let stages = [timing.read, timing.measure, timing.judge, timing.settle, whole, parse];
            sums.iter_mut().zip(stages).for_each(|(sum, stage)| *sum += stage);
        }
        rounds.push(sums.map(|sum| sum.as_secs_f64()));
    }
    // The first round warms up.
    let rounds = &rounds[1..];
    let megabytes = (bytes * repeats) as f64 / 1e6;
    println!(
        "{name}: {} pages, {:.1} KB a page",
        pages.len(),
        bytes as f64 / 1e3 / pages.len() as f64
    );
    for (column, stage) in ["read", "measure", "judge", "settle", "whole"].iter().enumerate() {
        let seconds = median(rounds.iter().map(|round| round[column]));
        let share = median(rounds.iter().map(|round| round[column] / round[4]));
        println!("  {stage:8} {:8.1} MB/s  {:5.1} %", megabytes / seconds, share * 100.0);
    }
    let parse = median(rounds.iter().map(|round| round[5]));
    if parse > 1e-3 {
        let ratio = median(rounds.iter().map(|round| round[4] / round[5]));
        println!("  {:8} {:8.1} MB/s", "parse", megabytes / parse);
        println!("  whole / parse alone: {ratio:.2}");
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The pages of the repository: HTML, and flat text.
fn own() -> (Vec<String>, Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read =
        |path: &Path| fs::read(path).ok().map(|page| String::from_utf8_lossy(&page).into_owned());
    let files = |folder: &str| -> Vec<std::path::PathBuf> {
        let mut paths: Vec<_> = fs::read_dir(root.join(folder))
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        paths.sort();
        paths
    };
    let (mut html, mut text) = (Vec::new(), Vec::new());
    for folder in files("fixtures") {
        html.extend(read(&folder.join("page.html")));
        text.extend(read(&folder.join("page.txt")));
    }
    for seed in
        files("seeds").iter().filter(|path| path.extension().is_some_and(|kind| kind == "txt"))
    {
        text.extend(read(seed));
    }
    (html, text)
}

/// The pages of a JSON-lines file.
fn recorded(path: &Path) -> (Vec<String>, Vec<String>) {
    let mut bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let mut decoder = zstd::Decoder::new(&bytes[..]).expect("a zstd file");
        decoder.window_log_max(31).expect("a window size that zstd knows");
        let mut plain = Vec::new();
        decoder.read_to_end(&mut plain).expect("a whole zstd file");
        bytes = plain;
    }
    let field = |name: &str| -> Vec<String> {
        let lines = bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
        let records =
            lines.filter_map(|line| serde_json::from_slice::<serde_json::Value>(line).ok());
        records.filter_map(|record| record[name].as_str().map(str::to_owned)).collect()
    };
    (field("html"), field("text"))
}
