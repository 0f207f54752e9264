//! What goes wrong: where it is told, how the program exits, and what is left behind.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::{
    BOILERPLATE, PAGE, dechaff, exits, folder, gz, messages, names, out, piped, record, records,
};

#[test]
fn what_fails_goes_to_the_error_file_and_the_run_goes_on() {
    let lines = [
        record(PAGE),
        "{\"id\": \"broken\", \"text\": \n".to_owned(),
        "{\"id\": {\"n\": 1}, \"body\": \"x\"}\n".to_owned(),
        "{\"id\": 4, \"text\": [1]}\n".to_owned(),
        "[1, 2]\n".to_owned(),
        format!("{{\"id\": 6, \"text\": \"{}\"}}\n", "\\u0000\\u0001".repeat(50)),
        record(BOILERPLATE),
    ];
    let here = folder(&[("in.jsonl", lines.concat().as_bytes())]);
    let output = dechaff(here.path(), &["clean", "in.jsonl", "--errors", "bad.jsonl"]);
    exits(&output, 2);
    let cleaned = records(out(&output));
    assert_eq!(cleaned.len(), 2);
    assert_eq!(cleaned[1]["text"], "");
    assert_eq!(messages(&output), "5 of 7 not cleaned; bad.jsonl says why\n");
    let letters = records(&fs::read_to_string(here.path().join("bad.jsonl")).unwrap());
    let reasons: Vec<&str> =
        letters.iter().map(|letter| letter["reason"].as_str().unwrap()).collect();
    assert_eq!(reasons, ["invalid_json", "no_field", "no_string", "no_object", "binary"]);
    for (at, letter) in letters.iter().enumerate() {
        assert_eq!(letter["input"], "in.jsonl");
        assert_eq!(letter["record"], at + 2);
        assert_eq!(letter["byte"], lines[..=at].concat().len());
    }
    assert_eq!(letters[0]["id"], serde_json::Value::Null);
    assert_eq!(letters[1]["id"], serde_json::json!({"n": 1}));
    assert_eq!(letters[2]["id"], 4);

    let told = dechaff(here.path(), &["clean", "in.jsonl"]);
    exits(&told, 2);
    assert_eq!(told.stdout, output.stdout);
    assert!(messages(&told).starts_with("in.jsonl, record 2, byte "), "{}", messages(&told));
    assert_eq!(messages(&told).lines().count(), 6);
}

#[test]
fn wrong_arguments_exit_with_one() {
    let here = folder(&[]);
    for arguments in [
        &[][..],
        &["scrub"],
        &["clean", "--resume"],
        &["clean", "--from", "warc"],
        &["clean", "--jobs", "0"],
        &["clean", "--jobs", "65535"],
        &["clean", "--output", "o.csv"],
        &["clean", "--output", "o", "--errors", "o"],
        &["clean", "--lean", "left"],
        &["clean", "--lines", "--to", "text"],
        &["clean", "--from", "html", "--page", "text"],
        &["clean", "--from", "text", "--field", "body"],
        &["explain"],
        &["cues", "length"],
    ] {
        let output = piped(here.path(), arguments, PAGE);
        exits(&output, 1);
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{arguments:?}");
    }
    for arguments in [&["--help"][..], &["--version"], &["clean", "--help"], &["help"]] {
        exits(&dechaff(here.path(), arguments), 0);
    }
}

#[test]
fn a_name_that_asks_for_what_is_not_written_needs_a_form() {
    let here = folder(&[("page.txt", PAGE.as_bytes())]);
    let named = dechaff(here.path(), &["clean", "page.txt", "-o", "page.html"]);
    exits(&named, 1);
    assert!(messages(&named).contains("asks for html, which is not written"));
    exits(&dechaff(here.path(), &["clean", "page.txt", "-o", "page.html", "--to", "text"]), 0);
    exits(&dechaff(here.path(), &["clean", "page.txt", "-o", "site.html/"]), 0);
    exits(&dechaff(here.path(), &["clean", "page.txt", "-o", "site.html"]), 0);
    exits(&dechaff(here.path(), &["clean", "*.txt", "-o", "sites.html"]), 0);
}

#[test]
fn input_that_cannot_be_read_is_named() {
    let here = folder(&[("empty/readme.md", b"no page"), ("page.txt", PAGE.as_bytes())]);
    for (input, what) in [
        ("missing.txt", "missing.txt: cannot read it: No such file"),
        ("*.jsonl", "*.jsonl: no file matches"),
        ("empty", "empty: the folder has no pages"),
    ] {
        let output = dechaff(here.path(), &["clean", input]);
        exits(&output, 1);
        assert!(messages(&output).contains(what), "{}", messages(&output));
        let with_another = dechaff(here.path(), &["clean", input, "page.txt"]);
        exits(&with_another, 2);
        assert!(out(&with_another).contains("The harbour"));
    }
    exits(&dechaff(here.path(), &["explain", "missing.txt"]), 1);
    exits(&dechaff(here.path(), &["explain", "empty"]), 1);
}

