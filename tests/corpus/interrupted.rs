//! Runs that are killed, stopped, or that find no room: nothing half is left under a final name,
//! and a resumed run comes to the same bytes.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::generated::{archive, record};
use crate::{command, dechaff, exits, file, messages, names};

/// How often a run is killed.
const KILLS: usize = 50;

/// Time after which a run is killed at the latest. A note is made every second, so that most runs
/// come on, and some do not.
const LATEST: Duration = Duration::from_millis(1_900);

/// Moments that nobody chose, the same in every test run.
struct Moments(u64);

impl Moments {
    fn next(&mut self) -> Duration {
        // Knuth's MMIX generator.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        LATEST.mul_f64((self.0 >> 40) as f64 / f64::from(1 << 24))
    }
}

fn kill(process: u32, signal: &str) {
    let sent = Command::new("kill").args([&format!("-{signal}"), &process.to_string()]).status();
    assert!(sent.unwrap().success());
}

/// Bytes of records enough for a run of some seconds; an optimized program reads far more.
const INPUT_BYTES: usize = if cfg!(debug_assertions) { 4_000_000 } else { 100_000_000 };

fn input(folder: &tempfile::TempDir) {
    let records = archive(4_000, "text") + "this is no JSON\n";
    let mut all = String::new();
    while all.len() < INPUT_BYTES {
        all.push_str(&records);
    }
    file(folder, "in.jsonl", all.as_bytes());
}

/// Runs until the end, killed on the way, and says how often it was.
fn killed(folder: &Path, arguments: &[&str], kills: usize, moments: &mut Moments) -> usize {
    for done in 0..kills {
        let mut child = command(folder, arguments).stderr(Stdio::null()).spawn().unwrap();
        let end = Instant::now() + moments.next();
        while Instant::now() < end {
            if let Some(status) = child.try_wait().unwrap() {
                assert_eq!(status.code(), Some(2));
                return done;
            }
            sleep(Duration::from_millis(5));
        }
        // One in five is asked to stop, and may write its note first.
        let signal = if done % 5 == 4 { "INT" } else { "KILL" };
        kill(child.id(), signal);
        child.wait().unwrap();
    }
    exits(&dechaff(folder, arguments), 2);
    kills
}

#[test]
fn killed_fifty_times_a_run_comes_to_the_same_bytes() {
    let here = tempfile::tempdir().unwrap();
    input(&here);
    let mut moments = Moments(20_241_122);
    let mut kills = 0;
    let outputs = ["o.jsonl.gz", "o.parquet", "o.txt.zst", "o.jsonl"];
    for output in outputs.iter().cycle() {
        let whole = ["clean", "in.jsonl", "-o", output, "--errors", "e.jsonl"];
        let read = |name: &str| fs::read(here.path().join(name)).unwrap();
        exits(&dechaff(here.path(), &whole), 2);
        let wanted = (read(output), read("e.jsonl"));
        fs::remove_file(here.path().join(output)).unwrap();
        fs::remove_file(here.path().join("e.jsonl")).unwrap();

        let resumed = [&whole[..], &["--resume"]].concat();
        let most = (KILLS - kills).min(KILLS / outputs.len() + 1);
        kills += killed(here.path(), &resumed, most, &mut moments);
        assert!((read(output), read("e.jsonl")) == wanted, "{output} differs");
        assert_eq!(names(here.path()), ["e.jsonl", "in.jsonl", output]);
        fs::remove_file(here.path().join(output)).unwrap();
        if kills == KILLS {
            return;
        }
    }
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
    kill(child.id(), "INT");
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
    // A second run must not write what the first one writes.
    let second = dechaff(here.path(), &["clean", "in.jsonl", "-o", "o.jsonl"]);
    exits(&second, 1);
    assert!(messages(&second).contains("another run is writing"), "{}", messages(&second));
    kill(child.id(), "KILL");
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

#[test]
fn a_full_disk_is_told_and_leaves_no_half_file() {
    let here = tempfile::tempdir().unwrap();
    input(&here);
    // A limit on the size of files stops a write as a full disk does.
    let run = |output: &str, limit: &str| {
        let script = format!(
            "trap '' XFSZ; ulimit -f {limit}; exec \"$0\" clean in.jsonl -o {output} --resume"
        );
        let mut shell = Command::new("sh");
        shell.current_dir(here.path()).args(["-c", &script, env!("CARGO_BIN_EXE_dechaff")]);
        shell.output().unwrap()
    };
    for output in ["o.jsonl", "o.jsonl.gz", "o.parquet"] {
        let full = run(output, "40");
        exits(&full, 1);
        assert!(
            messages(&full).contains(&format!("error: cannot write {output}: ")),
            "{}",
            messages(&full)
        );
        assert!(!here.path().join(output).exists());
        // What is left, if it is, is what can be gone on with.
        let left = names(here.path());
        let part = left.contains(&format!("{output}.part"));
        assert_eq!(part, left.contains(&format!("{output}.checkpoint")), "{left:?}");
    }
    for arguments in
        [["clean", "in.jsonl", "-o", "/dev/full"], ["clean", "in.jsonl", "--errors", "/dev/full"]]
    {
        if Path::new("/dev/full").exists() {
            let full = dechaff(here.path(), &arguments);
            exits(&full, 1);
            assert!(messages(&full).contains("cannot write /dev/full"), "{}", messages(&full));
        }
    }
}
