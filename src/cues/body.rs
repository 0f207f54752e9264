//! Where a line stands in relation to the page's running text.

use super::{Cue, Side, Test};
use crate::measure::share;

pub(super) const CUES: &[Cue] =
    &[BODY, BODY_DISTANCE, BETWEEN, PROSE_NEAR, PROSE_AHEAD, PROSE_PASSED, GAP_BEFORE, GAP_AFTER];

/// A page of five paragraphs, for examples.
macro_rules! article { ($before:literal, $after:literal) => { concat!(
    $before,
    "The harbour of the old town was closed on Tuesday after a barge had struck the eastern pier.\n\n",
    "Nobody was hurt, but divers will have to look at the foundations before ships may moor there again.\n\n",
    "The owner of the barge said that he had been asleep when the rope came loose in the night.\n\n",
    $after
) } }

const BODY: Cue = Cue {
    name: "body",
    why: "The body is the run of lines in which prose adds up to most, other lines costing a penalty (maximum subarray). Inside the mild body lists and tables are spanned; the harsh body ends at them.",
    side: Side::Either,
    test: Test::Kind {
        names: &["outside", "mild", "harsh", "prose outside", "prose mild", "prose harsh"],
        of: &|page, at| {
            let around = &page.around[at];
            let kind = match (around.in_mild_body, around.in_harsh_body) {
                (_, true) => 2,
                (true, false) => 1,
                (false, false) => 0,
            };
            Some(if around.prose { kind + 3 } else { kind })
        },
    },
    hits: &[
        (article!("»Home\nNews\nSport\n\n", ""), "outside"),
        (
            article!(
                "",
                "»The pier was built two hundred years ago by the grandfather of the mayor of today."
            ),
            "prose harsh",
        ),
    ],
    misses: &[(article!("", "»• Share"), "harsh")],
};

const BODY_DISTANCE: Cue = Cue {
    name: "body_distance",
    why: "A line outside the body that is no prose may be its headline or its last words when near, hardly when far.",
    side: Side::Boilerplate,
    test: Test::Grade {
        edges: &[3.0, 6.0, 12.0, 30.0],
        of: &|page, at| {
            let distance = page.around[at].body_distance;
            (distance > 0 && !page.around[at].prose).then_some(distance as f32)
        },
    },
    hits: &[(article!("»Home\nNews\nSport\n\n", ""), "3..6")],
    misses: &[(
        article!(
            "",
            "»The pier was built two hundred years ago by the grandfather of the mayor of today."
        ),
        "<3",
    )],
};

const BETWEEN: Cue = Cue {
    name: "between",
    why: "What stands right between two paragraphs is most often theirs: a heading, a short sentence, a line of a list.",
    side: Side::Either,
    test: Test::Kind {
        names: &["both sides", "before only", "after only", "neither"],
        of: &|page, at| {
            /// Lines that may lie between.
            const NEAR: u32 = 3;
            let around = &page.around[at];
            Some(match (around.gap_before <= NEAR, around.gap_after <= NEAR) {
                (true, true) => 0,
                (true, false) => 1,
                (false, true) => 2,
                (false, false) => 3,
            })
        },
    },
    hits: &[
        (article!("»A heading\n\n", ""), "after only"),
        (article!("", "»Share"), "before only"),
    ],
    misses: &[(article!("»Home\nNews\nSport\nHelp\nMore\n", ""), "after only")],
};

const PROSE_NEAR: Cue = Cue {
    name: "prose_near",
    why: "Furniture stands among furniture, text among text. Share of the words of the three lines before and after that are prose.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[0.01, 0.5, 0.8, 0.95],
        of: &|page, at| Some(page.around[at].prose_near),
    },
    hits: &[("»Home\nNews\nSport\nHelp", "<0.01"), (article!("»A heading\n\n", ""), ">=0.95")],
    misses: &[("»Home\nNews", "0.5..0.8")],
};

const PROSE_AHEAD: Cue = Cue {
    name: "prose_ahead",
    why: "Above the first paragraph stands the header, below the last one the footer. Share of the page's prose that has been passed.",
    side: Side::Either,
    test: Test::Kind {
        names: &[
            "no prose on the page",
            "before all",
            "first tenth",
            "middle",
            "last tenth",
            "after all",
        ],
        of: &|page, at| {
            let around = &page.around[at];
            let own = if around.prose { page.measures[at].words } else { 0 };
            let all = around.prose_before + around.prose_after + own;
            Some(match (around.prose_before, around.prose_after) {
                _ if all == 0 => 0,
                (0, _) if !around.prose => 1,
                (_, 0) if !around.prose => 5,
                (before, _) if before * 10 < all => 2,
                (_, after) if after * 10 < all => 4,
                _ => 3,
            })
        },
    },
    hits: &[
        (article!("»Home\n\n", ""), "before all"),
        (article!("", "»Imprint"), "after all"),
        ("»Home", "no prose on the page"),
    ],
    misses: &[(article!("", "»Imprint"), "last tenth")],
};

const PROSE_PASSED: Cue = Cue {
    name: "prose_passed",
    why: "The share of the page's running text that stands before the line, finer than `prose_ahead` has it.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[0.001, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.999],
        of: &|page, at| {
            let around = &page.around[at];
            let all = page.sums().page().prose_words;
            (all > 0).then(|| share(around.prose_before, all))
        },
    },
    hits: &[(article!("»Home\n\n", ""), "<0.001"), (article!("", "»Imprint"), ">=0.999")],
    misses: &[("»Home", "<0.001")],
};

/// Lines to running text, in buckets.
const GAPS: &[f32] = &[2.0, 3.0, 4.0, 6.0, 9.0, 13.0, 20.0, 40.0, 1e9];

const GAP_BEFORE: Cue = Cue {
    name: "gap_before",
    why: "Lists, tables and headings of an article stand right below its running text. Lines up to the nearest.",
    side: Side::Either,
    test: Test::Grade { edges: GAPS, of: &|page, at| Some(page.around[at].gap_before as f32) },
    hits: &[(article!("", "»Share"), "<2")],
    misses: &[(article!("»Share\n", ""), "<2")],
};

const GAP_AFTER: Cue = Cue {
    name: "gap_after",
    why: "Headlines, bylines and standfirsts stand right above running text. Lines down to the nearest.",
    side: Side::Either,
    test: Test::Grade { edges: GAPS, of: &|page, at| Some(page.around[at].gap_after as f32) },
    hits: &[(article!("»Share\n", ""), "<2")],
    misses: &[(article!("", "»Share"), "<2")],
};
