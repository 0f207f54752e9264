//! What is left of a page behind the point where its tree grew past a limit.

use super::raw;

/// The text of HTML with its tags taken out. A tag becomes a line end.
pub(crate) fn flat(input: &str) -> String {
    let mut text = String::new();
    let mut rest = input;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        let tag = &rest[at..];
        let is_tag = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
        let name = tag[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is_raw = ["script", "style"].iter().any(|raw| raw.eq_ignore_ascii_case(name));
        let end = match (is_tag, is_raw) {
            (false, _) => {
                text.push('<');
                1
            }
            (true, true) => raw::end(tag, "<".len() + name.len(), name),
            (true, false) => {
                text.push('\n');
                memchr::memchr(b'>', tag.as_bytes()).map_or(tag.len(), |end| end + 1)
            }
        };
        rest = &tag[end..];
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flat_text_loses_tags_and_scripts_but_no_signs() {
        let html = "a <b>bold</b> < c<SCRIPT>if (a<b) x()</Script> d<style>p{}</style><scripts>e";
        assert_eq!(flat(html), "a \nbold\n < c\n d\n\ne");
    }
}
