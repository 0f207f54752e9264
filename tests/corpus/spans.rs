//! Spans beside documents, as Dolma keeps attributes.

use crate::generated::{archive, page};
use crate::{dechaff, exits, file, records, unpack};

#[test]
fn spans_stand_row_for_row_and_cut_out_what_cleaning_drops() {
    let here = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(here.path().join("documents/deep")).unwrap();
    let mut input = archive(1_000, "text");
    let odd = "Startseite\r\nNachrichten\r\n\r\n   Größe 日本 😀\n\nDie alte Brücke über den Fluß wurde \
         am Dienstag gesperrt, nachdem 😀 ein Riß entdeckt worden war.\n\nTeilen\nFacebook\nTwitter\n";
    input.push_str("not JSON\n");
    let odd_record = serde_json::json!({ "id": {"n": [1]}, "source": "s", "text": odd });
    input.push_str(&format!("{odd_record}\n{{\"id\":7,\"text\":null}}\n"));
    file(&here, "documents/deep/a.jsonl.gz", input.as_bytes());
    let arguments = ["clean", "documents", "-o", "attributes", "--to", "spans"];
    exits(&dechaff(here.path(), &arguments), 2);
    let spans = records(&unpack(&here.path().join("attributes/deep/a.jsonl.gz")));
    assert_eq!(spans.len(), input.lines().count());
    for (at, row) in spans.iter().enumerate() {
        let text = match at {
            0..=999 => page(at),
            1_001 => odd.to_owned(),
            _ => String::new(),
        };
        let is_read = at != 1_000 && at != 1_002;
        match at {
            0..=999 => assert_eq!(row["id"], format!("doc-{at}")),
            1_001 => assert_eq!(row["id"], serde_json::json!({"n": [1]})),
            1_002 => assert_eq!(row["id"], 7),
            _ => assert!(row["id"].is_null()),
        }
        let attributes = row["attributes"].as_object().unwrap();
        let chars: Vec<char> = text.chars().collect();
        let mut kept = String::new();
        let mut end = 0;
        for span in attributes["dechaff__lines__drop"].as_array().unwrap() {
            let place = |at: usize| span[at].as_u64().unwrap() as usize;
            assert!(place(0) < place(1) && place(0) >= end, "{row}");
            assert_eq!(chars[place(1) - 1], '\n', "a line's span has its end");
            assert!(place(0) == 0 || chars[place(0) - 1] == '\n', "and its beginning");
            kept.extend(&chars[end..place(0)]);
            end = place(1);
        }
        kept.extend(&chars[end..]);
        let article = dechaff::Cleaner::default().clean_text(&text).unwrap();
        let lines = |text: &str| -> Vec<String> {
            text.lines().map(|line| line.trim().to_owned()).filter(|l| !l.is_empty()).collect()
        };
        assert_eq!(lines(&kept), lines(&article.full_text()), "{row}");
        assert_eq!(is_read && !text.is_empty(), attributes.len() > 1, "{row}");
    }
    assert_eq!(spans[1_001]["source"], "s");
}
