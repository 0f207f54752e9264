//! What is left of a page behind the point where its tree grew past a limit.

/// The text of HTML with its tags taken out. A tag becomes a line end.
pub(crate) fn flat(input: &str) -> String {
    let mut text = String::new();
    let mut rest = input;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        let tag = &rest[at..];
        let is_tag = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
        let raw = ["<script", "<style"]
            .into_iter()
            .find(|open| tag.get(..open.len()).is_some_and(|t| t.eq_ignore_ascii_case(open)));
        let end = match (is_tag, raw) {
            (false, _) => {
                text.push('<');
                1
            }
            (true, Some("<script")) => find(tag, "</script").unwrap_or(tag.len()),
            (true, Some(_)) => find(tag, "</style").unwrap_or(tag.len()),
            (true, None) => {
                text.push('\n');
                memchr::memchr(b'>', tag.as_bytes()).map_or(tag.len(), |end| end + 1)
            }
        };
        rest = &tag[end..];
    }
    text.push_str(rest);
    text
}

fn find(text: &str, close: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), close.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flat_text_loses_tags_and_scripts_but_no_signs() {
        let html = "a <b>bold</b> < c<script>if (a<b) x()</script> d<style>p{}</style>";
        assert_eq!(flat(html), "a \nbold\n < c\n d\n");
    }
}
