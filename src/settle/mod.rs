//! The page as a whole: which lines are kept, which is the headline, what the others are.

mod between;
mod choice;
mod clean_already;
mod contents;
mod duplicates;
mod headings;
mod headline;
mod labels;
mod lone;
mod other_articles;
mod second_article;
mod tables;
mod vetoes;

use crate::judge::Judged;
use crate::label::Label;
use crate::measure::Measured;
pub use choice::Lean;

/// Bits from which a line is content though its form or its place looks like furniture: two to one.
/// Of the dates alone, captions and single hidden lines of WCXB's HTML that were dropped in a
/// cross-validation, three of four with more bits are wanted, and less than half with fewer.
const SURE_BITS: f32 = 1.0;

/// What was settled of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) label: Label,
    /// The rule that overruled the bits, if one did.
    pub(crate) rule: Option<&'static str>,
}

/// A page settled: a verdict a line, and the headline's line.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    pub(crate) verdicts: Vec<Verdict>,
    pub(crate) headline: Option<usize>,
}

/// The lines kept so far, and by which rule where it was not the bits.
struct Draft {
    kept: Vec<bool>,
    rules: Vec<Option<&'static str>>,
}

impl Draft {
    /// Keeps or drops a line by a rule, if that changes anything.
    fn overrule(&mut self, at: usize, keep: bool, rule: &'static str) {
        if self.kept[at] != keep {
            self.kept[at] = keep;
            self.rules[at] = Some(rule);
        }
    }
}

/// Settles a page. The steps, in order: the set of best expected F1, gaps in blocks and lists that
/// are kept, the vetoes, text that is clean already, pages of which too little is left, lists that
/// lead to other articles, tables as wholes, tables of contents, sentences between paragraphs, the
/// headings of what is kept, the headline, second articles, duplicates, and then a label for every
/// line.
pub(crate) fn settle(measured: &Measured<'_>, judged: &Judged, lean: Lean) -> Settled {
    let kept = choice::choose(measured, judged, lean);
    let mut draft = Draft { rules: vec![None; kept.len()], kept };
    between::fill_lists(measured, judged, &mut draft);
    between::complete_lists(measured, judged, &mut draft);
    vetoes::apply(measured, &judged.bits, &mut draft);
    clean_already::apply(measured, &judged.bits, &mut draft);
    lone::apply(measured, judged, &mut draft);
    other_articles::apply(measured, &mut draft);
    tables::apply(measured, &mut draft);
    contents::apply(measured, &mut draft);
    between::apply(measured, judged, &mut draft);
    headings::apply(measured, judged, &mut draft);
    let headline = headline::find(measured, &draft.kept);
    // A headline over nothing is a heading of the furniture.
    let headline =
        headline.filter(|&at| (0..draft.kept.len()).any(|other| other != at && draft.kept[other]));
    if let Some(at) = headline {
        draft.overrule(at, true, "headline");
    }
    second_article::apply(measured, headline, &mut draft);
    duplicates::apply(measured, headline, &mut draft);
    let verdicts = labels::labels(measured, &draft.kept, headline)
        .into_iter()
        .zip(&draft.rules)
        .map(|(label, &rule)| Verdict { label, rule })
        .collect();
    Settled { verdicts, headline }
}
