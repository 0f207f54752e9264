//! What an element does to the flow of text, and what it says about what it holds.

use enumset::EnumSet;
use html5ever::{LocalName, local_name};
use rustc_hash::FxHasher;
use scraper::node::Element;
use std::hash::Hasher;

use super::tree::Area;
use crate::lexicon::{Named, Names, Section};
use crate::read::cut;

/// What an element does to the flow of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    /// Part of the line.
    Inline,
    /// Part of the line, but never glued to what stands beside it: buttons, links.
    Apart,
    /// A line of its own.
    Block,
    /// A line of its own with space around it.
    Spaced,
    /// `<br>`.
    Break,
    /// `<li>`.
    Item,
    /// `<tr>`.
    Row,
    /// `<td>`, `<th>`.
    Cell,
    /// `<pre>`: spacing matters.
    Preformatted,
    /// `<noscript>`: text to be parsed.
    Noscript,
    /// No text that a reader sees.
    Skipped,
}

/// The rendering of elements follows chapter 15.3 of the HTML Standard: `Spaced` are those with
/// margins above and below, `Block` those without. A template is shown if its content is that of the
/// element around it (a declarative shadow root, section 4.12.3).
pub(crate) fn flow(element: &Element) -> Flow {
    match element.name.local {
        local_name!("template") if element.attr("shadowrootmode").is_some() => Flow::Block,
        local_name!("p")
        | local_name!("blockquote")
        | local_name!("ul")
        | local_name!("ol")
        | local_name!("dl")
        | local_name!("menu")
        | local_name!("dir")
        | local_name!("figure")
        | local_name!("h1")
        | local_name!("h2")
        | local_name!("h3")
        | local_name!("h4")
        | local_name!("h5")
        | local_name!("h6")
        | local_name!("table")
        | local_name!("hr")
        | local_name!("article")
        | local_name!("section")
        | local_name!("aside")
        | local_name!("nav")
        | local_name!("header")
        | local_name!("footer")
        | local_name!("main")
        | local_name!("form")
        | local_name!("fieldset") => Flow::Spaced,
        local_name!("div")
        | local_name!("dt")
        | local_name!("dd")
        | local_name!("body")
        | local_name!("html")
        | local_name!("address")
        | local_name!("center")
        | local_name!("details")
        | local_name!("summary")
        | local_name!("dialog")
        | local_name!("figcaption")
        | local_name!("hgroup")
        | local_name!("legend")
        | local_name!("search")
        | local_name!("caption")
        | local_name!("tbody")
        | local_name!("thead")
        | local_name!("tfoot")
        | local_name!("frameset") => Flow::Block,
        local_name!("a")
        | local_name!("button")
        | local_name!("label")
        | local_name!("time")
        | local_name!("img")
        | local_name!("input") => Flow::Apart,
        local_name!("br") => Flow::Break,
        local_name!("li") => Flow::Item,
        local_name!("tr") => Flow::Row,
        local_name!("td") | local_name!("th") => Flow::Cell,
        local_name!("pre")
        | local_name!("listing")
        | local_name!("xmp")
        | local_name!("plaintext") => Flow::Preformatted,
        local_name!("noscript") => Flow::Noscript,
        local_name!("script")
        | local_name!("style")
        | local_name!("template")
        | local_name!("head")
        | local_name!("svg")
        | local_name!("iframe")
        | local_name!("object")
        | local_name!("embed")
        | local_name!("canvas")
        | local_name!("audio")
        | local_name!("video")
        | local_name!("select")
        | local_name!("datalist")
        | local_name!("textarea")
        | local_name!("title")
        | local_name!("noframes")
        | local_name!("map")
        | local_name!("rp")
        | local_name!("applet") => Flow::Skipped,
        _ => Flow::Inline,
    }
}

/// The area that an element's name makes of it.
fn area(name: &LocalName) -> Option<Area> {
    Some(match *name {
        local_name!("nav") | local_name!("menu") => Area::Nav,
        local_name!("aside") => Area::Aside,
        local_name!("header") => Area::Header,
        local_name!("footer") => Area::Footer,
        local_name!("form") | local_name!("fieldset") => Area::Form,
        local_name!("dialog") => Area::Dialog,
        local_name!("article") => Area::Article,
        local_name!("main") => Area::Main,
        local_name!("p") => Area::Paragraph,
        local_name!("h1")
        | local_name!("h2")
        | local_name!("h3")
        | local_name!("h4")
        | local_name!("h5")
        | local_name!("h6") => Area::Heading,
        local_name!("li") | local_name!("dt") | local_name!("dd") => Area::ListItem,
        local_name!("blockquote") | local_name!("q") => Area::Quote,
        local_name!("tr") | local_name!("td") | local_name!("th") | local_name!("caption") => {
            Area::Table
        }
        local_name!("pre") | local_name!("listing") | local_name!("xmp") => Area::Preformatted,
        local_name!("figure") => Area::Figure,
        local_name!("figcaption") => Area::Caption,
        local_name!("button") | local_name!("label") | local_name!("legend") => Area::Button,
        local_name!("time") => Area::Time,
        local_name!("address") => Area::Address,
        local_name!("a") => Area::Link,
        local_name!("noscript") => Area::Noscript,
        _ => return None,
    })
}

