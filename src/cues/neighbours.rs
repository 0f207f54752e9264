//! What the lines beside a line are.

use super::{Cue, Side, Test};

pub(super) const CUES: &[Cue] = &[FURNITURE_NEAR];

const FURNITURE_NEAR: Cue = Cue {
    name: "furniture_near",
    why: "Furniture comes in groups. How many of the two lines before and after are made of phrases of the lexicon, dates or counters.",
    side: Side::Boilerplate,
    test: Test::Grade {
        edges: &[1.0, 2.0, 3.0],
        of: |page, at| {
            /// Lines looked at on each side.
            const REACH: usize = 2;
            let near = at.saturating_sub(REACH)..(at + REACH + 1).min(page.measures.len());
            let furniture = |other: &usize| {
                let m = &page.measures[*other];
                *other != at && (!m.hits.whole.is_empty() || m.is_date())
            };
            Some(near.filter(furniture).count() as f32)
        },
    },
    hits: &[("Share\n»Pier\nPrint\n3 hours ago", ">=3"), ("»Pier", "<1")],
    misses: &[("Share the news with us\n»Pier", "1..2")],
};
