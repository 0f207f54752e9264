//! The lines close by: how much they say, and how much of it is running text.

use super::{Cue, Side, Test};
use crate::measure::share;

pub(super) const CUES: &[Cue] = &[
    BLOCK_PROSE,
    BLOCK_LINES,
    BLOCK_PLACE,
    WORDS_BESIDE,
    WORDS_NEAR,
    PHRASES_NEAR,
    WORDS_AROUND,
    PHRASES_AROUND,
    SHORT_AROUND,
    PROSE_BEFORE,
    PROSE_AFTER,
    PLACE,
    LINES_ABOVE,
    LINES_BELOW,
];

/// Lines before and after that count as beside, as near, and as around.
const BESIDE: usize = 3;
const NEAR: usize = 8;
const AROUND: usize = 15;

const BLOCK_PROSE: Cue = Cue {
    name: "block_prose",
    why: "Lines without a blank line between them belong together. Share of the block's words that are running text.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[0.01, 0.3, 0.6, 0.9],
        of: &|page, at| Some(page.block(at).prose_share()),
    },
    hits: &[("»Home\nNews\n\nText", "<0.01")],
    misses: &[(
        "»Pier\nThe harbour of the old town was closed on Tuesday after a barge had struck it.",
        "<0.01",
    )],
};

const BLOCK_LINES: Cue = Cue {
    name: "block_lines",
    why: "Paragraphs stand apart; menus, lists and tables do not. Lines between two blank lines.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[2.0, 3.0, 5.0, 9.0, 17.0, 33.0],
        of: &|page, at| Some(page.block(at).lines as f32),
    },
    hits: &[("»Home\nNews\n\nText", "2..3")],
    misses: &[("»Home\n\nNews", "2..3")],
};

const BLOCK_PLACE: Cue = Cue {
    name: "block_place",
    why: "The first line of a block heads it: the title of a card, the name of a menu. Lines of the block before this one.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[1.0, 2.0, 4.0, 8.0, 16.0],
        of: &|page, at| Some((at - page.around[at].block_start) as f32),
    },
    hits: &[("»Home\nNews", "<1"), ("Home\n»News", "1..2")],
    misses: &[("Home\n\n»News", "1..2")],
};

const WORDS_BESIDE: Cue = Cue {
    name: "words_beside",
    why: "Content stands where much is said (Kohlschütter's text density). Words of the line and of the three before and after.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[8.0, 16.0, 30.0, 60.0, 120.0, 240.0],
        of: &|page, at| Some(page.sums().near(at, BESIDE).words as f32),
    },
    hits: &[("»Home\nNews", "<8")],
    misses: &[("»Home\nThe pier of the old town was closed today", "<8")],
};

const WORDS_NEAR: Cue = Cue {
    name: "words_near",
    why: "The same over eight lines on each side: the part of the page.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[25.0, 45.0, 75.0, 130.0, 220.0, 360.0, 600.0],
        of: &|page, at| Some(page.sums().near(at, NEAR).words as f32),
    },
    hits: &[("»Home\nNews", "<25")],
    misses: &[(
        "»Home\nThe pier of the old town was closed on Tuesday after a barge from the north had struck it in the night before the storm.",
        "<25",
    )],
};

const PHRASES_NEAR: Cue = Cue {
    name: "phrases_near",
    why: "Furniture comes in groups. Share of the lines within eight on each side that have a phrase of the lexicon.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[0.01, 0.08, 0.16, 0.28, 0.45],
        of: &|page, at| {
            let near = page.sums().near(at, NEAR);
            Some(share(near.phrase_lines, near.lines))
        },
    },
    hits: &[("»Share\nPier", ">=0.45")],
    misses: &[("»Pier\nMill\nBarge\nShare", ">=0.45")],
};

