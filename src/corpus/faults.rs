//! Crashes, each of which costs a page and no more.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde_json::Value;

use crate::corpus::{self, DeadLetter, Output, Progress, Watcher};

struct Silent;

impl Watcher for Silent {
    fn failed(&mut self, _: &DeadLetter) {}
    fn note(&mut self, _: &str) {}
    fn progress(&mut self, _: &Progress<'_>) {}
}

/// The `id` of each line of a file, in order.
fn ids(path: &std::path::Path) -> Vec<u64> {
    let file = fs::read_to_string(path).unwrap();
    let record = |line| serde_json::from_str::<Value>(line).unwrap();
    file.lines().map(|line| record(line)["id"].as_u64().unwrap()).collect()
}

#[test]
fn a_crash_is_a_letter_with_the_id_of_the_page_at_any_number_of_jobs() {
    let page = |at: u64| match at % 10 {
        3 => "A page that asks for a fault in the cleaner.",
        7 => "A page that asks for a fault in the writer.",
        _ => "The harbour was closed on Tuesday, and it will stay so for a week.",
    };
    let lines: String =
        (0..1000).map(|at| format!("{{\"id\":{at},\"text\":\"{}\"}}\n", page(at))).collect();
    for (jobs, ending) in [(1, "jsonl"), (2, "jsonl"), (8, "jsonl"), (8, "parquet")] {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        fs::write(place("in.jsonl"), &lines).unwrap();
        let job = corpus::Job {
            inputs: corpus::find(&[place("in.jsonl")]).inputs,
            output: Output::File(place(&format!("out.{ending}"))),
            settings: corpus::Settings {
                shape: corpus::shape_named(&place(&format!("out.{ending}"))),
                ..corpus::Settings::default()
            },
            errors: Some(place("errors.jsonl")),
            jobs: Some(jobs),
            ..corpus::Job::default()
        };
        let stop = Arc::new(AtomicBool::new(false));
        let pages = corpus::run(job, &[], &stop, &mut Silent).unwrap().stats.pages;
        assert_eq!((pages.cleaned, pages.failed), (800, 200), "{jobs} jobs");
        let lost: Vec<u64> = (0..1000).filter(|at| matches!(at % 10, 3 | 7)).collect();
        assert_eq!(ids(&place("errors.jsonl")), lost, "{jobs} jobs");
        if ending == "jsonl" {
            let kept: Vec<u64> = (0..1000).filter(|at| !matches!(at % 10, 3 | 7)).collect();
            assert_eq!(ids(&place("out.jsonl")), kept, "{jobs} jobs");
        }
    }
}