#[test]
fn json_that_is_no_record_a_line_is_no_page() {
    let here = folder(&[
        ("array.json", b"[\n{\"text\": \"The harbour.\"},\n{\"text\": \"The pier.\"}\n]\n"),
        ("pretty.json", b"{\n  \"text\": \"The harbour.\"\n}\n"),
    ]);
    for input in ["array.json", "pretty.json"] {
        let output = dechaff(here.path(), &["clean", input]);
        exits(&output, 1);
        assert!(messages(&output).contains("not a record a line"), "{}", messages(&output));
        let as_page = dechaff(here.path(), &["clean", "--from", "text", input]);
        exits(&as_page, 0);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let here = folder(&[("page.txt", PAGE.as_bytes())]);
    let page = here.path().join("page.txt");
    fs::set_permissions(&page, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&page).is_ok() {
        return; // The superuser may read everything.
    }
    let output = dechaff(here.path(), &["clean", "page.txt"]);
    exits(&output, 1);
    assert!(messages(&output).contains("page.txt: cannot read it: Permission denied"));
}

#[test]
fn binary_data_is_refused_and_bad_text_is_not() {
    let image = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &[0, 1, 2, 3, 0xff][..]].concat().repeat(50);
    let latin = [b"caf\xe9\n\n".as_slice(), PAGE.as_bytes()].concat();
    let cut = [PAGE.as_bytes(), b"\xe2\x82"].concat();
    let here = folder(&[("image.txt", &image), ("latin.txt", &latin), ("cut.txt", &cut)]);
    let output = dechaff(here.path(), &["clean", "image.txt"]);
    exits(&output, 1);
    assert!(messages(&output).contains("image.txt: the page is binary data"));
    exits(&dechaff(here.path(), &["explain", "image.txt"]), 1);
    for name in ["latin.txt", "cut.txt"] {
        let output = dechaff(here.path(), &["clean", name]);
        exits(&output, 0);
        assert!(out(&output).contains("The harbour"));
    }
    let all = dechaff(here.path(), &["clean", "."]);
    exits(&all, 2);
    assert!(messages(&all).ends_with("1 of 3 not cleaned\n"));
}

#[test]
fn a_page_without_an_article_says_why() {
    let here =
        folder(&[("empty.txt", b""), ("menu.txt", BOILERPLATE.as_bytes()), ("no.jsonl", b"")]);
    for (input, reason) in [("empty.txt", "no_text"), ("menu.txt", "no_content")] {
        let output = dechaff(here.path(), &["clean", input]);
        exits(&output, 0);
        assert!(output.stdout.is_empty());
        let begin = format!("{input}: no article: {reason} (");
        assert!(messages(&output).starts_with(&begin), "{}", messages(&output));
        let explained = dechaff(here.path(), &["explain", input]);
        exits(&explained, 0);
        assert!(messages(&explained).contains(reason));
    }
    exits(&piped(here.path(), &["clean"], ""), 0);
    exits(&dechaff(here.path(), &["clean", "no.jsonl", "-o", "o.jsonl"]), 0);
    assert_eq!(fs::read_to_string(here.path().join("o.jsonl")).unwrap(), "");
}

#[test]
fn a_closed_pipe_is_success() {
    let here = folder(&[("in.jsonl", record(PAGE).repeat(3000).as_bytes())]);
    for arguments in [&["clean", "in.jsonl"][..], &["cues"], &["clean", "in.jsonl", "--to", "text"]]
    {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_dechaff"))
            .current_dir(here.path())
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let output = child.wait_with_output().unwrap();
        exits(&output, 0);
        assert_eq!(messages(&output), "");
    }
}

#[test]
fn no_half_file_is_left() {
    let whole = gz(record(PAGE).repeat(2000).as_bytes());
    let here = folder(&[
        ("in/cut.jsonl.gz", &whole[..whole.len() - 20]),
        ("in/bad.jsonl", b"{\"text\": 1}\n"),
        ("old.jsonl", b"old\n"),
    ]);
    let output = dechaff(here.path(), &["clean", "in/cut.jsonl.gz", "-o", "old.jsonl"]);
    exits(&output, 1);
    assert!(messages(&output).contains("in/cut.jsonl.gz, record "), "{}", messages(&output));
    assert_eq!(fs::read_to_string(here.path().join("old.jsonl")).unwrap(), "old\n");
    exits(&dechaff(here.path(), &["clean", "in/bad.jsonl", "-o", "new.jsonl"]), 1);
    exits(&dechaff(here.path(), &["clean", "in", "-o", "out"]), 1);
    assert_eq!(names(here.path()), ["in", "old.jsonl", "out"]);
    assert!(names(&here.path().join("out")).is_empty());
}

#[test]
fn output_that_cannot_be_written_exits_with_one() {
    let here = folder(&[("page.txt", PAGE.as_bytes())]);
    for arguments in [
        ["clean", "page.txt", "-o", "page.txt/o.txt"],
        ["clean", "page.txt", "--errors", "no/such/folder"],
    ] {
        let output = dechaff(here.path(), &arguments);
        exits(&output, 1);
        assert!(messages(&output).starts_with("error: cannot write"), "{}", messages(&output));
    }
    assert_eq!(names(here.path()), ["page.txt"]);
}

#[test]
fn addresses_are_no_files_and_no_globs() {
    let here = folder(&[]);
    for address in ["https://a.example/page?id=1", "http://a.example/"] {
        let refused = dechaff(here.path(), &["clean", address]);
        exits(&refused, 1);
        assert!(messages(&refused).contains("nothing is fetched"), "{}", messages(&refused));
    }
}
