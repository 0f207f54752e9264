//! Dates, counters, prices, credits and by-lines: lines about the article or the page rather than of it.

use super::{Cue, Side, Test};
use crate::page::Form;

pub(super) const CUES: &[Cue] = &[DATE, COUNTER, PRICE, CREDIT, BYLINE];

const DATE: Cue = Cue {
    name: "date_only",
    why: "A line that says nothing but a date or a time is the date of publication, or of a teaser or comment.",
    side: Side::Boilerplate,
    test: Test::Flag(&|page, at| page.measures[at].is_date() && page.line(at).form != Form::Table),
    hits: &[("»17 Apr 2023 07:04:34 GMT9", "yes"), ("»3 hours ago", "yes")],
    misses: &[
        ("»On 17 April 2023 the bridge fell", "yes"),
        ("»1984", "yes"),
        ("»Budget 2024", "yes"),
    ],
};

const COUNTER: Cue = Cue {
    name: "counter",
    why: "A number with a word or two, or a rating, counts views, likes or comments, or is a time beside a player.",
    side: Side::Boilerplate,
    test: Test::Flag(&|page, at| {
        /// Words of a counter at most.
        const MOST: u32 = 5;
        let m = &page.measures[at];
        m.numbers > 0
            && m.spaced_words <= MOST
            && m.numbers * 2 >= m.spaced_words
            && !m.is_date()
            && page.line(at).form != Form::Table
            && page.around[at].list_share.is_none_or(|share| share < 0.5)
    }),
    hits: &[("»3.4K views", "yes"), ("»4.8 from 37 votes", "yes"), ("»12", "yes")],
    misses: &[("»Twelve", "yes"), ("»Chapter 1 of the story", "yes")],
};

const PRICE: Cue = Cue {
    name: "price",
    why: "A short line with a price sells something beside the text.",
    side: Side::Boilerplate,
    test: Test::Flag(&|page, at| {
        /// Words of a line that is about its price.
        const MOST: u32 = 8;
        let m = &page.measures[at];
        m.has_price && m.numbers > 0 && m.words <= MOST
    }),
    hits: &[("»From £24.99", "yes")],
    misses: &[
        ("»It cost the town £4m to rebuild the pier after the storm", "yes"),
        ("»24.99", "yes"),
    ],
};

const CREDIT: Cue = Cue {
    name: "credit",
    why: "A sentence with a few words in brackets behind it is the caption of a picture with its credit.",
    side: Side::Boilerplate,
    test: Test::Flag(&|page, at| page.measures[at].credited),
    hits: &[("»The pier at dusk on Monday. (Ida Rook/AFP)", "yes")],
    misses: &[("»He left early. (He was ill.)", "yes"), ("»The pier (built 1811)", "yes")],
};

const BYLINE: Cue = Cue {
    name: "byline",
    why: "\"By\" and names alone, with a date or an office behind them, say who wrote the article.",
    side: Side::Boilerplate,
    test: Test::Flag(&|page, at| page.measures[at].is_byline()),
    hits: &[("»Von Henrike Dallmann", "yes"), ("»By Ida Rook | May 3, 2021", "yes")],
    misses: &[("»By Monday it rained.", "yes"), ("»Von allen Seiten kam Lob für den Plan", "yes")],
};
