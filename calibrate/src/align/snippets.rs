//! What snippets say of the lines of a page.

use dechaff::eval::{Counting, words};

/// Least share of a line's words that a snippet which must not appear has to be, for the line to
/// be furniture: a sentence of the body may have the one word "Twitter" too.
const LEAST_SHARE: f64 = 0.3;

/// Whether each line is wanted: it holds a snippet that must appear, or one that must not. `None`
/// for lines that hold neither, or both.
pub fn verdicts(lines: &[&str], with: &[String], without: &[String]) -> Vec<Option<bool>> {
    let words_of = |texts: &[String]| -> Vec<Vec<String>> {
        let texts = texts.iter().map(|text| words(text, Counting::Characters));
        texts.filter(|words| !words.is_empty()).collect()
    };
    let (with, without) = (words_of(with), words_of(without));
    let verdict = |line: &&str| {
        let line = words(line, Counting::Characters);
        let wanted = with.iter().any(|snippet| holds(&line, snippet));
        let enough = |snippet: &[String]| snippet.len() as f64 >= LEAST_SHARE * line.len() as f64;
        let unwanted = without.iter().any(|snippet| enough(snippet) && holds(&line, snippet));
        (wanted != unwanted).then_some(wanted)
    };
    lines.iter().map(verdict).collect()
}

/// Whether the words of a snippet stand side by side in a line.
fn holds(line: &[String], snippet: &[String]) -> bool {
    line.windows(snippet.len()).any(|window| window == snippet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_told_by_the_snippet_it_holds() {
        let lines = [
            "The harbour was closed on Tuesday, the port said.",
            "Follow us on Twitter",
            "The port said on Twitter that the harbour would be closed.",
            "Divers looked at the pier.",
        ];
        let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        let with = owned(&["closed on Tuesday", "…"]);
        let verdicts = verdicts(&lines, &with, &owned(&["on Twitter"]));
        assert_eq!(verdicts, [Some(true), Some(false), None, None]);
    }

    #[test]
    fn a_line_that_holds_both_says_nothing() {
        let (with, without) = (["the harbour".to_owned()], ["harbour news".to_owned()]);
        assert_eq!(verdicts(&["The Harbour News"], &with, &without), [None]);
    }
}
