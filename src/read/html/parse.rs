//! HTML to a tree, with its depth and its size looked at while it grows.

use ego_tree::NodeId;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, TokenSink, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink, create_element};
use html5ever::{QualName, TokenizerResult, local_name, ns};
use memchr::memchr;
use scraper::{Html, HtmlTreeSink};

use super::raw;
use super::tag;
use super::watched::{Raw, Watched};
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

/// The input on its way to the tokenizer, without what nobody reads: attributes, scripts, styles,
/// the text of comments.
struct Feed<'a> {
    tokenizer: Tokenizer<Watched>,
    queue: BufferQueue,
    input: &'a str,
    limits: Limits,
    /// How far the input is taken.
    at: usize,
    /// What is taken and not fed yet. It ends where the tokenizer is in text.
    taken: String,
    /// Bytes fed since the last look.
    fed: usize,
    /// Levels of all looks so far that were more than the mean may be.
    levels: usize,
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
            taken: String::new(),
            fed: 0,
            levels: 0,
        }
    }

    fn run(mut self) -> Parsed<'a> {
        let most = self.limits.nodes_of(self.input.len());
        let mut cut = None;
        while self.at < self.input.len() && cut.is_none() {
            self.take();
            if self.at < self.input.len() && self.fed + self.taken.len() < LOOK {
                continue;
            }
            self.feed();
            self.fed = 0;
            cut = if self.tokenizer.sink.nodes() > most {
                Some(Limit::Nodes)
            } else {
                self.is_too_deep().then_some(Limit::Depth)
            };
        }
        self.tokenizer.end();
        let rest = &self.input[self.at..];
        let cut = cut.filter(|_| !rest.is_empty());
        Parsed { html: self.tokenizer.sink.builder.sink.finish(), rest, cut }
    }

    /// Whether the elements that are open now are too many, or those of all looks so far.
    fn is_too_deep(&mut self) -> bool {
        let open = self.tokenizer.sink.open();
        let levels = self.levels + open;
        self.levels = levels.saturating_sub(self.limits.depth / MEAN);
        open > self.limits.depth || self.levels > self.limits.depth * DEEP_LOOKS
    }

    /// Takes text up to the next `<`, and what begins with it.
    fn take(&mut self) {
        let rest = &self.input[self.at..];
        let text = memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        self.take_up_to(self.at + text);
        match &rest.as_bytes()[text..] {
            [] => {}
            [b'<', b'/', name, ..] if name.is_ascii_alphabetic() => self.take_tag(),
            [b'<', name, ..] if name.is_ascii_alphabetic() => self.take_tag(),
            [b'<', b'!', b'-', b'-', ..] => {
                self.taken.push_str("<!---->");
                self.at = raw::comment_end(self.input, self.at);
            }
            markup if markup.starts_with(b"<![CDATA[") => {
                self.feed();
                let is_section =
                    self.tokenizer.sink.adjusted_current_node_present_but_not_in_html_namespace();
                self.take_behind(if is_section { "]]>" } else { ">" });
            }
            [b'<', b'/' | b'!' | b'?', ..] => self.take_behind(">"),
            _ => self.take_up_to(self.at + 1),
        }
    }

    fn take_up_to(&mut self, end: usize) {
        self.taken.push_str(&self.input[self.at..end]);
        self.at = end;
    }

    /// Takes what there is up to the next of such signs, and these.
    fn take_behind(&mut self, signs: &str) {
        let rest = &self.input[self.at..];
        let length = rest.find(signs).map_or(rest.len(), |length| length + signs.len());
        self.take_up_to(self.at + length);
    }

    fn take_tag(&mut self) {
        let Some(tag) = tag::copy(self.input, self.at, &mut self.taken) else {
            self.at = self.input.len();
            return;
        };
        self.at = tag.end;
        if tag.is_end || !raw::may_follow(tag.name) {
            return;
        }
        // Whether text without tags follows depends on where in the tree the tag stands.
        self.feed();
        let Some(raw) = self.tokenizer.sink.raw.take() else { return };
        let end = raw::end(self.input, self.at, tag.name);
        match raw {
            Raw::Unread => self.at = end,
            Raw::Read => self.take_up_to(end),
            Raw::ToTheEnd => self.take_up_to(self.input.len()),
        }
    }

    /// Gives the tokenizer what is taken.
    fn feed(&mut self) {
        self.fed += self.taken.len();
        self.queue.push_back(StrTendril::from_slice(&self.taken));
        self.taken.clear();
        while !matches!(self.tokenizer.feed(&self.queue), TokenizerResult::Done) {}
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

    /// What a tree holds for whoever reads it: no text of scripts and comments, and of attributes
    /// those that are read.
    fn read_of(html: &Html) -> Vec<String> {
        let mut read = Vec::new();
        for node in html.tree.root().descendants() {
            let depth = node.ancestors().count();
            let parent = node.parent().and_then(|parent| parent.value().as_element());
            let is_raw = parent.is_some_and(|parent| {
                parent.name.ns == ns!(html)
                    && (parent.name() == "style"
                        || (parent.name() == "script" && parent.attr("type").is_none()))
            });
            read.push(match node.value() {
                scraper::Node::Text(text) if !is_raw => format!("{depth} {:?}", &**text),
                scraper::Node::Element(element) => {
                    let attributes = ["class", "id", "hidden"].map(|key| element.attr(key));
                    format!("{depth} <{:?} {attributes:?}>", element.name)
                }
                scraper::Node::Doctype(kind) => format!("{kind:?}"),
                _ => continue,
            });
        }
        read
    }

    const PIECES: [&str; 64] = [
        "<p>",
        "</p>",
        "<div class=a>",
        "</div>",
        "<b>",
        "</b>",
        "<a href=b id='c\"d'>",
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<svg>",
        "</svg>",
        "<math>",
        "<mi>",
        "<path d='M1'/>",
        "<foreignObject>",
        "<desc>",
        "<title>",
        "</title>",
        "<TITLE >",
        "</Title x='",
        "<textarea>",
        "</textarea>",
        "<script>",
        "</script>",
        "<script type=application/ld+json>",
        "</script class=\">",
        "<style>",
        "</style/>",
        "<noscript>",
        "</noscript>",
        "<xmp>",
        "</xmp>",
        "<iframe src='>'>",
        "</iframe>",
        "<plaintext>",
        "<!--",
        "-->",
        "--!>",
        "<!",
        "<!-->",
        "--",
        "<![CDATA[",
        "]]>",
        "<?",
        ">",
        "<",
        "</",
        "</ ",
        "/",
        "=",
        "\"",
        "'",
        " ",
        "\r\n",
        "\0",
        "é",
        "text",
        "&am",
        "p;",
        "<font color=x>",
        "<input type=hidden hidden class=a class=b/>",
    ];

    proptest::proptest! {
        #[test]
        fn what_is_left_out_changes_nothing_that_is_read(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..24)
        ) {
            let page = pieces.concat();
            let parsed = parse(&page, &Limits::default());
            let whole = Html::parse_document(&page);
            proptest::prop_assert_eq!(read_of(&parsed.html), read_of(&whole), "{}", page);
        }
    }

    #[test]
    fn of_many_attributes_those_that_are_read_stay() {
        let many: String = (0..2000).map(|at| format!(" a{at}='<b>' class=x{at}")).collect();
        let page = format!("<p{many} id=y>Text</p{many}>");
        let parsed = parse(&page, &Limits::default());
        let mut elements = parsed.html.tree.values().filter_map(|node| node.as_element());
        let paragraph = elements.find(|element| element.name() == "p").unwrap();
        assert_eq!(paragraph.attrs().collect::<Vec<_>>(), [("class", "x0"), ("id", "y")]);
        assert_eq!(parsed.cut, None);
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
