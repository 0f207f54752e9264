//! HTML to a tree, with its depth and its size looked at while it grows.

use ego_tree::NodeId;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink, create_element};
use html5ever::{QualName, TokenizerResult, local_name, ns};
use scraper::{Html, HtmlTreeSink};

use super::tag::Tag;
use super::watched::Watched;
use crate::read::{Limit, Limits};

/// Bytes fed between two looks at the depth. The shortest element that nests is `<b>`, so that
/// some 1,400 levels can be added past the limit: little enough for time that grows with the
/// square of the depth, and a look costs less than parsing a hundred bytes.
const LOOK: usize = 4096;

/// The mean depth that a page may have as long as it likes is this part of the limit on depth; at
/// the limit itself it may stay for so many looks. Of pages in use the mean depth is about 20. The
/// parser looks through the open elements at most tags.
const MEAN: usize = 8;
const DEEP_LOOKS: usize = 16;

/// Bytes of a tag from which its attributes are counted before it is parsed. The parser compares
/// each with those before it, which costs nothing to speak of in a shorter tag.
const LONG_TAG: usize = 1024;

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
    Feed::new(builder, TokenizerOpts::default(), input, limits).run()
}

/// Parses the content of a `<noscript>`.
pub(crate) fn fragment<'a>(input: &'a str, limits: &Limits) -> Parsed<'a> {
    let sink = HtmlTreeSink::new(Html::new_fragment());
    let body = QualName::new(None, ns!(html), local_name!("body"));
    let context = create_element(&sink, body, Vec::new());
    let builder = TreeBuilder::new_for_fragment(sink, context, None, TreeBuilderOpts::default());
    let state = builder.tokenizer_state_for_context_elem(false);
    let options = TokenizerOpts { initial_state: Some(state), ..TokenizerOpts::default() };
    Feed::new(builder, options, input, limits).run()
}

/// The input on its way to the tokenizer, in pieces that begin with `<`.
struct Feed<'a> {
    tokenizer: Tokenizer<Watched>,
    queue: BufferQueue,
    input: &'a str,
    limits: Limits,
    /// Where the next piece begins.
    at: usize,
    /// The tag, comment or the like that the tokenizer may be in.
    tag: Tag,
    /// Levels of all looks so far that were more than the mean may be.
    levels: usize,
    cut: Option<Limit>,
}

