//! `dechaff report`.

use std::fs;

use crate::{PAGE, dechaff, exits, folder, messages, out};

#[test]
fn a_report_adds_up_shards_and_compares_runs() {
    let hostile = format!("{PAGE}\n<script>alert(1)</script> \u{202e}menu\n");
    let here = folder(&[("a.txt", hostile.as_bytes()), ("b.txt", PAGE.as_bytes())]);
    for name in ["a", "b"] {
        let (page, stats) = (format!("{name}.txt"), format!("{name}.json"));
        let host = format!("{name}.example");
        let clean = ["clean", &page, "-o", "out.txt", "--stats", &stats, "--host", &host];
        exits(&dechaff(here.path(), &clean), 0);
    }
    let report = ["report", "a.json", "b.json", "--before", "a.json", "-o", "report.html"];
    exits(&dechaff(here.path(), &report), 0);
    let page = fs::read_to_string(here.path().join("report.html")).unwrap();
    let total = |name: &str, now: &str, before: &str| {
        let row = format!(
            "<th scope=\"row\">{name}</th><td class=\"n\">{now}</td><td class=\"n\">{before}</td>"
        );
        assert!(page.contains(&row), "{row}");
    };
    total("pages cleaned", "2", "1");
    assert!(page.contains("<bdi>a.example</bdi>") && page.contains("<bdi>b.example</bdi>"));
    // Said by both pages, so twice now and once before.
    let facebook = "Facebook</td><td class=\"n\">2</td><td class=\"n\">1</td>";
    assert!(page.contains(facebook));
    assert!(!page.contains("<script") && !page.contains('\u{202e}') && page.contains("U+202E"));

    let alone = dechaff(here.path(), &["report", "a.json"]);
    exits(&alone, 0);
    assert!(out(&alone).starts_with("<!doctype html>") && !out(&alone).contains("Before"));
}

#[test]
fn what_is_no_file_of_statistics_is_told() {
    let here = folder(&[("no.json", b"{}")]);
    for (file, says) in
        [("no.json", "no file of `dechaff clean --stats`"), ("none", "cannot read it")]
    {
        let output = dechaff(here.path(), &["report", file, "-o", "report.html"]);
        exits(&output, 1);
        assert!(messages(&output).contains(says), "{}", messages(&output));
        assert_eq!(crate::names(here.path()), ["no.json"]);
    }
}
