//! Options of a run: filters, statistics, the config file, progress; and what shells ask for.

use std::fs;

use crate::generated::{archive, page};
use crate::{dechaff, exits, file, messages, names, piped, records};

#[test]
fn statistics_count_every_page_and_line() {
    let here = tempfile::tempdir().unwrap();
    file(&here, "in.jsonl", (archive(500, "text") + "broken\n").as_bytes());
    let arguments = ["clean", "in.jsonl", "-o", "o.jsonl", "--stats", "s.json", "--jobs"];
    let run = |jobs: &str| -> serde_json::Value {
        exits(&dechaff(here.path(), &[&arguments[..], &[jobs]].concat()), 2);
        serde_json::from_slice(&fs::read(here.path().join("s.json")).unwrap()).unwrap()
    };
    let mut stats = run("1");
    assert_eq!(stats["pages"], serde_json::json!({"cleaned": 500, "filtered": 0, "failed": 1}));
    assert_eq!(stats["errors"]["invalid_json"], 1);
    let empty = (0..500).filter(|&at| page(at).is_empty()).count();
    assert_eq!(stats["empty"]["no_text"], empty);
    let lines: u64 = stats["lines"]
        .as_object()
        .unwrap()
        .values()
        .map(|lines| lines["kept"].as_u64().unwrap() + lines["dropped"].as_u64().unwrap())
        .sum();
    let all: usize =
        (0..500).map(|at| page(at).lines().filter(|line| !line.trim().is_empty()).count()).sum();
    assert_eq!(lines, all as u64);
    let size = fs::metadata(here.path().join("in.jsonl")).unwrap().len();
    assert_eq!(stats["bytes"]["read"], size);
    assert_eq!(stats["dropped_lines"][0][1], 500 - empty);
    assert!(stats["seconds"]["judge"].as_f64().unwrap() > 0.0);
    let mut again = run("4");
    for stats in [&mut stats, &mut again] {
        stats.as_object_mut().unwrap().remove("seconds");
    }
    assert_eq!(stats, again);
}

#[test]
fn pages_are_left_out_by_named_rules() {
    let here = tempfile::tempdir().unwrap();
    let long =
        "The harbour was closed on Tuesday after a barge had struck the eastern pier. ".repeat(8);
    let code =
        format!("{long}\n\nOn the harbour's wall the captain wrote “if (x) {{ return; }}”. {long}");
    let input: String = [&long[..], "A short text, but a whole sentence it is.", &code]
        .iter()
        .map(|text| serde_json::json!({ "id": text.len(), "text": text }).to_string() + "\n")
        .collect();
    let reasons = |options: &[&str]| -> Vec<String> {
        let arguments = [&["clean", "-", "--errors", "e.jsonl"], options].concat();
        let done = piped(here.path(), &arguments, input.as_bytes());
        exits(&done, 0);
        let letters = records(&fs::read(here.path().join("e.jsonl")).unwrap());
        assert_eq!(records(&done.stdout).len() + letters.len(), 3);
        assert!(letters.iter().all(|letter| letter["id"].is_number()));
        letters.iter().map(|letter| letter["reason"].as_str().unwrap().to_owned()).collect()
    };
    assert!(reasons(&[]).is_empty());
    assert_eq!(reasons(&["--min-chars", "100"]), ["min_chars"]);
    let unnamed = piped(here.path(), &["clean", "-", "--min-chars", "100"], input.as_bytes());
    exits(&unnamed, 0);
    assert!(messages(&unnamed).contains("1 of 3 left out by a filter"), "{}", messages(&unnamed));
    assert_eq!(reasons(&["--filter", "c4"]), ["c4_too_few_sentences", "c4_curly_bracket"]);
    assert_eq!(
        reasons(&["--filter", "gopher-quality,c4"]),
        ["gopher_short_doc", "c4_curly_bracket"]
    );
    let wrong = piped(here.path(), &["clean", "--filter", "c5"], b"");
    exits(&wrong, 1);
    assert!(
        messages(&wrong).contains("the filters are c4, c4-lines, gopher-quality"),
        "{}",
        messages(&wrong)
    );
}

#[test]
fn lines_are_left_out_by_named_rules() {
    let here = tempfile::tempdir().unwrap();
    let text = "Pier closed\n\nThe harbour was closed on Tuesday after a barge had struck the \
        eastern pier.\n\nThe harbour master, who has been in office for eleven years, said that it \
        would stay so until\n\nDivers will have to look at the foundations first, as they have done \
        after each winter since the pier was built for the herring boats of the old town, and nobody \
        knows the use of cookies in that.\n\nNobody was hurt, and the ferries will go from the western \
        pier until the work is done.\n";
    file(&here, "in.jsonl", serde_json::json!({ "text": text }).to_string().as_bytes());
    let arguments = ["clean", "in.jsonl", "--lines", "--stats", "s.json"];
    let run = |options: &[&str]| {
        let done = dechaff(here.path(), &[&arguments[..], options].concat());
        exits(&done, 0);
        let stats = fs::read(here.path().join("s.json")).unwrap();
        let stats: serde_json::Value = serde_json::from_slice(&stats).unwrap();
        (records(&done.stdout).remove(0), stats)
    };
    let (all, whole) = run(&[]);
    assert_eq!(whole["filtered_lines"], serde_json::json!({}));
    let (record, stats) = run(&["--filter", "c4-lines"]);
    let wanted: Vec<&str> = all["text"]
        .as_str()
        .unwrap()
        .split("\n\n")
        .filter(|line| line.ends_with('.') && !line.contains("cookies"))
        .collect();
    assert_eq!(wanted.len(), 2);
    assert_eq!(record["text"].as_str().unwrap(), wanted.join("\n\n"));
    assert_eq!(record["title"], "Pier closed");
    let rules = serde_json::json!({"c4_line_no_end_mark": 1, "c4_line_policy": 1});
    assert_eq!(stats["filtered_lines"], rules);
    assert_eq!(stats["lines"]["paragraph"], serde_json::json!({"kept": 2, "dropped": 2}));
    let lines = record["lines"].as_array().unwrap();
    let left_out: Vec<(&str, &str)> = lines
        .iter()
        .filter(|line| line["keep"] == false)
        .map(|line| (line["label"].as_str().unwrap(), line["rule"].as_str().unwrap()))
        .collect();
    let wanted = [("paragraph", "c4_line_no_end_mark"), ("paragraph", "c4_line_policy")];
    assert_eq!(left_out, wanted);
    // Pages are asked for what is left.
    let few = ["clean", "in.jsonl", "--filter", "c4,c4-lines", "--errors", "e.jsonl"];
    assert!(dechaff(here.path(), &few).stdout.is_empty());
    let letters = records(&fs::read(here.path().join("e.jsonl")).unwrap());
    assert_eq!(letters[0]["reason"], "c4_too_few_sentences");
}

