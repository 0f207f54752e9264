//! A tag on its way to the parser, without the attributes that nobody reads.
//!
//! Addresses, measures of pictures and data for scripts take longer to parse than to leave out.
//! And the parser compares each attribute of a tag with those before it, which takes time that
//! grows with their square: a tag comes to it with each of the attributes below once.

use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{self, TagKind};
use html5ever::{LocalName, QualName, interface, local_name, ns};
use memchr::{memchr, memchr3};

/// An attribute that is read.
struct Read {
    name: &'static str,
    local_name: LocalName,
    /// The elements on which it is read; all, if none is named.
    elements: &'static [&'static str],
}

macro_rules! read { ($($name:tt on $elements:expr,)*) => {
    /// The attributes that are read. What is not here no element has.
    static READ: &[Read] = &[$(
        Read { name: $name, local_name: local_name!($name), elements: &$elements },
    )*];
} }

read! {
    "class" on [],
    "id" on [],
    "itemprop" on [],
    "role" on [],
    "hidden" on [],
    "aria-hidden" on [],
    "style" on [],
    "start" on ["ol"],
    "shadowrootmode" on ["template"],
    // What the head says of the document.
    "lang" on ["html"],
    "property" on ["meta"],
    "name" on ["meta"],
    "http-equiv" on ["meta"],
    "content" on ["meta"],
    "rel" on ["link"],
    "href" on ["link"],
    "type" on ["script", "input"],
    // With these the parser makes another tree: `type` of an input in a table, too.
    "color" on ["font"],
    "face" on ["font"],
    "size" on ["font"],
}

/// A tag as it stands in the input.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    pub(super) is_end: bool,
    closes_itself: bool,
    /// Those that are read, each once.
    attributes: Vec<Attribute<'a>>,
    /// Where the input goes on behind it.
    pub(super) end: usize,
}

/// An attribute of a tag that is read.
#[derive(Debug, PartialEq, Eq)]
struct Attribute<'a> {
    /// Its place in [`READ`].
    kind: usize,
    /// The whole of it.
    text: &'a str,
    value: &'a str,
}

impl<'a> Tag<'a> {
    /// Reads the tag that begins at a place, by the rules of the HTML Standard (section 13.2.5, from
    /// the tag open state to the after attribute value state). Nothing, if the input ends in it:
    /// then it is no tag, for the parser neither.
    pub(super) fn read(input: &'a str, begin: usize) -> Option<Tag<'a>> {
        let bytes = input.as_bytes();
        let is_end = bytes.get(begin + 1) == Some(&b'/');
        let name_at = begin + if is_end { 2 } else { 1 };
        let ends_name = |byte: u8| byte.is_ascii_whitespace() || byte == b'/' || byte == b'>';
        let mut at = skip(bytes, name_at, |byte| !ends_name(byte));
        let name = &input[name_at..at];
        let mut attributes: Vec<Attribute<'_>> = Vec::new();
        let mut closes_itself = false;
        loop {
            match bytes.get(at)? {
                b'>' => break,
                &byte if byte == b'/' || byte.is_ascii_whitespace() => {
                    closes_itself = byte == b'/';
                    at += 1;
                }
                _ => {
                    closes_itself = false;
                    let found = Found::read(bytes, at);
                    let is_new = |&kind: &usize| attributes.iter().all(|known| known.kind != kind);
                    let kind = kind(name, &bytes[at..found.name_end]).filter(is_new);
                    if let Some(kind) = kind.filter(|_| !is_end) {
                        // Nothing, where a quotation mark has no other.
                        let text = input.get(at..found.end)?;
                        attributes.push(Attribute { kind, text, value: &input[found.value] });
                    }
                    at = found.end;
                }
            }
        }
        Some(Tag { name, is_end, closes_itself, attributes, end: at + 1 })
    }

    /// The tag as text for the tokenizer.
    pub(super) fn write(&self, to: &mut String) {
        to.push_str(if self.is_end { "</" } else { "<" });
        to.push_str(self.name);
        for attribute in &self.attributes {
            to.push(' ');
            to.push_str(attribute.text);
        }
        // Without the space, it would belong to a value that has no quotes.
        to.push_str(if self.closes_itself { " />" } else { ">" });
    }

    /// Bytes of it, as far as it is read.
    pub(super) fn len(&self) -> usize {
        let attributes: usize = self.attributes.iter().map(|found| 1 + found.text.len()).sum();
        "<>".len() + self.name.len() + attributes
    }

    /// What the tokenizer would make of it, unless it has something to decode.
    pub(super) fn token(&self) -> Option<tokenizer::Tag> {
        let is_plain = |text: &str| memchr3(b'&', b'\r', b'\0', text.as_bytes()).is_none();
        let is_plain_tag =
            is_plain(self.name) && self.attributes.iter().all(|found| is_plain(found.value));
        let attribute = |found: &Attribute<'_>| interface::Attribute {
            name: QualName::new(None, ns!(), READ[found.kind].local_name.clone()),
            value: StrTendril::from_slice(found.value),
        };
        is_plain_tag.then(|| tokenizer::Tag {
            kind: if self.is_end { TagKind::EndTag } else { TagKind::StartTag },
            name: local_name(self.name),
            self_closing: self.closes_itself,
            attrs: self.attributes.iter().map(attribute).collect(),
            had_duplicate_attributes: false,
        })
    }
}

