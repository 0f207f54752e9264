//! The programs of examples/ run, and say what they promise.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use parquet::file::reader::{FileReader, SerializedFileReader};

const PAGE: &str = "Home\nNews\n\nPier closed\n\n\
    The harbour was closed on Tuesday after a barge had struck the eastern pier.\n\n\
    Nobody was hurt, but divers will have to look at the foundations first.\n\n\
    Share this article:\nFacebook\n";

/// Where cargo puts an example. `cargo test` builds all of them; a run of this file alone does not.
fn example(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_BIN_EXE_dechaff")).parent().unwrap();
    let path = folder.join("examples").join(name).with_extension(std::env::consts::EXE_EXTENSION);
    if !path.exists() {
        let mut build = std::process::Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--manifest-path"]);
        build.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).args(["--example", name]);
        build.arg("--target-dir").arg(folder.parent().unwrap());
        if folder.ends_with("release") {
            build.arg("--release");
        }
        assert!(build.status().unwrap().success(), "{name} is not built");
    }
    path
}

/// What an example prints.
fn run(name: &str, arguments: &[&str], input: &str) -> String {
    let mut command = Command::new(example(name));
    let output = command.args(arguments).write_stdin(input).output().unwrap();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn ten_lines_clean_a_page() {
    let printed = run("ten_lines", &[], PAGE);
    assert!(printed.starts_with("Pier closed\n\nThe harbour was closed"), "{printed}");
    assert!(!printed.contains("Facebook"));
}

#[test]
fn own_phrases_are_found() {
    let printed = run("own_lexicon", &[], "");
    assert!(printed.contains("Legu ankaŭ") && printed.contains("related with them"), "{printed}");
}

#[test]
fn a_corpus_keeps_its_order() {
    let printed = run("corpus", &[], "");
    let names: Vec<&str> = printed.lines().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(names.len(), 5, "{printed}");
    assert!(names.is_sorted());
}

#[test]
fn columns_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("articles.parquet");
    run("parquet", &[path.to_str().unwrap()], "");
    let file = SerializedFileReader::new(std::fs::File::open(path).unwrap()).unwrap();
    let metadata = file.metadata().file_metadata();
    assert_eq!(metadata.num_rows(), 2);
    let schema = metadata.schema();
    let names: Vec<&str> = schema.get_fields().iter().map(|field| field.name()).collect();
    assert_eq!(names, ["title", "text", "author", "language", "labels"]);
}