#[test]
fn a_file_of_options_gives_way_to_the_command_line() {
    let here = tempfile::tempdir().unwrap();
    file(
        &here,
        "run.toml",
        b"lean = \"recall\"\nkeep = [\"byline\", \"date\"]\njobs = 2\ncomments = true\nmin_chars = 7\n",
    );
    let effective = |options: &[&str]| -> toml::Table {
        let shown = dechaff(here.path(), &[&["config"], options].concat());
        exits(&shown, 0);
        String::from_utf8(shown.stdout).unwrap().parse().unwrap()
    };
    let table = effective(&["--config", "run.toml", "--jobs", "3", "--keep", "tags"]);
    assert_eq!(table["lean"].as_str(), Some("recall"));
    assert_eq!(table["jobs"].as_integer(), Some(3));
    assert_eq!(table["comments"].as_bool(), Some(true));
    assert_eq!(table["min-chars"].as_integer(), Some(7));
    assert_eq!(table["keep"].as_array().map(Vec::len), Some(1));
    // What is printed is a file for --config again.
    file(&here, "again.toml", table.to_string().as_bytes());
    assert_eq!(effective(&["--config", "again.toml"]), table);

    let record = serde_json::json!({ "text": page(1) }).to_string();
    let done = piped(here.path(), &["clean", "--config", "run.toml"], record.as_bytes());
    exits(&done, 0);
    assert!(records(&done.stdout)[0]["comments"].is_string());
    for (text, says) in [
        ("leen = 1", "`leen` is no option"),
        ("lean = \"left\"", "invalid value 'left'"),
        ("lean = 1.5", "`lean` is float"),
        ("config = \"x\"", "`config` is no option"),
        ("not TOML", "wrong.toml"),
    ] {
        file(&here, "wrong.toml", text.as_bytes());
        let wrong = dechaff(here.path(), &["clean", "--config", "wrong.toml"]);
        exits(&wrong, 1);
        assert!(messages(&wrong).contains(says), "{}", messages(&wrong));
        assert!(messages(&wrong).contains("error: wrong.toml: "), "{}", messages(&wrong));
    }
}

#[test]
fn a_run_says_what_it_came_to_unless_it_is_told_not_to() {
    let here = tempfile::tempdir().unwrap();
    file(&here, "in.jsonl", archive(200, "text").as_bytes());
    let run = |options: &[&str]| {
        let done = dechaff(here.path(), &[&["clean", "in.jsonl"], options].concat());
        exits(&done, 0);
        messages(&done)
    };
    let told = run(&["-o", "o.jsonl"]);
    assert!(told.starts_with("200 pages cleaned, ") && told.lines().count() == 1, "{told}");
    assert_eq!(run(&["-o", "o.jsonl", "--progress", "never"]), "");
    assert_eq!(run(&[]), "");
    assert!(run(&["--progress", "always"]).contains("200 pages cleaned"));
    assert_eq!(names(here.path()), ["in.jsonl", "o.jsonl"]);
}

#[test]
fn the_output_is_what_its_name_says() {
    let here = tempfile::tempdir().unwrap();
    file(&here, "page.txt", page(1).as_bytes());
    for (name, begins) in
        [("o.txt", &b"The "[..]), ("o.jsonl", b"{\"id\":\"page.txt\""), ("o.parquet", b"PAR1")]
    {
        exits(&dechaff(here.path(), &["clean", "page.txt", "-o", name]), 0);
        let bytes = fs::read(here.path().join(name)).unwrap();
        assert!(bytes.starts_with(begins), "{name}: {}", String::from_utf8_lossy(&bytes[..20]));
    }
}

#[test]
fn shells_and_manuals_are_told_of_every_option() {
    let here = tempfile::tempdir().unwrap();
    for arguments in [&["completions", "bash"][..], &["completions", "zsh"], &["man"]] {
        let done = dechaff(here.path(), arguments);
        exits(&done, 0);
        let text = String::from_utf8(done.stdout).unwrap().replace("\\-", "-");
        for option in ["--resume", "--min-chars", "--lean", "--errors"] {
            assert!(text.contains(option), "{arguments:?} does not name {option}");
        }
    }
}
