//! Where text ends in which there are no tags: comments, scripts, styles, titles (HTML Standard,
//! sections 13.2.5.2 to 13.2.5.5 and 13.2.5.8 to 13.2.5.52).

use memchr::memmem;

/// The elements that have such text in HTML. In a drawing, a title is an element like others.
const ELEMENTS: [&str; 10] = [
    "script",
    "style",
    "title",
    "textarea",
    "noscript",
    "iframe",
    "xmp",
    "noembed",
    "noframes",
    "plaintext",
];

/// Whether text without tags may follow the start tag of such a name.
pub(super) fn may_follow(name: &str) -> bool {
    ELEMENTS.iter().any(|element| element.eq_ignore_ascii_case(name))
}

/// Where the text ends that begins at a place, in an element of such a name: at its end tag, or
/// with the input.
pub(super) fn end(input: &str, from: usize, name: &str) -> usize {
    let rest = &input.as_bytes()[from..];
    let length = if name.eq_ignore_ascii_case("script") {
        script_end(rest)
    } else {
        memmem::find_iter(rest, "</").find(|&at| is_named(&rest[at + 2..], name))
    };
    length.map_or(input.len(), |length| from + length)
}

/// A script in a comment in a script does not end the script.
fn script_end(script: &[u8]) -> Option<usize> {
    let mut in_comment = false;
    let mut in_script = false;
    for at in memchr::memchr2_iter(b'<', b'-', script) {
        let rest = &script[at..];
        match rest {
            [b'<', b'/', name @ ..] if is_named(name, "script") => {
                if !in_script {
                    return Some(at);
                }
                in_script = false;
            }
            [b'<', name @ ..] if in_comment && is_named(name, "script") => in_script = true,
            [b'<', b'!', b'-', b'-', ..] => in_comment = true,
            [b'-', b'-', b'>', ..] => (in_comment, in_script) = (false, false),
            _ => {}
        }
    }
    None
}

/// Whether a tag goes on with a name as a whole.
fn is_named(rest: &[u8], name: &str) -> bool {
    rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        && rest
            .get(name.len())
            .is_some_and(|&next| next.is_ascii_whitespace() || b"/>".contains(&next))
}

/// Where the comment ends that begins at a place.
pub(super) fn comment_end(input: &str, begin: usize) -> usize {
    let text = begin + "<!--".len();
    let rest = &input[text..];
    if let Some(short) = [">", "->"].iter().find(|end| rest.starts_with(**end)) {
        return text + short.len();
    }
    memchr::memchr_iter(b'>', rest.as_bytes())
        .find(|&at| rest[..at].ends_with("--") || rest[..at].ends_with("--!"))
        .map_or(input.len(), |at| text + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_end_as_the_standard_has_it() {
        for comment in
            ["<!---->", "<!-->", "<!--->", "<!-- a > b -- c --->", "<!----!>", "<!-- <!-->", "<!--"]
        {
            let page = format!("é{comment}-->");
            let wanted = if comment == "<!--" { page.len() } else { page.len() - 3 };
            assert_eq!(comment_end(&page, 2), wanted, "{comment}");
        }
        assert_eq!(comment_end("<!-- --", 0), 7);
    }

    #[test]
    fn elements_of_text_end_at_their_own_end_tag() {
        for (name, text) in [
            ("title", "a </b> </titles> <!-- "),
            ("SCRIPT", "if (a</b/.x) '</scripts>'"),
            ("script", "<!-- '<script>' </script> "),
            ("script", "<!-- '<script>' --> "),
            ("script", "<!--> '<script>' "),
            ("script", "<script> "),
        ] {
            for tag in ["</Script >", "</TITLE/>"].map(|end| end.to_owned()) {
                let page = format!("{text}{tag}");
                let is_own = tag.to_lowercase().contains(&name.to_lowercase());
                let wanted = if is_own { text.len() } else { page.len() };
                assert_eq!(end(&page, 0, name), wanted, "{page}");
            }
        }
    }
}
