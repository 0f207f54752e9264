//! Whether a line by itself reads like running text.

use super::{Cue, Side, Test};
use crate::measure::{First, Last, share};

pub(super) const CUES: &[Cue] = &[
    LENGTH,
    LINE_END,
    LINE_START,
    INNER_SENTENCES,
    FUNCTION_WORDS,
    CAPITALS,
    SHOUTING,
    JOINED,
    COMMAS,
    ADDRESS,
    NUMBERS,
    WORD_LENGTH,
];

const LENGTH: Cue = Cue {
    name: "length",
    why: "Paragraphs are long; menus, buttons and captions are short. In words; two characters of Chinese or Japanese count as one.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 16.0, 20.0, 26.0, 36.0, 60.0, 100.0],
        of: &|page, at| Some(page.measures[at].words as f32),
    },
    hits: &[
        ("»Home", "<2"),
        ("»One two three four five six seven eight nine ten", "10..12"),
        ("»这里的书可以买也可以借", "6..8"),
    ],
    misses: &[("»Home and away", "<2")],
};

const LINE_END: Cue = Cue {
    name: "line_end",
    why: "Sentences end with a full stop; headlines and menu entries end with a word, cut excerpts with an ellipsis, captions with a credit in brackets.",
    side: Side::Either,
    test: Test::Kind {
        names: &["sentence", "question", "ellipsis", "colon", "comma", "bracket", "digit", "open"],
        of: &|page, at| {
            Some(match page.measures[at].last {
                Last::Sentence => 0,
                Last::Question => 1,
                Last::Ellipsis => 2,
                Last::Colon => 3,
                Last::Comma => 4,
                Last::Bracket => 5,
                Last::Digit => 6,
                Last::Open => 7,
            })
        },
    },
    hits: &[
        ("»He said “no.”", "sentence"),
        ("»The pier at dusk. (Photo: A. Rook)", "bracket"),
        ("»On Sunday, the ministry said that…", "ellipsis"),
    ],
    misses: &[("»Related News", "sentence"), ("»Version 2.0", "sentence")],
};

const LINE_START: Cue = Cue {
    name: "line_start",
    why: "A small letter begins the rest of a broken sentence or verse; a sign begins an icon's leftovers; a quotation begins speech; the mark of a footnote what a page says in small print.",
    side: Side::Either,
    test: Test::Kind {
        names: &["upper", "lower", "digit", "quotation", "sign", "note"],
        of: &|page, at| {
            Some(match page.measures[at].first {
                First::Upper => 0,
                First::Lower => 1,
                First::Digit => 2,
                First::Quotation => 3,
                First::Sign => 4,
                First::Note => 5,
            })
        },
    },
    hits: &[
        ("»and no one came to light it", "lower"),
        ("»“We shall see,” she said.", "quotation"),
        ("»<", "sign"),
        ("»† In select regions", "note"),
        ("»2For the year to June", "note"),
    ],
    misses: &[("»• and so on", "sign"), ("»3D maps of the pier", "note")],
};

const INNER_SENTENCES: Cue = Cue {
    name: "inner_sentences",
    why: "A line in which one sentence ends and the next begins is text that someone wrote.",
    side: Side::Content,
    test: Test::Grade {
        edges: &[1.0, 2.0, 4.0],
        of: &|page, at| Some(page.measures[at].inner_ends as f32),
    },
    hits: &[("»It rained. Nobody came.", "1..2"), ("»今天下雨。没有人来。", "1..2")],
    misses: &[("»Version 2.0 is out", "1..2"), ("»www.example.org", "1..2")],
};

const FUNCTION_WORDS: Cue = Cue {
    name: "function_words",
    why: "Running text is a third to a half articles, prepositions and pronouns; menus and tag clouds have next to none (jusText's stop-word density).",
    side: Side::Either,
    test: Test::Grade {
        edges: &[0.01, 0.1, 0.2, 0.3, 0.4, 0.5],
        of: &|page, at| {
            /// Fewer words have no share to speak of.
            const FEWEST: u32 = 4;
            let m = &page.measures[at];
            m.function_share().filter(|_| m.spaced_words >= FEWEST)
        },
    },
    hits: &[
        ("»Politics Economy Sports Health", "<0.01"),
        ("»It was the first of many that they had seen", ">=0.5"),
    ],
    misses: &[("»It was so", ">=0.5"), ("»这里的书可以买，也可以借。", "<0.01")],
};

