//! The input on its way to the parser, without what nobody reads: most attributes, scripts, styles,
//! the text of comments. The tree is the same but for them.
//!
//! Text and tags in which there is nothing to decode, which are most of them, go to the tree builder
//! as they are; all else goes to it through the tokenizer, which looks at each character.

use ego_tree::NodeId;
use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeSink};
use memchr::{memchr, memchr2};
use scraper::{Html, HtmlTreeSink};

use super::raw;
use super::tag::Tag;
use super::watched::{Raw, Watched};

/// What is left of a document to be fed, and what became of the rest.
pub(super) struct Feed<'a> {
    tokenizer: Tokenizer<Watched>,
    queue: BufferQueue,
    input: &'a str,
    /// How far the input is taken.
    at: usize,
    /// What is for the tokenizer and not handed on yet.
    taken: String,
    /// Whether the tokenizer waits for what comes next: within text, it may be in the middle of a
    /// character reference.
    waits: bool,
    /// Bytes handed on.
    fed: usize,
}

impl<'a> Feed<'a> {
    pub(super) fn new(
        builder: TreeBuilder<NodeId, HtmlTreeSink>,
        options: TokenizerOpts,
        input: &'a str,
    ) -> Feed<'a> {
        Feed {
            tokenizer: Tokenizer::new(Watched::new(builder), options),
            queue: BufferQueue::default(),
            input,
            at: 0,
            taken: String::new(),
            // A byte order mark is the tokenizer's.
            waits: true,
            fed: 0,
        }
    }

    /// Feeds so many bytes or little more, or all that is left.
    pub(super) fn feed(&mut self, bytes: usize) {
        let enough = self.fed + bytes;
        while self.at < self.input.len() && self.fed + self.taken.len() < enough {
            self.take();
        }
        self.hand_on();
    }

    /// What is not fed yet.
    pub(super) fn rest(&self) -> &'a str {
        &self.input[self.at..]
    }

    /// The tree so far.
    pub(super) fn tree(&self) -> &Watched {
        &self.tokenizer.sink
    }

    /// The document, what is left of it not counted.
    pub(super) fn finish(self) -> Html {
        self.tokenizer.end();
        self.tokenizer.sink.builder.sink.finish()
    }

    /// Takes text up to the next `<`, and what begins with it.
    fn take(&mut self) {
        let rest = self.rest();
        let text = memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        self.take_text(&rest[..text]);
        match &rest.as_bytes()[text..] {
            [] => {}
            [b'<', b'/', name, ..] | [b'<', name, ..] if name.is_ascii_alphabetic() => {
                self.take_tag();
            }
            [b'<', b'!', b'-', b'-', ..] => {
                self.at = raw::comment_end(self.input, self.at);
                self.taken.push_str("<!---->");
                self.hand_on_markup();
            }
            markup if markup.starts_with(b"<![CDATA[") => {
                self.hand_on();
                let is_section =
                    self.tree().adjusted_current_node_present_but_not_in_html_namespace();
                self.take_markup(if is_section { "]]>" } else { ">" });
            }
            [b'<', b'/' | b'!' | b'?', ..] => self.take_markup(">"),
            // A sign like others.
            _ => self.take_up_to(self.at + 1),
        }
    }

    fn take_text(&mut self, text: &str) {
        let end = self.at + text.len();
        if self.waits || memchr2(b'&', b'\0', text.as_bytes()).is_some() {
            return self.take_up_to(end);
        }
        self.at = end;
        self.fed += text.len();
        if !text.is_empty() {
            self.build(Token::CharacterTokens(match memchr(b'\r', text.as_bytes()) {
                None => StrTendril::from_slice(text),
                Some(_) => StrTendril::from(text.replace("\r\n", "\n").replace('\r', "\n")),
            }));
        }
    }

    fn take_up_to(&mut self, end: usize) {
        self.taken.push_str(&self.input[self.at..end]);
        self.at = end;
        self.waits = true;
    }

    /// Takes markup up to the next of such signs, and these.
    fn take_markup(&mut self, signs: &str) {
        let rest = self.rest();
        let length = rest.find(signs).map_or(rest.len(), |length| length + signs.len());
        self.take_up_to(self.at + length);
        self.hand_on_markup();
    }

    fn take_tag(&mut self) {
        let Some(tag) = Tag::read(self.input, self.at) else {
            self.at = self.input.len();
            return;
        };
        self.at = tag.end;
        let text_may_follow = raw::may_follow(tag.name);
        if !self.waits
            && !text_may_follow
            && let Some(token) = tag.token()
        {
            self.fed += tag.len();
            return self.build(Token::TagToken(token));
        }
        tag.write(&mut self.taken);
        self.hand_on_markup();
        if tag.is_end || !text_may_follow {
            return;
        }
        // Whether text without tags follows depends on where in the tree the tag stands.
        match self.tree().raw.take() {
            None => {}
            Some(Raw::Unread) => self.at = raw::end(self.input, self.at, tag.name),
            Some(Raw::Read) => self.take_up_to(raw::end(self.input, self.at, tag.name)),
            Some(Raw::ToTheEnd) => self.take_up_to(self.input.len()),
        }
    }

    /// Gives the tokenizer what is taken.
    fn hand_on(&mut self) {
        self.fed += self.taken.len();
        self.queue.push_back(StrTendril::from_slice(&self.taken));
        self.taken.clear();
        while !matches!(self.tokenizer.feed(&self.queue), TokenizerResult::Done) {}
    }

    /// Gives the tokenizer what is taken, the end of which is the end of a tag or the like.
    fn hand_on_markup(&mut self) {
        self.hand_on();
        self.waits = false;
    }

    /// Gives the tree builder a token that the tokenizer has no part in.
    fn build(&self, token: Token) {
        /// Lines are counted for messages that nobody reads.
        const LINE: u64 = 1;
        // Results tell the tokenizer where raw text follows, which no token here leads to, and
        // which encoding a `meta` names, which comes too late.
        let _ = self.tree().builder.process_token(token, LINE);
    }
}

