use super::*;
use crate::lexicon::Lexicon;
use crate::measure::measure;
use crate::read::{Format, Limits, read};

const TEXT: &str = "The harbour of the old town was closed on Tuesday after a barge had struck the eastern pier.\n\n\
    Nobody was hurt, but divers will have to look at the foundations before ships may moor there again.\n\n";

/// The veto on the last line of a page that begins with two paragraphs.
fn veto(line: &str) -> Option<&'static str> {
    let lexicon = Lexicon::embedded();
    let text = format!("{TEXT}{line}");
    let page = read(&text, Format::Text, &Limits::default(), &lexicon.markup);
    let measured = measure(&page, lexicon);
    let last = page.lines.len() - 1;
    VETOES.iter().find(|veto| (veto.is)(&measured, last)).map(|veto| veto.rule)
}

#[test]
fn vetoes_fall_on_their_lines_and_on_none_that_looks_alike() {
    for (line, wanted) in [
        ("Share this article", "veto: furniture from end to end"),
        ("The pier at dusk. Photo: Ida Rook", "veto: a caption with its credit"),
        ("Screenshot of the tide table", "veto: says what a picture shows"),
        ("- IANS", "veto: an agency's name alone"),
        ("Read also: Sea wall to close the road", "veto: leads to another article"),
        ("We use cookies to give you the best of this site.", "veto: asks for consent"),
        ("Get the week's best stories in your inbox", "veto: calls on the reader"),
        ("Sign up for our newsletter and never miss a tide", "veto: calls on the reader"),
        ("Abonnieren Sie unseren Newsletter, und zwar heute", "veto: calls on the reader"),
    ] {
        assert_eq!(veto(line), Some(wanted), "{line}");
    }
    for line in [
        "The photographer who took the picture of the pier lives in the old town.",
        "He read also what the mayor had written of it: nothing that helped.",
        "- Rain. The pier stays closed",
        "People who share this article of faith are few.",
        "• A letter in your inbox each Friday",
        "Signing up for the second year costs nothing and binds nobody, the school says.",
        "Get notified when a ship is near the pier, so that the lock is open in time for it.",
        "These cookies are soft and chewy, and keep for a week in a tin.",
        "The use of cookies must be agreed to before the first of them is set.",
    ] {
        assert_eq!(veto(line), None, "{line}");
    }
}

#[test]
fn a_paper_keeps_the_heading_of_its_discussion() {
    let vetoed = |below: &str| {
        let text = TEXT.replace("\n\n", "<p>");
        let page = format!("<p>{text}<h2>Discussion</h2><p>{below}");
        let lexicon = Lexicon::embedded();
        let page = read(&page, Format::Html, &Limits::default(), &lexicon.markup);
        let measured = measure(&page, lexicon);
        let at = page.lines.iter().position(|line| line.form == Form::Heading(2));
        VETOES.iter().any(|veto| at.is_some_and(|at| (veto.is)(&measured, at)))
    };
    let discussed = "That the pier held at all is due to the oak it was built of two hundred years ago.\
        <p>Whether it would have held in winter, when the river carries ice, is another question.";
    assert!(!vetoed(discussed));
    assert!(vetoed("Log in to reply"));
}

#[test]
fn a_credit_in_brackets_makes_a_caption_above_the_text_alone() {
    let line = "The pier of the old town at dusk. (Ida Rook)";
    let vetoed = |text: &str, at: usize| {
        let page = read(text, Format::Text, &Limits::default(), &Lexicon::embedded().markup);
        is_caption(&measure(&page, Lexicon::embedded()), at)
    };
    assert!(vetoed(&format!("{line}\n\n{TEXT}"), 0));
    assert!(!vetoed(&format!("{TEXT}{line}"), 2));
}

#[test]
fn what_looks_like_furniture_stays_where_the_bits_are_sure() {
    let kept = |line: &str, bits: f64| {
        let page = read(
            &format!("{TEXT}{line}"),
            Format::Text,
            &Limits::default(),
            &Lexicon::embedded().markup,
        );
        let measured = measure(&page, Lexicon::embedded());
        let bits = vec![Bits::rounded(bits); 3];
        let mut draft = Draft { kept: vec![true; 3], rules: vec![None; 3] };
        apply(&measured, &bits, &mut draft);
        draft.kept[2]
    };
    for (line, sure) in [("5 March 2024, 10:30", 1.0), ("The pier at dusk. Photo: Ida Rook", 2.0)] {
        assert!(!kept(line, sure - 0.5), "{line}");
        assert!(kept(line, sure + 0.5), "{line}");
    }
    assert!(!kept("Share this article", 1.5), "words tell more than bits");
}

#[test]
fn every_veto_has_a_name_of_its_own_and_a_reason() {
    let names: std::collections::BTreeSet<_> = VETOES.iter().map(|veto| veto.rule).collect();
    assert_eq!(names.len(), VETOES.len());
    assert!(VETOES.iter().all(|veto| veto.rule.starts_with("veto: ") && veto.why.ends_with('.')));
}
