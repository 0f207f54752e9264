use super::*;
use crate::lexicon::Lexicon;
use crate::measure::measure;
use crate::read::{Format, Limits, read};
use std::collections::BTreeSet;

/// The bucket in which a cue puts the line of an example that `»` marks.
fn bucket(cue: &Cue, example: &str) -> Option<String> {
    let lexicon = Lexicon::embedded();
    let page = example.replacen('»', "", 1);
    let marked = example.find('»').expect("an example marks a line");
    let words: String = example[marked..].chars().skip(1).take_while(|&c| c != '\n').collect();
    let words = words.split(['<', '>']).find(|part| {
        !part.is_empty() && !part.starts_with("a href") && *part != "a" && *part != "p"
    });
    let html = page.contains('<') && page.contains('>');
    let format = if html { Format::Html } else { Format::Text };
    let page = read(&page, format, &Limits::default(), &lexicon.markup);
    let measured = measure(&page, lexicon);
    let before = example[..marked].matches('\n').count();
    let at = if page.tree.is_some() {
        let words = words.expect("an example's line has words");
        page.lines.iter().position(|line| page.whole(line).contains(words)).expect(example)
    } else {
        page.lines.iter().position(|line| line.number == before + 1).expect(example)
    };
    let blocks = measured.measures.len().div_ceil(LANES);
    let mut column = vec![[SILENT; LANES]; blocks];
    cue.ask(&measured, &mut vec![[f32::NAN; LANES]; blocks], &mut column);
    cue.buckets().into_iter().nth(column.as_flattened()[at].into())
}

#[test]
fn every_example_falls_where_it_says() {
    let mut wrong = Vec::new();
    for cue in cues() {
        for (example, wanted) in cue.hits {
            let found = bucket(cue, example);
            if found.as_deref() != Some(*wanted) {
                wrong.push(format!("{}: {found:?} for {wanted} on {example}", cue.name));
            }
        }
        for (example, unwanted) in cue.misses {
            assert!(cue.buckets().iter().any(|name| name == unwanted), "{}: {unwanted}", cue.name);
            if bucket(cue, example).as_deref() == Some(*unwanted) {
                wrong.push(format!("{}: {unwanted} on {example}", cue.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_cue_has_a_name_of_its_own_a_reason_and_examples() {
    let mut names = BTreeSet::new();
    for cue in cues() {
        assert!(names.insert(cue.name), "{} stands twice", cue.name);
        assert!(cue.name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{}", cue.name);
        assert!(cue.why.ends_with('.') && cue.why.len() > 20, "{}: {}", cue.name, cue.why);
        assert!(!cue.hits.is_empty() && !cue.misses.is_empty(), "{}", cue.name);
    }
}
