//! Records in, records out: what is cleaned, and what keeps its bytes.

use crate::{
    BOILERPLATE, PAGE, common, dechaff, exits, folder, messages, out, piped, record, records,
};

#[test]
fn records_keep_all_that_is_not_cleaned() {
    let here = folder(&[]);
    let page = serde_json::to_string(PAGE).unwrap();
    let input = format!(
        "{{\"z\":18446744073709551616123,\"id\":7, \"text\": {page} ,\"z\":[1.0,{{\"b\":2,\"a\":1e400}}],\"\\u00e9\":null}}\n\
         \n\
         {{\"id\":7,\"html\":{page},\"title\":\"old\",\"nested\":{{\"text\":\"x\"}}}}\n"
    );
    // The key `html` says what its page is written in; this one is flat text.
    let output = piped(here.path(), &["clean", "--page", "text"], &input);
    exits(&output, 0);
    let lines: Vec<&str> = out(&output).lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("{\"z\":18446744073709551616123,\"id\":7,\"text\":\"The harbour"));
    let end = ",\"z\":[1.0,{\"b\":2,\"a\":1e400}],\"\\u00e9\":null,\"title\":\"Pier closed\"}";
    assert!(lines[0].ends_with(end), "{}", lines[0]);
    assert!(lines[1].starts_with("{\"id\":7,\"text\":\"The harbour"), "{}", lines[1]);
    let end = ",\"title\":\"Pier closed\",\"nested\":{\"text\":\"x\"}}";
    assert!(lines[1].ends_with(end), "{}", lines[1]);
}

#[test]
fn records_get_comments_and_lines_on_request() {
    let here = folder(&[]);
    let output = piped(here.path(), &["clean", "--comments", "--lines"], record(PAGE));
    exits(&output, 0);
    let record = &records(out(&output))[0];
    assert!(record["comments"].is_string());
    let lines = record["lines"].as_array().unwrap();
    assert_eq!(lines.len(), PAGE.lines().filter(|line| !line.is_empty()).count());
    for line in lines {
        let number = line["line"].as_u64().unwrap() as usize;
        let span = |at: usize| line["span"][at].as_u64().unwrap() as usize;
        assert_eq!(&PAGE[span(0)..span(1)], PAGE.lines().nth(number - 1).unwrap());
        assert!(line["label"].is_string() && line["keep"].is_boolean() && line["bits"].is_f64());
    }
}

#[test]
fn files_become_records_on_request() {
    let here = folder(&[("page.txt", PAGE.as_bytes()), ("menu.txt", BOILERPLATE.as_bytes())]);
    let output = dechaff(here.path(), &["clean", "page.txt", "menu.txt", "--to", "jsonl"]);
    exits(&output, 0);
    let found = records(out(&output));
    assert_eq!(found[0]["id"], "page.txt");
    assert_eq!(found[0]["title"], "Pier closed");
    assert_eq!(found[0]["metadata"]["encoding"], "UTF-8");
    assert!(found[0]["text"].as_str().unwrap().starts_with("The harbour"));
    assert_eq!(found[1]["empty"], "no_content");
    assert_eq!(found[1]["text"], "");
}

#[test]
fn records_become_text_on_request() {
    let here = folder(&[]);
    let one = piped(here.path(), &["clean", "--to", "text"], record(PAGE));
    assert!(out(&one).starts_with("Pier closed\n"), "{}", out(&one));
    let two = piped(here.path(), &["clean", "--to", "text"], record(PAGE).repeat(2));
    assert_eq!(out(&two), format!("==> -:1 <==\n{0}\n==> -:2 <==\n{0}", out(&one)));
}

#[test]
fn a_named_field_is_the_page() {
    let here = folder(&[]);
    let page = serde_json::to_string(PAGE).unwrap();
    let input = format!("{{\"text\":1,\"body\":{page},\"k\":2}}\n");
    let output = piped(here.path(), &["clean", "--field", "body"], &input);
    exits(&output, 0);
    let record = &records(out(&output))[0];
    assert!(record["text"].as_str().unwrap().starts_with("The harbour"));
    assert!(record.get("body").is_none() && record["k"] == 2);
    let missing = piped(here.path(), &["clean", "--field", "bodi"], &input);
    exits(&missing, 1);
    assert!(messages(&missing).contains("no key `bodi`"), "{}", messages(&missing));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    // More than a batch, with long and short pages side by side.
    let pages = common::fixtures().into_iter().map(|folder| common::page(&folder));
    let lines: String = pages
        .map(|page| record(&String::from_utf8_lossy(&page)) + &record(PAGE).repeat(6))
        .chain(["not JSON\n".to_owned()])
        .collect();
    let here = folder(&[("in.jsonl", lines.as_bytes())]);
    let run = |jobs: &str| {
        let output = dechaff(here.path(), &["clean", "in.jsonl", "--jobs", jobs, "--lines"]);
        exits(&output, 2);
        (output.stdout, output.stderr)
    };
    assert!(run("1") == run("4"), "one thread and four give different output");
}
