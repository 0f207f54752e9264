//! `dechaff eval`.

use serde_json::{Value, json};

use crate::{PAGE, common, dechaff, exits, folder, gz, messages, out, piped};

const BODY: &str = "The harbour was closed on Tuesday after a barge had struck the eastern pier, \
    and it will stay so for a week.\n\n\
    Nobody was hurt, but divers will have to look at the foundations first, the harbour master \
    said on Wednesday.";

/// A page of flat text with what is wanted of it.
fn labelled(id: &str, page_type: &str, reference: &str) -> String {
    json!({ "id": id, "page_type": page_type, "text": PAGE, "reference": reference }).to_string()
        + "\n"
}

fn report(folder: &std::path::Path, arguments: &[&str]) -> Value {
    let output = dechaff(folder, arguments);
    exits(&output, 0);
    serde_json::from_str(out(&output)).unwrap()
}

#[test]
fn words_are_scored_by_page_type() {
    let pages = labelled("a", "article", BODY) + &labelled("b", "forum", "quite another page");
    let here = folder(&[("gold.jsonl", pages.as_bytes())]);
    let table = dechaff(here.path(), &["eval", "gold.jsonl", "--worst", "1"]);
    exits(&table, 0);
    let rows: Vec<&str> = out(&table).lines().collect();
    assert!(rows[0].starts_with("words"), "{rows:?}");
    assert!(
        rows[1].starts_with("all                2 0.5000 0.5000 0.5000  0.000-1.000"),
        "{rows:?}"
    );
    assert!(rows[2].starts_with("article            1 1.0000 1.0000 1.0000"), "{rows:?}");
    assert!(rows[3].starts_with("forum              1 0.0000"), "{rows:?}");
    assert_eq!(rows[4], "0.000 P 0.000 R 0.000 b forum");
    assert_eq!(rows.len(), 5);

    let report = report(here.path(), &["eval", "gold.jsonl", "--to", "json"]);
    assert_eq!(report["all"]["words"]["f1"], 0.5);
    assert_eq!(report["types"]["article"]["words"]["recall"], 1.0);
    assert!(report["all"]["snippets"].is_null() && report["worst"].is_null());
}

#[test]
fn snippets_are_found_without_a_reference() {
    let page =
        json!({ "text": PAGE, "with": ["after a  barge", "no such"], "without": ["Facebook"] });
    let here = folder(&[("gold.jsonl.gz", &gz(page.to_string().as_bytes()))]);
    let report = report(here.path(), &["eval", "gold.jsonl.gz", "--to", "json"]);
    let snippets = &report["all"]["snippets"];
    assert_eq!((&snippets["precision"], &snippets["recall"]), (&json!(1.0), &json!(0.5)));
    assert!(report["all"]["words"].is_null());
}

#[test]
fn fields_formats_headlines_and_characters_are_chosen() {
    let html = format!("<h1>Pier closed</h1><p>{}</p>", BODY.replace("\n\n", "</p><p>"));
    let gold = json!({ "body": html, "html": html, "reference": format!("Pier closed\n{BODY}") });
    let here = folder(&[
        ("gold.jsonl", gold.to_string().as_bytes()),
        ("cjk.jsonl", json!({ "text": "码头周二关闭。驳船撞上了东侧的码头，港务局长表示，潜水员将检查地基。", "reference": "码头" }).to_string().as_bytes()),
    ]);
    let recall = |arguments: &[&str]| {
        let arguments = [&["eval", "gold.jsonl", "--to", "json"], arguments].concat();
        report(here.path(), &arguments)["all"]["words"]["recall"].as_f64().unwrap()
    };
    assert!(recall(&[]) < 1.0);
    assert_eq!(recall(&["--headline"]), 1.0);
    assert_eq!(recall(&["--field", "body", "--page", "html", "--headline"]), 1.0);
    let characters = report(here.path(), &["eval", "cjk.jsonl", "--cjk", "--to", "json"]);
    assert_eq!(characters["all"]["words"]["recall"], 1.0);
    let runs = report(here.path(), &["eval", "cjk.jsonl", "--to", "json"]);
    assert_eq!(runs["all"]["words"]["recall"], 0.0);
}

