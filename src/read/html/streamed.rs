//! Parts of a page that a script puts in their place while it loads.
//!
//! A server that renders with React (18 and later, and so Next.js) sends what takes long behind the
//! rest of the page, as `<div hidden id="S:3">`, and a line of script moves it to where
//! `<template id="B:3">` was left. Nothing of it is hidden to a reader. The spinner that stands there
//! until then is left to the cues: what is shown in the stead of a part may hold places too.

use ego_tree::{NodeId, NodeRef};
use html5ever::local_name;
use rustc_hash::FxHashMap;
use scraper::node::Element;
use scraper::{Html, Node};

use super::element::{Flow, flow};

/// Parts that may stand in each other: each adds the depth of a whole page.
const MOST_NESTED: usize = 8;

/// Puts the parts of a document where its scripts would. What has no place stays where it is.
pub(super) fn place(html: &mut Html) {
    let parts = parts(html);
    if parts.is_empty() {
        return;
    }
    let places = places(html, &parts);
    for (name, &part) in &parts {
        if let Some(place) = places.get(name).filter(|place| place.is_shallow(&places)) {
            put(html, part, place);
        }
    }
}

/// Where a part belongs.
struct Place {
    template: NodeId,
    /// The part that the place is in.
    holder: Option<String>,
}

impl Place {
    /// Whether few parts hold the place, and it does not hold itself.
    fn is_shallow(&self, places: &FxHashMap<String, Place>) -> bool {
        let above = |place: &&Place| places.get(place.holder.as_ref()?);
        std::iter::successors(Some(self), above).take(MOST_NESTED + 1).count() <= MOST_NESTED
    }
}

/// The parts by their names. They are children of the document's body.
fn parts(html: &Html) -> FxHashMap<String, NodeId> {
    let mut parts = FxHashMap::default();
    for node in html.root_element().children().flat_map(|child| child.children()) {
        let hidden = node.value().as_element().filter(|element| element.attr("hidden").is_some());
        if let Some(name) = hidden.and_then(|element| name(element, "S:")) {
            parts.entry(name.to_owned()).or_insert(node.id());
        }
    }
    parts
}

/// The places of parts, by the parts' names.
fn places(html: &Html, parts: &FxHashMap<String, NodeId>) -> FxHashMap<String, Place> {
    let names: FxHashMap<NodeId, &String> =
        parts.iter().map(|(name, &part)| (part, name)).collect();
    let mut places = FxHashMap::default();
    for node in html.tree.root().descendants() {
        let template =
            node.value().as_element().filter(|e| e.name.local == local_name!("template"));
        let name = template.and_then(|e| name(e, "B:").or_else(|| name(e, "P:")));
        if let Some(name) = name.filter(|_| is_shown(node)) {
            let holder = node.ancestors().find_map(|above| names.get(&above.id()));
            places.entry(name.to_owned()).or_insert_with(|| Place {
                template: node.id(),
                holder: holder.map(|&name| name.to_owned()),
            });
        }
    }
    places
}

/// Whether a reader sees what stands beside a node: one in the head, or in a template, is no place
/// for text.
fn is_shown(node: NodeRef<'_, Node>) -> bool {
    let is_skipped = |above: NodeRef<'_, Node>| {
        above.value().as_element().is_some_and(|element| flow(element) == Flow::Skipped)
    };
    !node.ancestors().any(is_skipped)
}

/// What stands in an element's id behind a prefix.
fn name<'a>(element: &'a Element, prefix: &str) -> Option<&'a str> {
    element.attr("id")?.strip_prefix(prefix)
}

/// Moves what a part holds to its place.
fn put(html: &mut Html, part: NodeId, place: &Place) {
    let held: Vec<NodeId> =
        html.tree.get(part).into_iter().flat_map(|part| part.children()).map(|n| n.id()).collect();
    if let Some(mut template) = html.tree.get_mut(place.template) {
        for node in held {
            template.insert_id_before(node);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of a page's body once its parts are in their places, hidden parts left out.
    fn shown(page: &str) -> String {
        let mut html = Html::parse_document(page);
        place(&mut html);
        let hidden = scraper::Selector::parse("[hidden]").unwrap();
        let left: Vec<NodeId> = html.select(&hidden).map(|element| element.id()).collect();
        for node in left {
            html.tree.get_mut(node).unwrap().detach();
        }
        html.root_element().text().collect()
    }

    #[test]
    fn parts_stand_where_they_were_waited_for() {
        let page = "<p>Harbour </p><!--$?--><template id=B:0></template><!--/$--><p> Footer</p>\
            <div hidden id=S:0><p>Pier <template id=P:1></template></p></div>\
            <div hidden id=S:1><b>Barge</b></div>";
        assert_eq!(shown(page), "Harbour Pier Barge Footer");
    }

    #[test]
    fn parts_without_a_place_and_other_hidden_elements_stay() {
        let page = "<p>Harbour</p><div hidden id=S:0>Pier</div><template id=B:1></template>\
            <div hidden id=menu>Menu</div><div id=S:1>Barge</div>";
        assert_eq!(shown(page), "HarbourBarge");
    }

    #[test]
    fn no_part_is_put_where_nobody_sees_it() {
        for place in ["<template id=B:0></template>", "<svg><template id=B:0></template></svg>"] {
            let page = format!("{place}<p>Harbour</p><div hidden id=S:0>Pier</div>");
            assert_eq!(shown(&page), "Harbour", "{place}");
        }
    }

    #[test]
    fn parts_in_themselves_and_in_each_other_end_the_walk() {
        let part = |at: usize, place: usize| {
            format!("<div hidden id=S:{at}>{at} <template id=B:{place}></template></div>")
        };
        assert_eq!(shown(&format!("Pier{}", part(0, 0))), "Pier");
        assert_eq!(shown(&format!("Pier{}{}", part(0, 1), part(1, 0))), "Pier");
        let chain: String = (0..50).map(|at| part(at, at + 1)).collect();
        let text = shown(&format!("<p></p><template id=B:0></template>{chain}"));
        assert_eq!(text.split_whitespace().count(), MOST_NESTED);
    }
}
