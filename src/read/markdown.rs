//! Markdown in flat text: a line is judged by the words that a reader of the page sees. Destinations
//! of links, `[the words](destination)`, and pictures as a whole are left out of them. Signs of
//! headings and emphasis stay, which say as much of program text and of notes.

use super::LINE_ENDS;
use crate::page::Page;

/// What stands between a link's words and its destination.
const JOINT: &[u8] = b"](";

/// Stands for the bracket of a link until it is left out.
const LEFT_OUT: u8 = 0;

/// Has the lines of a page show their words without the destinations of their links.
pub(super) fn show(page: &mut Page) {
    let mut joints = memchr::memmem::find_iter(page.text.as_bytes(), JOINT).peekable();
    for line in &mut page.lines {
        // The joints before the line's words are those of lines above, and of its marker.
        while joints.next_if(|&at| at < line.words_at).is_some() {}
        if joints.peek().is_some_and(|&at| at < line.span.bytes.end) {
            line.shown = shown(line.written(&page.text));
        }
    }
}

/// The words of a line without the destinations of its links; `None` where it has no link.
fn shown(line: &str) -> Option<Box<str>> {
    let mut shown: Vec<u8> = Vec::with_capacity(line.len());
    // Where brackets were opened that may be those of links, in what is shown.
    let mut opened: Vec<usize> = Vec::new();
    let mut found = false;
    let mut rest = line;
    while let Some(at) = memchr::memchr2(b'[', b']', rest.as_bytes()) {
        shown.extend_from_slice(&rest.as_bytes()[..at]);
        let (bracket, behind) = (rest.as_bytes()[at], &rest[at + 1..]);
        let destination = destination(behind).filter(|_| bracket == b']');
        rest = &behind[destination.unwrap_or_default()..];
        match (bracket, destination) {
            (b'[', _) => {
                opened.push(shown.len());
                shown.push(bracket);
            }
            (_, None) => {
                opened.pop();
                shown.push(bracket);
            }
            (_, Some(_)) => {
                found = true;
                // Where a line was broken within a link, its beginning is on another line.
                if let Some(start) = opened.pop() {
                    close(&mut shown, start);
                }
            }
        }
    }
    shown.extend_from_slice(rest.as_bytes());
    shown.retain(|&byte| byte != LEFT_OUT);
    let shown = String::from_utf8(shown).ok().filter(|_| found)?;
    Some(shown.trim().into())
}

/// The words of a line without the signs of a heading before them: `# The words`.
pub(crate) fn without_rank(words: &str) -> &str {
    let rest = words.trim_start_matches('#');
    match rest.strip_prefix(' ') {
        Some(rest) if rest.len() + 1 < words.len() => rest.trim_start(),
        _ => words,
    }
}

/// Ends the link whose bracket was opened at `start`: its words stay, of a picture nothing does.
fn close(shown: &mut Vec<u8>, start: usize) {
    match shown[..start].ends_with(b"!") {
        true => shown.truncate(start - 1),
        false => shown[start] = LEFT_OUT,
    }
}

/// Bytes of a link's destination in its brackets, if a text begins with one: an address, with a
/// title perhaps. `a[0](x)` is a call.
fn destination(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('(')?;
    let bytes = inner.as_bytes();
    let (mut at, mut depth) = (0, 0);
    loop {
        match bytes.get(at)? {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth > 0 => depth -= 1,
            b')' => return is_destination(&inner[..at]).then_some(at + 2),
            // The next link: this one never ended.
            b']' if bytes.get(at + 1) == Some(&b'(') => return None,
            _ => {}
        }
        at += 1;
    }
}

/// Whether what stands in a link's brackets is an address, which a program may have wrapped, and
/// perhaps a title.
fn is_destination(inner: &str) -> bool {
    let inner = inner.trim();
    let is_space = |c: char| c.is_whitespace() && !LINE_ENDS.contains(&c);
    let (address, title) = inner.split_once(is_space).unwrap_or((inner, ""));
    (address.is_empty() || address.contains(['/', '.', ':', '#', '?', '<']))
        && (title.is_empty() || title.trim_start().starts_with(['"', '\'', '(']))
}

#[cfg(test)]
mod tests {
    use super::{shown, without_rank};

    #[test]
    fn words_of_links_stay_and_destinations_go() {
        for (line, wanted) in [
            ("The [harbour board](/board) said", "The harbour board said"),
            ("[A](a.html) [B](#b) [ C](javascript:f\\(\\))", "A B  C"),
            ("![A barge](barge.png \"The barge\") struck", "struck"),
            ("[![](logo.png) The Post](/)", "The Post"),
            ("[Pier (old)](/wiki/Pier_(old) 'The pier')", "Pier (old)"),
            ("the harbour](/town) is closed", "the harbour is closed"),
            ("[1] see [the book](/book)", "[1] see the book"),
            ("[]()", ""),
            ("the [board](http://board.example/about-\nus/) said", "the board said"),
        ] {
            assert_eq!(shown(line).as_deref(), Some(wanted), "{line}");
        }
    }

    #[test]
    fn a_heading_has_its_rank_before_it() {
        assert_eq!(without_rank("## The pier"), "The pier");
        assert_eq!(without_rank("#pier"), "#pier");
        assert_eq!(without_rank(" The pier"), " The pier");
    }

    #[test]
    fn what_only_looks_like_a_link_stays() {
        for line in ["f[0](x)", "a note [1] (see below)", "[open](never closed", "[a](b c)"] {
            assert_eq!(shown(line), None, "{line}");
        }
    }
}
