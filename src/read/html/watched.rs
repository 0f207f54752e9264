//! The parser's inside, as far as it tells how deep and how large the tree is, and where a tag
//! begins.

use std::cell::{Cell, RefCell};

use ego_tree::NodeId;
use html5ever::interface::Tracer;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use rustc_hash::FxHashSet;
use scraper::HtmlTreeSink;

/// The tree builder, watched: what the tokenizer gives it tells where in the input a tag begins.
pub(super) struct Watched {
    pub(super) builder: TreeBuilder<NodeId, HtmlTreeSink>,
    /// A tag, a comment or a document type has come since the last look; characters have.
    pub(super) markup: Cell<bool>,
    pub(super) characters: Cell<bool>,
    /// The tokenizer reads text in which there are no tags, such as a script.
    pub(super) is_raw: Cell<bool>,
}

impl TokenSink for Watched {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        match &token {
            Token::TagToken(tag) => {
                self.markup.set(true);
                if tag.kind == TagKind::EndTag {
                    self.is_raw.set(false);
                }
            }
            Token::CommentToken(_) | Token::DoctypeToken(_) => self.markup.set(true),
            Token::CharacterTokens(_) | Token::NullCharacterToken => self.characters.set(true),
            Token::EOFToken | Token::ParseError(_) => {}
        }
        let result = self.builder.process_token(token, line);
        if matches!(result, TokenSinkResult::RawData(_) | TokenSinkResult::Plaintext) {
            self.is_raw.set(true);
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Watched {
    pub(super) fn new(builder: TreeBuilder<NodeId, HtmlTreeSink>) -> Watched {
        Watched {
            builder,
            markup: Cell::default(),
            characters: Cell::default(),
            is_raw: Cell::default(),
        }
    }

    /// Nodes of the tree so far.
    pub(super) fn nodes(&self) -> usize {
        self.builder.sink.0.borrow().tree.nodes().len()
    }

    /// How many elements are open, with those that the next text would open again.
    pub(super) fn open(&self) -> usize {
        struct Open(RefCell<Vec<NodeId>>);
        impl Tracer for Open {
            type Handle = NodeId;

            fn trace_handle(&self, node: &NodeId) {
                self.0.borrow_mut().push(*node);
            }
        }
        let open = Open(RefCell::default());
        self.builder.trace_handles(&open);
        let open = open.0.into_inner();
        // Elements of both kinds are named twice.
        open.into_iter().collect::<FxHashSet<_>>().len()
    }
}
