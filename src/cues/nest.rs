//! The elements around a line, level by level, and lines whose elements look the same. Silent on
//! flat text.

use super::{Cue, Side, Test};
use crate::measure::share;
use crate::page::Form;

pub(super) const CUES: &[Cue] = &[
    LEVEL_WORDS,
    LEVEL_PROSE,
    LEVEL_LINKS,
    OUTER_WORDS,
    OUTER_PROSE,
    OUTER_LINKS,
    SIBLINGS,
    GROUP_LINES,
    GROUP_WORDS,
    GROUP_PROSE,
    GROUP_LINKS,
    BODY_STEPS,
    HEADING_LEVEL,
    DECLARED,
];

/// Words a line, in buckets.
const WORDS: &[f32] = &[2.0, 3.5, 5.5, 8.0, 12.0, 18.0, 28.0, 45.0];
/// Shares, in buckets.
const SHARES: &[f32] = &[0.02, 0.1, 0.25, 0.5, 0.8, 0.98];

/// A page with a menu of three and a body of two paragraphs, for examples.
macro_rules! page { ($menu:literal, $body:literal) => { concat!(
    "<ul><li><a>", $menu, "</a><li><a>News</a><li><a>Sport</a></ul>",
    "<article><h2>", $body, "</h2><p>The harbour of the old town was closed on Tuesday after a barge had struck the pier.",
    "<p>Nobody was hurt, but divers will have to look at the foundations before ships may moor there.</article>"
) } }

const LEVEL_WORDS: Cue = Cue {
    name: "level_words",
    why: "Elements hold lines of a kind: paragraphs or entries. Words a line in the smallest element around the line with others beside it.",
    side: Side::Either,
    test: Test::Grade {
        edges: WORDS,
        of: &|page, at| page.level(at, 1).map(|sum| share(sum.words, sum.lines)),
    },
    hits: &[(page!("»Home", "Pier closed"), "<2")],
    misses: &[(page!("Home", "»Pier closed"), "<2")],
};

const LEVEL_PROSE: Cue = Cue {
    name: "level_prose",
    why: "The element of the body holds most of the page's running text. Share of it in the smallest element around the line with others beside it.",
    side: Side::Either,
    test: Test::Grade {
        edges: SHARES,
        of: &|page, at| {
            let all = page.sums().page().prose_words;
            page.level(at, 1).map(|sum| share(sum.prose_words, all))
        },
    },
    hits: &[(page!("Home", "»Pier closed"), ">=0.98")],
    misses: &[(page!("»Home", "Pier closed"), ">=0.98")],
};

const LEVEL_LINKS: Cue = Cue {
    name: "level_links",
    why: "A line without links among lines of links belongs to them. Share of characters in links, in the smallest element around the line with others beside it.",
    side: Side::Either,
    test: Test::Grade {
        edges: SHARES,
        of: &|page, at| page.level(at, 1).map(|sum| sum.link_share()),
    },
    hits: &[(page!("»Home", "Pier closed"), ">=0.98")],
    misses: &[(page!("Home", "»Pier closed"), ">=0.98")],
};

const OUTER_WORDS: Cue = Cue {
    name: "outer_words",
    why: "The same as `level_words`, two levels further out: the part of the page.",
    side: Side::Either,
    test: Test::Grade {
        edges: WORDS,
        of: &|page, at| page.level(at, 3).map(|sum| share(sum.words, sum.lines)),
    },
    hits: &[("<div><div><div>»One</div><p>Two</div><p>Six</div><p>Ten", "<2")],
    misses: &[(
        "<div><div><div>»One</div><p>Two by two</div><p>Six by six</div><p>Ten by ten",
        "<2",
    )],
};

const OUTER_PROSE: Cue = Cue {
    name: "outer_prose",
    why: "The same as `level_prose`, two levels further out.",
    side: Side::Either,
    test: Test::Grade {
        edges: SHARES,
        of: &|page, at| {
            let all = page.sums().page().prose_words;
            page.level(at, 3).map(|sum| share(sum.prose_words, all))
        },
    },
    hits: &[(page!("Home", "»Pier closed"), ">=0.98")],
    misses: &[("<div><div><div>»One</div><p>Two</div><p>Six</div><p>Ten", ">=0.98")],
};

const OUTER_LINKS: Cue = Cue {
    name: "outer_links",
    why: "The same as `level_links`, two levels further out.",
    side: Side::Either,
    test: Test::Grade {
        edges: SHARES,
        of: &|page, at| page.level(at, 3).map(|sum| sum.link_share()),
    },
    hits: &[("<div><div><div>»One</div><p>Two</div><p>Six</div><p>Ten", "<0.02")],
    misses: &[("<div><div><div>»One</div><p><a>Two</a></div><p>Six</div><p>Ten", "<0.02")],
};

