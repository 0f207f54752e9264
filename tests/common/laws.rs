//! What holds for every page.

use dechaff::{Article, Trouble};

/// The article, if the page is text; a crash fails the test.
#[track_caller]
pub(crate) fn survives(result: Result<Article, Trouble>) -> Option<Article> {
    match result {
        Ok(article) => Some(article),
        Err(crash @ Trouble::Crash { .. }) => panic!("{crash}"),
        Err(_) => None,
    }
}

/// Offsets point at the line, and the votes add up to its bits.
#[track_caller]
pub(crate) fn holds_together(article: &Article) {
    let text = article.page_text();
    let (mut at, mut chars, mut number) = (0, 0, 1);
    for (nth, line) in article.lines().enumerate() {
        let bytes = line.span.bytes.clone();
        assert_eq!(&text[bytes.clone()], line.text);
        // Counted on from line to line, so that pages of many lines take no time.
        chars += text[at..bytes.start].chars().count();
        number += text[at..bytes.start].matches('\n').count();
        assert_eq!((chars, number), (line.span.chars.start, line.number));
        chars += line.text.chars().count();
        number += line.text.matches('\n').count();
        assert_eq!(chars, line.span.chars.end);
        at = bytes.end;
        assert_eq!(
            article.votes(nth).iter().map(|vote| vote.bits).sum::<dechaff::Bits>(),
            line.bits
        );
    }
}
