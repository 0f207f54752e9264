//! How a line is set: markers, separators, runs of short lines, rows, code, headings.

use super::{Cue, Side, Test};
use crate::page::{Form, Marker};

pub(super) const CUES: &[Cue] =
    &[MARKER, LIST_SHARE, VERSE, SHORT_RUN, SEPARATORS, FORM, LONE, SET_APART, INDENT];

const MARKER: Cue = Cue {
    name: "marker",
    why: "Menus are flattened to lists, and the longer the list of short entries, the likelier a menu; items with a sentence in them are an article's.",
    side: Side::Either,
    test: Test::Kind {
        names: &[
            "none",
            "dash",
            "number",
            "bullet, long",
            "bullet in a short list",
            "bullet in a list",
            "bullet in a long list",
        ],
        of: &|page, at| {
            /// Words from which an item says something.
            const LONG: u32 = 8;
            let run = page.around[at].bullet_run;
            Some(match page.line(at).marker {
                Marker::None => 0,
                Marker::Dash => 1,
                Marker::Number => 2,
                Marker::Bullet if page.measures[at].words >= LONG => 3,
                Marker::Bullet if run <= 3 => 4,
                Marker::Bullet if run <= 8 => 5,
                Marker::Bullet => 6,
            })
        },
    },
    hits: &[
        ("»• Home\n• News", "bullet in a short list"),
        ("»1. Stir.", "number"),
        ("»- IANS", "dash"),
    ],
    misses: &[("»-5 degrees", "dash"), ("»1984", "number")],
};

const LIST_SHARE: Cue = Cue {
    name: "list_share",
    why: "The items of a recipe or a summary say something; the entries of a menu are names. Share of the list's items that have three words or more and are not set like titles.",
    side: Side::Either,
    test: Test::Grade { edges: &[0.2, 0.5, 0.8], of: &|page, at| page.around[at].list_share },
    hits: &[
        ("»• 250 g pearl barley\n• 1 onion, finely chopped", ">=0.8"),
        ("»• Home\n• Arts & Culture", "<0.2"),
    ],
    misses: &[
        ("»• Reset Your Password\n• Change Your Address", ">=0.8"),
        ("»250 g pearl barley", ">=0.8"),
    ],
};

const VERSE: Cue = Cue {
    name: "verse",
    why: "Stanzas are short lines that carry a sentence on from one to the next.",
    side: Side::Content,
    test: Test::Flag(&|page, at| page.around[at].verse),
    hits: &[(
        "»The lamp above the ferry stair\nwent out before the tide had turned,\nand no one came to light it.",
        "yes",
    )],
    misses: &[("»Pier closed after storm\nTown buys old mill\nFerry late again", "yes")],
};

const SHORT_RUN: Cue = Cue {
    name: "short_run",
    why: "Headings stand alone among paragraphs; menus are unbroken runs of lines of six words or fewer.",
    side: Side::Boilerplate,
    test: Test::Grade {
        edges: &[2.0, 4.0, 8.0, 16.0],
        of: &|page, at| {
            let run = page.around[at].short_run;
            (run > 0).then_some(run as f32)
        },
    },
    hits: &[("»Home\nNews\nSport\nHelp", "4..8"), ("»Home", "<2")],
    misses: &[("»There are nine words in this line of text", "<2")],
};

const SEPARATORS: Cue = Cue {
    name: "separators",
    why: "Breadcrumbs, by-lines with dates and rows of links are divided by bars, angles and dots. Rows of tables are left out.",
    side: Side::Boilerplate,
    test: Test::Grade {
        edges: &[2.0, 4.0],
        of: &|page, at| {
            let separators = page.measures[at].separators;
            (separators > 0 && page.line(at).form == Form::Text).then_some(separators as f32)
        },
    },
    hits: &[("»Home › News › Harbour", "2..4"), ("»By Ida Rook | 5 May", "<2")],
    misses: &[("»Home, News, Harbour", "<2"), ("»a | b | c\nd | e | f", "2..4")],
};

const FORM: Cue = Cue {
    name: "form",
    why: "Rows of tables and lines of code are content that looks like none: short, without sentences. Headings are told from menus by their element.",
    side: Side::Either,
    test: Test::Kind {
        names: &["text", "table", "code", "top heading", "heading"],
        of: &|page, at| {
            Some(match page.line(at).form {
                Form::Text => 0,
                Form::Table => 1,
                Form::Code => 2,
                Form::Heading(1) => 3,
                Form::Heading(_) => 4,
            })
        },
    },
    hits: &[
        ("»a | b | c\nd | e | f", "table"),
        ("»let x = f(y);", "code"),
        ("<h1>»Pier closed</h1>", "top heading"),
    ],
    misses: &[("»Home | News | Sport | Help\n\nText", "table"), ("»He came; he saw;", "code")],
};

const LONE: Cue = Cue {
    name: "lone_signs",
    why: "A line without a word is a leftover icon, a rule or an arrow.",
    side: Side::Boilerplate,
    test: Test::Flag(&|page, at| page.measures[at].words <= 1 && page.measures[at].chars <= 2),
    hits: &[("»<", "yes"), ("»• x", "yes")],
    misses: &[("»Yes", "yes")],
};

const SET_APART: Cue = Cue {
    name: "set_apart",
    why: "Paragraphs and headings have a blank line on both sides, entries of lists on neither.",
    side: Side::Either,
    test: Test::Kind {
        names: &["neither side", "before", "after", "both sides"],
        of: &|page, at| {
            let after = page.page.lines.get(at + 1).is_none_or(|next| next.blank_before);
            Some(usize::from(page.line(at).blank_before) + 2 * usize::from(after))
        },
    },
    hits: &[("Home\n\n»Pier\n\nNews", "both sides"), ("Home\n\n»Pier\nNews", "before")],
    misses: &[("Home\n»Pier\n\nNews", "both sides")],
};

const INDENT: Cue = Cue {
    name: "indent",
    why: "Menus are lists inside lists; an article's list stands alone. How deep the line is set in.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[1.0, 2.0, 3.0, 4.0, 6.0],
        of: &|page, at| Some(page.line(at).indent as f32),
    },
    hits: &[("»Home", "<1")],
    misses: &[("    »• Home", "<1")],
};
