//! A second article under the first, as pages that scroll without end have it: an `<article>`
//! with a heading of the first rank of its own.

use super::Draft;
use crate::measure::Measured;
use crate::page::{Form, Page};
use crate::read::html::{Area, Node};

/// Drops the articles that follow the headline's.
pub(super) fn apply(measured: &Measured<'_>, headline: Option<usize>, draft: &mut Draft) {
    let page = measured.page;
    let Some(first) = headline.and_then(|at| article(page, at)) else { return };
    let is_top = |at: usize| page.lines[at].form == Form::Heading(1);
    if !headline.is_some_and(is_top) {
        return;
    }
    let mut at = first.lines.end;
    while at < page.lines.len() {
        let second = article(page, at).filter(|_| is_top(at));
        let end = second.map_or(at + 1, |second| second.lines.end.max(at + 1));
        if let Some(second) = second {
            for line in second.lines.start..end {
                draft.overrule(line, false, "second article");
            }
        }
        at = end;
    }
}

/// The outermost `<article>` around a line.
fn article(page: &Page, at: usize) -> Option<&Node> {
    let tree = page.tree.as_ref()?;
    tree.ancestors(page.lines[at].place?.node)
        .filter(|node| node.own_areas.contains(Area::Article))
        .last()
}
