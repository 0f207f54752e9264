//! What is done with any bytes: by the fuzzer, through the programs of `fuzz_targets/`, and by the
//! tests, through `tests/hostile/fuzzed.rs`.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use dechaff::corpus::{
    self, Captures, DeadLetter, Input, Job, Kind, Output, Progress, Settings, Watcher,
};
use dechaff::{Cleaner, Format, Hint, Lexicon, PageKind, Templates, Weights};

use crate::law::{holds_together, survives};

/// Something that any bytes go through.
pub(crate) type Body = fn(&[u8]);

/// Every body by its name, which is that of its target and of its dictionary.
pub(crate) const BODIES: [(&str, Body); 7] = [
    ("html", html),
    ("text", text),
    ("decode", decode),
    ("jsonl", jsonl),
    ("warc", warc),
    ("lexicon", lexicon),
    ("weights", weights),
];

/// Cleans the bytes as HTML.
pub(crate) fn html(bytes: &[u8]) {
    clean(bytes, Hint { charset: None, format: Some(Format::Html) });
}

/// Cleans the bytes as flat text.
pub(crate) fn text(bytes: &[u8]) {
    clean(bytes, Hint { charset: None, format: Some(Format::Text) });
}

/// Decodes the bytes as a transport says, and cleans whatever they are. The first line is what the
/// transport says.
pub(crate) fn decode(bytes: &[u8]) {
    let end = bytes.iter().position(|&byte| byte == b'\n').unwrap_or(0);
    let charset = std::str::from_utf8(&bytes[..end]).ok();
    clean(&bytes[end..], Hint { charset, format: None });
}

fn clean(bytes: &[u8], hint: Hint<'_>) {
    if let Some(article) = survives(Cleaner::default().clean_bytes(bytes, hint)) {
        holds_together(&article);
    }
}

/// Cleans the bytes as records of JSON: each line that is not blank comes out or is named.
pub(crate) fn jsonl(bytes: &[u8]) {
    let lines = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).split(|&byte| byte == b'\n');
    let records = lines.filter(|line| !line.trim_ascii().is_empty()).count();
    // What is compressed is another format.
    if let Some((written, letters)) = run(bytes, Kind::Records) {
        assert_eq!(written + letters.len(), records, "{letters:?}");
    }
}

/// Cleans the bytes as a web archive: whatever is wrong has a name.
pub(crate) fn warc(bytes: &[u8]) {
    let Some((_, letters)) = run(bytes, Kind::Captures(Captures::Any)) else { return };
    for letter in letters {
        assert!(letter.byte.is_some_and(|byte| byte <= bytes.len() as u64), "{letter}");
    }
}

/// Takes the bytes for a user's phrases, and cleans a page with them.
pub(crate) fn lexicon(bytes: &[u8]) {
    let Ok(file) = std::str::from_utf8(bytes) else { return };
    for name in ["own.toml", "markup.toml"] {
        match Lexicon::with([(name, file)]) {
            Ok(lexicon) => {
                let cleaner = Cleaner::default().lexicon(lexicon);
                survives(cleaner.clean_text(file));
                survives(cleaner.clean_html(file));
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

/// Takes the bytes for weights and for what sites repeat, and cleans a page with them.
pub(crate) fn weights(bytes: &[u8]) {
    if let Ok(templates) = Templates::read(bytes) {
        let cleaner = Cleaner::default().templates(Arc::new(templates)).url("example.org");
        survives(cleaner.clean_text("Home\nNews\n\nThe harbour was closed on Tuesday.\n"));
    }
    let Ok(table) = std::str::from_utf8(bytes) else { return };
    match Weights::parse(table) {
        Ok(weights) => {
            let cleaner = Cleaner::default()
                .weights(PageKind::Text, weights.clone())
                .weights(PageKind::Extracted, weights);
            survives(cleaner.clean_text("Home\nNews\n\nThe harbour was closed on Tuesday.\n"));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Keeps the letters of a run.
#[derive(Default)]
struct Letters(Vec<DeadLetter>);

impl Watcher for Letters {
    fn failed(&mut self, letter: &DeadLetter) {
        self.0.push(letter.clone());
    }

    fn note(&mut self, _: &str) {}

    fn progress(&mut self, _: &Progress<'_>) {}
}

/// Cleans a file that holds the bytes, and says how many records came out and what did not;
/// nothing of one that is compressed.
fn run(bytes: &[u8], kind: Kind) -> Option<(usize, Vec<DeadLetter>)> {
    const MAGIC: [&[u8]; 3] = [&[0x1f, 0x8b], &[0x28, 0xb5, 0x2f, 0xfd], &[0x2a, 0x4d, 0x18]];
    if MAGIC.iter().any(|magic| bytes.windows(magic.len()).take(2).any(|start| start == *magic)) {
        return None;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let input: PathBuf = path("in");
    fs::write(&input, bytes).expect("a file");
    let job = Job {
        inputs: vec![Input { path: Some(input), name: "in".to_owned(), below: "in".into() }],
        settings: Settings { kind: Some(kind), ..Settings::default() },
        output: Output::File(path("out.jsonl")),
        jobs: Some(1),
        ..Job::default()
    };
    let mut letters = Letters::default();
    let summary = corpus::run(job, &[], &Arc::new(AtomicBool::new(false)), &mut letters);
    let pages = summary.expect("a run").stats.pages;
    assert_eq!(pages.failed as usize, letters.0.len());
    // An output of which nothing is whole is not there.
    let written = fs::read(path("out.jsonl")).unwrap_or_default();
    assert_eq!(written.iter().filter(|&&byte| byte == b'\n').count(), pages.cleaned as usize);
    for line in written.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
        serde_json::from_slice::<serde::de::IgnoredAny>(line).expect("a record of JSON");
    }
    Some((pages.cleaned as usize, letters.0))
}
