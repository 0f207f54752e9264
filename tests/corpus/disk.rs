//! Output that cannot be written: the run says what and why, and leaves no half file under a final
//! name.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::generated::{archive, record};
use crate::interrupted::input;
use crate::{dechaff, exits, file, messages, names};

#[test]
fn a_limit_on_files_is_told_and_leaves_no_half_file() {
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

/// Bytes of a small disk, and of one with room enough.
const SMALL: &str = "size=64k";
const LARGE: &str = "size=200m";

/// A disk in memory, for as long as it is held.
struct Disk<'a>(&'a Path);

impl Disk<'_> {
    /// Mounts one; `None` where that is not allowed.
    fn mount(at: &Path) -> Option<Disk<'_>> {
        let mut mount = Command::new("mount");
        let done = mount.args(["-t", "tmpfs", "-o", SMALL, "tmpfs"]).arg(at).output().ok()?;
        done.status.success().then_some(Disk(at))
    }

    fn change(&self, option: &str) {
        let mut mount = Command::new("mount");
        let done = mount.args(["-o", &format!("remount,{option}")]).arg(self.0).output().unwrap();
        assert!(done.status.success(), "{}", messages(&done));
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        // What is still mounted keeps the folder, and the test tells of that.
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
fn a_full_disk_is_told_and_gone_on_with_once_there_is_room() {
    let here = tempfile::tempdir().unwrap();
    let small = here.path().join("small");
    fs::create_dir(&small).unwrap();
    let Some(disk) = Disk::mount(&small) else {
        eprintln!("skipped: this user may not mount a disk");
        return;
    };
    file(&here, "in.jsonl", archive(2_000, "text").as_bytes());
    file(&here, "short.jsonl", record(1, "text").as_bytes());
    for name in ["o.jsonl", "o.txt", "o.parquet", "o.jsonl.gz"] {
        let output = format!("small/{name}");
        let stats = format!("{name}.stats");
        let arguments =
            ["clean", "in.jsonl", "-o", &output, "--stats", &stats, "--progress", "never"];
        let full = dechaff(here.path(), &arguments);
        exits(&full, 1);
        let says = messages(&full);
        assert!(says.contains(&format!("cannot write {output}")), "{says}");
        assert!(says.contains("No space left on device"), "{says}");
        assert!(!here.path().join(&stats).exists());
        let left = names(&small);
        assert!(!left.contains(&name.to_owned()), "{left:?}");

        disk.change(LARGE);
        exits(&dechaff(here.path(), &[&arguments[..], &["--resume"]].concat()), 0);
        exits(&dechaff(here.path(), &["clean", "in.jsonl", "-o", name]), 0);
        let read = |path: &str| fs::read(here.path().join(path)).unwrap();
        assert!(read(&output) == read(name), "{name} differs");
        assert!(here.path().join(&stats).exists());
        assert_eq!(names(&small), [name]);
        fs::remove_file(small.join(name)).unwrap();
        disk.change(SMALL);
    }
    // Files beside the output are whole or not there too.
    assert!(fs::write(small.join("fill"), vec![0; 128 * 1024]).is_err());
    file(&here, "bad.jsonl", b"no JSON\n");
    for (input, option) in [("bad.jsonl", "--errors"), ("short.jsonl", "--stats")] {
        let full = dechaff(here.path(), &["clean", input, "-o", "side", option, "small/side"]);
        exits(&full, 1);
        assert!(messages(&full).contains("cannot write small/side"), "{}", messages(&full));
        assert_eq!(names(&small), ["fill"]);
    }
    // A disk that may only be read.
    disk.change("ro");
    let denied = dechaff(here.path(), &["clean", "short.jsonl", "-o", "small/o.jsonl"]);
    exits(&denied, 1);
    let says = messages(&denied);
    assert!(says.contains("cannot write small/o.jsonl") && says.contains("Read-only"), "{says}");
}

#[test]
fn a_place_that_is_none_is_told_before_anything_is_read() {
    let here = tempfile::tempdir().unwrap();
    file(&here, "in.jsonl", record(1, "text").as_bytes());
    file(&here, "kept", b"as it was");
    fs::create_dir(here.path().join("folder")).unwrap();
    for (option, path) in [
        ("-o", "in.jsonl/o.jsonl"),
        ("--errors", "in.jsonl/e"),
        ("--errors", "none/e"),
        ("--errors", "folder"),
        ("--stats", "in.jsonl/s"),
        ("--stats", "none/s"),
        ("--stats", "folder"),
    ] {
        let denied = dechaff(here.path(), &["clean", "in.jsonl", option, path]);
        exits(&denied, 1);
        assert!(messages(&denied).contains(&format!("cannot write {path}")), "{option} {path}");
        assert!(denied.stdout.is_empty(), "{option} {path}");
    }
    // A run that fails leaves the numbers of the one before.
    let failed = ["clean", "in.jsonl", "-o", "in.jsonl/o.jsonl", "--stats", "kept"];
    exits(&dechaff(here.path(), &failed), 1);
    assert_eq!(fs::read(here.path().join("kept")).unwrap(), b"as it was");
    for options in [
        ["-o", "same", "--stats", "same"],
        ["-o", "same", "--errors", "same"],
        ["--errors", "same", "--stats", "same"],
    ] {
        let twice = dechaff(here.path(), &[&["clean", "in.jsonl"], &options[..]].concat());
        exits(&twice, 1);
        assert!(messages(&twice).contains("both name same"), "{}", messages(&twice));
    }
    assert_eq!(names(here.path()), ["folder", "in.jsonl", "kept"]);
}
