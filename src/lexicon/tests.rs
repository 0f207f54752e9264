use super::*;
use crate::measure::scan::measure;
use crate::read::{Limits, read, sniff};
use std::collections::BTreeSet;
use std::path::Path;

fn hits(line: &str) -> Hits {
    measure(line, Lexicon::embedded(), &mut Lowered::default()).hits
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
    assert!(
        hits("Your e-mail address: it stays private, © 2020 Post").inside.contains(Section::Legal)
    );
}

#[test]
fn capitals_and_old_spellings_are_the_same_phrase() {
    for line in
        ["Διαβάστε επίσης", "ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ", "İlgili Haberler", "İLGİLİ HABERLER", "Citeşte şi"]
    {
        assert!(hits(line).whole.contains(Section::Related), "{line}");
    }
    assert!(hits("YAZDIR").whole.contains(Section::Sharing));
}

#[test]
fn prose_of_scripts_without_spaces_does_not_begin_with_a_phrase() {
    for line in [
        "公開日は未定だが、来年になる。",
        "如果继续使用这种药，患者会感到不适。",
        "チャンネル登録者は百万人を超えた。",
    ] {
        assert!(hits(line).start.is_empty(), "{line}");
    }
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
        .filter(|name| name.ends_with(".toml") && name != MARKUP_NAME)
        .collect();
    found.sort();
    let embedded: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
    assert_eq!(embedded, found);
}

#[test]
fn every_list_is_sorted_lower_case_and_without_repetition() {
    for (code, text) in FILES {
        let file: File = toml::from_str(text).unwrap_or_else(|error| panic!("{code}: {error}"));
        assert!(!file.name.is_empty(), "{code}: name");
        let sections: EnumSet<Section> = file.sections.keys().copied().collect();
        assert_eq!(sections, !EnumSet::only(Section::Reviews), "{code}: sections");
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
        assert!(
            !phrase.contains(['’', '‘', '“', '”', '«', '»']),
            "{name}: {phrase:?} has typographic quotes"
        );
    }
}

/// Words in the calendar and function lists are held against single words of a line.
#[test]
fn every_word_is_one_word() {
    for (code, text) in FILES {
        let file: File = toml::from_str(text).unwrap();
        for word in file.function_words.iter().chain(&file.calendar).chain(&file.by) {
            assert!(word.chars().all(is_word), "{code}: {word:?} is never one word");
        }
    }
}

#[test]
fn a_lexicon_of_ones_own_is_added() {
    let own = [
        ("mine.toml", "by = [\"Pluf\"]\n[related]\nwhole = [\"Zomp\u{a0} Vloo\"]"),
        ("markup.toml", "[marks]\nrelated = [\"zompbox\"]"),
    ];
    let lexicon = Lexicon::with(own).unwrap();
    let hits = |line| measure(line, &lexicon, &mut Lowered::default()).hits;
    assert!(hits("ZOMP VLOO (3)").whole.contains(Section::Related));
    assert!(hits("Comments (12)").whole.contains(Section::Comments));
    assert!(measure("Pluf Ida Rook", &lexicon, &mut Lowered::default()).begins_with_by);
    assert!(lexicon.markup.read("site-zompbox").marks.contains(Section::Related));
    assert!(lexicon.markup.read("site-nav").marks.contains(Section::Navigation));
}

#[test]
fn what_is_wrong_with_a_lexicon_is_said() {
    for (name, text, says) in [
        ("a.toml", "[related]\nwhole = [\"x\"", "lexicon file a.toml: TOML parse error at line 2"),
        ("a.toml", "name = \"A\"\n\n[relatd]\nwhole = []", "line 3"),
        (
            "a.toml",
            "[relatd]\nwhole = []",
            "unknown variant `relatd`, expected one of `navigation`",
        ),
        ("a.toml", "[related]\nbegin = []", "unknown field `begin`, expected one of `whole`"),
        ("a.toml", "[related]\nwhole = [3]", "line 2"),
        ("a.toml", "[related]\nwhole = [\"!!\"]", "the phrase `!!` can never be found"),
        ("markup.toml", "content = [\"site-nav\"]", "`site-nav` is no word of class names"),
        ("markup.toml", "contents = []", "lexicon file markup.toml: TOML parse error at line 1"),
    ] {
        let error = Lexicon::with([(name, text)]).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn a_thinned_lexicon_lacks_other_phrases_each_turn() {
    let texts = |lexicon: &Lexicon| -> BTreeSet<Box<str>> {
        lexicon.phrases.texts().map(Box::from).collect()
    };
    let all = texts(Lexicon::embedded());
    let (first, second) = (texts(&Lexicon::thinned(20, 0)), texts(&Lexicon::thinned(20, 1)));
    for thinned in [&first, &second] {
        assert!(thinned.is_subset(&all));
        assert!((75..85).contains(&(thinned.len() * 100 / all.len())), "{}", thinned.len());
    }
    assert_ne!(first, second);
}

/// The phrases that stand in the lines of a page, where their kind wants them.
fn phrases(page: &str) -> BTreeSet<&'static str> {
    let lexicon = Lexicon::embedded();
    let limits = Limits::default();
    let page = read(page, sniff(page), &limits, &lexicon.markup);
    let mut found = BTreeSet::new();
    let mut lower = Lowered::default();
    for line in &page.lines {
        let hits = measure(page.words(line), lexicon, &mut lower).hits;
        lexicon.matches(&lower, |phrase, _, _| {
            if phrase.anchor != Anchor::Whole || hits.whole.contains(phrase.section) {
                found.insert(&*phrase.text);
            }
        });
    }
    found
}

/// A phrase that only one site prints is no phrase of its language.
#[test]
fn every_phrase_that_fires_on_a_seed_serves_another_site() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = |folder: &str, names: &[&str]| -> BTreeSet<&'static str> {
        let paths =
            std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        let files = paths.flat_map(|path| match path.is_dir() {
            true => names.iter().map(|name| path.join(name)).collect(),
            false => vec![path],
        });
        files
            .filter(|path| path.extension().is_some_and(|kind| kind == "txt" || kind == "html"))
            .filter_map(|path| std::fs::read_to_string(path).ok())
            .flat_map(|page| phrases(&page))
            .collect()
    };
    let seeds = pages("seeds", &[]);
    let fixtures = pages("fixtures", &["page.html", "page.txt"]);
    let lonely: Vec<_> = seeds.difference(&fixtures).collect();
    assert!(seeds.len() > 20, "the seeds are not read");
    assert!(lonely.is_empty(), "{lonely:?}");
}
