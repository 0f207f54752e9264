//! Pages in files and folders, plain and compressed.

use std::fs;
use std::io::Read;
use std::path::PathBuf;

use crate::{
    PAGE, common, dechaff, exits, folder, gz, messages, names, out, piped, record, records,
};

fn gunzip(bytes: &[u8]) -> String {
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text
}

fn unzstd(bytes: &[u8]) -> String {
    String::from_utf8(zstd::decode_all(bytes).unwrap()).unwrap()
}

#[test]
fn the_seeds_come_out_as_articles_under_their_names() {
    let output = dechaff(&common::root(), &["clean", "seeds"]);
    exits(&output, 0);
    let headers: Vec<&str> = out(&output).lines().filter(|line| line.starts_with("==> ")).collect();
    let pages: Vec<PathBuf> = common::seeds();
    assert_eq!(headers.len(), pages.len());
    for (header, page) in headers.iter().zip(&pages) {
        let name = page.strip_prefix(common::root()).unwrap().display();
        assert_eq!(*header, format!("==> {name} <=="));
        let bytes = fs::read(page).unwrap();
        let article =
            dechaff::Cleaner::default().clean_bytes(&bytes, dechaff::Hint::default()).unwrap();
        let shown = format!("{header}\n{}\n", article.full_text());
        assert!(out(&output).contains(&shown), "{name}");
    }
}

#[test]
fn standard_input_is_the_default() {
    let here = folder(&[]);
    for arguments in [&["clean"][..], &["clean", "-"], &["clean", "--from", "text"]] {
        let output = piped(here.path(), arguments, PAGE);
        exits(&output, 0);
        assert!(out(&output).starts_with("Pier closed\n\nThe harbour"), "{}", out(&output));
        assert!(!out(&output).contains("Share"));
    }
}

#[test]
fn a_page_of_html_is_known_by_its_content() {
    let body = PAGE.replace("\n\n", "</p>\n<p>");
    let html = format!("<html><title>x</title><body><p>{body}</p></body></html>");
    let here = folder(&[("page.txt", html.as_bytes())]);
    let output = dechaff(here.path(), &["clean", "page.txt"]);
    exits(&output, 0);
    assert!(out(&output).contains("The harbour") && !out(&output).contains('<'));
    let as_text = ["explain", "page.txt", "--page", "text", "--to", "jsonl"];
    assert!(out(&dechaff(here.path(), &as_text)).contains("</p>"));
    assert!(!out(&dechaff(here.path(), &["explain", "page.txt"])).contains("</p>"));
}

#[test]
fn compression_is_opened_by_content_and_made_by_name() {
    let members = [gz(record(PAGE).as_bytes()), gz(record(PAGE).as_bytes())].concat();
    let frames = zstd::encode_all(record(PAGE).repeat(2).as_bytes(), 0).unwrap();
    let here = folder(&[("a.jsonl.gz", &members), ("b.jsonl", &frames)]);
    for input in ["a.jsonl.gz", "b.jsonl"] {
        let plain = dechaff(here.path(), &["clean", input]);
        exits(&plain, 0);
        assert_eq!(records(out(&plain)).len(), 2);
        for (name, open) in [("o.jsonl.gz", gunzip as fn(&[u8]) -> String), ("o.jsonl.zst", unzstd)]
        {
            exits(&dechaff(here.path(), &["clean", input, "-o", name]), 0);
            assert_eq!(open(&fs::read(here.path().join(name)).unwrap()), out(&plain));
        }
    }
}

#[test]
fn a_folder_of_output_mirrors_the_inputs() {
    let lines = gz(record(PAGE).as_bytes());
    let here = folder(&[
        ("in/a.txt", PAGE.as_bytes()),
        ("in/a.html", PAGE.as_bytes()),
        ("in/a.labels.tsv", b"not a page"),
        ("in/.hidden/b.txt", PAGE.as_bytes()),
        ("in/deep/er/c.jsonl.gz", &lines),
        ("in/deep/d.HTM", PAGE.as_bytes()),
    ]);
    let output = dechaff(here.path(), &["clean", "in", "-o", "out"]);
    exits(&output, 0);
    assert!(output.stdout.is_empty());
    let to = here.path().join("out");
    // `a.html` comes first and takes the short name.
    assert_eq!(names(&to), ["a.txt", "a.txt.txt", "deep"]);
    assert_eq!(names(&to.join("deep")), ["d.txt", "er"]);
    assert_eq!(names(&to.join("deep/er")), ["c.jsonl.gz"]);
    let page = dechaff(here.path(), &["clean", "in/a.txt"]);
    assert_eq!(fs::read_to_string(to.join("a.txt.txt")).unwrap(), out(&page));

    exits(&dechaff(here.path(), &["clean", "in/*.txt", "in/deep/d.HTM", "-o", "globbed"]), 0);
    assert_eq!(names(&here.path().join("globbed")), ["a.txt", "deep"]);
    let several = dechaff(here.path(), &["clean", "in", "-o", "in/a.txt"]);
    exits(&several, 1);
    assert!(messages(&several).contains("is a file; several inputs"));
}

#[test]
fn a_file_can_be_cleaned_in_its_place() {
    let here = folder(&[("page.txt", PAGE.as_bytes())]);
    exits(&dechaff(here.path(), &["clean", "page.txt", "-o", "page.txt"]), 0);
    let text = fs::read_to_string(here.path().join("page.txt")).unwrap();
    assert!(text.starts_with("Pier closed\n"), "{text}");
    assert_eq!(names(here.path()), ["page.txt"]);
}

#[test]
fn labels_are_kept_and_dropped_on_request() {
    let here = folder(&[]);
    let wanted = ["clean", "--keep", "navigation,sharing", "--drop", "title"];
    let output = piped(here.path(), &wanted, PAGE);
    exits(&output, 0);
    assert!(!out(&output).contains("Pier closed") && out(&output).contains("The harbour"));
    assert!(out(&output).contains("Home") || out(&output).contains("Facebook"));
    let wrong = piped(here.path(), &["clean", "--keep", "naviagtion"], PAGE);
    exits(&wrong, 1);
    assert!(messages(&wrong).contains("`naviagtion` is no label"));
    exits(&piped(here.path(), &["clean", "--keep", "title", "--drop", "title"], PAGE), 1);
}
