//! Lists that lead to other articles, on pages of which one article stands out: the news above its
//! title, and the links below its text. Their lines read like content, and on pages that are lists
//! they are content; but beside an article they are not. By both rules HTML of WCXB gains .0004 in a
//! cross-validation, with the same weights, and news pages of DAnIEL, with whose worst they were
//! written, .017.

use std::ops::Range;

use super::Draft;
use crate::measure::Measured;
use crate::page::Form;

/// Drops what leads to other articles. Only elements tell a link, so flat text is left alone.
pub(super) fn apply(measured: &Measured<'_>, draft: &mut Draft) {
    let Some(title) = measured.title().filter(|_| measured.page.tree.is_some()) else { return };
    let below = longest_stretch(measured, title.at..draft.kept.len(), draft);
    drop_above_title(measured, title.at, &below, draft);
    drop_links_below(measured, &below, draft);
}

/// Drops what stands above a title that is a heading of the first rank, if the text is below it:
/// menus that open on a click, tickers, blocks of today's news.
fn drop_above_title(measured: &Measured<'_>, title: usize, below: &Stretch, draft: &mut Draft) {
    /// Words of a stretch of text below the title from which it heads an article.
    const FEWEST_WORDS: u32 = 60;
    /// Lines right above the title that may be its own: what it is about, a date, a summary.
    const OWN_LINES: usize = 4;
    let page = measured.page;
    if page.metadata.title.is_none() || page.lines[title].form != Form::Heading(1) {
        return;
    }
    let above = longest_stretch(measured, 0..title, draft);
    if below.words >= FEWEST_WORDS && below.words > above.words {
        for at in 0..title.saturating_sub(OWN_LINES) {
            draft.overrule(at, false, "above the title");
        }
    }
}

/// Drops lists of links below the text of an article: one stretch below the title holds nearly all
/// text of the page.
fn drop_links_below(measured: &Measured<'_>, article: &Stretch, draft: &mut Draft) {
    /// Words of the longest stretch of text from which it is an article. Above the cards of a shop or
    /// a category stand fewer: with 60 words, three links and three fifths of the text, three
    /// folds of WCXB's HTML lost .004 that gain .0001 with these.
    const FEWEST_WORDS: u32 = 100;
    /// Percent of the page's text that it holds at least: what follows is no other part of it.
    const LEAST_PERCENT: u32 = 90;
    /// Links of a list at least: fewer are an article's sources.
    const FEWEST_LINKS: usize = 4;
    let words = |at: usize| measured.measures[at].words;
    let text = (0..draft.kept.len()).filter(|&at| is_text(measured, draft, at));
    let all: u32 = text.map(words).sum();
    if article.words < FEWEST_WORDS || article.words * 100 < all * LEAST_PERCENT {
        return;
    }
    let mut at = article.end;
    while let Some(list) = list_of_links(measured, at, draft) {
        at = list.end;
        if list.links >= FEWEST_LINKS {
            for line in list.start..list.end {
                draft.overrule(line, false, "links below the text");
            }
        }
    }
}

/// Text without a link on a line of its own in it.
struct Stretch {
    words: u32,
    /// The line behind its last.
    end: usize,
}

/// The stretch with the most words among some lines: no words where there is no text.
fn longest_stretch(measured: &Measured<'_>, lines: Range<usize>, draft: &Draft) -> Stretch {
    let (mut longest, mut words) = (Stretch { words: 0, end: lines.start }, 0);
    for at in lines.filter(|&at| draft.kept[at]) {
        if is_link(measured, at) {
            words = 0;
        } else if is_text(measured, draft, at) {
            words += measured.measures[at].words;
            if words >= longest.words {
                longest = Stretch { words, end: at + 1 };
            }
        }
    }
    longest
}

/// Kept links, with dates and summaries of some words between.
struct LinkList {
    start: usize,
    end: usize,
    links: usize,
}

