//! Where the page says how to reach whoever runs it: telephone numbers, mail addresses and streets
//! in a row, above the headline or below the body.

use super::{Page, numerals};
use crate::measure::{First, Last};

/// Words of a line that says how to reach someone at most.
const MOST_WORDS: u32 = 10;
/// Lines from one sign of a block to the next at most: a name, an office and a town have none.
const FARTHEST_SIGN: usize = 3;
/// Signs that make a block.
const FEWEST_SIGNS: usize = 2;

/// What a line of a block has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A number beside names: a street, a town, a room. Others have that too.
    Place,
    /// A mail address or a telephone number.
    Reach,
}

/// For each line, whether it stands in a block of contacts.
pub(super) fn contacts(page: &Page<'_>) -> Vec<bool> {
    let count = page.kept.len();
    let mut contacts = vec![false; count];
    let top = page.headline.unwrap_or(page.body).min(count);
    for part in [0..top, page.end.clamp(top, count)..count] {
        let signs: Vec<(usize, Sign)> =
            part.filter_map(|at| sign(page, at).map(|sign| (at, sign))).collect();
        for block in signs.chunk_by(|(a, _), (b, _)| b - a <= FARTHEST_SIGN) {
            let reach = block.iter().any(|&(_, sign)| sign == Sign::Reach);
            if reach && block.len() >= FEWEST_SIGNS {
                contacts[block[0].0..=block[block.len() - 1].0].fill(true);
            }
        }
    }
    contacts
}

fn sign(page: &Page<'_>, at: usize) -> Option<Sign> {
    let m = &page.measured.measures[at];
    if page.kept[at] || !(1..=MOST_WORDS).contains(&m.words) {
        return None;
    }
    // The area's code in brackets is read as the marker of an item.
    let text = page.measured.page.whole(page.measured.line(at));
    let is_reach = (m.has_address && numerals::holds_mail_address(text))
        || (m.numbers > 0 && numerals::holds_telephone(text));
    if is_reach {
        return Some(Sign::Reach);
    }
    let place = m.numbers > 0
        && m.capital_words > 0
        && !m.is_date()
        && !m.has_price
        && matches!(m.first, First::Upper | First::Digit)
        && !matches!(m.last, Last::Sentence | Last::Question)
        && m.hits.furniture().is_empty();
    place.then_some(Sign::Place)
}
