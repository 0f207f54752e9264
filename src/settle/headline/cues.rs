//! What speaks for a headline and against it.

use std::ops::RangeInclusive;

use super::candidate::{Candidate, USUAL_WORDS};
use super::surroundings::Named;
use crate::lexicon::Section;
use crate::measure::{First, Last};
use crate::page::{Form, Marker};

/// A named sign that a line is the headline, or is not.
pub(super) struct HeadlineCue {
    #[cfg_attr(not(test), expect(dead_code, reason = "for people, and for a test"))]
    pub(super) name: &'static str,
    /// Why it tells headlines from other lines.
    #[cfg_attr(not(test), expect(dead_code, reason = "for people, and for a test"))]
    pub(super) why: &'static str,
    /// What it counts for where it speaks fully.
    pub(super) points: f32,
    /// How loudly it speaks: 0 for silence, 1 for fully.
    pub(super) of: fn(&Candidate<'_>) -> f32,
    /// Flat pages, the line on trial marked by `»`, of which it speaks.
    #[cfg_attr(not(test), expect(dead_code, reason = "for people, and for a test"))]
    pub(super) hits: &'static [&'static str],
    /// Pages much alike of which it does not.
    #[cfg_attr(not(test), expect(dead_code, reason = "for people, and for a test"))]
    pub(super) misses: &'static [&'static str],
}

