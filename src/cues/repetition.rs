//! Lines that stand on the page more than once.

use super::{Cue, Side, Test};

pub(super) const CUES: &[Cue] = &[COPIES];

const COPIES: Cue = Cue {
    name: "copies",
    why: "Articles say a thing once. Menus stand at the top and the bottom, captions stand as alternative text and again below the picture.",
    side: Side::Boilerplate,
    test: Test::Kind {
        names: &["first of two", "second of two", "of many", "beside its copy"],
        of: &|page, at| {
            let around = &page.around[at];
            match (around.copies, around.copied_before) {
                (0 | 1, _) => None,
                _ if around.copied_beside => Some(3),
                (2, false) => Some(0),
                (2, true) => Some(1),
                _ => Some(2),
            }
        },
    },
    hits: &[
        ("»News\nSport\nNews", "first of two"),
        ("News\nSport\n»• News", "second of two"),
        ("»Pier.\nPier.", "beside its copy"),
    ],
    misses: &[("»News\nSport", "first of two"), ("»News today\nSport\nNews", "first of two")],
};
