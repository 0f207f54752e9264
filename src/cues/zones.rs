//! What stands under a heading that announces furniture.

use super::{Cue, Side, Test};
use crate::lexicon::Section;
use crate::measure::Zone;

pub(super) const CUES: &[Cue] = &[ZONE];

const ZONE: Cue = Cue {
    name: "zone",
    why: "Under \"Related News\" stand other articles, under \"Comments\" readers' opinions, however well they are written, until the article goes on. In lines since the heading.",
    side: Side::Boilerplate,
    test: Test::Kind {
        names: &[
            "related",
            "related, far",
            "comments",
            "comments, far",
            "newsletter",
            "ticker",
            "tags",
        ],
        of: &|page, at| {
            /// Lines from which the heading is far.
            const FAR: u32 = 24;
            let Zone { section, lines_ago } = page.zones[at]?;
            Some(match (section, lines_ago >= FAR) {
                (Section::Related | Section::Teaser, false) => 0,
                (Section::Related | Section::Teaser, true) => 1,
                (Section::Comments, false) => 2,
                (Section::Comments, true) => 3,
                (Section::Newsletter, _) => 4,
                (Section::Ticker, _) => 5,
                (Section::Tags, _) => 6,
                _ => return None,
            })
        },
    },
    hits: &[
        ("Text.\n\nRelated News\n\n»Pier closed after storm", "related"),
        ("Text.\n\nComments\n\nIda\n»I was there.", "comments"),
    ],
    misses: &[("Text.\n\nRelated news reached us\n\n»Pier closed after storm", "related")],
};
