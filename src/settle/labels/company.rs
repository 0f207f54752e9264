//! The company a line keeps: a line that nothing but its place speaks for takes the label of the
//! lines around it, when those know better.

use super::Page;
use super::dropped::Found;
use crate::label::{Label, Labels};

/// Lines before and after whose labels count. With eight, menus named the lists of headlines beside
/// them.
const REACH: usize = 5;
/// Votes of a line that knows what it is, of one that only guesses, and of the line itself.
const SURE_VOTES: u32 = 2;
const GUESSED_VOTES: u32 = 1;
const OWN_VOTES: u32 = 6;
/// How many times the votes of a line count that no blank line parts from this one.
const BLOCK_WEIGHT: u32 = 2;

/// Settles the label of every line.
pub(super) fn settle(page: &Page<'_>, found: &[Found]) -> Vec<Label> {
    (0..found.len())
        .map(|at| match found[at] {
            Found::Surely(label) => label,
            Found::Likely(label) => company(page, found, at, label),
        })
        .collect()
}

/// Labels that cover many lines in a row; a caption or a date stands alone.
fn in_company() -> Labels {
    Label::Navigation
        | Label::Related
        | Label::Comments
        | Label::Newsletter
        | Label::Consent
        | Label::Advert
        | Label::Legal
        | Label::Ticker
}

fn company(page: &Page<'_>, found: &[Found], at: usize, own: Label) -> Label {
    // Its own label comes first, and wins where others have as many votes.
    let mut votes = [(own, 0); 2 * REACH + 1];
    votes[0].1 = OWN_VOTES;
    let mut known = 1;
    let around = &page.measured.around[at];
    let block = around.block_start..around.block_end;
    let dropped = |other: &usize| !page.kept[*other];
    let above = (0..at).rev().take(REACH).take_while(dropped);
    let below = (at + 1..found.len()).take(REACH).take_while(dropped);
    for other in above.chain(below) {
        let (label, count) = match found[other] {
            Found::Surely(label) => (label, SURE_VOTES),
            Found::Likely(label) => (label, GUESSED_VOTES),
        };
        if !in_company().contains(label) {
            continue;
        }
        let count = if block.contains(&other) { count * BLOCK_WEIGHT } else { count };
        match votes[..known].iter_mut().find(|(known, _)| *known == label) {
            Some((_, votes)) => *votes += count,
            None => {
                votes[known] = (label, count);
                known += 1;
            }
        }
    }
    let first_of_most = votes[..known].iter().rev().max_by_key(|(_, count)| count);
    first_of_most.map_or(own, |&(label, _)| label)
}
