//! What the documents say is so: their commands run, and the list of cues is the code's.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "docs/commands.rs"]
mod commands;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dechaff::{Labels, Side};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The chapters of the book, by its summary.
fn chapters() -> Vec<String> {
    let summary = read("docs/SUMMARY.md");
    let links = summary.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    links.map(|link| format!("docs/{link}")).collect()
}

#[test]
fn every_command_of_the_documents_runs() {
    for document in chapters().iter().map(String::as_str).chain(["README.md"]) {
        commands::run(document, &read(document));
    }
}

#[test]
fn every_page_is_in_the_summary() {
    let chapters = chapters();
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_page = Path::new(&name).extension().is_some_and(|ending| ending == "md");
        if is_page && name != "SUMMARY.md" {
            assert!(chapters.contains(&format!("docs/{name}")), "{name} is not in docs/SUMMARY.md");
        }
    }
}

#[test]
fn every_label_is_explained() {
    let labels = read("docs/labels.md");
    for label in Labels::all() {
        assert!(labels.contains(&format!("\n| `{label}` | ")), "{label}");
    }
}

#[test]
fn the_list_of_cues_is_the_codes() {
    let made = cues();
    if std::env::var_os("BLESS").is_some() {
        fs::write(root().join("docs/cues.md"), &made).unwrap();
    }
    let message =
        "docs/cues.md is not what the code makes; BLESS=1 cargo test --test docs rewrites it";
    assert!(read("docs/cues.md") == made, "{message}");
}

/// The chapter on cues. What they weigh is left to the program, since weights are fitted anew more
/// often than cues change.
fn cues() -> String {
    let mut page = String::from(
        "# Every cue\n\n\
         Made from the code by `BLESS=1 cargo test --test docs`. What each bucket weighs is printed by:\n\n\
         ```sh\ndechaff cues\n```\n\n\
         In the examples `»` marks the line on trial. A cue on something that a page cannot know, such as the links of flat text, is silent.\n",
    );
    for column in dechaff::columns() {
        let side = match column.side {
            Side::Content => "It can only speak for content.",
            Side::Boilerplate => "It can only speak for boilerplate.",
            Side::Either => "It speaks for either.",
        };
        let second = if column.is_second_look { " It belongs to the second look." } else { "" };
        let buckets: Vec<String> = column.buckets.iter().map(|name| format!("`{name}`")).collect();
        write!(
            page,
            "\n## `{}`\n\n{} {side}{second}\n\nBuckets: {}.\n",
            column.name,
            escaped(column.why),
            buckets.join(", ")
        )
        .unwrap();
        let Some(cue) = dechaff::cues().find(|cue| cue.name == column.name) else { continue };
        for (what, examples) in
            [("falls in", cue.hits), ("looks alike, and does not fall in", cue.misses)]
        {
            if let Some((example, bucket)) = examples.first() {
                write!(
                    page,
                    "\n{} `{bucket}`:\n\n```text\n{}\n```\n",
                    capital(what),
                    example.trim_end()
                )
                .unwrap();
            }
        }
    }
    page
}

/// Words in which nothing is taken for markup.
fn escaped(words: &str) -> String {
    words.replace('<', "&lt;").replace('*', "\\*").replace('_', "\\_")
}

fn capital(words: &str) -> String {
    words[..1].to_uppercase() + &words[1..]
}
