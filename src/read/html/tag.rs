//! A tag on its way to the parser: copied without the attributes that nobody reads.
//!
//! Addresses, measures of pictures and data for scripts take longer to parse than to leave out.
//! And the parser compares each attribute of a tag with those before it, which takes time that
//! grows with their square: a tag comes to it with each of the attributes below once.

use memchr::memchr;

/// The attributes that are read, and on which elements; on all, if none is named. What is not here
/// no element has.
const READ: [(&str, &[&str]); 19] = [
    ("class", &[]),
    ("id", &[]),
    ("itemprop", &[]),
    ("role", &[]),
    ("hidden", &[]),
    ("aria-hidden", &[]),
    ("style", &[]),
    ("start", &["ol"]),
    // What the head says of the document.
    ("lang", &["html"]),
    ("property", &["meta"]),
    ("name", &["meta"]),
    ("http-equiv", &["meta"]),
    ("content", &["meta"]),
    ("rel", &["link"]),
    ("href", &["link"]),
    ("type", &["script", "input"]),
    // With these the parser makes another tree: `type` of an input in a table, too.
    ("color", &["font"]),
    ("face", &["font"]),
    ("size", &["font"]),
];

/// What was copied.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    pub(super) is_end: bool,
    /// Where the input goes on behind it.
    pub(super) end: usize,
}

/// Copies the tag that begins at a place, by the rules of the HTML Standard (section 13.2.5, from
/// the tag open state to the after attribute value state). Nothing, if the input ends in it: then
/// it is no tag, for the parser neither.
pub(super) fn copy<'a>(input: &'a str, begin: usize, to: &mut String) -> Option<Tag<'a>> {
    let bytes = input.as_bytes();
    let is_end = bytes.get(begin + 1) == Some(&b'/');
    let name_at = begin + if is_end { 2 } else { 1 };
    let mut at =
        skip(bytes, name_at, |byte| !byte.is_ascii_whitespace() && byte != b'/' && byte != b'>');
    let name = &input[name_at..at];
    let copied = to.len();
    to.push_str(&input[begin..at]);
    let mut seen = [false; READ.len()];
    let mut closes_itself = false;
    loop {
        match bytes.get(at) {
            None => {
                to.truncate(copied);
                return None;
            }
            Some(b'>') => break,
            Some(&byte) if byte == b'/' || byte.is_ascii_whitespace() => {
                closes_itself = byte == b'/';
                at += 1;
            }
            Some(_) => {
                closes_itself = false;
                let attribute = attribute(bytes, at);
                let known = known(name, &bytes[at..attribute.name_end]);
                if let Some(known) = known.filter(|&known| !is_end && !seen[known]) {
                    seen[known] = true;
                    to.push(' ');
                    to.push_str(&input[at..attribute.end]);
                }
                at = attribute.end;
            }
        }
    }
    // Without the space, it would belong to a value that has no quotes.
    to.push_str(if closes_itself { " />" } else { ">" });
    Some(Tag { name, is_end, end: at + 1 })
}

/// Where an attribute ends, and its name.
struct Attribute {
    name_end: usize,
    end: usize,
}

fn attribute(bytes: &[u8], begin: usize) -> Attribute {
    // A name may begin with `=`.
    let name_end =
        skip(bytes, begin + 1, |byte| !byte.is_ascii_whitespace() && !b"/>=".contains(&byte));
    let sign = skip(bytes, name_end, |byte| byte.is_ascii_whitespace());
    if bytes.get(sign) != Some(&b'=') {
        return Attribute { name_end, end: name_end };
    }
    let value = skip(bytes, sign + 1, |byte| byte.is_ascii_whitespace());
    let end = match bytes.get(value) {
        Some(&quote @ (b'"' | b'\'')) => {
            memchr(quote, &bytes[value + 1..]).map_or(bytes.len(), |length| value + length + 2)
        }
        _ => skip(bytes, value, |byte| !byte.is_ascii_whitespace() && byte != b'>'),
    };
    Attribute { name_end, end }
}

/// Which of the attributes that are read this one is.
fn known(element: &str, attribute: &[u8]) -> Option<usize> {
    let at = READ.iter().position(|(name, _)| name.as_bytes().eq_ignore_ascii_case(attribute))?;
    let elements = READ[at].1;
    let is_read =
        elements.is_empty() || elements.iter().any(|name| name.eq_ignore_ascii_case(element));
    is_read.then_some(at)
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
            let mut copied = String::from("x");
            let found = copy(&format!("{tag}text"), 0, &mut copied).map(|tag| tag.end);
            assert_eq!((found, &copied[1..]), (Some(tag.len()), wanted), "{tag}");
        }
    }

    #[test]
    fn what_does_not_end_is_no_tag() {
        for tag in ["<p", "<p ", "<p id", "<p id=", "<p id='a>", "<p/", "</p"] {
            let mut copied = String::from("x");
            assert_eq!((copy(tag, 0, &mut copied), copied.as_str()), (None, "x"), "{tag}");
        }
    }
}
