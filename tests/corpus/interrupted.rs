//! Runs that are stopped and gone on with, and runs that must not be gone on with.

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::generated::{archive, record};
use crate::{command, dechaff, exits, file, messages, names};

/// Sends a process a signal.
pub(crate) fn send(process: u32, signal: &str) {
    let sent = Command::new("kill").args([&format!("-{signal}"), &process.to_string()]).status();
    assert!(sent.unwrap().success());
}

/// Bytes of records enough for a run of some seconds; an optimized program reads far more.
const INPUT_BYTES: usize = if cfg!(debug_assertions) { 4_000_000 } else { 100_000_000 };

/// Writes records enough for a run of some seconds.
pub(crate) fn input(folder: &tempfile::TempDir) {
    let records = archive(4_000, "text") + "this is no JSON\n";
    let mut all = String::new();
    while all.len() < INPUT_BYTES {
        all.push_str(&records);
    }
    file(folder, "in.jsonl", all.as_bytes());
}

#[test]
fn a_folder_goes_on_where_it_stopped() {
    let here = tempfile::tempdir().unwrap();
    fs::create_dir_all(here.path().join("in/deep")).unwrap();
    for (name, records) in [("in/a.jsonl", 10), ("in/deep/b.jsonl.gz", 20), ("in/z.jsonl", 30)] {
        file(&here, name, archive(records, "text").as_bytes());
    }
    let long = archive(4_000, "text");
    file(&here, "in/long.jsonl", long.repeat(INPUT_BYTES.div_ceil(long.len())).as_bytes());
    exits(&dechaff(here.path(), &["clean", "in", "-o", "whole"]), 0);
    let mut child = command(here.path(), &["clean", "in", "-o", "out"]).spawn().unwrap();
    while !here.path().join("out/dechaff.checkpoint").exists() {
        assert!(child.try_wait().unwrap().is_none(), "the run is over before its first note");
        sleep(Duration::from_millis(2));
    }
    send(child.id(), "INT");
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let left = names(&here.path().join("out"));
    assert!(left.contains(&"dechaff.checkpoint".to_owned()), "{left:?}");
    assert!(!left.contains(&"long.jsonl".to_owned()), "{left:?}");

    let other = dechaff(here.path(), &["clean", "in", "-o", "out", "--resume", "--lean", "recall"]);
    exits(&other, 1);
    assert!(messages(&other).contains("had other settings"), "{}", messages(&other));
    exits(&dechaff(here.path(), &["clean", "in", "-o", "out", "--resume", "--jobs", "1"]), 0);
    for name in ["a.jsonl", "deep/b.jsonl.gz", "long.jsonl", "z.jsonl"] {
        let read = |folder: &str| fs::read(here.path().join(folder).join(name)).unwrap();
        assert!(read("out") == read("whole"), "{name} differs");
    }
    assert_eq!(names(&here.path().join("out")), ["a.jsonl", "deep", "long.jsonl", "z.jsonl"]);
}

#[test]
fn an_input_that_changed_is_not_gone_on_with() {
    let here = tempfile::tempdir().unwrap();
    input(&here);
    let arguments = ["clean", "in.jsonl", "-o", "o.jsonl", "--resume"];
    let mut child = command(here.path(), &arguments).stderr(Stdio::null()).spawn().unwrap();
    while !here.path().join("o.jsonl.checkpoint").exists() {
        assert!(child.try_wait().unwrap().is_none(), "the run is over before its first note");
        sleep(Duration::from_millis(2));
    }
    // A second run must not write what the first one writes, nor take its note away. The first
    // waits meanwhile, so that it is not over before it is killed.
    send(child.id(), "STOP");
    let second = dechaff(here.path(), &["clean", "in.jsonl", "-o", "o.jsonl"]);
    exits(&second, 1);
    assert!(messages(&second).contains("another run is writing"), "{}", messages(&second));
    assert!(here.path().join("o.jsonl.checkpoint").exists());
    let third = dechaff(here.path(), &arguments);
    exits(&third, 1);
    assert!(messages(&third).contains("still under way"), "{}", messages(&third));
    send(child.id(), "KILL");
    child.wait().unwrap();
    file(&here, "in.jsonl", record(1, "text").as_bytes());
    let changed = dechaff(here.path(), &arguments);
    exits(&changed, 1);
    assert!(messages(&changed).contains("has changed since"), "{}", messages(&changed));
    assert!(!here.path().join("o.jsonl").exists());
    // Without --resume it begins anew.
    exits(&dechaff(here.path(), &arguments[..4]), 0);
    assert_eq!(names(here.path()), ["in.jsonl", "o.jsonl"]);
}
