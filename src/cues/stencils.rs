//! Short lines that a program writes around each post, each teaser, each product.

use super::{Cue, Side, Test};

pub(super) const CUES: &[Cue] = &[BEFORE, AFTER, PAGE_STENCILS];

/// Edges of how often a stencil stands on its page: three times at least.
const TIMES: &[f32] = &[5.0, 9.0, 17.0, 33.0];

const BEFORE: Cue = Cue {
    name: "stencil_before",
    why: "Short lines that say the same again and again, but for their numbers and dates, are written around each post of a thread, each teaser, each product. How often the nearest of them before the line stands on the page; silent where there is none near.",
    side: Side::Either,
    test: Test::Grade {
        edges: TIMES,
        of: &|page, at| page.stencils().beside[at].before.map(|times| times as f32),
    },
    hits: &[
        ("Quote\n»It sank.\nQuote\nAt the pier.\nQuote", "<5"),
        ("3 May 2021\nIt sank.\n13 June 2021\n»At the pier.\n1 July 2022", "<5"),
    ],
    misses: &[
        ("»It sank.\nQuote\nAt the pier.\nQuote\nIt was raised.\nQuote", "<5"),
        ("Quote\n»It sank.\nShare\nAt the pier.\nQuote", "<5"),
    ],
};

const AFTER: Cue = Cue {
    name: "stencil_after",
    why: "The same of the nearest after the line.",
    side: Side::Either,
    test: Test::Grade {
        edges: TIMES,
        of: &|page, at| page.stencils().beside[at].after.map(|times| times as f32),
    },
    hits: &[("»It sank.\nPosts: 12\nAt the pier.\nPosts: 3\nIt was raised.\nPosts: 1,204", "<5")],
    misses: &[
        ("Quote\nIt sank.\nQuote\nAt the pier.\nQuote\n»It was raised.", "<5"),
        ("»It sank.\nPosts: 12\nAt the pier.\nPages: 3\nIt was raised.\nPlaces: 4", "<5"),
    ],
};

const PAGE_STENCILS: Cue = Cue {
    name: "page_stencils",
    why: "Threads, lists and shops are filled in by a program, articles and documents are written. Share of the page's lines that say the same three times and more, but for their numbers and dates.",
    side: Side::Either,
    test: Test::Page {
        edges: &[0.02, 0.05, 0.1, 0.2, 0.3, 0.45],
        of: |page| page.stencils().share,
    },
    hits: &[("Quote\n»It sank.\nQuote\nAt the pier.\nQuote", ">=0.45")],
    misses: &[("Quote\n»It sank.\nShare\nAt the pier.\nPrint", ">=0.45")],
};