macro_rules! cues { ($(#[$doc:meta])* $list:ident $($name:literal $points:literal $of:expr, $why:literal [$($hit:expr),*] [$($miss:expr),*];)*) => {
    $(#[$doc])*
    pub(super) const $list: &[HeadlineCue] = &[$(HeadlineCue {
        name: $name, why: $why, points: $points, of: $of, hits: &[$($hit),*], misses: &[$($miss),*],
    }),*];
} }

/// Three paragraphs under some lines, for examples.
macro_rules! over_text { ($above:literal) => { concat!(
    $above,
    "\n\nThe harbour of the old town was closed on Tuesday after a barge had struck the eastern pier.\n\n",
    "Nobody was hurt, but divers will have to look at the foundations before ships may moor there again.\n\n",
    "The owner of the barge said that he had been asleep when the rope came loose in the night.\n"
) } }

fn yes(speaks: bool) -> f32 {
    f32::from(u8::from(speaks))
}

cues! {
    /// What form and place say. The points of all cues were fitted on pages whose headline is
    /// known, flat and (a third of the weight) HTML, as those of a choice of one line among the
    /// page's, drawn towards nought (L2), and rounded. Set by hand were those of sites' names,
    /// credits and authors, which are too rare there, and that of lines that announce another,
    /// which says little beside what they announce.
    FORM_AND_PLACE
    "usual length" 0.5 |c| yes(USUAL_WORDS.contains(&c.measures.words)),
        "Most headlines have four to twenty words."
        [over_text!("»Barge closes the old harbour")] [over_text!("»Harbour")];
    "long" -1.0 |c| yes(c.measures.words > *USUAL_WORDS.end()),
        "Few headlines have more than twenty words."
        [over_text!("»Barge that had come loose in the night closes the old harbour, where divers look at what is left of the eastern pier")]
        [over_text!("»Barge closes the old harbour")];
    "sentence" -2.0 |c| yes(c.measures.last == Last::Sentence),
        "Headlines go without the full stop."
        [over_text!("»A barge closed the harbour.")] [over_text!("»A barge closed the harbour")];
    "running text" -0.5 |c| yes(c.around.prose),
        "A line that reads like a paragraph is a standfirst or a caption."
        [over_text!("»A barge has closed the harbour of the old town for all of the week.")]
        [over_text!("»A barge closed the harbour.")];
    "open end" -0.6 |c| yes(matches!(c.measures.last, Last::Bracket | Last::Colon | Last::Comma | Last::Ellipsis)),
        "A colon, a comma or dots lead on to something; a bracket holds a credit."
        [over_text!("»In this article:")] [over_text!("»In this article")];
    "begins small" -0.8 |c| yes(c.measures.first == First::Lower),
        "Headlines begin with a capital, in the scripts that have them."
        [over_text!("»barge at the pier")] [over_text!("»Barge at the pier")];
    "parted above" 1.8 |c| yes(c.parted_above()),
        "A blank line parts a headline from what stands above it."
        [over_text!("Home\n\n»Barge closes the harbour")] [over_text!("Home\n»Barge closes the harbour")];
    "parted below" 1.8 |c| yes(c.parted_below()),
        "A blank line parts a headline from what stands below it."
        [over_text!("»Barge closes the harbour")] [over_text!("»Barge closes the harbour\nBy Ida Rook")];
    "list item" -1.7 |c| yes(c.line.marker != Marker::None),
        "Menus, breadcrumbs and teasers are lists."
        [over_text!("» • Barge closes the harbour")] [over_text!("»Barge closes the harbour")];
    "stands above too" 1.5 |c| yes(c.around.copied_before),
        "Breadcrumbs and the document's title say the headline before it is said."
        [over_text!("Barge closes the harbour\n\nHome\n\n»Barge closes the harbour")]
        [over_text!("»Barge closes the harbour")];
    "announced" 2.1 |c| yes(c.announced),
        "The document's title has the headline with the site's name behind it, and the way to the page ends with it."
        [over_text!("Home » Town » Barge closes the harbour\n\n»Barge closes the harbour")]
        [over_text!("Home » Town » Harbour\n\n»Barge closes the harbour")];
    "heading of rank 1" 2.4 |c| yes(c.line.form == Form::Heading(1)),
        "The first heading of a document is its headline, or the site's name." [] [];
    "announces another" -0.5 |c| yes(c.announces),
        "A line that says another below and adds to it is the document's title, or the way to the page."
        [over_text!("»Home » Town » Barge closes the harbour\n\nBarge closes the harbour")]
        [over_text!("»Home » Town » Harbour\n\nBarge closes the harbour")];
    "title of the document" 3.5 |c| yes(c.named == Named::Same),
        "The document's head names the headline." [] [];
    "part of the document's title" 2.9 |c| yes(c.named == Named::Part),
        "The title in the document's head has the site's name behind the headline, or is cut short." [] [];
    "name of the site" -2.0 |c| yes(c.named == Named::Site),
        "The site's name is a headline of the site only." [] [];
    "upper of a pair" -1.8 |c| yes(c.is_upper_of_a_pair()),
        "Of copies right under each other, the upper is a picture's, or ends the way to the page."
        [over_text!("»Barge closes the harbour\n\nBarge closes the harbour")]
        [over_text!("Barge closes the harbour\n\n»Barge closes the harbour")];
    "inner sentence ends" -0.3 |c| c.measures.inner_ends as f32,
        "A headline has one sentence, seldom two."
        [over_text!("»The harbour is closed. A barge struck it")] [over_text!("»The harbour is closed")];
    "colon inside" 0.7 |c| yes([": ", "："].iter().any(|colon| c.text().contains(colon))),
        "What a headline is about stands before its colon."
        [over_text!("»Old harbour: barge strikes the pier"), over_text!("»老港口：驳船撞上码头")]
        [over_text!("»Barge strikes the pier:")];
    "furniture" -0.8 |c| yes(!c.measures.hits.whole.is_empty()),
        "Phrases that make up furniture from end to end."
        [over_text!("»Privacy policy")] [over_text!("»Privacy policy of the harbour")];
    "credit" -3.0 |c| yes(c.is_about_the_article() && !c.measures.is_byline()),
        "Captions, authors' lines and cookie banners begin with phrases of their own."
        [over_text!("»Written by Ida Rook")] [over_text!("»Ida Rook writes again")];
    "phrase inside" -1.8 |c| { let hits = c.measures.hits; yes(!((hits.start | hits.inside) & hits.furniture()).is_empty()) },
        "A phrase of the lexicon at the start or inside makes furniture likelier; of pictures and goods a headline may speak."
        [over_text!("»Subscribe to our news of the harbour")]
        [over_text!("»News of the harbour"), over_text!("»Logo on a barge offends the harbour")];
    "byline" -3.0 |c| yes(c.measures.is_byline()),
        "The author's line stands by the headline and is as short."
        [over_text!("»By Ida Rook")] [over_text!("»By the harbour")];
    "title case" 0.6 |c| yes(c.measures.spaced_words > 2 && c.measures.capital_share().is_some_and(|share| share > 0.75)),
        "English headlines have capitals in most words."
        [over_text!("»Barge Closes Harbour")] [over_text!("»Barge closes harbour")];
    "divided" -1.2 |c| yes(c.measures.separators > 0 && c.measures.words <= (c.measures.separators + 1) * ENTRY_WORDS),
        "Strokes and arrows divide the short entries of menus and breadcrumbs."
        [over_text!("»Town › Harbour › Barge")] [over_text!("»Town harbour barge")];
    "strung together" -0.9 |c| yes(is_strung_together(c.text())),
        "Keywords run together and names of files have no spaces."
        [over_text!("»harbour-pier-barge-town-accident-divers-2020")] [over_text!("»Barge struck the twenty-year-old pier")];
    "result" -1.5 |c| yes(is_result(c)),
        "A result names two sides and their goals; a headline says what came of it."
        [over_text!("»Harbour Town 2 - 1 Albion Wharf")]
        [over_text!("»Harbour Town beat Albion Wharf 2 - 1"), over_text!("»Harbour Town Budget 2020-21 Approved")];
    "below a menu" 0.3 |c| yes(c.follows_a_menu()),
        "The headline is the first line below the site's menus."
        [over_text!("• Home\n• Town\n\n»Barge closes the harbour")] [over_text!("The Harbour Post\n\n»Barge closes the harbour")];
    "below a title" -1.1 |c| yes(c.follows_a_title()),
        "The longer line right below a title is its standfirst."
        [over_text!("Barge closes the harbour\n\n»Divers will look at what is left of the pier this week")]
        [over_text!("Harbour\n\n»Divers will look at what is left of the pier this week")];
    "above date or author" 1.1 |c| yes(is_above_date_or_author(c)),
        "The date and the author stand under the headline."
        [over_text!("»Barge closes the harbour\nBy Ida Rook")] [over_text!("By Ida Rook\n\n»Barge closes the harbour")];
    "below date or author" 0.7 |c| yes(c.at > 0 && { let m = &c.measured.measures[c.at - 1]; m.is_byline() || m.is_date() }),
        "What stands right under the author's line is a caption or a standfirst."
        [over_text!("By Ida Rook\n\n»Barge at the pier")] [over_text!("»Barge at the pier\nBy Ida Rook")];
    "distance" -0.04 |c| c.distance() as f32,
        "The headline is near to its text; it counts for each line."
        [over_text!("»Barge closes the harbour\nBy Ida Rook")] [];
    "above all that is kept" 0.9 |c| yes(c.opens_the_text()),
        "A headline opens the text; of flat text it may be the first line that is kept."
        [over_text!("»Barge closes the harbour")]
        [over_text!("A barge has closed the harbour of the old town for all of the week.\n\n»Barge closes the harbour")];
    "below the beginning" -0.8 |c| yes(c.at > c.surroundings.text_at),
        "A headline stands above its text, unless a standfirst or furniture was taken for its beginning."
        [] [over_text!("»Barge closes the harbour")];
    "text above" -2.6 |c| if c.at > c.surroundings.text_at { c.words_between().min(WORDS_OF_A_TEXT) as f32 / WORDS_OF_A_TEXT as f32 } else { 0.0 },
        "Below paragraphs stand subheadings; it speaks by the words above, up to a hundred."
        [] [over_text!("»Barge closes the harbour")];
    "capitals" -1.1 |c| yes(c.measures.spaced_words > 1 && c.measures.upper_words == c.measures.spaced_words),
        "Labels and buttons are set in capitals from end to end."
        [over_text!("»HARBOUR NEWS")] [over_text!("»Harbour NEWS")];
}

cues! {
    /// What the words say that the line shares with the text. They take the longest to compare,
    /// and are asked last.
    WORDS
    "shared words" 1.0 |c| c.telling().shared.min(MANY_SHARED) as f32 / MANY_SHARED as f32,
        "A headline's words come again in the first paragraphs; it speaks by their number, up to six."
        [over_text!("»Barge closes the harbour")] [over_text!("»Ministers meet about grain prices")];
    "share of shared words" 2.3 |c| if c.measures.words > SHORT_WORDS { c.telling().share() } else { 0.0 },
        "Of a headline's words most come again in the first paragraphs."
        [over_text!("»Barge closes the harbour")] [over_text!("»Ministers meet about grain prices")];
    "name in the text" 2.1 |c| if c.measures.words <= SHORT_WORDS { c.telling().share() } else { 0.0 },
        "So do the words of a short line, though names and topics come again as often."
        [over_text!("»The harbour")] [over_text!("»The ministry")];
    "spread through the text" 2.5 |c| c.spread(),
        "What a headline names comes again in paragraph after paragraph; it speaks by their share of the first ten."
        [over_text!("»Barge closes the harbour")] [over_text!("»Ministers meet about grain prices")];
}

/// What the words of one line say at most: as a name or as a line, not both.
pub(super) const MOST_OF_WORDS: f32 = 5.8;

/// Lines under a headline in which its date or author stand.
const LINES_TO_DATE: usize = 4;
/// Words of an entry of a menu.
const ENTRY_WORDS: u32 = 4;
/// Words of a name or topic at most.
const SHORT_WORDS: u32 = 3;
/// Telling words that only a line about the text shares with it.
const MANY_SHARED: u32 = 6;
/// Words of running text that are surely the article's.
const WORDS_OF_A_TEXT: u32 = 100;

/// Whether the article's date or author stands right below; an author above a date is no headline.
fn is_above_date_or_author(c: &Candidate<'_>) -> bool {
    !c.is_about_the_article()
        && c.lines_below(LINES_TO_DATE).any(|at| {
            let m = &c.measured.measures[at];
            m.is_date() || m.is_byline() || m.hits.start.contains(Section::Date)
        })
}

/// Whether a part of the line between spaces is longer than any word.
fn is_strung_together(text: &str) -> bool {
    /// Characters of the longest compounds.
    const LONGEST: usize = 30;
    text.split_whitespace().any(|part| part.is_ascii() && part.len() > LONGEST)
}

/// Whether the line is two names, and between them how many points each has.
fn is_result(c: &Candidate<'_>) -> bool {
    /// Digits of the points of one side.
    const DIGITS: RangeInclusive<usize> = 1..=3;
    let m = c.measures;
    let is_points =
        |part: &str| DIGITS.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let between = c.text().trim_matches(|c: char| c.is_alphabetic() || c.is_whitespace());
    m.numbers == 2
        && m.capital_words + m.numbers == m.spaced_words
        && (m.first, m.last) == (First::Upper, Last::Open)
        && between
            .split_once(['-', '–', ':'])
            .is_some_and(|(home, guest)| is_points(home.trim()) && is_points(guest.trim()))
}