const SIBLINGS: Cue = Cue {
    name: "siblings",
    why: "Cards, comments and entries repeat one element. The most elements of one name and the same classes side by side, of those around the line.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[2.0, 3.0, 5.0, 9.0, 17.0, 33.0],
        of: &|page, at| page.nest(at).map(|nest| nest.siblings as f32),
    },
    hits: &[("<div><i>»One</i></div><div>Two</div><div>Six</div>", "3..5")],
    misses: &[("<div><i>»One</i></div><div class=two>Two</div><div class=six>Six</div>", "3..5")],
};

const GROUP_LINES: Cue = Cue {
    name: "group_lines",
    why: "Lines whose elements look the same are of a kind. How many there are.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[2.0, 3.0, 5.0, 9.0, 17.0, 33.0],
        of: &|page, at| page.nest(at).map(|nest| nest.group.lines as f32),
    },
    hits: &[(page!("»Home", "Pier closed"), "3..5")],
    misses: &[(page!("Home", "»Pier closed"), "3..5")],
};

const GROUP_WORDS: Cue = Cue {
    name: "group_words",
    why: "Among paragraphs a short one is a paragraph. Words a line of those whose elements look the same.",
    side: Side::Either,
    test: Test::Grade {
        edges: WORDS,
        of: &|page, at| page.nest(at).map(|nest| share(nest.group.words, nest.group.lines)),
    },
    hits: &[(page!("»Home", "Pier closed"), "<2")],
    misses: &[(page!("Home", "»Pier closed"), "<2")],
};

const GROUP_PROSE: Cue = Cue {
    name: "group_prose",
    why: "The paragraphs of the body look the same and hold most of the page's running text. Share of it in the lines whose elements look the same.",
    side: Side::Either,
    test: Test::Grade {
        edges: SHARES,
        of: &|page, at| {
            let all = page.sums().page().prose_words;
            page.nest(at).map(|nest| share(nest.group.prose_words, all))
        },
    },
    hits: &[(page!("»Home", "Pier closed"), "<0.02")],
    misses: &[(
        "<p>»The harbour of the old town was closed on Tuesday after a barge had struck the pier.",
        "<0.02",
    )],
};

const GROUP_LINKS: Cue = Cue {
    name: "group_links",
    why: "Entries of menus and titles of teasers are links throughout. Share of characters in links of the lines whose elements look the same.",
    side: Side::Either,
    test: Test::Grade {
        edges: SHARES,
        of: &|page, at| page.nest(at).map(|nest| nest.group.link_share()),
    },
    hits: &[(page!("»Home", "Pier closed"), ">=0.98")],
    misses: &[(page!("Home", "»Pier closed"), ">=0.98")],
};

const BODY_STEPS: Cue = Cue {
    name: "body_steps",
    why: "The smallest element that holds most of the running text is the body's. How many elements the line is away from one that holds both.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[1.0, 2.0, 3.0, 4.0, 6.0],
        of: &|page, at| {
            let any = page.sums().page().prose_words > 0;
            page.nest(at).filter(|_| any).map(|nest| nest.steps_to_body as f32)
        },
    },
    hits: &[(page!("Home", "»Pier closed"), "<1"), (page!("»Home", "Pier closed"), "3..4")],
    misses: &[("<p>»Home", "<1")],
};

const HEADING_LEVEL: Cue = Cue {
    name: "heading_level",
    why: "Articles divide themselves by headings of the second and third rank, widgets by those below.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[2.0, 3.0, 4.0, 5.0],
        of: &|page, at| match page.line(at).form {
            Form::Heading(level) => Some(f32::from(level)),
            _ => None,
        },
    },
    hits: &[(page!("Home", "»Pier closed"), "2..3")],
    misses: &[("<h4>»Pier closed</h4>", "2..3")],
};

const DECLARED: Cue = Cue {
    name: "declared",
    why: "Pages say in their head what they are, for search engines: an article, a thread, a product, a list.",
    side: Side::Either,
    test: Test::Kind {
        names: &["nothing", "article", "thread", "product", "list", "something else"],
        of: &|page, at| page.nest(at).map(|nest| nest.declared as usize),
    },
    hits: &[("<meta property=og:type content=article><p>»Pier closed", "article")],
    misses: &[("<p>»Pier closed", "article")],
};
