//! HTML to a tree, with the depth looked at while the tree grows.

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{ParseOpts, driver};
use scraper::{Html, HtmlTreeSink};

use crate::read::Limits;

/// Bytes fed between two looks at the depth. The shortest element that nests is `<b>`, so a
/// chunk can add some 1,400 levels past the limit: little enough for time that grows with the
/// square of the depth, and a look costs less than parsing a hundred bytes.
const CHUNK: usize = 4096;

/// A document, and what was not read of it because the tree had grown too deep.
pub(crate) struct Parsed<'a> {
    pub(crate) html: Html,
    pub(crate) rest: &'a str,
}

/// Parses a document as a browser with scripting on does, so that what stands in `<noscript>`
/// is text (an unclosed element in it would else swallow the page).
pub(crate) fn parse<'a>(input: &'a str, limits: &Limits) -> Parsed<'a> {
    let sink = HtmlTreeSink::new(Html::new_document());
    let mut parser = driver::parse_document(sink, ParseOpts::default());
    // Chunks of one shared buffer: text that spans chunks is then extended, not copied.
    let whole = StrTendril::from_slice(input);
    let mut rest = input;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(chunk(rest));
        parser.process(whole.subtendril((input.len() - rest.len()) as u32, chunk.len() as u32));
        rest = after;
        if depth(&parser.tokenizer.sink.sink) > limits.depth {
            break;
        }
    }
    Parsed { html: parser.finish(), rest }
}

/// Bytes of the next chunk: up to where the next tag may begin, so that no tag is cut.
fn chunk(rest: &str) -> usize {
    let least = CHUNK.min(rest.len());
    memchr::memchr(b'<', &rest.as_bytes()[least..]).map_or(rest.len(), |more| least + more)
}

/// Depth of the newest node.
fn depth(sink: &HtmlTreeSink) -> usize {
    let html = sink.0.borrow();
    html.tree.nodes().next_back().map_or(0, |node| node.ancestors().count())
}

/// Parses the content of a `<noscript>`.
pub(crate) fn fragment(input: &str) -> Html {
    Html::parse_fragment(input)
}

/// The text of HTML with its tags taken out: what is left of a page behind the point where its
/// tree grew too deep. A tag becomes a line end.
pub(crate) fn flat(input: &str) -> String {
    let mut text = String::new();
    let mut rest = input;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        let tag = &rest[at..];
        let is_tag = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
        let raw = ["<script", "<style"]
            .into_iter()
            .find(|open| tag.get(..open.len()).is_some_and(|t| t.eq_ignore_ascii_case(open)));
        let end = match (is_tag, raw) {
            (false, _) => {
                text.push('<');
                1
            }
            (true, Some("<script")) => find(tag, "</script").unwrap_or(tag.len()),
            (true, Some(_)) => find(tag, "</style").unwrap_or(tag.len()),
            (true, None) => {
                text.push('\n');
                memchr::memchr(b'>', tag.as_bytes()).map_or(tag.len(), |end| end + 1)
            }
        };
        rest = &tag[end..];
    }
    text.push_str(rest);
    text
}

fn find(text: &str, close: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), close.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deep_tree_is_left_and_the_rest_comes_back() {
        let page = format!("{}text", "<div>".repeat(100_000));
        let parsed = parse(&page, &Limits::default());
        assert!(parsed.rest.len() > page.len() - 4 * CHUNK);
        assert_eq!(flat(parsed.rest).trim(), "text");
    }

    #[test]
    fn an_ordinary_page_is_read_whole() {
        let page = format!("<p>{}", "word ".repeat(10_000));
        assert_eq!(parse(&page, &Limits::default()).rest, "");
    }

    #[test]
    fn flat_text_loses_tags_and_scripts_but_no_signs() {
        let html = "a <b>bold</b> < c<script>if (a<b) x()</script> d<style>p{}</style>";
        assert_eq!(flat(html), "a \nbold\n < c\n d\n");
    }
}
