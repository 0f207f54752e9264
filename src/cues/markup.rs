//! What the elements around a line say. Silent on flat text.

use enumset::EnumSet;

use super::{Cue, Side, Test};
use crate::lexicon::Section;
use crate::read::html::Area;

pub(super) const CUES: &[Cue] =
    &[LINK_SHARE, CONTAINER_LINK_SHARE, ELEMENT, AREA, MARK, MARKED_CONTENT, HIDDEN];

const LINK_SHARE: Cue = Cue {
    name: "link_share",
    why: "Menus and teasers are links from end to end; writers link a name or a source. Share of the line's characters.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[0.01, 0.25, 0.5, 0.8, 0.99],
        of: &|page, at| page.inside(at).map(|inside| inside.link_share),
    },
    hits: &[("<p>»<a href=x>Home</a></p>", ">=0.99"), ("<p>»No link here</p>", "<0.01")],
    misses: &[("<p>»See <a href=x>it</a> for more on this</p>", ">=0.99"), ("»Home", "<0.01")],
};

const CONTAINER_LINK_SHARE: Cue = Cue {
    name: "container_link_share",
    why: "A line without links among lines of links belongs to them: the date of a teaser, the heading of a menu.",
    side: Side::Either,
    test: Test::Grade {
        edges: &[0.05, 0.2, 0.4, 0.6, 0.8],
        of: &|page, at| page.inside(at).map(|inside| inside.container_link_share),
    },
    hits: &[("<ul><li>»One<li><a>Two two</a><li><a>Three three</a></ul>", "0.6..0.8")],
    misses: &[("<p>»One", ">=0.8")],
};

const ELEMENT: Cue = Cue {
    name: "element",
    why: "The element that holds the line tells paragraphs from items, captions, buttons and bare text.",
    side: Side::Either,
    test: Test::Kind {
        names: &[
            "caption",
            "button",
            "time",
            "quote",
            "preformatted",
            "paragraph in an item",
            "paragraph",
            "heading",
            "item",
            "table",
            "bare",
        ],
        of: &|page, at| {
            let areas = page.inside(at)?.areas;
            let has = |area| areas.contains(area);
            Some(match () {
                () if has(Area::Caption) || has(Area::Figure) => 0,
                () if has(Area::Button) => 1,
                () if has(Area::Time) || has(Area::Address) => 2,
                () if has(Area::Quote) => 3,
                () if has(Area::Preformatted) => 4,
                () if has(Area::Heading) => 7,
                () if has(Area::Paragraph) && has(Area::ListItem) => 5,
                () if has(Area::Paragraph) => 6,
                () if has(Area::ListItem) => 8,
                () if has(Area::Table) => 9,
                () => 10,
            })
        },
    },
    hits: &[
        ("<p>»Text</p>", "paragraph"),
        ("<figure><figcaption>»Pier</figcaption></figure>", "caption"),
        ("<li><p>»Item", "paragraph in an item"),
    ],
    misses: &[("<div>»Text</div>", "paragraph")],
};

const AREA: Cue = Cue {
    name: "area",
    why: "Elements and roles name the parts of a page: its navigation, asides, header, footer, forms; and its main part and article. An element around most of the page says nothing.",
    side: Side::Either,
    test: Test::Kind {
        names: &[
            "nav",
            "footer",
            "aside",
            "dialog",
            "form",
            "header",
            "footer of the article",
            "header of the article",
            "article in main",
            "article",
            "main",
            "none",
        ],
        of: &|page, at| {
            let areas = page.inside(at)?.areas;
            let has = |area| areas.contains(area);
            let in_article = has(Area::Article) || has(Area::Main);
            Some(match () {
                () if has(Area::Nav) => 0,
                () if has(Area::Footer) && !in_article => 1,
                () if has(Area::Aside) => 2,
                () if has(Area::Dialog) => 3,
                () if has(Area::Form) => 4,
                () if has(Area::Header) && !in_article => 5,
                () if has(Area::Footer) => 6,
                () if has(Area::Header) => 7,
                () if has(Area::Article) && has(Area::Main) => 8,
                () if has(Area::Article) => 9,
                () if has(Area::Main) => 10,
                () => 11,
            })
        },
    },
    hits: &[
        ("<nav>»<a>Home</a></nav><p>Some text of the page itself", "nav"),
        (
            "<article><header>»Pier</header><p>Some text of the page itself</article>",
            "header of the article",
        ),
    ],
    misses: &[("<form>»<p>The form that ASP.NET puts around all of the page", "form")],
};

/// The sections that classes and ids announce, the most telling first.
const MARKS: [Section; 14] = [
    Section::Comments,
    Section::Related,
    Section::Consent,
    Section::Newsletter,
    Section::Sharing,
    Section::Advert,
    Section::Navigation,
    Section::Legal,
    Section::Ticker,
    Section::Tags,
    Section::Caption,
    Section::Byline,
    Section::Date,
    Section::Other,
];

/// The most telling of the marks around a line. Reviews are the comments of a shop.
pub(crate) fn mark(mut marks: EnumSet<Section>) -> Option<usize> {
    if marks.remove(Section::Reviews) {
        marks |= Section::Comments;
    }
    MARKS.iter().position(|&section| marks.contains(section))
}

/// The section that the classes and ids around a line announce.
pub(crate) fn marked(marks: EnumSet<Section>) -> Option<Section> {
    mark(marks).map(|at| MARKS[at])
}

const MARK: Cue = Cue {
    name: "mark",
    why: "Classes and ids are named for what they hold: `related-posts`, `comment-list`, `site-nav`. Those around most of the page say nothing.",
    side: Side::Boilerplate,
    test: Test::Kind {
        names: &[
            "comments",
            "related",
            "consent",
            "newsletter",
            "sharing",
            "advert",
            "navigation",
            "legal",
            "ticker",
            "tags",
            "caption",
            "byline",
            "date",
            "other",
        ],
        of: &|page, at| mark(page.inside(at)?.marks),
    },
    hits: &[(
        "<div class=relatedPosts>»Pier closed</div><p>And some more text than that",
        "related",
    )],
    misses: &[(
        "<div class=relativity>»Pier closed</div><p>And some more text than that",
        "related",
    )],
};

const MARKED_CONTENT: Cue = Cue {
    name: "marked_content",
    why: "Classes such as `entry-content` and `article-body` are named for the article.",
    side: Side::Content,
    test: Test::Flag(&|page, at| page.inside(at).is_some_and(|inside| inside.marked_content)),
    hits: &[("<div class=entry-content>»Pier closed</div>", "yes")],
    misses: &[
        ("<div class=contentious>»Pier closed</div>", "yes"),
        ("<body class=article>»Pier closed", "yes"),
    ],
};

const HIDDEN: Cue = Cue {
    name: "hidden",
    why: "What a style or attribute hides, a reader does not see; it is a menu, a dialog or a note for screen readers.",
    side: Side::Boilerplate,
    test: Test::Flag(&|page, at| {
        page.inside(at).is_some_and(|inside| inside.areas.contains(Area::Hidden))
    }),
    hits: &[("<div hidden>»Menu</div><p>And some more text than that", "yes")],
    misses: &[("<div style='overflow:hidden'>»Menu</div><p>And some more text than that", "yes")],
};
