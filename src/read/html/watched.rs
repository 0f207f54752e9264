//! The parser's inside, as far as it tells how deep and how large the tree is, and what it takes
//! for text.

use std::cell::{Cell, RefCell};

use ego_tree::NodeId;
use html5ever::interface::Tracer;
use html5ever::local_name;
use html5ever::tokenizer::{Tag, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use rustc_hash::FxHashSet;
use scraper::HtmlTreeSink;

use super::head::is_json_ld;

/// The tree builder, watched: which of its elements have text in which there are no tags.
pub(super) struct Watched {
    pub(super) builder: TreeBuilder<NodeId, HtmlTreeSink>,
    /// What such text is that begins behind the last tag.
    pub(super) raw: Cell<Option<Raw>>,
}

/// Text in which there are no tags.
#[derive(Clone, Copy)]
pub(super) enum Raw {
    /// A title, data, the content of `<noscript>`.
    Read,
    /// A script, a style.
    Unread,
    /// It goes on to the end of the page.
    ToTheEnd,
}

impl TokenSink for Watched {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let is_unread = matches!(&token, Token::TagToken(tag) if is_unread(tag));
        let result = self.builder.process_token(token, line);
        match result {
            TokenSinkResult::RawData(_) => {
                self.raw.set(Some(if is_unread { Raw::Unread } else { Raw::Read }));
            }
            TokenSinkResult::Plaintext => self.raw.set(Some(Raw::ToTheEnd)),
            _ => {}
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

/// Whether nobody reads the text of the element that begins with a tag.
fn is_unread(tag: &Tag) -> bool {
    match tag.name {
        local_name!("style") => true,
        local_name!("script") => !tag
            .attrs
            .iter()
            .any(|found| found.name.local == local_name!("type") && is_json_ld(&found.value)),
        _ => false,
    }
}

impl Watched {
    pub(super) fn new(builder: TreeBuilder<NodeId, HtmlTreeSink>) -> Watched {
        Watched { builder, raw: Cell::default() }
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
