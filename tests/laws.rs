//! What holds for every page, also those nobody wrote.

#![allow(clippy::expect_used, reason = "a test that cannot read its pages has failed")]

mod common;
#[path = "common/laws.rs"]
mod law;

use std::fs;

use dechaff::{Article, Cleaner, Hint, Label};
use law::{holds_together, survives};
use proptest::prelude::*;

/// Every page there is: the seeds and the fixtures, decoded.
fn pages() -> Vec<String> {
    let seeds = common::seeds().into_iter().map(|path| fs::read(path).expect("a readable seed"));
    let fixtures = common::fixtures().into_iter().map(|folder| common::page(&folder));
    seeds.chain(fixtures).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
}

#[test]
fn no_cut_of_a_page_breaks_the_cleaner() {
    let cleaner = Cleaner::default();
    for (nth, page) in pages().iter().enumerate() {
        // A prime step meets every kind of place; each page begins at another.
        for at in (nth..page.len()).step_by(997) {
            let at = page.ceil_char_boundary(at);
            for part in [&page[..at], &page[at..]] {
                for result in [cleaner.clean_text(part), cleaner.clean_html(part)] {
                    survives(result);
                }
            }
        }
    }
}

#[test]
fn offsets_point_at_their_lines_and_votes_add_up() {
    let cleaner = Cleaner::default();
    for page in pages() {
        holds_together(&survives(cleaner.clean_any(&page)).expect("a fixture is text"));
        holds_together(&survives(cleaner.clean_text(&page)).expect("a fixture is text"));
    }
}

#[test]
#[cfg(feature = "corpus")]
fn the_number_of_threads_changes_nothing() {
    let (cleaner, pages) = (Cleaner::default(), pages());
    let clean = |threads: usize| -> Vec<String> {
        let pool =
            rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a thread pool");
        let articles = pool.install(|| cleaner.clean_all(&pages));
        articles
            .into_iter()
            .map(|article| article.expect("a fixture is text").full_text())
            .collect()
    };
    let one = clean(1);
    assert_eq!(clean(2), one);
    assert_eq!(clean(8), one);
}

#[test]
fn what_was_cleaned_before_changes_nothing() {
    let (cleaner, pages) = (Cleaner::default(), pages());
    let text = |page: &String| cleaner.clean_any(page).map(|article| article.full_text()).ok();
    let forward: Vec<_> = pages.iter().map(text).collect();
    let mut backward: Vec<_> = pages.iter().rev().map(text).collect();
    backward.reverse();
    assert_eq!(forward, backward);
}

/// The paragraphs that are lost when the clean text of an article is cleaned again.
fn lost_paragraphs(cleaner: &Cleaner, article: &Article) -> Vec<String> {
    let again = survives(cleaner.clean_text(&article.full_text())).expect("clean text is text");
    // Where parts of a line were joined, the space between them is not the page's.
    let letters = |text: &str| text.split_whitespace().collect::<String>();
    let kept = letters(&again.full_text());
    article
        .lines()
        .filter(|line| line.keep && line.label == Label::Paragraph)
        .filter(|line| !kept.contains(&letters(line.text)))
        .map(|line| line.text.to_owned())
        .collect()
}

#[test]
fn cleaning_clean_text_keeps_every_paragraph() {
    let cleaner = Cleaner::default();
    let mut lost = Vec::new();
    for page in pages() {
        let article = survives(cleaner.clean_any(&page)).expect("a fixture is text");
        lost.extend(lost_paragraphs(&cleaner, &article));
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

/// Sentences as articles have them: words of content and of running text by turns.
fn sentence() -> impl Strategy<Value = String> {
    const WORDS: [&str; 24] = [
        "harbour",
        "council",
        "winter",
        "river",
        "engine",
        "garden",
        "market",
        "evening",
        "letter",
        "bridge",
        "teacher",
        "village",
        "repaired",
        "carried",
        "opened",
        "remembered",
        "promised",
        "measured",
        "quiet",
        "broken",
        "narrow",
        "eastern",
        "ancient",
        "careful",
    ];
    const LINKS: [&str; 12] =
        ["the", "of", "and", "in", "to", "was", "by", "with", "from", "that", "for", "on"];
    let word = (0..WORDS.len(), 0..LINKS.len());
    proptest::collection::vec(word, 5..14).prop_map(|words| {
        let words: Vec<String> = words
            .into_iter()
            .map(|(word, link)| format!("{} {}", LINKS[link], WORDS[word]))
            .collect();
        let text = words.join(" ");
        format!("{}{}.", text[..1].to_uppercase(), &text[1..])
    })
}

fn paragraph() -> impl Strategy<Value = String> {
    proptest::collection::vec(sentence(), 1..5).prop_map(|sentences| sentences.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn an_article_alone_keeps_every_paragraph(
        paragraphs in proptest::collection::vec(paragraph(), 1..12),
        blank in any::<bool>(),
    ) {
        let mut paragraphs = paragraphs;
        paragraphs.dedup();
        let page = paragraphs.join(if blank { "\n\n" } else { "\n" });
        let article = survives(Cleaner::default().clean_text(&page)).expect("sentences are text");
        let text = article.full_text();
        for paragraph in &paragraphs {
            prop_assert!(text.contains(paragraph), "lost {paragraph:?} of {page:?}");
        }
        prop_assert!(lost_paragraphs(&Cleaner::default(), &article).is_empty());
    }

    #[test]
    fn any_text_is_cleaned_or_refused(page in any::<String>()) {
        for result in [Cleaner::default().clean_text(&page), Cleaner::default().clean_html(&page)] {
            if let Some(article) = survives(result) {
                holds_together(&article);
            }
        }
    }

    #[test]
    fn any_lines_are_cleaned(page in "([ \\t]{0,5}[•*-]? ?[A-Za-z0-9,.!?()|]{0,12}( [a-zA-Z0-9.,é日本语]{1,9}){0,9}[\\r\\n\\f]{1,2}){0,40}") {
        let article = survives(Cleaner::default().clean_text(&page)).expect("letters are text");
        holds_together(&article);
    }

    #[test]
    fn any_tags_are_cleaned(page in "(<(/?(div|p|ul|ol|li|table|tr|td|a href=x|b|pre|br|h1|h2|nav|article|aside|noscript|script|svg|select|template|body|form|figure)( class=(comments|entry-content|related))?)>|[a-z ]{1,20}|\n|&amp;|<!-- x -->){0,80}") {
        let article = survives(Cleaner::default().clean_html(&page)).expect("letters are text");
        holds_together(&article);
    }

    #[test]
    fn any_bytes_are_cleaned_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        survives(Cleaner::default().clean_bytes(&bytes, Hint::default()));
    }
}
