//! Where a line stands against the document's title. Silent where no line says it.

use super::{Cue, Side, Test};

pub(super) const CUES: &[Cue] = &[TITLE_AWAY, TITLE_PROSE, TITLE_APART, TITLE_TOPIC];

/// Lines before (negative) or behind a line that others are measured from, in buckets.
pub(super) const AWAY: &[f32] = &[-64.0, -16.0, -4.0, 0.0, 1.0, 4.0, 12.0, 32.0, 64.0, 128.0];
/// Levels up from such a line, in buckets.
pub(super) const APART: &[f32] = &[1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0];

const TITLE_AWAY: Cue = Cue {
    name: "title_away",
    why: "What stands above the title is the site's, and the article follows it. Lines before (negative) or behind it.",
    side: Side::Either,
    test: Test::Grade { edges: AWAY, of: &|page, at| Some(page.title()?.lines_to(at)) },
    hits: &[
        ("Pier closed by storm | Bote\n»News\nPier closed by storm\nIt rained.", "-4..0"),
        ("<title>Pier closed by storm</title><p>News<h1>»Pier closed by storm</h1>", "0..1"),
    ],
    misses: &[("Pier opened by mayor | Bote\n»News\nPier closed by storm\nIt rained.", "-4..0")],
};

const TITLE_PROSE: Cue = Cue {
    name: "title_prose",
    why: "An article of some hundred words ends somewhere, and what reads like text behind it is a teaser's or a reader's. Words of running text between the title and a line behind it.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[1.0, 60.0, 150.0, 300.0, 600.0, 1200.0, 2500.0],
        of: &|page, at| {
            let title = page.title()?.at;
            let words = |at: usize| page.around[at].prose_before;
            (at > title).then(|| words(at).saturating_sub(words(title)) as f32)
        },
    },
    hits: &[(
        "<title>Pier closed by storm</title><h1>Pier closed by storm</h1><p>»It rained.",
        "<1",
    )],
    misses: &[(
        "<title>Pier closed by storm</title><p>»It rained.<h1>Pier closed by storm</h1>",
        "<1",
    )],
};

const TITLE_APART: Cue = Cue {
    name: "title_apart",
    why: "The title and its article share an element, and what is beside the article shares but a wide one. Levels up from the title to the first element that holds both. Silent on flat text.",
    side: Side::Either,
    test: Test::Grade { edges: APART, of: &|page, at| page.title()?.levels_to(page.page, at) },
    hits: &[(
        "<title>Pier closed by storm</title><h1>Pier closed by storm</h1><p>»It rained.",
        "1..2",
    )],
    misses: &[(
        "<title>Pier closed by storm</title><div><h1>Pier closed by storm</h1></div><p>»It rained.",
        "1..2",
    )],
};

const TITLE_TOPIC: Cue = Cue {
    name: "title_topic",
    why: "An article is about its title, and teasers are about other things. Share of the title's telling words among those of three lines on each side.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[0.005, 0.02, 0.04, 0.07, 0.12, 0.2],
        of: &|page, at| {
            /// Lines looked at on each side.
            const REACH: usize = 3;
            page.title_topic()?.share(at, REACH)
        },
    },
    hits: &[(
        "<title>Pier closed by storm</title><h1>Pier closed by storm</h1><p>»Storms at piers always make harbours dangerous.",
        ">=0.2",
    )],
    misses: &[(
        "<title>Pier closed by storm</title><h1>Pier closed by storm</h1><p>a<p>b<p>c<p>d<p>»Farmers have harvested their barley early since summer came.",
        ">=0.2",
    )],
};
