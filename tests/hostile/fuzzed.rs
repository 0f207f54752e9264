//! The bodies of the fuzz targets on bytes that proptest makes: words of the target's dictionary,
//! parts of pages, and chance.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::bodies::BODIES;

/// How long each body is run, together about a minute, on any machine.
const TIME: Duration = Duration::from_secs(7);
/// Cases that each body is given, however slow the machine is.
const LEAST_CASES: usize = 20;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The words of a dictionary, as the fuzzer reads it.
fn dictionary(name: &str) -> Vec<Vec<u8>> {
    let path = root().join("fuzz/dictionaries").join(name).with_extension("dict");
    let file = fs::read_to_string(path).expect("a dictionary");
    file.lines()
        .map(|line| {
            let word = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            unescaped(word.expect("a word in quotation marks"))
        })
        .collect()
}

fn unescaped(word: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = word.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'\\', [b'x', high, low, more @ ..]) => {
                let digits = [*high, *low];
                let digits = std::str::from_utf8(&digits).expect("two digits");
                bytes.push(u8::from_str_radix(digits, 16).expect("a number of two digits"));
                rest = more;
            }
            (b'\\', [escaped, more @ ..]) => {
                bytes.push(*escaped);
                rest = more;
            }
            _ => bytes.push(*first),
        }
    }
    bytes
}

/// Files that a body is made for.
fn files(name: &str) -> Vec<Vec<u8>> {
    let read = |folder: &str, ending: &str| -> Vec<Vec<u8>> {
        let entries = fs::read_dir(root().join(folder)).expect("a folder").flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        let with_ending = |path: &&PathBuf| path.to_string_lossy().ends_with(ending);
        paths.iter().filter(with_ending).filter_map(|path| fs::read(path).ok()).collect()
    };
    match name {
        "html" => read("fixtures/html-recipe", "page.html"),
        "lexicon" => read("lexicon", "en.toml"),
        "weights" => read("weights", ".tsv"),
        _ => read("fixtures/text-code-docs", "page.txt"),
    }
}

/// Words, parts and chance, one after the other.
fn bytes(name: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
    let words = proptest::sample::select(dictionary(name));
    let file = proptest::sample::select(files(name));
    let part = (file, any::<(u16, u8)>()).prop_map(|(file, (start, length))| {
        let start = usize::from(start) % file.len().max(1);
        file[start..(start + usize::from(length)).min(file.len())].to_vec()
    });
    let chance = proptest::collection::vec(any::<u8>(), 0..8);
    let piece = prop_oneof![6 => words, 3 => part, 1 => chance];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

#[test]
fn any_bytes_go_through_every_body() {
    for (name, body) in BODIES {
        let mut runner = TestRunner::deterministic();
        let bytes = bytes(name);
        let began = Instant::now();
        let mut cases = 0;
        while cases < LEAST_CASES || began.elapsed() < TIME {
            let case = bytes.new_tree(&mut runner).expect("bytes").current();
            // What fails is told in full, so that it can be made a test.
            let told = std::panic::catch_unwind(|| body(&case));
            assert!(told.is_ok(), "{name} fails on {:?}", case.escape_ascii().to_string());
            cases += 1;
        }
    }
}