impl<'a> Feed<'a> {
    fn new(
        builder: TreeBuilder<NodeId, HtmlTreeSink>,
        options: TokenizerOpts,
        input: &'a str,
        limits: &Limits,
    ) -> Feed<'a> {
        Feed {
            tokenizer: Tokenizer::new(Watched::new(builder), options),
            queue: BufferQueue::default(),
            input,
            limits: *limits,
            at: 0,
            tag: Tag::at(0),
            levels: 0,
            cut: None,
        }
    }

    fn run(mut self) -> Parsed<'a> {
        // Pieces of one shared buffer: text that spans pieces is then extended, not copied.
        let whole = StrTendril::from_slice(self.input);
        let most = self.limits.nodes_of(self.input.len());
        let mut next_look = LOOK;
        let mut rest = "";
        while self.at < self.input.len() {
            let (end, next) = self.piece();
            self.feed(whole.subtendril(self.at as u32, (end - self.at) as u32));
            self.note(end);
            self.at = next;
            let past = if self.tokenizer.sink.nodes() > most {
                Some(Limit::Nodes)
            } else if self.at >= next_look {
                next_look = self.at + LOOK;
                self.is_too_deep().then_some(Limit::Depth)
            } else {
                None
            };
            if past.is_some() && self.at < self.input.len() {
                self.cut = past;
                rest = &self.input[self.at..];
                break;
            }
        }
        self.tokenizer.end();
        Parsed { html: self.tokenizer.sink.builder.sink.finish(), rest, cut: self.cut }
    }

    /// Whether the elements that are open now are too many, or those of all looks so far.
    fn is_too_deep(&mut self) -> bool {
        let open = self.tokenizer.sink.open();
        let levels = self.levels + open;
        self.levels = levels.saturating_sub(self.limits.depth / MEAN);
        open > self.limits.depth || self.levels > self.limits.depth * DEEP_LOOKS
    }

    /// Where the next piece ends, and where the one after it begins: past the attributes of a tag
    /// that has too many.
    fn piece(&mut self) -> (usize, usize) {
        let bytes = self.input.as_bytes();
        let mut end =
            memchr::memchr(b'<', &bytes[self.at + 1..]).map_or(bytes.len(), |n| self.at + 1 + n);
        // Of many in a row, the last may begin a tag.
        while bytes.get(end..end + 2) == Some(b"<<") {
            end += 1;
        }
        let is_raw = self.tokenizer.sink.is_raw.get();
        let spans_pieces = self.tag.begin < self.at;
        if (!spans_pieces && end - self.at < LONG_TAG)
            || (is_raw && bytes.get(self.at + 1) != Some(&b'/'))
        {
            return (end, end);
        }
        match self.tag.excess(bytes, self.at, end, self.limits.attributes) {
            Some(excess) => {
                if !is_raw {
                    self.cut = Some(Limit::Attributes);
                }
                (excess, self.tag.close(bytes))
            }
            None => (end, end),
        }
    }

    fn feed(&self, piece: StrTendril) {
        self.queue.push_back(piece);
        while !matches!(self.tokenizer.feed(&self.queue), TokenizerResult::Done) {}
    }

    /// Notes where the tag begins that the tokenizer may be in, past a piece that ends here.
    fn note(&mut self, end: usize) {
        let sink = &self.tokenizer.sink;
        let (markup, characters) = (sink.markup.take(), sink.characters.take());
        let may_begin = match &self.input.as_bytes()[self.at..end] {
            [b'<', next, ..] => next.is_ascii_alphabetic() || b"/!?".contains(next),
            _ => false,
        };
        let begins_here = self.tag.begin == self.at;
        if markup || (!may_begin && (characters || begins_here)) {
            self.tag = Tag::at(end);
        } else if characters && !begins_here {
            // What came may be the end of the piece before, such as `&am`.
            self.tag = Tag::at(self.at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &Html) -> String {
        html.root_element().text().collect()
    }

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
    fn an_ordinary_page_is_read_whole() {
        let page = format!("<p>{}", "word ".repeat(10_000));
        assert_eq!(parse(&page, &Limits::default()).rest, "");
    }

    /// A tag with many attributes, wherever it stands, is read with those within the limit.
    #[test]
    fn attributes_past_the_limit_are_left_out_and_nothing_else() {
        let many: String = (0..2000).map(|at| format!(" a{at}='<b>'")).collect();
        for (before, after) in [
            (format!("<p{many}>"), "</p>"),
            (format!("<p>x</p{many}><p>"), ""),
            (format!("<p x=\"<\"{many}>"), ""),
            (format!("<<p{many}>"), ""),
            (format!("&am<p{many}>"), ""),
            (format!("<i>&am<p x=\"<c y='\"{many}>"), ""),
            (format!("<title>x</title{many}><p>"), ""),
            (format!("<!-- <b \" --><p{many}>"), ""),
            (format!("<script>if (a<b \")</script><p{many}>"), ""),
        ] {
            let page = format!("{before}Text{after}<p>End");
            let parsed = parse(&page, &Limits::default());
            let most = parsed.html.tree.values().filter_map(|node| node.as_element());
            let most = most.map(|element| element.attrs.len()).max();
            assert!(most <= Some(Limits::default().attributes + 1), "{most:?} {}", &page[..30]);
            assert!(text(&parsed.html).ends_with("TextEnd"), "{}", &page[..30]);
        }
    }

    #[test]
    fn long_attributes_and_comments_are_read_whole() {
        let words = "word ' < > = ".repeat(1000);
        for page in [
            format!("<p title=\"{words}\" class=x>Text"),
            format!("<!-- {words} --><p class=x>Text"),
            format!("<script>a<b {words}</script><p class=x>Text"),
            format!("<p data-x='{}' class=x>Text", "<b>word</b> ".repeat(1000)),
        ] {
            let parsed = parse(&page, &Limits::default());
            let classes =
                parsed.html.tree.values().filter_map(|node| node.as_element()?.attr("class"));
            assert_eq!(
                (parsed.cut, classes.collect::<Vec<_>>()),
                (None, vec!["x"]),
                "{}",
                &page[..20]
            );
            assert!(text(&parsed.html).ends_with("Text"));
        }
    }
}
