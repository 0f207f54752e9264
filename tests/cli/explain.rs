//! `dechaff explain` and `dechaff cues`.

use std::fs;

use crate::{PAGE, common, dechaff, exits, folder, messages, out, piped, record, records};

#[test]
fn an_explanation_adds_up() {
    for page in common::seeds() {
        let input = fs::read_to_string(&page).unwrap();
        let name = page.display().to_string();
        let output = dechaff(&common::root(), &["explain", &name, "--to", "jsonl"]);
        exits(&output, 0);
        assert!(out(&output).lines().count() > 5, "{name}");
        for (record, line) in records(out(&output)).iter().zip(out(&output).lines()) {
            let votes = record["votes"].as_array().unwrap();
            let sum: f64 = votes.iter().map(|vote| vote["bits"].as_f64().unwrap()).sum();
            assert!((sum - record["bits"].as_f64().unwrap()).abs() < 1e-6, "{record}");
            let span = |at: usize| record["span"][at].as_u64().unwrap() as usize;
            assert_eq!(record["text"], input[span(0)..span(1)]);
            let number = record["line"].as_u64().unwrap() as usize;
            assert_eq!(input[..span(0)].matches('\n').count() + 1, number);
            let places = ["line", "span", "label", "keep", "bits", "votes", "text"]
                .map(|key| line.find(&format!("\"{key}\":")).unwrap());
            assert!(places.is_sorted(), "{line}");
        }
    }
}

#[test]
fn the_table_has_no_escape_codes_when_piped() {
    let here = folder(&[]);
    let page = format!("{PAGE}\nBell \u{7} and \u{1b}[31mred\u{1b}[0m and \u{202e}turned\n");
    let output = piped(here.path(), &["explain", "-"], &page);
    exits(&output, 0);
    assert!(!out(&output).contains(['\u{1b}', '\u{7}', '\u{202e}']));
    let rows: Vec<&str> = out(&output).lines().collect();
    assert_eq!(rows.len(), 1 + page.lines().filter(|line| !line.is_empty()).count());
    assert!(rows.iter().all(|row| row.chars().count() <= 120));
    let kept = rows.iter().find(|row| row.contains("The harbour")).unwrap();
    assert!(kept.contains("+ paragraph") && kept.matches('=').count() >= 3, "{kept}");
}

#[test]
fn records_are_no_page_to_explain() {
    let here = folder(&[]);
    let refused = piped(here.path(), &["explain", "-"], record(PAGE).repeat(3));
    exits(&refused, 1);
    assert!(messages(&refused).contains("JSON lines"));
}

#[test]
fn every_cue_is_listed_with_its_weights() {
    let output = dechaff(&common::root(), &["cues"]);
    exits(&output, 0);
    for cue in dechaff::cues() {
        assert!(out(&output).contains(&format!("\n{}: ", cue.name)), "{}", cue.name);
    }
    assert!(out(&output).contains("\nsecond_near: ") && !out(&output).contains('\u{1b}'));
}

#[test]
fn weights_of_ones_own_take_the_place_of_the_programs() {
    let here = folder(&[
        ("page.txt", PAGE.as_bytes()),
        ("own/text.tsv", b"bias\talways\t-9\t0\n"),
        ("wrong/text.tsv", b"bias\talways\tmuch\t0\n"),
        ("none/notes.md", b""),
    ]);
    let explain = |weights| {
        dechaff(here.path(), &["explain", "page.txt", "--to", "jsonl", "--weights", weights])
    };
    let own = explain("own");
    exits(&own, 0);
    assert!(records(out(&own)).iter().all(|record| record["bits"] == -9.0));
    for (weights, says) in
        [("wrong", "text.tsv: weights, line 1"), ("none", "none of the tables text.tsv")]
    {
        let output = explain(weights);
        exits(&output, 1);
        assert!(messages(&output).contains(says), "{}", messages(&output));
    }
}

#[test]
fn a_lexicon_of_ones_own_is_added_to_the_programs() {
    let page = format!("{PAGE}\nZompik vloo nar\nEuropean blim\nBarges and their pilots\n");
    let here = folder(&[
        ("page.txt", page.as_bytes()),
        ("own/zo.toml", b"[related]\nwhole = [\"Zompik vloo nar\"]\n"),
        ("wrong/zo.toml", b"name = \"Zo\"\n[relatd]\nwhole = [\"zompik\"]\n"),
        ("none/notes.md", b""),
    ]);
    let label = |arguments: &[&str]| {
        let output =
            dechaff(here.path(), &[&["explain", "page.txt", "--to", "jsonl"], arguments].concat());
        exits(&output, 0);
        let lines = records(out(&output));
        let label = |text: &str| {
            let line = lines.iter().find(|record| record["text"] == text).unwrap();
            assert_eq!(line["keep"], false, "{line}");
            line["label"].clone()
        };
        assert_eq!(label("Share this article:"), "sharing");
        label("Zompik vloo nar")
    };
    assert_ne!(label(&[]), "related");
    assert_eq!(label(&["--lexicon", "own"]), "related");
    for command in ["explain", "clean"] {
        for (lexicon, says) in [
            ("wrong", "wrong: lexicon file zo.toml: TOML parse error at line 2"),
            ("none", "none: it has no file that ends in .toml"),
            ("missing", "missing: cannot read it"),
        ] {
            let output = dechaff(here.path(), &[command, "page.txt", "--lexicon", lexicon]);
            exits(&output, 1);
            assert!(messages(&output).contains(says), "{}", messages(&output));
            assert_eq!(out(&output), "");
        }
    }
}

#[test]
fn a_page_for_the_browser_has_what_the_records_have_and_runs_nothing() {
    let hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> said so \u{202e}and\u{2066} \u{1}that.";
    let here = folder(&[("a\"><u>.txt", format!("{PAGE}\n{hostile}\n").as_bytes())]);
    let explain = |to| {
        let output = dechaff(here.path(), &["explain", "a\"><u>.txt", "--to", to]);
        exits(&output, 0);
        out(&output).to_owned()
    };
    let (page, lines) = (explain("html"), explain("jsonl"));
    assert!(page.contains("default-src &#39;none&#39;") && !page.contains("<script"));
    assert!(!page.contains("<img") && !page.contains("<u>") && !page.contains("://"));
    assert!(!page.contains(['\u{202e}', '\u{2066}', '\u{1}']));
    assert!(
        page.contains("<span class=\"named\">U+202E</span>and<span class=\"named\">U+2066</span>")
    );
    for record in records(&lines) {
        let bits = format!("<span class=\"bits\">{:+.2}</span>", record["bits"].as_f64().unwrap());
        assert!(page.contains(&bits), "{record}");
        for vote in record["votes"].as_array().unwrap() {
            assert!(vote["bits"] == 0.0 || page.contains(vote["cue"].as_str().unwrap()), "{vote}");
        }
    }
    assert_eq!(page.matches("class=\"row\"").count(), lines.lines().count());
}
