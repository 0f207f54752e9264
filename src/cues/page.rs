//! What kind of page it is. Such a cue says the same of all lines: what it is worth shows in the
//! crosses that it is part of.

use super::{Cue, Side, Test};
use crate::measure::share;

pub(super) const CUES: &[Cue] = &[
    PAGE_LINES,
    PAGE_WORDS,
    PAGE_PROSE,
    PAGE_PROSE_SHARE,
    PAGE_PARAGRAPH,
    PAGE_SHORT,
    PAGE_PHRASES,
    PAGE_DATES,
    PAGE_PRICES,
    PAGE_TEASERS,
    PAGE_COMMENTS,
];

const PAGE_LINES: Cue = Cue {
    name: "page_lines",
    why: "A page of few lines has been cleaned before, or never had menus.",
    side: Side::Either,
    test: Test::Page {
        edges: &[10.0, 30.0, 80.0, 160.0, 320.0, 640.0],
        of: |page| page.sums().page().lines as f32,
    },
    hits: &[("»Pier closed", "<10")],
    misses: &[("»1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11", "<10")],
};

const PAGE_WORDS: Cue = Cue {
    name: "page_words",
    why: "Long pages are threads, documentation and fronts; what counts as long for a line is told by its page.",
    side: Side::Either,
    test: Test::Page {
        edges: &[100.0, 300.0, 600.0, 1000.0, 1600.0, 2500.0, 5000.0],
        of: |page| page.sums().page().words as f32,
    },
    hits: &[("»Pier closed", "<100")],
    misses: &[(
        "»1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6 7 8 9 10",
        "<100",
    )],
};

const PAGE_PROSE: Cue = Cue {
    name: "page_prose",
    why: "A page with much running text has an article; one with little is a list, a shop or a front. In words.",
    side: Side::Either,
    test: Test::Page {
        edges: &[1.0, 60.0, 150.0, 300.0, 600.0, 1200.0, 2500.0],
        of: |page| page.sums().page().prose_words as f32,
    },
    hits: &[("»Home\nNews", "<1")],
    misses: &[(
        "»The pier of the old town was closed on Tuesday after a barge had struck it.",
        "<1",
    )],
};

const PAGE_PROSE_SHARE: Cue = Cue {
    name: "page_prose_share",
    why: "Where most words are running text, the rest is its furniture; where few are, the content is something else.",
    side: Side::Either,
    test: Test::Page {
        edges: &[0.05, 0.15, 0.3, 0.5, 0.7, 0.85],
        of: |page| page.sums().page().prose_share(),
    },
    hits: &[("»Home\nNews", "<0.05")],
    misses: &[(
        "»The pier of the old town was closed on Tuesday after a barge had struck it.",
        "<0.05",
    )],
};

const PAGE_PARAGRAPH: Cue = Cue {
    name: "page_paragraph",
    why: "Paragraphs of articles are long, excerpts in teasers and posts in threads short. Mean words of a line of running text.",
    side: Side::Either,
    test: Test::Page {
        edges: &[1.0, 20.0, 28.0, 36.0, 45.0, 60.0, 80.0],
        of: |page| {
            let all = page.sums().page();
            share(all.prose_words, all.prose_lines)
        },
    },
    hits: &[(
        "»The pier of the old town was closed on Tuesday after a barge had struck it.",
        "1..20",
    )],
    misses: &[("»Home\nNews", "1..20")],
};

const PAGE_SHORT: Cue = Cue {
    name: "page_short",
    why: "Many short lines make a front page or a shop. Share of lines of six words or fewer.",
    side: Side::Either,
    test: Test::Page {
        edges: &[0.2, 0.4, 0.55, 0.7, 0.8, 0.9],
        of: |page| {
            let all = page.sums().page();
            share(all.short_lines, all.lines)
        },
    },
    hits: &[("»Home\nNews", ">=0.9")],
    misses: &[("»The pier was closed on Tuesday after the storm", ">=0.9")],
};

const PAGE_PHRASES: Cue = Cue {
    name: "page_phrases",
    why: "Where the lexicon finds much, what it does not find is likelier content; where it finds nothing, it does not know the page's furniture. Share of lines with a phrase.",
    side: Side::Either,
    test: Test::Page {
        edges: &[0.01, 0.06, 0.12, 0.2, 0.3, 0.4],
        of: |page| {
            let all = page.sums().page();
            share(all.phrase_lines, all.lines)
        },
    },
    hits: &[("»Share\nPrint", ">=0.4")],
    misses: &[("»Pier closed", ">=0.4")],
};

const PAGE_DATES: Cue = Cue {
    name: "page_dates",
    why: "An article has one date or two; a thread one for each post, a list of news one for each teaser. In lines.",
    side: Side::Either,
    test: Test::Page {
        edges: &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0],
        of: |page| page.sums().page().date_lines as f32,
    },
    hits: &[("»3 hours ago\nPier closed\n4 hours ago\nMill sold", "2..4")],
    misses: &[("»Pier closed 1984\nMill sold 1985", "2..4")],
};

const PAGE_PRICES: Cue = Cue {
    name: "page_prices",
    why: "A shop has a price for each thing it sells. In lines.",
    side: Side::Either,
    test: Test::Page {
        edges: &[1.0, 3.0, 8.0, 20.0, 50.0],
        of: |page| page.sums().page().price_lines as f32,
    },
    hits: &[("»Lamp\n£24.99", "1..3")],
    misses: &[("»Lamp\n24.99", "1..3")],
};

const PAGE_TEASERS: Cue = Cue {
    name: "page_teasers",
    why: "Each teaser of a list asks to read on. In lines.",
    side: Side::Either,
    test: Test::Page {
        edges: &[1.0, 2.0, 4.0, 8.0, 16.0],
        of: |page| page.sums().page().teaser_lines as f32,
    },
    hits: &[("»Read more\nPier closed\nRead more", "2..4")],
    misses: &[("»Read more books, she said.", "1..2")],
};

const PAGE_COMMENTS: Cue = Cue {
    name: "page_comments",
    why: "Each post of a thread and each comment under an article has buttons of its own. In lines.",
    side: Side::Either,
    test: Test::Page {
        edges: &[1.0, 3.0, 8.0, 20.0, 50.0],
        of: |page| page.sums().page().comment_lines as f32,
    },
    hits: &[("»Reply\nIda\nReply\nTom\nReply", "3..8")],
    misses: &[("»Reply to the ministry by Friday\nIda", "1..3")],
};
