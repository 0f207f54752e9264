//! A long run at small scale: every record is accounted for, whatever stands beside it.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use dechaff::corpus::{self, DeadLetter, Input, Job, Output, Progress, Watcher};
use serde_json::Value;

use crate::soak::record;

struct Silent;

impl Watcher for Silent {
    fn failed(&mut self, _: &DeadLetter) {}
    fn note(&mut self, _: &str) {}
    fn progress(&mut self, _: &Progress<'_>) {}
}

#[test]
fn every_record_of_a_run_is_accounted_for() {
    const RECORDS: usize = 1500;
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let lines: String = (0..RECORDS).map(record).collect();
    fs::write(place("in.jsonl"), lines).unwrap();
    let job = Job {
        inputs: vec![Input {
            path: Some(place("in.jsonl")),
            name: "in".to_owned(),
            below: "in.jsonl".into(),
        }],
        output: Output::File(place("out.jsonl")),
        errors: Some(place("errors.jsonl")),
        jobs: Some(2),
        ..Job::default()
    };
    let summary = corpus::run(job, &[], &Arc::new(AtomicBool::new(false)), &mut Silent).unwrap();
    let ids = |name: &str| -> Vec<u64> {
        let file = fs::read_to_string(place(name)).unwrap();
        let value = |line| serde_json::from_str::<Value>(line).unwrap()["id"].as_u64().unwrap();
        file.lines().map(value).collect()
    };
    let (written, lost) = (ids("out.jsonl"), ids("errors.jsonl"));
    assert_eq!(summary.stats.pages.cleaned as usize, written.len());
    assert!(written.is_sorted() && lost.is_sorted());
    let mut all = [written, lost].concat();
    all.sort_unstable();
    assert_eq!(all, (0..RECORDS as u64).collect::<Vec<_>>());
}
