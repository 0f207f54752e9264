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

/// Lines without a tag from which on a beginning is a flattened page's menu, where tags are few: of
/// 16 flat texts about HTML all but two showed their first tag eleven lines down and later. Of 1,279
/// pages in HTML, cut to begin within a paragraph, all had one by the eighth line.
const LINES_BEFORE_TAGS: usize = 10;

/// Lines to a line with a tag from which on tags are few. Text about HTML has whole lines of prose
/// between its examples; in HTML a tag stands on every second line and more, as a rule.
const LINES_PER_LINE_OF_TAGS: usize = 4;

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
    let many = count > FEWEST_TAGS + window.len() / BYTES_PER_TAG;
    if (begins && count > 1) || (many && !shows_tags(window)) { Format::Html } else { Format::Text }
}

/// Whether a flattened page shows tags to its readers, as examples: far down, and on few lines.
fn shows_tags(window: &str) -> bool {
    let lines = || window.lines().filter(|line| !line.trim().is_empty());
    let before = lines().take_while(|line| !TAG.is_match(line)).count();
    let tagged = lines().filter(|line| TAG.is_match(line)).count();
    before >= LINES_BEFORE_TAGS && tagged * LINES_PER_LINE_OF_TAGS < lines().count()
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
    fn a_post_without_paragraphs_is_html() {
        let paragraph = "Plain words of a <em>post</em>, with <a href=\"/x\">a link</a> here.\n\n";
        let post = format!("First words.\n\nMore of them.\n\n{}", paragraph.repeat(5));
        assert_eq!(sniff(&post), Format::Html);
    }

    #[test]
    fn a_tutorial_behind_its_menu_stays_text() {
        let menu = "Docs\nGuides\nBlog\nSearch\n".repeat(3);
        let lesson = "A table has rows.\nRows have cells.\nSo we write:\nExample\n\
            <table><tr><td>One</td><td>Two</td></tr></table>\n";
        let page = menu + &lesson.repeat(5);
        assert_eq!(sniff(&page), Format::Text);
        // The same lines between tags of a page are the page's.
        assert_eq!(sniff(&format!("<div>{page}</div>")), Format::Html);
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