fn local_name(name: &str) -> LocalName {
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => LocalName::from(name.to_ascii_lowercase()),
        false => LocalName::from(name),
    }
}

/// Where an attribute's name and value end, and the whole.
struct Found {
    name_end: usize,
    value: Range<usize>,
    end: usize,
}

impl Found {
    fn read(bytes: &[u8], begin: usize) -> Found {
        // A name may begin with `=`.
        let name_end =
            skip(bytes, begin + 1, |byte| !byte.is_ascii_whitespace() && !b"/>=".contains(&byte));
        let sign = skip(bytes, name_end, |byte| byte.is_ascii_whitespace());
        if bytes.get(sign) != Some(&b'=') {
            return Found { name_end, value: name_end..name_end, end: name_end };
        }
        let value = skip(bytes, sign + 1, |byte| byte.is_ascii_whitespace());
        match bytes.get(value) {
            Some(&quote @ (b'"' | b'\'')) => {
                let text = value + 1;
                let length = memchr(quote, &bytes[text..]);
                // Past the input's end, if there is no second one.
                let end = length.map_or(bytes.len() + 1, |length| text + length + 1);
                Found { name_end, value: text..end - 1, end }
            }
            _ => {
                let end = skip(bytes, value, |byte| !byte.is_ascii_whitespace() && byte != b'>');
                Found { name_end, value: value..end, end }
            }
        }
    }
}

/// Which of the attributes that are read this one is.
fn kind(element: &str, attribute: &[u8]) -> Option<usize> {
    let kind = READ.iter().position(|read| read.name.as_bytes().eq_ignore_ascii_case(attribute))?;
    let elements = READ[kind].elements;
    let is_read =
        elements.is_empty() || elements.iter().any(|name| name.eq_ignore_ascii_case(element));
    is_read.then_some(kind)
}

/// The first place from one on at which a byte is not as wanted.
fn skip(bytes: &[u8], from: usize, wanted: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().position(|&byte| !wanted(byte)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_that_are_read_are_copied() {
        for (tag, wanted) in [
            ("<p>", "<p>"),
            ("<P CLASS=a href='b'>", "<P CLASS=a>"),
            ("<p a b=c class='e f' d=\"g>h\"id = k title = l/m>", "<p class='e f' id = k>"),
            ("<p id=a class=b ID=c>", "<p id=a class=b>"),
            ("<a href=x hidden>", "<a hidden>"),
            ("<link href=x rel=y media=z>", "<link href=x rel=y>"),
            ("<br/>", "<br />"),
            ("<br id=a/>", "<br id=a/>"),
            ("<br id='a'/ >", "<br id='a'>"),
            ("<p/id=a/class>", "<p id=a/class>"),
            ("<p =id=a>", "<p>"),
            ("<p id=>", "<p id=>"),
            ("<p id=a\"class='c>", "<p id=a\"class='c>"),
            ("</p id=a>", "</p>"),
        ] {
            let page = format!("{tag}text");
            let read = Tag::read(&page, 0).unwrap();
            let mut copied = String::from("x");
            read.write(&mut copied);
            assert_eq!((read.end, &copied[1..]), (tag.len(), wanted), "{tag}");
        }
    }

    #[test]
    fn what_does_not_end_is_no_tag() {
        for tag in ["<p", "<p ", "<p id", "<p id=", "<p id='a>", "<p/", "</p"] {
            assert_eq!(Tag::read(tag, 0), None);
        }
    }
}
