//! HTML to a tree, with its depth and its size looked at while it grows.

use html5ever::tokenizer::TokenizerOpts;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, create_element};
use html5ever::{QualName, local_name, ns};
use scraper::{Html, HtmlTreeSink};

use super::feed::Feed;
use crate::read::{Limit, Limits};

/// Bytes fed between two looks at a tree of ordinary depth. The shortest element that nests is
/// `<b>`, so that some 1,400 levels can be added before the next look: little enough for time that
/// grows with the square of the depth, and a look costs less than parsing a hundred bytes.
const LOOK: usize = 4096;

/// The mean depth that a page may have as long as it likes is this part of the limit on depth; at
/// the limit itself it may stay for so many bytes. Of pages in use the mean depth is about 20. The
/// parser looks through the open elements at most tags.
const MEAN: usize = 8;
const DEEP_BYTES: usize = 16 * LOOK;

/// A document, and what was not read of it because the tree had grown past a limit.
pub(crate) struct Parsed<'a> {
    pub(crate) html: Html,
    pub(crate) rest: &'a str,
    /// The limit past which the page went.
    pub(crate) cut: Option<Limit>,
}

/// Parses a document as a browser with scripting on does, so that what stands in `<noscript>`
/// is text (an unclosed element in it would else swallow the page).
pub(crate) fn parse<'a>(input: &'a str, limits: &Limits) -> Parsed<'a> {
    let sink = HtmlTreeSink::new(Html::new_document());
    let builder = TreeBuilder::new(sink, TreeBuilderOpts::default());
    grow(Feed::new(builder, TokenizerOpts::default(), input), limits)
}

/// Parses the content of a `<noscript>`.
pub(crate) fn fragment<'a>(input: &'a str, limits: &Limits) -> Parsed<'a> {
    let sink = HtmlTreeSink::new(Html::new_fragment());
    let body = QualName::new(None, ns!(html), local_name!("body"));
    let context = create_element(&sink, body, Vec::new());
    let builder = TreeBuilder::new_for_fragment(sink, context, None, TreeBuilderOpts::default());
    let state = builder.tokenizer_state_for_context_elem(false);
    let options = TokenizerOpts { initial_state: Some(state), ..TokenizerOpts::default() };
    grow(Feed::new(builder, options, input), limits)
}

/// Feeds a document until it ends or goes past a limit.
fn grow<'a>(mut feed: Feed<'a>, limits: &Limits) -> Parsed<'a> {
    let most = limits.nodes_of(feed.rest().len());
    let mut depth = Depth { limit: limits.depth, past: 0 };
    let (mut open, mut cut) = (0, None);
    while !feed.rest().is_empty() && cut.is_none() {
        let bytes = depth.look_after(open);
        feed.feed(bytes);
        open = feed.tree().open();
        cut = match feed.tree().nodes() > most {
            true => Some(Limit::Nodes),
            false => depth.is_past(open, bytes).then_some(Limit::Depth),
        };
    }
    let rest = feed.rest();
    Parsed { html: feed.finish(), rest, cut: cut.filter(|_| !rest.is_empty()) }
}

/// How deep a tree was so far.
struct Depth {
    limit: usize,
    /// Levels that were more than the mean may be, times the bytes for which they were.
    past: usize,
}

impl Depth {
    fn mean(&self) -> usize {
        (self.limit / MEAN).max(1)
    }

    /// Bytes to feed before the next look: fewer where many elements are open, each of which one
    /// tag may open again.
    fn look_after(&self, open: usize) -> usize {
        LOOK.saturating_mul(self.mean()) / open.max(self.mean())
    }

    /// Whether the elements that are open now are too many, or those so far.
    fn is_past(&mut self, open: usize, bytes: usize) -> bool {
        let few = self.mean().saturating_mul(bytes);
        self.past = (self.past + open * bytes).saturating_sub(few);
        open > self.limit || self.past > self.limit.saturating_mul(DEEP_BYTES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deep_tree_is_left_and_the_rest_comes_back() {
        for open in ["<div>", "<ul><li>", "<b>", "<table><tr><td>", "<svg><g>"] {
            let page = format!("{}text", open.repeat(100_000));
            let parsed = parse(&page, &Limits::default());
            assert!(parsed.rest.len() > page.len() - 4 * LOOK, "{open}");
            assert_eq!(parsed.cut, Some(Limit::Depth), "{open}");
        }
    }

    #[test]
    fn depth_is_that_of_the_open_elements_not_of_the_newest_node() {
        let page = format!("{}</body><!--x-->", "<div>".repeat(815)).repeat(50);
        assert_eq!(parse(&page, &Limits::default()).cut, Some(Limit::Depth));
    }

    #[test]
    fn copies_of_open_elements_are_bounded() {
        let open: String = (0..60).map(|at| format!("<i id={at}>")).collect();
        let page = format!("{open}{}", "<p>x</p>".repeat(100_000));
        let parsed = parse(&page, &Limits::default());
        assert_eq!(parsed.cut, Some(Limit::Nodes));
        assert!(parsed.html.tree.nodes().len() < 2 * Limits::default().nodes_of(page.len()));
    }

    #[test]
    fn few_elements_are_opened_again_between_two_looks() {
        let page: String = (0..100_000).map(|at| format!("<p><b class={at}>x")).collect();
        let limits = Limits::default();
        let parsed = parse(&page, &limits);
        assert_eq!(parsed.cut, Some(Limit::Depth));
        // Each of the elements up to the limit was opened again in all paragraphs behind its own.
        let least = limits.depth * limits.depth / 2;
        assert!(parsed.html.tree.nodes().len() < least * 5 / 4);
    }

    #[test]
    fn an_ordinary_page_is_read_whole() {
        let page = format!("<p>{}", "word ".repeat(10_000));
        for depth in [Limits::default().depth, usize::MAX] {
            let limits = Limits { depth, ..Limits::default() };
            assert_eq!(parse(&page, &limits).rest, "", "{depth}");
        }
    }
}
