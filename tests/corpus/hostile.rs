//! Archives made to hurt: each is read within bounds, what is wrong has a name, and the run goes
//! on with the next record where the format lets it, else with the next input.

use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use crate::archives::{conversion, response};
use crate::generated::record;
use crate::{Packing, command, dechaff, exits, file, pack, records};

/// A page that comes after what is wrong, as a record.
fn after() -> String {
    record(1, "text")
}

/// Cleans inputs, and gives the records that came out and the letters.
fn cleaned(folder: &Path, inputs: &[&str], options: &[&str]) -> (Vec<Value>, Vec<Value>) {
    let arguments = [&["clean", "--errors", "errors"], inputs, options].concat();
    let done = dechaff(folder, &arguments);
    exits(&done, 2);
    (records(&done.stdout), records(&fs::read(folder.join("errors")).unwrap()))
}

fn reasons(letters: &[Value]) -> Vec<&str> {
    letters.iter().map(|letter| letter["reason"].as_str().unwrap()).collect()
}

/// The most memory that a run of the program holds, in bytes, and its exit code.
#[cfg(target_os = "linux")]
fn peak(folder: &Path, arguments: &[&str]) -> (u64, Option<i32>) {
    let mut command = command(folder, arguments);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        let told = fs::read_to_string(&status).unwrap_or_default();
        let held = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let held = held.and_then(|held| held.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        peak = peak.max(held.unwrap_or_default() * 1024);
        if let Some(ended) = child.try_wait().unwrap() {
            return (peak, ended.code());
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

#[test]
fn bombs_are_named_and_the_next_input_is_read() {
    let here = tempfile::tempdir().unwrap();
    let plain = [record(0, "text").as_bytes(), &vec![b' '; 100_000_000]].concat();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&plain).unwrap();
    for (name, bomb) in [
        ("bomb.jsonl.gz", gzip.finish().unwrap()),
        ("bomb.jsonl.zst", pack(Packing::Zstd, [&plain[..]].into_iter())),
    ] {
        assert!(bomb.len() < 120_000, "{name} has {} bytes", bomb.len());
        file(&here, name, &bomb);
    }
    file(&here, "after.jsonl", after().as_bytes());
    let inputs = ["bomb.jsonl.gz", "bomb.jsonl.zst", "after.jsonl"];
    let (written, letters) = cleaned(here.path(), &inputs, &[]);
    assert_eq!(written.len(), 3, "the record before the bomb, twice, and the one after");
    assert_eq!(reasons(&letters), ["compression_bomb"; 2]);

    // A page is read as far as pages are.
    let page = "<p>The harbour was closed on Tuesday.</p>\n".repeat(1_000_000);
    file(&here, "page.html.gz", &pack(Packing::Gzip, [page.as_bytes()].into_iter()));
    let done = dechaff(here.path(), &["clean", "page.html.gz", "--max-bytes", "100000"]);
    exits(&done, 0);
    assert!(String::from_utf8_lossy(&done.stderr).contains("too_many_bytes"));
}

#[test]
fn bodies_of_captures_are_bounded() {
    let here = tempfile::tempdir().unwrap();
    let page = "<p>The harbour was closed on Tuesday.</p>\n".repeat(200_000);
    let gzip = pack(Packing::Gzip, [page.as_bytes()].into_iter());
    let many = vec!["gzip"; 1000].join(", ");
    let parts = [
        response(1, "Content-Type: text/html\r\nContent-Encoding: gzip", &gzip),
        response(2, &format!("Content-Type: text/html\r\nContent-Encoding: {many}"), &gzip),
        conversion(3),
    ];
    file(&here, "in.warc", &parts.concat());
    let (written, letters) = cleaned(here.path(), &["in.warc"], &["--max-bytes", "50000"]);
    assert_eq!(written.len(), 2);
    assert!(written[0]["cut"] == "too_many_bytes", "{}", written[0]);
    assert_eq!(reasons(&letters), ["unknown_encoding"]);
}

#[test]
fn broken_members_end_an_input_and_not_the_run() {
    let here = tempfile::tempdir().unwrap();
    for packing in [Packing::Gzip, Packing::Zstd] {
        let member = pack(packing, [record(0, "text").as_bytes()].into_iter());
        file(&here, "cut", &[&member[..], &member[..member.len() / 2]].concat());
        file(&here, "garbage", &[&member[..], b"this is no member", &member[..]].concat());
        let mut spoiled = [&member[..], &member[..]].concat();
        let middle = member.len() + member.len() / 2;
        spoiled[middle..middle + 20].fill(0xff);
        file(&here, "spoiled", &spoiled);
        file(&here, "after", after().as_bytes());
        let inputs = ["cut", "garbage", "spoiled", "after"];
        let (written, letters) = cleaned(here.path(), &inputs, &["--from", "jsonl"]);
        assert!(written.len() >= 4, "{packing:?}: each first record, and the last");
        let named: Vec<&str> =
            letters.iter().map(|letter| letter["input"].as_str().unwrap()).collect();
        for input in &inputs[..3] {
            assert!(named.contains(input), "{packing:?}: {input} is not named");
        }
    }
}

#[test]
fn members_filled_up_with_zeros_are_read_whole() {
    let here = tempfile::tempdir().unwrap();
    let member = pack(Packing::Gzip, [record(0, "text").as_bytes()].into_iter());
    let zeros = [0; 5000];
    file(&here, "in", &[&member[..], &zeros, &member[..], &zeros].concat());
    let done = dechaff(here.path(), &["clean", "in", "--from", "jsonl"]);
    exits(&done, 0);
    assert_eq!(records(&done.stdout).len(), 2);
}

#[test]
fn lengths_that_lie_are_named_and_records_after_them_read() {
    let lie = |length: &str| {
        let record = String::from_utf8(conversion(7)).unwrap();
        let (before, rest) = record.split_once("Content-Length: ").unwrap();
        let (_, after) = rest.split_once("\r\n").unwrap();
        format!("{before}Content-Length: {length}\r\n{after}").into_bytes()
    };
    let here = tempfile::tempdir().unwrap();
    for length in ["-1", "", "ten", "0x10", "99999999999999999999999", "1e3"] {
        file(&here, "in.warc", &[lie(length), conversion(8)].concat());
        let (written, letters) = cleaned(here.path(), &["in.warc"], &[]);
        assert_eq!(written.len(), 1, "{length}: the record after");
        assert_eq!(reasons(&letters), ["invalid_warc"], "{length}");
    }
    // Too short: the page is what the length says, and the rest is named.
    file(&here, "in.warc", &[lie("40"), conversion(8)].concat());
    let (written, letters) = cleaned(here.path(), &["in.warc"], &[]);
    assert_eq!((written.len(), reasons(&letters)), (2, vec!["invalid_warc"]));
    // Too long: what follows is taken for the page, as far as there is any.
    for length in ["500000", "18446744073709551615", "9223372036854775807"] {
        file(&here, "in.warc", &[conversion(6), lie(length), conversion(8)].concat());
        let (written, letters) = cleaned(here.path(), &["in.warc"], &[]);
        assert_eq!((written.len(), reasons(&letters)), (1, vec!["unreadable"]), "{length}");
    }
}

#[test]
fn records_in_records_a_hundred_thousand_deep() {
    let here = tempfile::tempdir().unwrap();
    let depth = 100_000;
    let deep = [
        format!("{}{}", "[".repeat(depth), "]".repeat(depth)),
        format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth)),
    ];
    for (at, deep) in deep.iter().enumerate() {
        let lines = [
            format!("{{\"deep\": {deep}, \"text\": \"A page.\"}}\n"),
            format!("{{\"text\": {deep}}}\n"),
            format!("{deep}\n"),
            format!("{{\"deep\": {}\n", &deep[..depth]),
            after(),
        ];
        file(&here, "in.jsonl", lines.concat().as_bytes());
        let done = dechaff(here.path(), &["clean", "in.jsonl", "--errors", "errors"]);
        exits(&done, 2);
        let letters = records(&fs::read(here.path().join("errors")).unwrap());
        // What reads records here does not go so deep.
        let written = done.stdout.iter().filter(|&&byte| byte == b'\n').count();
        assert_eq!(written + letters.len(), lines.len(), "{at}");
        assert_eq!(reasons(&letters).iter().filter(|&&reason| reason == "invalid_json").count(), 1);
        let done = dechaff(here.path(), &["clean", "in.jsonl", "-o", "out.parquet"]);
        assert!(matches!(done.status.code(), Some(1 | 2)), "{at}: {:?}", done.status);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_line_of_a_gigabyte_is_passed_over_in_little_memory() {
    let here = tempfile::tempdir().unwrap();
    let mut lines = File::create(here.path().join("in.jsonl")).unwrap();
    lines.write_all(after().as_bytes()).unwrap();
    // A hole, which takes no space.
    lines.seek(SeekFrom::Current(1_000_000_000)).unwrap();
    lines.write_all(format!("\n{}", after()).as_bytes()).unwrap();
    let options = ["clean", "in.jsonl", "-o", "out.jsonl", "--errors", "errors", "--jobs", "2"];
    let (peak, code) = peak(here.path(), &options);
    assert_eq!(code, Some(2));
    assert!(peak < 400_000_000, "{peak} bytes");
    assert_eq!(records(&fs::read(here.path().join("out.jsonl")).unwrap()).len(), 2);
    let letters = records(&fs::read(here.path().join("errors")).unwrap());
    assert_eq!(reasons(&letters), ["too_long"]);
}

/// Parquet files that are not what they say: each is cleaned or named, in little memory.
#[cfg(target_os = "linux")]
#[test]
fn tables_that_lie_are_named() {
    let here = tempfile::tempdir().unwrap();
    let lines: String = (0..300).map(|at| record(at, "text")).collect();
    file(&here, "in.jsonl", lines.as_bytes());
    exits(&dechaff(here.path(), &["clean", "in.jsonl", "-o", "whole.parquet"]), 0);
    let whole = fs::read(here.path().join("whole.parquet")).unwrap();
    fs::create_dir(here.path().join("lies")).unwrap();
    let footer = u32::from_le_bytes(whole[whole.len() - 8..whole.len() - 4].try_into().unwrap());
    let metadata = whole.len() - 8 - footer as usize;
    // Bytes of the metadata, of the pages' headers, and of the length at the end.
    let places = (metadata..whole.len() - 4).step_by(footer as usize / 40);
    for (nth, at) in places.chain((4..metadata).step_by(metadata / 20)).enumerate() {
        for (kind, byte) in [0x00, 0x7f, 0xff].into_iter().enumerate() {
            let mut lie = whole.clone();
            lie[at] = byte;
            fs::write(here.path().join(format!("lies/{nth:03}-{kind}.parquet")), lie).unwrap();
        }
    }
    let options = ["clean", "lies", "-o", "out", "--errors", "errors", "--to", "jsonl"];
    let (peak, code) = peak(here.path(), &options);
    assert_eq!(code, Some(2), "some are read, and some are not");
    assert!(peak < 600_000_000, "{peak} bytes");
}
