//! Narrow vetoes: short lines that are furniture from end to end, wherever they stand. A line
//! such as "Share this article:" between two paragraphs has all the company of content.

use enumset::EnumSet;

use super::{Draft, SURE_BITS};
use crate::judge::Bits;
use crate::lexicon::Section;
use crate::measure::{Last, Measured, Measures};
use crate::page::{Form, Marker};
use crate::read::html::Area;

/// Words of a line that is vetoed at most.
const MOST_WORDS: u32 = 8;
/// The sections whose whole phrases no article has as a line. Navigation words are left out:
/// "Overview" and "Research" are headings of articles.
pub(super) fn vetoed() -> EnumSet<Section> {
    Section::Sharing
        | Section::Related
        | Section::Teaser
        | Section::Comments
        | Section::Newsletter
        | Section::Consent
        | Section::Advert
        | Section::Legal
        | Section::Ticker
}

/// Bits from which a line of flat text is content though its form is a caption's: nothing around it
/// tells that there was a picture. With these in place of `SURE_BITS`, 18 of the 27 flat pages of
/// WCXB that changed in a cross-validation scored better.
const SURE_BITS_IN_TEXT: f32 = 2.0;

/// A kind of line that is furniture wherever it stands.
struct Veto {
    /// The rule's name, as explanations give it.
    rule: &'static str,
    /// Why no article has such a line.
    #[cfg_attr(not(test), expect(dead_code, reason = "for people; a test holds it to a form"))]
    why: &'static str,
    /// Whether it is the line's form that tells, and not its words: it gives way to bits that are sure.
    is_of_form: bool,
    is: fn(&Measured<'_>, usize) -> bool,
}

const VETOES: &[Veto] = &[
    Veto {
        rule: "veto: furniture from end to end",
        why: "Whole phrases of the lexicon between two paragraphs are buttons and boxes.",
        is_of_form: false,
        is: |page, at| {
            let m = &page.measures[at];
            m.words <= MOST_WORDS
                && !(m.hits.whole & vetoed()).is_empty()
                && !heads_a_part(page, at)
        },
    },
    Veto {
        rule: "veto: hidden alone",
        why: "One line that is hidden among others that are not is a note to authors or to screen readers. What a click uncovers, tabs and answers to questions, is hidden in whole parts, and its bits decide.",
        is_of_form: true,
        is: |page, at| {
            let is_hidden = |at: usize| {
                page.inside(at).is_some_and(|inside| inside.areas.contains(Area::Hidden))
            };
            is_hidden(at)
                && !at.checked_sub(1).is_some_and(is_hidden)
                && !is_hidden(at + 1)
                && !page.around[at].in_harsh_body
        },
    },
    Veto {
        rule: "veto: a caption with its credit",
        why: "A line that names a photographer and does not end like a sentence is of a picture, and so is a sentence above the text with a credit behind it.",
        is_of_form: true,
        is: is_caption,
    },
    Veto {
        rule: "veto: says what a picture shows",
        why: "\"Screenshot of the tide table\" stands for a picture that is not there.",
        is_of_form: false,
        is: stands_for_a_picture,
    },
    Veto {
        rule: "veto: an agency's name alone",
        why: "Agencies sign below the text, with a dash and a name.",
        is_of_form: false,
        is: is_agency,
    },
    Veto {
        rule: "veto: leads to another article",
        why: "Between paragraphs stand links with the words for it: \"Read also: Pier closed\".",
        is_of_form: false,
        is: leads_elsewhere,
    },
    Veto {
        rule: "veto: asks for consent",
        why: "What begins like a box for cookies or for subscribers is one, outside running text.",
        is_of_form: false,
        is: |page, at| {
            page.measures[at].hits.start.contains(Section::Consent)
                && !page.around[at].in_harsh_body
        },
    },
    Veto {
        rule: "veto: calls on the reader",
        why: "Between paragraphs stand boxes too long for a phrase to be all of them: \"Get the week's best stories in your inbox\".",
        is_of_form: false,
        is: calls_on_reader,
    },
    Veto {
        rule: "veto: asks to sign up",
        why: "A page whose only running text stands below such a heading has no article.",
        is_of_form: false,
        is: asks_to_sign_up,
    },
];

/// Drops the vetoed lines.
pub(super) fn apply(measured: &Measured<'_>, bits: &[Bits], draft: &mut Draft) {
    let chronicle = is_chronicle(measured);
    let sure_of_form = if measured.page.tree.is_some() { SURE_BITS } else { SURE_BITS_IN_TEXT };
    for (at, bits) in bits.iter().enumerate() {
        if !draft.kept[at] || matches!(measured.line(at).form, Form::Code | Form::Table) {
            continue;
        }
        let is_sure = bits.get() >= SURE_BITS;
        let is_sure_of_form = bits.get() >= sure_of_form;
        let falls = |veto: &&Veto| !(veto.is_of_form && is_sure_of_form) && (veto.is)(measured, at);
        if let Some(veto) = VETOES.iter().find(falls) {
            draft.overrule(at, false, veto.rule);
        } else if !is_sure
            && is_date(&measured.measures[at])
            && !(chronicle && heads_an_entry(measured, at))
        {
            draft.overrule(at, false, "veto: a date alone");
        }
    }
    drop_author_boxes(measured, draft);
}

/// Whether a line is a date alone. A price alone, which is made of numbers too, is a part of the
/// list that it stands in: of those that the bits keep, half are wanted.
fn is_date(m: &Measures) -> bool {
    m.is_date() && !m.has_price
}

/// Drops what is said of the author behind the last of the text.
fn drop_author_boxes(measured: &Measured<'_>, draft: &mut Draft) {
    /// Words of a line about an author at most.
    const MOST_WORDS: u32 = 80;
    for at in (0..draft.kept.len()).rev() {
        if !draft.kept[at] {
            continue;
        }
        let m = &measured.measures[at];
        let speaks_of_author = (m.hits.start | m.hits.inside).contains(Section::Byline);
        if !speaks_of_author || m.words > MOST_WORDS || measured.around[at].prose_before == 0 {
            break;
        }
        draft.overrule(at, false, "veto: about the author, behind the text");
    }
}

/// Whether a line is a word that heads readers' comments, as a heading right above running text that
/// is none: "Discussion" in a paper.
fn heads_a_part(measured: &Measured<'_>, at: usize) -> bool {
    let m = &measured.measures[at];
    matches!(measured.line(at).form, Form::Heading(_))
        && m.hits.whole & vetoed() == Section::Comments
        && m.words <= m.numbers + 1
        && measured.zones[at].is_none()
        && measured.around.get(at + 1).is_some_and(|next| next.prose)
}

/// Whether a line is the page's only running text, right below the heading of a newsletter or of an
/// account.
fn asks_to_sign_up(measured: &Measured<'_>, at: usize) -> bool {
    let Some(above) = at.checked_sub(1) else { return false };
    let around = &measured.around[at];
    matches!(measured.line(above).form, Form::Heading(_))
        && measured.measures[above].hits.whole.contains(Section::Newsletter)
        && around.prose_before + around.prose_after == 0
}

/// Whether a line names a photographer and does not end like a sentence: "The pier. Photo Ida Rook".
/// Or above the text, whose last paragraph may end with an agency's name: "The pier. (Rook/AFP)".
fn is_caption(measured: &Measured<'_>, at: usize) -> bool {
    /// Words of a caption at most.
    const MOST_WORDS: u32 = 40;
    let m = &measured.measures[at];
    let around = &measured.around[at];
    let is_above = around.prose_before < around.prose_after;
    let is_named = (m.hits.start | m.hits.inside).contains(Section::Caption)
        && !matches!(m.last, Last::Sentence | Last::Question | Last::Colon);
    m.words <= MOST_WORDS && (is_named || (m.credited && is_above))
}

/// Whether a line begins like the text of a picture, and does not end like a sentence. Flattened
/// pages alone have such texts: HTML is read without them.
fn stands_for_a_picture(measured: &Measured<'_>, at: usize) -> bool {
    /// Words of such a text at most.
    const MOST_WORDS: u32 = 25;
    let m = &measured.measures[at];
    measured.page.tree.is_none()
        && m.words <= MOST_WORDS
        && m.hits.start.contains(Section::Picture)
        && !matches!(m.last, Last::Sentence | Last::Question | Last::Colon)
}

/// Whether a line asks the reader to subscribe or to consent, or says who pays for the page. What
/// stands in a list is said of something else: "Newsletters in your inbox within a day".
fn calls_on_reader(measured: &Measured<'_>, at: usize) -> bool {
    /// Words of such a line at most.
    const MOST_WORDS: u32 = 30;
    /// Words at most of a line that begins like one: "Get notified when a ship is near the pier, so
    /// that the lock is open in time" may be said of what the page is about.
    const MOST_BEGUN: u32 = 12;
    let m = &measured.measures[at];
    let calls = Section::Newsletter | Section::Consent | Section::Advert;
    measured.line(at).marker == Marker::None
        && ((m.words <= MOST_WORDS && !m.hits.inside.is_disjoint(calls))
            || (m.words <= MOST_BEGUN && !m.hits.start.is_disjoint(calls)))
}

/// Whether a line is a dash and a name, as agencies sign below the text: "- IANS".
fn is_agency(measured: &Measured<'_>, at: usize) -> bool {
    /// Words of an agency's name at most.
    const MOST_WORDS: u32 = 2;
    let dash = |at: usize| measured.page.lines.get(at).is_some_and(|l| l.marker == Marker::Dash);
    let in_list = dash(at + 1) || at.checked_sub(1).is_some_and(dash);
    let m = &measured.measures[at];
    dash(at)
        && !in_list
        && m.words <= MOST_WORDS
        && m.capital_words == m.spaced_words
        && measured.around[at].prose_before > 0
}

/// Whether a line names another article behind the words for it: "Read also: Pier closed".
fn leads_elsewhere(measured: &Measured<'_>, at: usize) -> bool {
    /// Words of such a line at most, the titles included.
    const MOST_WORDS: u32 = 60;
    /// Characters before the colon at most.
    const MOST_BEFORE: usize = 24;
    let m = &measured.measures[at];
    let text = measured.page.words(measured.line(at));
    let mut head = text.chars().take(MOST_BEFORE);
    m.words <= MOST_WORDS
        && !(m.hits.start & (Section::Related | Section::Teaser)).is_empty()
        && head.any(|c| matches!(c, ':' | '：'))
}

/// Whether dates head the entries of the text: a live report, a diary, a timeline.
fn is_chronicle(measured: &Measured<'_>) -> bool {
    /// Entries that make a chronicle; a date above the body heads one.
    const FEWEST_ENTRIES: usize = 3;
    (0..measured.measures.len()).filter(|&at| heads_an_entry(measured, at)).count()
        >= FEWEST_ENTRIES
}

/// Whether a line is a date right above a paragraph, and no more than its element makes it: dates
/// of posts stand above paragraphs too.
fn heads_an_entry(measured: &Measured<'_>, at: usize) -> bool {
    let set_as_heading = matches!(measured.line(at).form, Form::Heading(_));
    (set_as_heading || measured.page.tree.is_none())
        && measured.measures[at].is_date()
        && measured.around.get(at + 1).is_some_and(|next| next.prose)
}

#[cfg(test)]
mod tests;
