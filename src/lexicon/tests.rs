use super::*;
use crate::measure::line::measure;
use std::path::Path;

fn hits(line: &str) -> Hits {
    measure(line, Lexicon::embedded(), &mut String::new()).hits
}

#[test]
fn whole_phrases_must_make_up_the_line() {
    assert!(hits("Comments (12)").whole.contains(Section::Comments));
    assert!(hits("Leave a Reply »").whole.contains(Section::Comments));
    assert!(hits("Home | News | Sport").whole.contains(Section::Navigation));
    assert!(!hits("Comments from the minister").whole.contains(Section::Comments));
    assert!(!hits("Homework").whole.contains(Section::Navigation));
}

#[test]
fn phrases_stand_at_word_boundaries() {
    assert!(hits("Photo: A. Rook").start.contains(Section::Caption));
    assert!(!hits("Telephoto: a history").any().contains(Section::Caption));
    assert!(hits("Your e-mail address: it stays private, © 2020 Post").inside.contains(Section::Legal));
}

#[test]
fn long_lines_are_searched_at_their_ends() {
    let middle = "word ".repeat(200);
    assert!(hits(&format!("{middle} All rights reserved.")).inside.contains(Section::Legal));
    assert!(hits(&format!("We use cookies. {middle}")).start.contains(Section::Consent));
    assert!(hits(&format!("{middle} all rights reserved {middle}")).any().is_empty());
}

#[test]
fn the_languages_are_the_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicon");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".toml") && name != "markup.toml")
        .map(|name| name.trim_end_matches(".toml").to_owned())
        .collect();
    found.sort();
    let embedded: Vec<&str> = FILES.iter().map(|(code, _)| *code).collect();
    assert_eq!(embedded, found);
}

#[test]
fn every_list_is_sorted_lower_case_and_without_repetition() {
    for (code, text) in FILES {
        let file: File = toml::from_str(text).unwrap_or_else(|error| panic!("{code}: {error}"));
        assert_eq!(file.sections.len(), EnumSet::<Section>::all().len(), "{code}: sections");
        let lists = file.sections.iter().flat_map(|(section, lists)| {
            [(section, &lists.whole), (section, &lists.start), (section, &lists.inside)]
        });
        for (section, list) in lists {
            check_list(&format!("{code} {section:?}"), list);
        }
        check_list(&format!("{code} function_words"), &file.function_words);
        check_list(&format!("{code} calendar"), &file.calendar);
        check_list(&format!("{code} by"), &file.by);
    }
}

fn check_list(name: &str, list: &[String]) {
    for pair in list.windows(2) {
        assert!(pair[0] < pair[1], "{name}: {:?} stands before {:?}", pair[0], pair[1]);
    }
    for phrase in list {
        assert_eq!(*phrase, phrase.to_lowercase(), "{name}: not lower case");
        assert!(!phrase.contains("  ") && !phrase.starts_with(' '), "{name}: {phrase:?}");
        assert!(!phrase.contains(['’', '‘', '“', '”', '«', '»']), "{name}: {phrase:?} has typographic quotes");
    }
}
