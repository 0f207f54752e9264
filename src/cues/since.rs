//! How long ago something was said that colours what follows it.

use super::{Cue, Side, Test};

pub(super) const CUES: &[Cue] = &[
    SINCE_DATE,
    SINCE_BYLINE,
    SINCE_LEGAL,
    SINCE_NEWSLETTER,
    SINCE_PANEL,
    SINCE_SHOP,
    SINCE_REPLY,
];

/// Lines ago, in buckets.
const AGO: &[f32] = &[2.0, 4.0, 8.0, 16.0, 32.0, 64.0];

const SINCE_DATE: Cue = Cue {
    name: "since_date",
    why: "Below the date begins the article, the post or the teaser. Lines since the last one.",
    side: Side::Either,
    test: Test::Grade { edges: AGO, of: &|page, at| page.since(at).date.map(|lines| lines as f32) },
    hits: &[("17 May 2021\n»Pier closed", "<2")],
    misses: &[("»17 May 2021", "<2")],
};

const SINCE_BYLINE: Cue = Cue {
    name: "since_byline",
    why: "Below the author's name begins the article, below the author's box the furniture. Lines since the last one.",
    side: Side::Either,
    test: Test::Grade {
        edges: AGO,
        of: &|page, at| page.since(at).byline.map(|lines| lines as f32),
    },
    hits: &[("By Ida Rook\n»It rained.", "<2")],
    misses: &[("»By Ida Rook", "<2")],
};

const SINCE_LEGAL: Cue = Cue {
    name: "since_legal",
    why: "Copyright and terms stand in the footer: little follows them. Lines since the last one.",
    side: Side::Either,
    test: Test::Grade {
        edges: AGO,
        of: &|page, at| page.since(at).legal.map(|lines| lines as f32),
    },
    hits: &[("© 2020 The Post\n»Imprint", "<2")],
    misses: &[("»© 2020 The Post", "<2")],
};

const SINCE_NEWSLETTER: Cue = Cue {
    name: "since_newsletter",
    why: "A box that asks to subscribe stands in the footer, or between two paragraphs. Lines since the last one.",
    side: Side::Either,
    test: Test::Grade {
        edges: AGO,
        of: &|page, at| page.since(at).newsletter.map(|lines| lines as f32),
    },
    hits: &[("Sign Up for Our Newsletters\n»Your name", "<2")],
    misses: &[("»Sign Up for Our Newsletters", "<2")],
};

const SINCE_PANEL: Cue = Cue {
    name: "since_panel",
    why: "A panel of cookies and purposes goes on for dozens of lines, in whole sentences. Lines since it last said so, if it had said so before.",
    side: Side::Either,
    test: Test::Grade {
        edges: AGO,
        of: &|page, at| page.since(at).panel.map(|lines| lines as f32),
    },
    hits: &[("Cookie settings\nStrictly necessary cookies\n»They keep the basket.", "<2")],
    misses: &[("We use cookies to improve this site.\n»The roof took two years.", "<2")],
};

const SINCE_SHOP: Cue = Cue {
    name: "since_shop",
    why: "Prices and buttons to buy stand around each of a shop's products, and below a product the others. Lines since the last one.",
    side: Side::Either,
    test: Test::Grade { edges: AGO, of: &|page, at| page.since(at).shop.map(|lines| lines as f32) },
    hits: &[("Quick view\n»Oak stool", "<2")],
    misses: &[("»Quick view", "<2")],
};

const SINCE_REPLY: Cue = Cue {
    name: "since_reply",
    why: "Buttons under a comment part it from the next. Lines since the last one.",
    side: Side::Either,
    test: Test::Grade {
        edges: AGO,
        of: &|page, at| page.since(at).reply.map(|lines| lines as f32),
    },
    hits: &[("Reply\n»It was about time.", "<2")],
    misses: &[("»Reply", "<2")],
};