/// The level of a heading.
fn heading(name: &LocalName) -> Option<u8> {
    Some(match *name {
        local_name!("h1") => 1,
        local_name!("h2") => 2,
        local_name!("h3") => 3,
        local_name!("h4") => 4,
        local_name!("h5") => 5,
        local_name!("h6") => 6,
        _ => return None,
    })
}

/// The area that an ARIA role makes of an element.
fn role_area(role: &str) -> Option<Area> {
    Some(match role.trim() {
        "navigation" | "menu" | "menubar" | "toolbar" | "tablist" => Area::Nav,
        "complementary" => Area::Aside,
        "banner" => Area::Header,
        "contentinfo" => Area::Footer,
        "search" | "form" => Area::Form,
        "dialog" | "alertdialog" | "alert" => Area::Dialog,
        "article" => Area::Article,
        "main" => Area::Main,
        "heading" => Area::Heading,
        "button" => Area::Button,
        _ => return None,
    })
}

/// What an element says about what it holds.
#[derive(Debug, Default)]
pub(crate) struct Says {
    pub(crate) areas: EnumSet<Area>,
    pub(crate) heading: Option<u8>,
    /// Hash of its name and those of its classes that elements of its kind have in common.
    pub(crate) shape: u64,
    pub(crate) marks: EnumSet<Section>,
    pub(crate) marked_content: bool,
    /// It is a link to a heading or to its editor, and no part of the heading.
    pub(crate) is_tool: bool,
    /// Its class and id attribute, as places among those of the page.
    pub(crate) class: Option<usize>,
    pub(crate) id: Option<usize>,
}

impl Says {
    /// An element of the reader's own, which only opens an area.
    pub(crate) fn area(area: Area) -> Says {
        Says { areas: EnumSet::only(area), ..Says::default() }
    }
}

/// Bytes of an attribute that are read: attributes of a megabyte are neither names nor styles, and a
/// formatting element is opened again in each paragraph, with all that it says.
const ATTRIBUTE_BYTES: usize = 1024;

/// Reads an element's name, role, classes, id and visibility. The classes of `<html>` and
/// `<body>` are about the page as a whole and are left out.
pub(crate) fn says(element: &Element, names: &mut Names<'_>) -> Says {
    let mut says = Says::default();
    // If it is hidden, a reader may unfold it: the page of a tab, an answer in a list of questions.
    let mut is_folded = false;
    says.areas.extend(area(&element.name.local));
    says.heading = heading(&element.name.local);
    let mut shape = FxHasher::default();
    shape.write(element.name.local.as_bytes());
    let is_page = matches!(element.name.local, local_name!("html") | local_name!("body"));
    for (name, value) in &element.attrs {
        let value = cut(value, ATTRIBUTE_BYTES);
        match name.local {
            local_name!("class") | local_name!("id") if !is_page => {
                let Named { word, kind, place } = names.read(value);
                if name.local == local_name!("class") {
                    shape.write_u64(kind);
                    says.class = Some(place);
                } else {
                    says.id = Some(place);
                }
                says.marks |= word.marks;
                says.marked_content |= word.content;
                is_folded |= word.folded;
                says.is_tool |= word.tool;
                if word.hidden {
                    says.areas |= Area::Hidden;
                }
            }
            local_name!("itemprop") => says.marks |= names.read(value).word.marks,
            local_name!("role") => {
                says.areas.extend(role_area(value));
                is_folded |= matches!(value.trim(), "tabpanel" | "region");
            }
            local_name!("hidden") => says.areas |= Area::Hidden,
            local_name!("aria-hidden") if value.trim().eq_ignore_ascii_case("true") => {
                says.areas |= Area::Hidden;
            }
            local_name!("style") if hides(value) => says.areas |= Area::Hidden,
            _ => {}
        }
    }
    if is_folded {
        says.areas -= Area::Hidden;
    }
    says.shape = shape.finish();
    says
}

/// Whether a `style` attribute hides its element.
fn hides(style: &str) -> bool {
    let declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    declarations.into_iter().any(|(property, value)| {
        let is = |wanted: (&str, &str)| {
            property.trim().eq_ignore_ascii_case(wanted.0)
                && value.split('!').next().is_some_and(|v| v.trim().eq_ignore_ascii_case(wanted.1))
        };
        is(("display", "none")) || is(("visibility", "hidden"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_that_hide_are_told_from_styles_that_mention() {
        assert!(hides("color: red; DISPLAY : none !important"));
        assert!(hides("visibility:hidden"));
        assert!(!hides("display: block; overflow: hidden"));
        assert!(!hides("--display: none"));
    }
}