/// The next list of links from a line on.
fn list_of_links(measured: &Measured<'_>, from: usize, draft: &Draft) -> Option<LinkList> {
    /// Words between two links of a list at most.
    const MOST_WORDS_BETWEEN: u32 = 20;
    let mut kept = (from..draft.kept.len()).filter(|&at| draft.kept[at]);
    let start = kept.find(|&at| is_link(measured, at))?;
    let (mut list, mut between) = (LinkList { start, end: start + 1, links: 1 }, 0);
    for at in kept {
        if is_link(measured, at) {
            list = LinkList { end: at + 1, links: list.links + 1, ..list };
            between = 0;
        } else {
            between += measured.measures[at].words;
            if between > MOST_WORDS_BETWEEN {
                break;
            }
        }
    }
    Some(list)
}

/// Whether a line is kept and is running text of the page itself.
fn is_text(measured: &Measured<'_>, draft: &Draft, at: usize) -> bool {
    /// Share of a line's characters in links from which it says more of another page.
    const LEAST_LINK_SHARE: f32 = 0.5;
    draft.kept[at] && measured.around[at].prose && link_share(measured, at) < LEAST_LINK_SHARE
}

/// Whether a line leads to another page, but for a date or a name.
fn is_link(measured: &Measured<'_>, at: usize) -> bool {
    /// Share of its characters in links.
    const LEAST_LINK_SHARE: f32 = 0.6;
    link_share(measured, at) >= LEAST_LINK_SHARE
}

fn link_share(measured: &Measured<'_>, at: usize) -> f32 {
    measured.inside(at).map_or(0.0, |inside| inside.link_share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::measure::measure;
    use crate::read::{Format, Limits, read};

    const TEXT: &str = "<p>The harbour of the old town was closed on Tuesday after a barge had \
        struck its eastern pier, and nobody could say when the ferries would leave again.</p>";

    /// The lines of a page that go by a rule, if all were kept before.
    fn dropped(html: &str) -> Vec<(usize, &'static str)> {
        let lexicon = Lexicon::embedded();
        let html = format!("<title>Barge closes harbour - The Bote</title>{html}");
        let page = read(&html, Format::Html, &Limits::default(), &lexicon.markup);
        let measured = measure(&page, lexicon);
        let count = page.lines.len();
        let mut draft = Draft { kept: vec![true; count], rules: vec![None; count] };
        apply(&measured, &mut draft);
        draft.rules.iter().enumerate().filter_map(|(at, &rule)| Some((at, rule?))).collect()
    }

    fn links(count: usize) -> String {
        let link =
            |n| format!("<p><a href=/{n}>The mill number {n} was sold to a baker</a> 9:30</p>");
        (0..count).map(link).collect()
    }

    #[test]
    fn news_above_the_title_of_an_article_is_none_of_it() {
        let headed = "<h1>Barge closes harbour</h1>";
        let page = |text: usize, rank: &str| {
            dropped(&(links(6) + &headed.replace("h1", rank) + &TEXT.repeat(text)))
        };
        let above = "above the title";
        assert_eq!(page(3, "h1"), [(0, above), (1, above)]);
        assert!(page(1, "h1").is_empty(), "a title over a sentence");
        assert!(page(3, "h2").is_empty(), "a title of the second rank");
        let between = format!("{0}{1}{0}", TEXT.repeat(3), links(4) + headed);
        assert!(dropped(&between).is_empty(), "as much text above");
    }

    #[test]
    fn links_below_an_article_lead_away_and_on_a_list_they_are_what_it_lists() {
        let page = |text: usize, count: usize| {
            let body = TEXT.repeat(text);
            dropped(&format!("<h1>Barge closes harbour</h1>{body}{}", links(count)))
        };
        let below = |lines: Range<usize>| -> Vec<_> {
            lines.map(|at| (at, "links below the text")).collect()
        };
        assert_eq!(page(4, 4), below(5..9));
        assert!(page(4, 3).is_empty(), "some sources");
        assert!(page(3, 8).is_empty(), "a list with an introduction");
    }

    #[test]
    fn links_between_parts_of_a_text_stay() {
        let between = format!("{0}{1}{0}", TEXT.repeat(4), links(5));
        assert!(dropped(&format!("<h1>Barge closes harbour</h1>{between}")).is_empty());
    }

    #[test]
    fn pages_that_do_not_say_what_they_are_about_are_left_alone() {
        let page = format!("{}<h2>A barge</h2>{}{}", links(6), TEXT.repeat(4), links(6));
        assert!(dropped(&page).is_empty());
    }
}