#[cfg(test)]
mod tests {
    use html5ever::ns;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::read::Limits;
    use crate::read::html::parse::parse;

    fn text(html: &Html) -> String {
        html.root_element().text().collect()
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

    /// With `¦` between them.
    const PIECES: &str = concat!(
        "<p>¦</p>¦<div class=a>¦</div>¦<b>¦</b>¦<a href=b id='c\"d'>¦</a>¦<table>¦<tr>¦<td>¦",
        "</table>¦<svg>¦</svg>¦<math>¦<mi>¦<path d='M1'/>¦<foreignObject>¦<desc>¦<title>¦",
        "</title>¦<TITLE >¦</Title x='¦<textarea>¦</textarea>¦<script>¦</script>¦",
        "<script type=application/ld+json>¦</script class=\">¦<style>¦</style/>¦<noscript>¦",
        "</noscript>¦<xmp>¦</xmp>¦<iframe src='>'>¦</iframe>¦<plaintext>¦<!--¦-->¦--!>¦<!¦",
        "<!-->¦--¦<![CDATA[¦]]>¦<?¦>¦<¦</¦</ ¦/¦=¦\"¦'¦ ¦\r\n¦\0¦é¦text¦&am¦p;¦",
        "<font color=x>¦<font face=x>¦<font size=1>¦",
        "<input type=hidden hidden class=a class=b/>",
    );

    fn soup() -> impl Strategy<Value = String> {
        let piece = select(PIECES.split('¦').collect::<Vec<_>>());
        vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_is_left_out_changes_nothing_that_is_read(page in soup()) {
            let parsed = parse(&page, &Limits::default());
            prop_assert_eq!(read_of(&parsed.html), read_of(&Html::parse_document(&page)));
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
