//! `dechaff learn`, and cleaning with what it learnt.

use std::fs;

use crate::{dechaff, exits, folder, messages, out, piped, records};

/// Prose that a site has on all of its pages.
const LAYOUT: &str = "The readers of this paper have paid for its printing since the fire of 1911, and \
    they are invited to the yearly meeting in the old customs house.";

/// A word that no other page has.
fn name(number: usize) -> String {
    let letter = char::from(b'a' + (number % 26) as u8);
    format!("Mor{}", String::from(letter).repeat(1 + number / 26))
}

/// Pages of a host that repeats itself.
fn crawl(from: usize, to: usize) -> String {
    let page = |number: usize| {
        let text = format!(
            "Home\nNews\n\nPier {number} closed\n\nThe harbour was closed on Tuesday after barge {number} had \
             struck the eastern pier, and {} of the pilots will stay ashore for a week.\n\n{LAYOUT}\n\nNobody \
             was hurt, but the divers of {} will have to look at the foundations first.\n",
            name(number),
            name(number + 100)
        );
        serde_json::json!({ "link": format!("http://www.pier.example/{number}"), "text": text })
            .to_string()
            + "\n"
    };
    (from..to).map(page).collect()
}

#[test]
fn what_a_site_repeats_is_learnt_once_and_used_often() {
    let here = folder(&[("crawl.jsonl", crawl(0, 60).as_bytes())]);
    let learn = ["learn", "crawl.jsonl", "--url-field", "link", "-o", "site.templates"];
    exits(&dechaff(here.path(), &learn), 0);
    let clean = |more: &[&str]| {
        let all = [&["clean", "crawl.jsonl", "--url-field", "link", "--lines"], more].concat();
        let output = dechaff(here.path(), &all);
        exits(&output, 0);
        out(&output).to_owned()
    };
    let plain = clean(&[]);
    let known = clean(&["--templates", "site.templates"]);
    assert!(plain.contains("yearly meeting"));
    for record in records(&known) {
        let text = record["text"].as_str().unwrap();
        assert!(
            !text.contains("yearly meeting") && text.contains("struck the eastern pier"),
            "{text}"
        );
    }
    assert_eq!(clean(&["--two-pass"]), known);

    // A page is explained by the same votes, once its host is named.
    let page = records(&crawl(3, 4))[0]["text"].as_str().unwrap().to_owned();
    let explain = [
        "explain",
        "-",
        "--to",
        "jsonl",
        "--templates",
        "site.templates",
        "--host",
        "pier.example",
    ];
    let output = piped(here.path(), &explain, &page);
    exits(&output, 0);
    let lines = records(out(&output));
    let line = lines.iter().find(|line| line["text"] == LAYOUT).unwrap();
    let votes = line["votes"].as_array().unwrap();
    let vote = votes.iter().find(|vote| vote["cue"] == "site_template").unwrap();
    assert_eq!(vote["bucket"], "on 100% of this host's 60 pages");
    let sum: f64 = votes.iter().map(|vote| vote["bits"].as_f64().unwrap()).sum();
    assert!((sum - line["bits"].as_f64().unwrap()).abs() < 1e-6, "{line}");
}

#[test]
fn shards_add_up_to_the_same_file_in_any_order() {
    let here = folder(&[
        ("all.jsonl", crawl(0, 30).as_bytes()),
        ("a.jsonl", crawl(0, 11).as_bytes()),
        ("b.jsonl", crawl(11, 30).as_bytes()),
    ]);
    for name in ["all", "a", "b"] {
        let input = format!("{name}.jsonl");
        let output = format!("{name}.templates");
        exits(&dechaff(here.path(), &["learn", &input, "--url-field", "link", "-o", &output]), 0);
    }
    for order in [["a.templates", "b.templates"], ["b.templates", "a.templates"]] {
        let merge = ["learn", "--merge", order[0], order[1], "-o", "sum.templates"];
        exits(&dechaff(here.path(), &merge), 0);
        let read = |name| fs::read(here.path().join(name)).unwrap();
        assert!(read("sum.templates") == read("all.templates"));
    }
}

#[test]
fn what_cannot_be_learnt_is_told_and_leaves_no_file() {
    let here = folder(&[
        ("crawl.jsonl", crawl(0, 6).as_bytes()),
        ("wrong.templates", b"nothing of the kind"),
    ]);
    for (arguments, says) in [
        (vec!["learn", "crawl.jsonl", "-o", "new"], "6 pages of no known host"),
        (vec!["learn", "missing.jsonl", "-o", "new"], "missing.jsonl"),
        (vec!["learn", "crawl.jsonl", "--host", "no host", "-o", "new"], "`no host` is no host"),
        (vec!["learn", "--merge", "wrong.templates", "-o", "new"], "no file of site templates"),
        (
            vec!["clean", "crawl.jsonl", "--templates", "wrong.templates"],
            "no file of site templates",
        ),
        (vec!["clean", "-", "--two-pass"], "reads the inputs twice"),
    ] {
        let output = dechaff(here.path(), &arguments);
        exits(&output, 1);
        assert!(messages(&output).contains(says), "{arguments:?}: {}", messages(&output));
        assert_eq!(crate::names(here.path()), ["crawl.jsonl", "wrong.templates"]);
    }
}
