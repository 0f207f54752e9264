//! C4: pages that hold a curly bracket (code), "lorem ipsum" (a page under construction), or
//! fewer than five sentences. The rules for lines are in `c4_lines`.

use super::{Broken, Text, at_least, at_most};

/// Sentences of a page at least.
const SENTENCES: usize = 5;

pub(super) fn broken(text: &Text<'_>) -> Option<Broken> {
    let brackets = text.text.matches('{').count();
    let lorem = text.text.to_lowercase().matches("lorem ipsum").count();
    at_most("c4_curly_bracket", "curly brackets", brackets as f64, 0.0)
        .or_else(|| at_most("c4_lorem_ipsum", "times \"lorem ipsum\"", lorem as f64, 0.0))
        .or_else(|| {
            let sentences = sentences(text.text);
            at_least("c4_too_few_sentences", "sentences", sentences as f64, SENTENCES as f64)
        })
}

/// Sentences end with a mark and white space; in scripts without spaces the mark is enough.
fn sentences(text: &str) -> usize {
    let mut count = 0;
    let mut after_mark = false;
    for c in text.chars().chain(['\n']) {
        count += usize::from(after_mark && c.is_whitespace());
        let closes = matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '»');
        after_mark = matches!(c, '.' | '!' | '?' | '…') || (after_mark && closes);
        count += usize::from(matches!(c, '。' | '！' | '？'));
    }
    count
}
