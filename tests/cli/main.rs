//! The program as users run it: what it prints, what it writes, how it exits.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../common/mod.rs"]
mod common;
mod eval;
mod explain;
mod failures;
mod files;
mod learn;
mod records;
mod report;
mod safety;

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;

/// A page whose article and furniture nobody can confuse.
const PAGE: &str = "Home\nNews\nSport\nContact\n\nPier closed\n\n\
    The harbour was closed on Tuesday after a barge had struck the eastern pier, and it will \
    stay so for a week.\n\n\
    Nobody was hurt, but divers will have to look at the foundations first, the harbour master \
    said on Wednesday.\n\n\
    Share this article:\nFacebook\nTwitter\n";

const BOILERPLATE: &str = "Home\nNews\nSport\nContact\nLog in\nSign up\n";

/// Runs the program in a folder.
fn dechaff(folder: &Path, arguments: &[&str]) -> Output {
    piped(folder, arguments, "")
}

/// Runs the program with something on its standard input.
fn piped(folder: &Path, arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dechaff"));
    command.current_dir(folder).args(arguments).write_stdin(input.as_ref());
    command.output().expect("the program runs")
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("output is UTF-8")
}

fn messages(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("messages are UTF-8")
}

/// Asserts the exit code, with the messages if it is another.
#[track_caller]
fn exits(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{}", messages(output));
}

fn records(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("a record a line")).collect()
}

fn record(page: &str) -> String {
    serde_json::json!({ "text": page }).to_string() + "\n"
}

/// A folder with files in it.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut encoder = flate2::read::GzEncoder::new(bytes, flate2::Compression::fast());
    std::io::Read::read_to_end(&mut encoder, &mut packed).unwrap();
    packed
}
