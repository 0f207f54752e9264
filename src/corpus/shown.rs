//! What a terminal would obey rather than show.

use std::borrow::Cow;

/// Whether a terminal obeys a character: it may recolour or retitle it, move in it, or turn the
/// reading direction.
pub(crate) fn is_obeyed(c: char) -> bool {
    /// Line and paragraph separator, and what embeds, overrides or isolates a direction.
    const TURNS: [std::ops::RangeInclusive<char>; 2] =
        ['\u{2028}'..='\u{202e}', '\u{2066}'..='\u{2069}'];
    c.is_control() || TURNS.iter().any(|turns| turns.contains(&c))
}

/// Lines as a terminal may have them: what it would obey, but for line ends and tabs, is U+FFFD.
/// What is no text is left as it is.
pub(crate) fn shown(bytes: &[u8]) -> Cow<'_, [u8]> {
    let is_harmful = |c: char| is_obeyed(c) && !matches!(c, '\n' | '\t');
    match std::str::from_utf8(bytes) {
        Ok(text) if text.contains(is_harmful) => {
            let replaced = text.chars().map(|c| if is_harmful(c) { '\u{fffd}' } else { c });
            Cow::Owned(replaced.collect::<String>().into_bytes())
        }
        _ => Cow::Borrowed(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_and_orders_go() {
        let text = "a\tb\n\u{1b}[31mc\rd\u{9b}e\u{202e}f\n";
        let wanted = "a\tb\n\u{fffd}[31mc\u{fffd}d\u{fffd}e\u{fffd}f\n";
        assert_eq!(shown(text.as_bytes()), wanted.as_bytes());
        assert!(matches!(shown("naïve 日本\n".as_bytes()), Cow::Borrowed(_)));
        assert_eq!(*shown(b"PAR1\x1b\xff"), *b"PAR1\x1b\xff");
    }
}
