//! Where a line stands against the description in the document's head. Silent where there is none,
//! and on flat text.

use super::title::{APART, AWAY};
use super::{Cue, Side, Test};

pub(super) const CUES: &[Cue] =
    &[DESCRIPTION_SHARE, DESCRIPTION_AWAY, DESCRIPTION_APART, DESCRIPTION_TOPIC];

/// A page whose description is its first paragraph, cut, for examples.
macro_rules! page { ($teaser:literal, $first:literal, $second:literal) => { concat!(
    "<meta name=description content='The harbour was closed on Tuesday after a barge had struck...'>",
    "<ul><li>", $teaser, "</ul><div><p>", $first,
    "The harbour was closed on Tuesday after a barge had struck the eastern pier.<p>", $second,
    "Nobody was hurt.</div>"
) } }

const DESCRIPTION_SHARE: Cue = Cue {
    name: "description_share",
    why: "Descriptions are taken from the text, for search engines: most from its beginning. Share of the line's telling words that the description has, or of the description's that the line has.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[0.2, 0.4, 0.6, 0.8, 0.95],
        of: &|page, at| Some(page.description()?.share(at)),
    },
    hits: &[(page!("Mills sold", "»", ""), ">=0.95"), (page!("»Mills sold", "", ""), "<0.2")],
    misses: &[(page!("»The harbour town has closed its mills", "", ""), ">=0.95")],
};

const DESCRIPTION_AWAY: Cue = Cue {
    name: "description_away",
    why: "The line that says the description opens the article. Lines before (negative) or behind it.",
    side: Side::Either,
    test: Test::Grade {
        edges: AWAY,
        of: &|page, at| Some(page.description()?.said.as_ref()?.lines_to(at)),
    },
    hits: &[(page!("»Mills sold", "", ""), "-4..0"), (page!("Mills sold", "", "»"), "1..4")],
    misses: &[(page!("Mills sold", "»", ""), "1..4")],
};

const DESCRIPTION_APART: Cue = Cue {
    name: "description_apart",
    why: "The line that says the description shares an element with its article, and with what is beside the article but a wide one. Levels up from it to the first element that holds both.",
    side: Side::Either,
    test: Test::Grade {
        edges: APART,
        of: &|page, at| page.description()?.said.as_ref()?.levels_to(page.page, at),
    },
    hits: &[(page!("Mills sold", "", "»"), "1..2")],
    misses: &[(page!("»Mills sold", "", ""), "1..2")],
};

const DESCRIPTION_TOPIC: Cue = Cue {
    name: "description_topic",
    why: "An article is about what its description says, and teasers are about other things. Share of the description's telling words among those of three lines on each side.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[0.005, 0.02, 0.04, 0.07, 0.12, 0.2, 0.3],
        of: &|page, at| {
            /// Lines looked at on each side.
            const REACH: usize = 3;
            page.description()?.topic.share(at, REACH)
        },
    },
    hits: &[(page!("Mills sold", "»", ""), ">=0.3")],
    misses: &[(
        "<meta name=description content='The harbour was closed on Tuesday'><p>»Farmers have harvested their barley early since summer came.",
        ">=0.3",
    )],
};