const WORDS_AROUND: Cue = Cue {
    name: "words_around",
    why: "What is said within fifteen lines on each side, in words.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[50.0, 80.0, 120.0, 180.0, 270.0, 400.0, 650.0, 1000.0],
        of: &|page, at| Some(page.sums().near(at, AROUND).words as f32),
    },
    hits: &[("»Home\nNews", "<50")],
    misses: &[(
        "»1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6 7 8 9 10 1 2",
        "<50",
    )],
};

const PHRASES_AROUND: Cue = Cue {
    name: "phrases_around",
    why: "Share of the lines within fifteen on each side that have a phrase of the lexicon.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[0.01, 0.06, 0.12, 0.2, 0.3, 0.45],
        of: &|page, at| {
            let near = page.sums().near(at, AROUND);
            Some(share(near.phrase_lines, near.lines))
        },
    },
    hits: &[("»Share\nPier", ">=0.45")],
    misses: &[("»Pier\nMill\nBarge\nShare", ">=0.45")],
};

const SHORT_AROUND: Cue = Cue {
    name: "short_around",
    why: "Share of the lines within fifteen on each side that have six words or fewer.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[0.15, 0.3, 0.45, 0.6, 0.75, 0.9],
        of: &|page, at| {
            let near = page.sums().near(at, AROUND);
            Some(share(near.short_lines, near.lines))
        },
    },
    hits: &[("»Home\nNews", ">=0.9")],
    misses: &[("»Home\nThe pier of the old town was closed today", ">=0.9")],
};

const PROSE_BEFORE: Cue = Cue {
    name: "prose_before",
    why: "Above the article stands no running text to speak of. Words of running text before the line.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[1.0, 40.0, 100.0, 250.0, 600.0, 1500.0],
        of: &|page, at| Some(page.around[at].prose_before as f32),
    },
    hits: &[("»Home", "<1")],
    misses: &[(
        "The pier of the old town was closed on Tuesday after a barge had struck it.\n»Home",
        "<1",
    )],
};

const PROSE_AFTER: Cue = Cue {
    name: "prose_after",
    why: "Below the article stands no running text to speak of. Words of running text after the line.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[1.0, 40.0, 100.0, 250.0, 600.0, 1500.0],
        of: &|page, at| Some(page.around[at].prose_after as f32),
    },
    hits: &[("»Imprint", "<1")],
    misses: &[(
        "»Home\nThe pier of the old town was closed on Tuesday after a barge had struck it.",
        "<1",
    )],
};

const PLACE: Cue = Cue {
    name: "place",
    why: "A page begins and ends with its furniture. Share of the page's words that stand before the line.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[0.02, 0.06, 0.15, 0.4, 0.7, 0.85, 0.94, 0.98],
        of: &|page, at| Some(share(page.sums().of(&(0..at)).words, page.sums().page().words)),
    },
    hits: &[("»Home\nNews", "<0.02")],
    misses: &[("Home\n»News", "<0.02")],
};

/// Lines from an end of the page, in buckets.
const LINES: &[f32] = &[1.0, 3.0, 6.0, 12.0, 25.0, 50.0, 100.0, 200.0];

const LINES_ABOVE: Cue = Cue {
    name: "lines_above",
    why: "Headers are some lines long, whatever the page holds. Lines before this one.",
    side: Side::Either,
    test: Test::Grade { edges: LINES, of: &|_, at| Some(at as f32) },
    hits: &[("»Home\nNews", "<1"), ("Home\n»News", "1..3")],
    misses: &[("Home\n»News", "<1")],
};

const LINES_BELOW: Cue = Cue {
    name: "lines_below",
    why: "Footers are some lines long, whatever the page holds. Lines after this one.",
    side: Side::Either,
    test: Test::Grade { edges: LINES, of: &|page, at| Some((page.measures.len() - at - 1) as f32) },
    hits: &[("Home\n»News", "<1"), ("»Home\nNews", "1..3")],
    misses: &[("»Home\nNews", "<1")],
};
