//! What the lines beside a line are.

use super::{Cue, Side, Test};

use crate::measure::{Last, Measured};

pub(super) const CUES: &[Cue] =
    &[FURNITURE_NEAR, PREVIOUS, NEXT, PREVIOUS_CAPITALS, NEXT_CAPITALS, COPIES_BESIDE];

const FURNITURE_NEAR: Cue = Cue {
    name: "furniture_near",
    why: "Furniture comes in groups. How many of the two lines before and after are made of phrases of the lexicon, dates or counters.",
    side: Side::Boilerplate,
    test: Test::Grade {
        edges: &[1.0, 2.0, 3.0],
        of: &|page, at| {
            /// Lines looked at on each side.
            const REACH: usize = 2;
            let near = at.saturating_sub(REACH)..(at + REACH + 1).min(page.measures.len());
            let furniture = |other: &usize| {
                let m = &page.measures[*other];
                *other != at && (m.hits.is_furniture() || m.is_date())
            };
            Some(near.filter(furniture).count() as f32)
        },
    },
    hits: &[("Share\n»Pier\nPrint\n3 hours ago", ">=3"), ("»Pier", "<1")],
    misses: &[("Share the news with us\n»Pier", "1..2")],
};

const KINDS: &[&str] = &[
    "none",
    "phrase",
    "date or byline",
    "word or two",
    "short",
    "short sentence",
    "short with a colon",
    "middling",
    "middling sentence",
    "long",
    "prose",
];

/// What kind of line stands somewhere.
fn kind(page: &Measured<'_>, at: Option<usize>) -> usize {
    /// Words of a button at most.
    const BUTTON: u32 = 2;
    /// Words of a heading at most.
    const HEADING: u32 = 6;
    /// Words of a title or a short sentence at most.
    const TITLE: u32 = 16;
    let Some(at) = at.filter(|&at| at < page.measures.len()) else { return 0 };
    let m = &page.measures[at];
    let sentence = matches!(m.last, Last::Sentence | Last::Question);
    match () {
        () if m.hits.is_furniture() => 1,
        () if m.is_date() || m.is_byline() => 2,
        () if page.around[at].prose => 10,
        () if m.words <= HEADING && m.last == Last::Colon => 6,
        () if m.words <= BUTTON => 3,
        () if m.words <= HEADING && sentence => 5,
        () if m.words <= HEADING => 4,
        () if m.words <= TITLE && sentence => 8,
        () if m.words <= TITLE => 7,
        () => 9,
    }
}

const PREVIOUS: Cue = Cue {
    name: "previous",
    why: "What stands right before a line: a heading before a paragraph, a colon before a list, a date before a teaser.",
    side: Side::Either,
    test: Test::Kind { names: KINDS, of: &|page, at| Some(kind(page, at.checked_sub(1))) },
    hits: &[("Ingredients:\n»250 g barley", "short with a colon"), ("»Pier", "none")],
    misses: &[("Ingredients\n»250 g barley", "short with a colon")],
};

const NEXT: Cue = Cue {
    name: "next",
    why: "What stands right after a line: a paragraph after its heading, a date after the title of a card.",
    side: Side::Either,
    test: Test::Kind { names: KINDS, of: &|page, at| Some(kind(page, Some(at + 1))) },
    hits: &[("»Pier closed\n3 hours ago", "date or byline"), ("»Pier", "none")],
    misses: &[("»Pier closed\n3 mills sold", "date or byline")],
};

/// Share of capitalised words, in buckets.
const CAPITALS: &[f32] = &[0.15, 0.3, 0.5, 0.75, 0.95];

/// Share of the capitalised words of the line at a place, if it has enough of them.
fn capitals(page: &Measured<'_>, at: Option<usize>) -> Option<f32> {
    /// Fewer words have no share to speak of.
    const FEWEST: u32 = 2;
    let m = page.measures.get(at?)?;
    m.capital_share().filter(|_| m.spaced_words >= FEWEST)
}

const PREVIOUS_CAPITALS: Cue = Cue {
    name: "previous_capitals",
    why: "Entries of menus and titles of teasers come in groups that are set alike. Share of capitalised words in the line before.",
    side: Side::Either,
    test: Test::Grade { edges: CAPITALS, of: &|page, at| capitals(page, at.checked_sub(1)) },
    hits: &[("Terms Of Service\n»Pier", ">=0.95")],
    misses: &[("Terms of service\n»Pier", ">=0.95")],
};

const NEXT_CAPITALS: Cue = Cue {
    name: "next_capitals",
    why: "The same of the line after.",
    side: Side::Either,
    test: Test::Grade { edges: CAPITALS, of: &|page, at| capitals(page, Some(at + 1)) },
    hits: &[("»Pier\nTerms Of Service", ">=0.95")],
    misses: &[("»Pier\nTerms of service", ">=0.95")],
};

const COPIES_BESIDE: Cue = Cue {
    name: "copies_beside",
    why: "Where the lines before and after stand elsewhere on the page too, a menu or a row of buttons is repeated.",
    side: Side::Boilerplate,
    test: Test::Kind {
        names: &["before", "after", "both"],
        of: &|page, at| {
            let copied = |at: Option<usize>| {
                at.and_then(|at| page.around.get(at)).is_some_and(|around| around.copies > 1)
            };
            match (copied(at.checked_sub(1)), copied(Some(at + 1))) {
                (false, false) => None,
                (true, false) => Some(0),
                (false, true) => Some(1),
                (true, true) => Some(2),
            }
        },
    },
    hits: &[("News\n»Pier\nSport\nNews\nSport", "both")],
    misses: &[("News\n»Pier\nSport\nNews", "both")],
};
