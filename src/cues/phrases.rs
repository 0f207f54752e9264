//! Phrases of the lexicon, a cue for each section.

use super::{Cue, Side, Test};
use crate::lexicon::Section;
use crate::measure::Measures;

/// How phrases of the section stand in the line: as all of it, at its start, or inside; told
/// apart for short lines and for lines as long as paragraphs.
pub(super) fn standing(m: &Measures, section: Section) -> Option<usize> {
    /// Words from which a line is a paragraph rather than a heading, a button or a prompt.
    const LONG: u32 = 24;
    let long = usize::from(m.words >= LONG);
    if m.hits.whole.contains(section) {
        Some(0)
    } else if m.hits.start.contains(section) {
        Some(1 + long)
    } else if m.hits.inside.contains(section) {
        Some(3 + long)
    } else {
        None
    }
}

pub(super) const STANDINGS: &[&str] = &["whole", "start", "start, long", "inside", "inside, long"];

macro_rules! phrase_cues { ($($section:ident $name:literal $why:literal [$($hit:literal $bucket:literal),*] [$($miss:literal),*];)*) => {
    pub(super) const CUES: &[Cue] = &[$(Cue {
        name: $name,
        why: $why,
        side: Side::Boilerplate,
        test: Test::Phrase(Section::$section),
        hits: &[$(($hit, $bucket)),*],
        misses: &[$(($miss, "whole")),*],
    }),*];
} }

phrase_cues! {
    Navigation "navigation_phrase" "Entries of menus, skip links and pagination are the same words on every site."
        ["»• Sport" "whole", "»You are here: Home › Harbour" "start"] ["»Sport is good for you"];
    Ticker "ticker_phrase" "Strips of breaking news announce themselves."
        ["»BREAKING" "whole"] ["»Breaking the ice"];
    Sharing "sharing_phrase" "Buttons for sharing, printing and listening stand at the body's edges and between its paragraphs."
        ["»3 Min Read" "whole", "»Facebook Twitter" "whole", "»Short URL: example.org/1" "start"] ["»Share of the vote"];
    Related "related_phrase" "Headings over links to other articles."
        ["»Related News" "whole", "»More from the harbour" "start"] ["»Related to him by marriage"];
    Teaser "teaser_phrase" "A teaser ends by asking the reader to go on elsewhere."
        ["»Read more" "whole"] ["»Read more books, she said."];
    Comments "comments_phrase" "Headings and forms of readers' comments."
        ["»Leave a Reply" "whole", "»Your email address will not be published. Required fields are marked *" "inside"] ["»Comments from the minister were rare."];
    Reply "reply_phrase" "Buttons and counters around a single comment."
        ["»Reply" "whole"] ["»Reply to the ministry by Friday"];
    Newsletter "newsletter_phrase" "Requests to subscribe, sign up, follow or install."
        ["»Sign Up for Our Newsletters" "whole", "»Subscribe to the Post today" "start"] ["»Sign up sheets were empty."];
    Consent "consent_phrase" "Cookie banners, paywalls and prompts against ad-blockers."
        ["»Accept all" "whole", "»We use cookies to improve this site." "start"] ["»Accept all that life brings"];
    Advert "advert_phrase" "Labels of advertising."
        ["»Advertisement" "whole"] ["»Advertisement in those days was costly."];
    Shop "shop_phrase" "What a seller puts around the goods: prices, stock, ratings, shipping, calls to buy."
        ["»Quick view" "whole", "»Ships from Hull by sea" "start", "»Spend $20 more, and we ship for free: your cart" "inside"] ["»Sold by the dozen"];
    Legal "legal_phrase" "Copyright, imprint and terms close a page."
        ["»Privacy Policy" "whole", "»© 2020 The Post" "start"] ["»Privacy policy debates went on."];
    Byline "byline_phrase" "Author, agency and the author's box frame the body."
        ["»JIJI Press" "whole", "»Written by Ida Rook" "start"] ["»Bystanders saw it"];
    Date "date_phrase" "Words that announce a date of publication."
        ["»Last updated" "whole", "»Published: noon" "start"] ["»Published authors only"];
    Caption "caption_phrase" "Credits of pictures stand at the start or the end of their captions."
        ["»Photo: A. Rook" "start", "»The pier at dusk (AP Photo/Ida Rook)" "inside"] ["»Photographs were found"];
    Picture "picture_phrase" "Text for those who do not see a picture says what it shows; pages flattened with it have it among their lines."
        ["»Screenshot of the tide table" "start", "»Ida Rook, a woman holding a lantern" "inside"] ["»Pictures of the pier were found"];
    Tags "tags_phrase" "Headings of keywords."
        ["»topics" "whole", "»Tags: harbour, pier" "start"] ["»Topics ranged widely."];
    Other "other_phrase" "Leftovers of players, forms and scripts."
        ["»Loading…" "whole"] ["»Loading the barge took hours."];
}