#[test]
fn records_that_cannot_be_scored_are_named() {
    let pages = [
        labelled("a", "article", BODY),
        "{\"text\": broken}\n".to_owned(),
        json!({ "id": "c", "reference": "x" }).to_string() + "\n",
        json!({ "id": 4, "text": PAGE }).to_string() + "\n",
        json!({ "text": PAGE, "reference": ["x"] }).to_string() + "\n",
        json!({ "text": PAGE, "with": "x" }).to_string() + "\n",
        json!({ "text": "\u{1}\u{2}\u{3}".repeat(99), "reference": "x" }).to_string() + "\n",
    ];
    let here = folder(&[("gold.jsonl", pages.concat().as_bytes())]);
    let output = dechaff(here.path(), &["eval", "gold.jsonl", "missing.jsonl"]);
    exits(&output, 2);
    let named: Vec<&str> = messages(&output).lines().collect();
    for (line, says) in named.iter().zip([
        "gold.jsonl, record 2, byte",
        "gold.jsonl, record 3, byte",
        "gold.jsonl, record 4, byte",
        "gold.jsonl, record 5, byte",
        "gold.jsonl, record 6, byte",
        "gold.jsonl, record 7, byte",
        "missing.jsonl: cannot read it",
    ]) {
        assert!(line.starts_with(says), "{line}");
    }
    for reason in ["invalid_json", "no_field", "no_reference", "no_string", "no_list", "binary"] {
        assert!(messages(&output).contains(&format!("({reason})")), "{named:?}");
    }
    // The page that could not be cleaned counts, as empty text.
    assert!(out(&output).contains("all                2 0.5000"), "{}", out(&output));

    let nothing = piped(here.path(), &["eval", "-"], "{}\n");
    exits(&nothing, 1);
    assert!(messages(&nothing).contains("no page could be scored"), "{}", messages(&nothing));
}

#[test]
fn threads_do_not_change_the_figures() {
    let pages: String = (0..600)
        .map(|n| labelled(&n.to_string(), &format!("type{}", n % 7), &BODY[..n % 80 + 9]))
        .collect();
    let here = folder(&[("gold.jsonl", pages.as_bytes())]);
    let of = |jobs| {
        let output = dechaff(here.path(), &["eval", "gold.jsonl", "--worst", "20", "--jobs", jobs]);
        exits(&output, 0);
        out(&output).to_owned()
    };
    assert_eq!(of("1"), of("5"));
    assert!(of("1").contains("all              600"));
}

#[test]
fn weights_of_ones_own_are_scored() {
    let here = folder(&[
        ("gold.jsonl", labelled("a", "", BODY).as_bytes()),
        ("own/text.tsv", b"bias\talways\t-9\t0\n"),
    ]);
    let report = report(here.path(), &["eval", "gold.jsonl", "--weights", "own", "--to", "json"]);
    assert_eq!(report["all"]["words"]["f1"], 0.0);
}

#[test]
fn labels_beside_pages_give_shares_by_label() {
    let output = dechaff(&common::root(), &["eval", "--labels", "seeds", "--worst", "1"]);
    exits(&output, 0);
    let table = out(&output);
    for says in [
        "dropped of",
        "  all boilerplate ",
        "kept of",
        "  all content ",
        "right label of",
        "5 pages; left out: ",
    ] {
        assert!(table.contains(says), "{table}");
    }
    let report = report(
        &common::root(),
        &["eval", "--labels", "seeds", "fixtures/text-interview", "--to", "json"],
    );
    assert_eq!(report["pages"], 6);
    let rows = report["rows"].as_array().unwrap();
    let row = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap();
    assert_eq!((&row("title")["wish"], &row("title")["share"]), (&json!("kept"), &json!(1.0)));
    assert_eq!(row("navigation")["wish"], "dropped");
}

#[test]
fn labels_by_number_find_their_page_in_the_record_or_beside_it() {
    let ranges = "1-4=navigation 6=title 8-10=paragraph 12=sharing? 13-14=sharing";
    let page = json!({ "id": 7, "text": PAGE }).to_string() + "\n";
    let labels = [
        json!({ "id": "own", "text": PAGE, "labels": ranges }),
        json!({ "id": 7, "source": "news", "labels": ranges }),
        json!({ "id": 8, "source": "news", "labels": ranges }),
        json!({ "id": 7, "source": "other", "labels": ranges }),
        json!({ "id": "wrong", "text": PAGE, "labels": "1=headline" }),
        json!({ "id": "long", "text": PAGE, "labels": "99=title" }),
        json!({ "id": "none", "text": PAGE }),
    ];
    let labels = labels.map(|record| record.to_string() + "\n").concat();
    let here =
        folder(&[("labels.jsonl", labels.as_bytes()), ("news.jsonl.gz", &gz(page.as_bytes()))]);
    let output = dechaff(here.path(), &["eval", "--labels", "labels.jsonl", "--to", "json"]);
    exits(&output, 2);
    let report: Value = serde_json::from_str(out(&output)).unwrap();
    assert_eq!((&report["pages"], &report["either"]), (&json!(2), &json!(2)));
    let rows = report["rows"].as_array().unwrap();
    let paragraphs = rows.iter().find(|row| row["name"] == "paragraph").unwrap();
    assert_eq!((&paragraphs["lines"], &paragraphs["share"]), (&json!(4), &json!(1.0)));
    for says in [
        "record 5,",
        "record 7,",
        "news 8: ",
        "neither other.text.jsonl nor other.jsonl",
        "long: the labels have 99 lines",
    ] {
        assert!(messages(&output).contains(says), "{says}: {}", messages(&output));
    }
}
