//! Runs that are killed at moments that nobody chose, again and again, and resumed: they come to
//! the bytes of a run that nobody killed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::generated::{archive, page};
use crate::interrupted::{input, send};
use crate::{Packing, command, dechaff, exits, file, names, pack};

/// How often a run is killed.
const KILLS: usize = 50;

/// A run makes a note every second, and comes on if it lives as long as that.
const NOTE: Duration = Duration::from_secs(1);

/// How much of a run the notes between all kills may add up to, so that it lasts for all of them.
const DONE: f64 = 0.6;

/// Moments that nobody chose, the same in every test run.
struct Moments {
    state: u64,
    latest: Duration,
}

impl Moments {
    /// Moments for the kills of a run that takes so long if it is left alone: so many of them come
    /// after a note that about `DONE` of it are done by the last.
    fn of_run(seed: u64, takes: Duration) -> Moments {
        let notes = DONE * takes.as_secs_f64() / NOTE.as_secs_f64();
        let share = (notes / KILLS as f64).min(0.4);
        Moments { state: seed, latest: NOTE.div_f64(1.0 - share) }
    }

    fn next(&mut self) -> Duration {
        // Knuth's MMIX generator.
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.latest.mul_f64((self.state >> 40) as f64 / f64::from(1 << 24))
    }
}

/// Runs until the end, with a signal on the way so many times, and says how often it was.
fn hit(folder: &Path, arguments: &[&str], signals: &[&str], moments: &mut Moments) -> usize {
    for (done, signal) in signals.iter().enumerate() {
        let mut child = command(folder, arguments).stderr(Stdio::null()).spawn().unwrap();
        let end = Instant::now() + moments.next();
        while Instant::now() < end {
            if let Some(status) = child.try_wait().unwrap() {
                assert_eq!(status.code(), Some(2));
                return done;
            }
            sleep(Duration::from_millis(5));
        }
        send(child.id(), signal);
        child.wait().unwrap();
    }
    exits(&dechaff(folder, arguments), 2);
    signals.len()
}

/// Every file below a folder, with what is in it.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            let below = tree(&path).into_iter();
            files.extend(below.map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            files.insert(name, fs::read(path).unwrap());
        }
    }
    files
}

/// The numbers of a run, but for those of the clock.
fn numbers(path: &Path) -> serde_json::Value {
    let mut numbers: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    numbers.as_object_mut().unwrap().remove("seconds");
    numbers
}

/// Records of each shard: enough for a run of some seconds over all.
const SHARD: usize = if cfg!(debug_assertions) { 1_500 } else { 30_000 };

/// Shards of every kind in a folder, with pages between them, and records that are none.
fn shards(here: &tempfile::TempDir) {
    fs::create_dir_all(here.path().join("in/pages")).unwrap();
    let records = archive(SHARD, "text") + "this is no JSON\n";
    let rows = records.as_bytes();
    file(here, "in/a.jsonl", rows);
    file(here, "in/b.jsonl.gz", &pack(Packing::Gzip, rows.chunks(1_000_000)));
    file(here, "in/d.jsonl.zst", &pack(Packing::Zstd, rows.chunks(1_000_000)));
    file(here, "rows.jsonl", &rows[rows.len() / 2..]);
    exits(&dechaff(here.path(), &["clean", "rows.jsonl", "-o", "in/e.parquet"]), 2);
    let captures: Vec<Vec<u8>> = (0..SHARD).map(crate::archives::conversion).collect();
    file(here, "in/f.wet.gz", &pack(Packing::Gzip, captures.iter().map(|record| &record[..])));
    for at in 0..40 {
        file(here, &format!("in/pages/{at:02}.txt"), page(at).as_bytes());
    }
    file(here, "in/z.jsonl", rows);
}

#[test]
fn killed_fifty_times_in_a_row_a_run_comes_to_the_same_bytes() {
    let here = tempfile::tempdir().unwrap();
    shards(&here);
    let whole = ["clean", "in", "-o", "whole", "--errors", "whole.e", "--stats", "whole.s"];
    let began = Instant::now();
    exits(&dechaff(here.path(), &whole), 2);
    let mut moments = Moments::of_run(20_241_122, began.elapsed());
    let path = |name: &str| here.path().join(name);
    let resumed = ["clean", "in", "-o", "o", "--errors", "e", "--stats", "s", "--resume"];
    let mut kills = 0;
    // Where a run comes to its end all the same, the rest falls on another.
    while kills < KILLS {
        kills += hit(here.path(), &resumed, &vec!["KILL"; KILLS - kills], &mut moments);
        eprintln!("killed {kills} times, the latest after {:?}", moments.latest);
        let (is, was) = (tree(&path("o")), tree(&path("whole")));
        assert_eq!(is.keys().collect::<Vec<_>>(), was.keys().collect::<Vec<_>>());
        for (name, bytes) in &was {
            assert!(is.get(name) == Some(bytes), "{name} differs");
        }
        assert!(fs::read(path("e")).unwrap() == fs::read(path("whole.e")).unwrap());
        assert_eq!(numbers(&path("s")), numbers(&path("whole.s")));
        let left = names(here.path());
        assert_eq!(left, ["e", "in", "o", "rows.jsonl", "s", "whole", "whole.e", "whole.s"]);
        fs::remove_dir_all(path("o")).unwrap();
    }
}

#[test]
fn stopped_and_killed_by_turns_every_form_comes_to_the_same_bytes() {
    let here = tempfile::tempdir().unwrap();
    input(&here);
    let mut moments = Moments { state: 20_261_122, latest: 2 * NOTE };
    for output in ["o.jsonl.gz", "o.parquet", "o.txt.zst", "o.jsonl"] {
        let whole = ["clean", "in.jsonl", "-o", output, "--errors", "e.jsonl"];
        let read = |name: &str| fs::read(here.path().join(name)).unwrap();
        exits(&dechaff(here.path(), &whole), 2);
        let wanted = (read(output), read("e.jsonl"));
        fs::remove_file(here.path().join(output)).unwrap();
        fs::remove_file(here.path().join("e.jsonl")).unwrap();

        let resumed = [&whole[..], &["--resume"]].concat();
        hit(here.path(), &resumed, &["KILL", "INT", "TERM", "KILL"], &mut moments);
        assert!((read(output), read("e.jsonl")) == wanted, "{output} differs");
        assert_eq!(names(here.path()), ["e.jsonl", "in.jsonl", output]);
        fs::remove_file(here.path().join(output)).unwrap();
    }
}
