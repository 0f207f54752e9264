//! Pages of furniture, of which too little is kept for an article.

use super::Draft;
use crate::judge::Judged;
use crate::measure::Measured;

/// Lines of a page that has a menu and more.
const MANY_LINES: usize = 30;
/// Least probability of a line that is all that is kept of such a page: among so much furniture
/// one line is likely to look like text.
const LEAST_ALONE: f32 = 0.8;

/// Drops what is kept if it is a single line that is not sure, or nothing but whole phrases of the
/// lexicon: the page has no article.
pub(super) fn apply(measured: &Measured<'_>, judged: &Judged, draft: &mut Draft) {
    let kept: Vec<usize> = (0..draft.kept.len()).filter(|&at| draft.kept[at]).collect();
    let is_doubtful =
        |at: usize| draft.kept.len() >= MANY_LINES && judged.bits[at].probability() < LEAST_ALONE;
    let too_little = match kept[..] {
        [at] if is_doubtful(at) => true,
        _ => kept.iter().all(|&at| !measured.measures[at].hits.whole.is_empty()),
    };
    if too_little {
        kept.into_iter().for_each(|at| draft.overrule(at, false, "nothing else is kept"));
    }
}
