//! A text on each side of each threshold.

use super::*;

const SENTENCE: &str = "The harbour master said that the pier would have to be closed for a week. ";

fn reason(filter: Filter, text: &str) -> Option<&'static str> {
    let filters = Filters { min_chars: 0, filters: vec![filter] };
    filters.broken(text).map(|problem| problem.reason)
}

/// Sentences that differ, so that nothing is repeated.
fn prose(sentences: usize) -> String {
    const WORDS: [&str; 13] = [
        "rope",
        "lantern",
        "anchor",
        "ferry",
        "tide",
        "harbour",
        "mooring",
        "captain",
        "freight",
        "customs",
        "lighthouse",
        "breakwater",
        "crane",
    ];
    let sentence = |at: usize| {
        let word = |step: usize| WORDS[(at * step + at / 13 + step) % 13];
        format!(
            "The {} of q{at} and {} q{at} went to {} q{at} with {}.\n",
            word(1),
            word(3),
            word(5),
            word(7)
        )
    };
    (0..sentences).map(sentence).collect()
}

#[test]
fn good_prose_breaks_no_rule() {
    for filter in Filter::ALL {
        assert_eq!(reason(filter, &prose(30)), None, "{filter}");
        assert_eq!(filter.name().parse(), Ok(filter));
    }
    assert!(!Filters { min_chars: 0, filters: vec![Filter::C4Lines] }.has_page_rules());
    assert!("c5".parse::<Filter>().is_err());
    assert!(Filters::default().broken("").is_none());
}

#[test]
fn pages_of_code_and_dummy_text_are_not_for_c4() {
    for (text, wanted) in [
        (prose(5), None),
        (prose(4), Some("c4_too_few_sentences")),
        ("一。二！三？四。五。".to_owned(), None),
        (prose(5) + "{", Some("c4_curly_bracket")),
        (prose(5) + "Lorem Ipsum dolor", Some("c4_lorem_ipsum")),
    ] {
        assert_eq!(reason(Filter::C4, &text), wanted, "{text}");
    }
}

#[test]
fn lines_are_left_out_by_the_first_rule_that_they_break() {
    for (line, wanted) in [
        ("The pier is closed.", None),
        ("\"Is it?\" he asked, \"it is\"", None),
        ("The pier is closed. [12][citation needed]", Some("c4_line_no_end_mark")),
        ("The pier is closed.[12][citation needed]", None),
        ("The pier is [12]", Some("c4_line_no_end_mark")),
        ("The pier is closed", Some("c4_line_no_end_mark")),
        ("The pier is closed and ...", Some("c4_line_no_end_mark")),
        ("The pier is closed…", Some("c4_line_no_end_mark")),
        ("Pier closed.", Some("c4_line_too_few_words")),
        ("Please turn on JavaScript to see this.", Some("c4_line_javascript")),
        ("This site Uses Cookies, as do others.", Some("c4_line_policy")),
        ("Read our Privacy Policy first.", Some("c4_line_policy")),
    ] {
        assert_eq!(c4_lines::broken(line), wanted, "{line}");
    }
    let word = |length| format!("It is {}.", "x".repeat(length));
    assert_eq!(c4_lines::broken(&word(999)), None);
    assert_eq!(c4_lines::broken(&word(1_000)), Some("c4_line_long_word"));
    let cyrillic = format!("It is {}.", "ж".repeat(999));
    assert_eq!(c4_lines::broken(&cyrillic), None);
}

#[test]
fn gopher_asks_for_prose() {
    for (text, wanted) in [
        (prose(6), None),
        (prose(3), Some("gopher_short_doc")),
        ("a ".repeat(60), Some("gopher_short_words")),
        ("incomprehensibilities ".repeat(60), Some("gopher_long_words")),
        (prose(6) + &"# ".repeat(9), Some("gopher_too_many_hashes")),
        (prose(6) + &"... ".repeat(9), Some("gopher_too_many_ellipses")),
        (
            prose(6).replace("The ", "• The ").replace("the", "• the"),
            Some("gopher_too_many_bullets"),
        ),
        (prose(40).replacen(".\n", "…\n", 15), Some("gopher_too_many_open_lines")),
        ("1234 5678 word the of\n".repeat(20), Some("gopher_too_few_letters")),
        ("Worte ohne jedes fremde davon\n".repeat(20), Some("gopher_too_few_stop_words")),
    ] {
        assert_eq!(reason(Filter::GopherQuality, &text), wanted, "{text}");
    }
}

#[test]
fn gopher_leaves_out_what_repeats_itself() {
    let paragraphs = format!("{}\n\n", prose(2)).repeat(3);
    assert_eq!(reason(Filter::GopherRepetition, &paragraphs), Some("gopher_repeated_paragraphs"));
    let lines = prose(12) + &format!("{SENTENCE}\n").repeat(8);
    assert_eq!(reason(Filter::GopherRepetition, &lines), Some("gopher_repeated_lines"));
    let pairs = prose(4) + &"click here ".repeat(30);
    assert_eq!(reason(Filter::GopherRepetition, &pairs), Some("gopher_top_2_gram"));
    let runs = (0..8).map(|at| format!("{at} {}", prose(8).replace('\n', " "))).collect::<String>();
    let found = reason(Filter::GopherRepetition, &runs).unwrap_or_default();
    assert!(found.starts_with("gopher_repeated_"), "{found}");
}

#[test]
fn fineweb_looks_at_lines() {
    for (text, wanted) in [
        (prose(20), None),
        (prose(20).replace('.', ""), Some("fineweb_line_punctuation")),
        ("A short line.\n".to_owned() + &"Short.\n".repeat(3), Some("fineweb_short_lines")),
        (prose(20) + &prose(1), Some("fineweb_repeated_lines")),
        (prose(2) + "\n", None),
    ] {
        assert_eq!(reason(Filter::FineWeb, &text), wanted, "{text}");
    }
}

#[test]
fn short_texts_are_named_with_their_length() {
    let filters = Filters { min_chars: 10, filters: Vec::new() };
    assert!(filters.broken("ten chars!").is_none());
    let problem = filters.broken("日本").map(|problem| problem.message).unwrap_or_default();
    assert_eq!(problem, "the clean text is left out: characters: 2; at least 10");
}
