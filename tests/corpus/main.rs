//! The corpus engine as users run it, on generated archives: every format and compression goes
//! round without loss, and no interruption changes a byte.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod archives;
#[cfg(unix)]
mod disk;
mod generated;
mod hostile;
#[cfg(unix)]
mod interrupted;
#[cfg(unix)]
mod killed;
mod options;
mod round;
mod spans;

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The program, to be run in a folder.
fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dechaff"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command
}

fn dechaff(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the program runs")
}

/// Runs the program with something on its standard input.
fn piped(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = command(folder, arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output
}

fn messages(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Asserts the exit code, with the messages if it is another.
#[track_caller]
fn exits(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{}", messages(output));
}

/// How a file is compressed.
#[derive(Clone, Copy, Debug)]
enum Packing {
    Plain,
    Gzip,
    Zstd,
}

const PACKINGS: [(Packing, &str); 3] =
    [(Packing::Plain, ""), (Packing::Gzip, ".gz"), (Packing::Zstd, ".zst")];

/// Compresses parts one after the other, each as a member or frame of its own.
fn pack<'a>(packing: Packing, parts: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut packed = Vec::new();
    for part in parts {
        match packing {
            Packing::Plain => packed.extend_from_slice(part),
            Packing::Gzip => {
                let mut encoder =
                    flate2::write::GzEncoder::new(&mut packed, flate2::Compression::fast());
                encoder.write_all(part).unwrap();
                encoder.finish().unwrap();
            }
            Packing::Zstd => packed.extend(zstd::encode_all(part, 1).unwrap()),
        }
    }
    packed
}

fn unpack(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).unwrap();
    let mut plain = Vec::new();
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("gz") => {
            flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut plain).unwrap();
        }
        Some("zst") => plain = zstd::decode_all(&bytes[..]).unwrap(),
        _ => plain = bytes,
    }
    plain
}

fn records(bytes: &[u8]) -> Vec<Value> {
    let lines = bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).expect("a record a line")).collect()
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn file(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}