const CAPITALS: Cue = Cue {
    name: "capitals",
    why: "Headlines and menu entries capitalise most of their words; sentences few (German excepted, which the share allows for).",
    side: Side::Either,
    test: Test::Grade {
        edges: &[0.15, 0.3, 0.5, 0.75, 0.95],
        of: &|page, at| {
            /// Fewer words have no share to speak of.
            const FEWEST: u32 = 3;
            let m = &page.measures[at];
            m.capital_share().filter(|_| m.spaced_words >= FEWEST)
        },
    },
    hits: &[("»Terms Of Service", ">=0.95"), ("»He went down to the old harbour wall", "<0.15")],
    misses: &[("»Contact Us", ">=0.95")],
};

const SHOUTING: Cue = Cue {
    name: "shouting",
    why: "A line all in capitals is a button, a banner or the name of a part of the page.",
    side: Side::Boilerplate,
    test: Test::Flag(&|page, at| {
        let m = &page.measures[at];
        m.upper_words > 0 && m.upper_words == m.spaced_words.saturating_sub(m.numbers)
    }),
    hits: &[("»BREAKING NEWS", "yes")],
    misses: &[("»The EU and NATO", "yes"), ("»A", "yes")],
};

const JOINED: Cue = Cue {
    name: "joined",
    why: "Entries of a menu that was flattened without spaces run together, as in \"NewsSportTravel\". Words with a capital inside; names have one, code has many.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[1.0, 2.0, 3.0, 4.0],
        of: &|page, at| Some(page.measures[at].joined_words as f32),
    },
    hits: &[("»SofasTables ChairsBeds LampsRugs", "3..4"), ("»A JavaScript engine", "1..2")],
    misses: &[("»The EU and NATO", "1..2"), ("»Sofas Tables Chairs", "1..2")],
};

const COMMAS: Cue = Cue {
    name: "commas",
    why: "Clauses are divided by commas; each one makes a paragraph likelier (Readability's paragraph score).",
    side: Side::Content,
    test: Test::Grade {
        edges: &[1.0, 2.0, 4.0],
        of: &|page, at| Some(page.measures[at].commas as f32),
    },
    hits: &[("»First, there was rain", "1..2")],
    misses: &[("»First there was rain", "1..2")],
};

const ADDRESS: Cue = Cue {
    name: "address",
    why: "A short line with a web or mail address is a link, a credit or a contact, hardly ever a sentence of the article.",
    side: Side::Boilerplate,
    test: Test::Flag(&|page, at| {
        /// Longer lines are paragraphs that cite an address.
        const LONGEST: u32 = 14;
        page.measures[at].has_address && page.measures[at].words <= LONGEST
    }),
    hits: &[
        ("»Visit www.example.org", "yes"),
        ("»https://example.org/a", "yes"),
        ("»Ida Rook, rook@post.example", "yes"),
    ],
    misses: &[("»Example", "yes")],
};

const NUMBERS: Cue = Cue {
    name: "numbers",
    why: "Prices, results, sizes and counters are mostly numbers. Share of the words.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[0.01, 0.1, 0.3, 0.6],
        of: &|page, at| {
            let m = &page.measures[at];
            Some(share(m.numbers, m.spaced_words))
        },
    },
    hits: &[("»3 : 1", ">=0.6")],
    misses: &[("»Three to one", ">=0.6")],
};

const WORD_LENGTH: Cue = Cue {
    name: "word_length",
    why: "Running text has short words among the long; names of things and sections have only long ones (Kohlschütter's average word length). In characters, the space behind included.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[4.0, 5.0, 5.5, 6.0, 6.5, 7.5, 9.0],
        of: &|page, at| {
            let m = &page.measures[at];
            Some(share(m.chars, m.words))
        },
    },
    hits: &[("»Administration", ">=9")],
    misses: &[("»It is so", ">=9")],
};
