//! HTML or flat text: told by the content.

use std::sync::LazyLock;

use regex::Regex;

use crate::read::cut;

/// What a page is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// HTML, whole or a part.
    Html,
    /// Text that was flattened from HTML, or never was HTML.
    Text,
}

/// How much of a page is looked at, in bytes.
const WINDOW: usize = 16 * 1024;

/// Tags that text about HTML may name.
const FEWEST_TAGS: usize = 3;

/// Bytes to a tag at most: flattened text about HTML has far fewer tags, and pages with much
/// script have more.
const BYTES_PER_TAG: usize = 400;

/// How documents begin.
static DOCUMENT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^<(?:!doctype|html|head|body|\?xml)[\s>]"));

/// The tags that pages are made of.
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)</?(?:a|article|aside|b|blockquote|body|br|button|center|code|dd|div|dl|dt|em|figcaption|figure|font|footer|form|h[1-6]|head|header|html|i|iframe|img|label|li|link|main|meta|nav|ol|p|pre|script|section|small|span|strong|style|table|tbody|td|th|thead|tr|ul|video)(?: [^<>]*)?/?>",
    )
});

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("a constant, and tested: {error}"))
}

/// Tells HTML from flat text by the beginning of the page.
pub(crate) fn sniff(text: &str) -> Format {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let window = cut(start, WINDOW);
    if DOCUMENT.is_match(window) {
        return Format::Html;
    }
    let tags = || TAG.find_iter(window);
    // A fragment begins with a tag or a comment, and has at least one more.
    let begins = window.starts_with("<!--") || tags().next().is_some_and(|tag| tag.start() == 0);
    let count = tags().count();
    if (begins && count > 1) || count > FEWEST_TAGS + window.len() / BYTES_PER_TAG {
        Format::Html
    } else {
        Format::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_fragments_are_html() {
        for page in [
            "<!DOCTYPE html><title>x</title>",
            "\u{feff}\n<html lang=en>",
            "<p>One paragraph.</p>",
            "<!-- saved --><div class=a>Text</div>",
            "Lead <b>bold</b> <a href=x>y</a><br>two<br>three <p>four</p>",
        ] {
            assert_eq!(sniff(page), Format::Html, "{page}");
        }
    }

    #[test]
    fn text_about_html_stays_text() {
        for page in [
            "",
            "Plain words.",
            "<3 this so much",
            "Use <div> rather than <p> when nothing else fits; </p> may be left out.",
            "if a < b and c > d then stop",
            "<John> hello\n<Mary> hi\n",
        ] {
            assert_eq!(sniff(page), Format::Text, "{page}");
        }
    }
}
