//! The table of `dechaff explain`.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::screen::{fit, neutral};
use crate::{Article, Vote};

/// Cues that are shown of a line.
const CUES: usize = 3;

/// Columns of the line's number, its mark, its label and its bits, with a space after each.
const FIXED: usize = 5 + 1 + 2 + 10 + 1 + 7 + 2;

/// The least that is left for the cues and the line on a narrow terminal.
const LEAST: usize = 40;

const KEPT: Style = AnsiColor::Green.on_default().bold();
const DROPPED: Style = AnsiColor::BrightBlack.on_default();
const HEADER: Style = Style::new().underline();
const RULE: Style = AnsiColor::Yellow.on_default();

/// A row a line of the page, with escape codes for colours.
pub(super) fn table(article: &Article, columns: usize) -> String {
    let reasons: Vec<String> =
        (0..article.lines().len()).map(|at| strongest(article, at)).collect();
    let rules = article.lines().map(|line| line.rule.map(|rule| format!("rule={rule} ")));
    let rules: Vec<String> = rules.map(Option::unwrap_or_default).collect();
    let widths = reasons.iter().zip(&rules).map(|(reasons, rule)| reasons.width() + rule.width());
    let header = "strongest cues";
    let left = columns.saturating_sub(FIXED + 2).max(LEAST);
    // Lines are told apart by their beginning: a quarter is enough for them if the cues need it.
    let reasons_wide = widths.max().unwrap_or_default().max(header.len()).min(left * 3 / 4);
    let line_wide = left - reasons_wide;

    let mut table = format!(
        "{HEADER}{:>5}   {:10} {:>7}  {header:reasons_wide$}  text{HEADER:#}\n",
        "line", "label", "bits"
    );
    for ((line, reasons), rule) in article.lines().zip(&reasons).zip(&rules) {
        let style = if line.keep { KEPT } else { DROPPED };
        let mark = if line.keep { '+' } else { ' ' };
        // A rule is shown whole: without it the bits seem to contradict the verdict.
        let reasons = fit(reasons, reasons_wide.saturating_sub(rule.width()), true);
        let text = fit(&neutral(line.text), line_wide, false);
        table.push_str(&format!(
            "{:>5} {style}{mark} {:10}{style:#} {:>7}  ",
            line.number, line.label, line.bits
        ));
        if !rule.is_empty() {
            table.push_str(&format!("{RULE}{rule}{RULE:#}"));
        }
        table.push_str(&format!("{reasons}  "));
        table.push_str(&if line.keep { text } else { format!("{DROPPED}{text}{DROPPED:#}") });
        table.push('\n');
    }
    table
}

/// The cues with the most to say of a line, the strongest first; not the bias, which all lines
/// have.
fn strongest(article: &Article, at: usize) -> String {
    let mut votes = article.votes(at);
    votes.retain(|vote| vote.bits.get() != 0.0 && vote.cue != "bias");
    votes.sort_by(|one, other| other.bits.get().abs().total_cmp(&one.bits.get().abs()));
    let shown = |vote: &Vote| format!("{}={} {}", vote.cue, vote.bucket, vote.bits);
    votes.iter().take(CUES).map(shown).collect::<Vec<_>>().join(", ")
}
