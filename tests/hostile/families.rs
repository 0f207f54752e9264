//! Pages made to hurt, by family: each may have any size, so that it can be seen how time and
//! memory grow with it.

use dechaff::Format;

/// A sort of hostile page.
pub(crate) struct Family {
    pub(crate) name: &'static str,
    /// What it goes for.
    pub(crate) aim: &'static str,
    pub(crate) format: Format,
    /// Makes a page of about so many bytes.
    pub(crate) page: fn(usize) -> Vec<u8>,
}

const SENTENCE: &str = "The harbour was closed on Tuesday after a barge had struck the pier. ";

/// What fills a page until it has so many bytes: pieces by their number.
fn fill(size: usize, piece: impl Fn(usize) -> String) -> Vec<u8> {
    let mut page = String::with_capacity(size + 64);
    for at in 0.. {
        if page.len() >= size {
            break;
        }
        page.push_str(&piece(at));
    }
    page.into_bytes()
}

/// The same piece again and again.
fn again(size: usize, piece: &str) -> Vec<u8> {
    fill(size, |_| piece.to_owned())
}

/// A piece again and again between a beginning and an end.
fn between(begin: &str, size: usize, piece: &str, end: &str) -> Vec<u8> {
    [begin.as_bytes(), &again(size.saturating_sub(begin.len() + end.len()), piece), end.as_bytes()]
        .concat()
}

/// Elements in elements, `levels` deep, and out again, until the page is full: under the limit on
/// depth for as long as it goes.
fn sawtooth(size: usize, levels: usize, open: &str, text: &str, close: &str) -> Vec<u8> {
    again(size, &format!("{}{text}{}", open.repeat(levels), close.repeat(levels)))
}

/// Numbers that look like chance and are the same in every run.
fn chance(at: usize) -> usize {
    let mixed = (at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33) as usize
}

macro_rules! families {
    ($list:ident, $format:expr, $($name:literal $aim:literal $page:expr;)*) => {
        /// The families of a format.
        pub(crate) const $list: &[Family] =
            &[$(Family { name: $name, aim: $aim, format: $format, page: $page }),*];
    };
}

families! { HTML, Format::Html,
    "nested div" "depth" |size| between("", size, "<div>", SENTENCE);
    "nested list" "depth" |size| between("", size, "<ul><li>", SENTENCE);
    "nested table" "depth" |size| between("", size, "<table><tr><td>", SENTENCE);
    "nested b" "depth of formatting elements" |size| between("<p>", size, "<b>", SENTENCE);
    "nested font" "formatting elements that differ" |size| fill(size, |at| format!("<font size={at}>x"));
    "nested a" "links in links" |size| fill(size, |at| format!("<a href={at}>x"));
    "nested blockquote" "depth, with a line a level" |size| again(size, "<blockquote>word ");
    "nested button" "elements that close others" |size| again(size, "<button><div>");
    "nested form" "forms in forms" |size| again(size, "<form><input>");
    "nested select" "options in groups" |size| again(size, "<select><optgroup><option>x");
    "nested template" "templates in templates" |size| again(size, "<template><td>x");
    "nested svg" "foreign elements" |size| again(size, "<svg><g><desc>");
    "nested math" "foreign elements" |size| again(size, "<math><mi><mglyph>");
    "nested object" "scopes of formatting elements" |size| again(size, "<object><b>x");
    "sawtooth div" "depth just below the limit" |size| sawtooth(size, 480, "<div>", "word", "</div>");
    "sawtooth list" "depth just below the limit" |size| sawtooth(size, 240, "<ul><li>x", "word", "</ul>");
    "sawtooth inline" "words in deep inline elements" |size| sawtooth(size, 480, "<i class=a>", &format!("first {}", "w ".repeat(4000)), "</i>");
    "deep behind the body" "depth where the newest node is shallow" |size| {
        again(size, &format!("{}</body><!--x-->", "<div>".repeat(800)))
    };
    "deep in noscript" "depth in what is parsed later" |size| {
        between("<body><noscript>", size, "<div>", "text</noscript>")
    };
    "noscript soup" "what is parsed by itself" |size| again(size, "<noscript><p>x</noscript>");
    "b in each p" "formatting elements that are opened again" |size| fill(size, |at| format!("<p><b class={at}>x"));
    "styled b then p" "long attributes of what is opened again" |size| {
        let said = "display:x;".repeat(size / 60);
        let open = format!("<p><b style='{said}' class='{said}' role='{said}'>");
        between(&open, size, "<p>x", "")
    };
    "open b then p" "formatting elements that are opened again" |size| {
        let open = fill(size / 10, |at| format!("<b id={at}>"));
        [open, again(size - size / 10, "<p>x</p>")].concat()
    };
    "400 open b then p" "copies of elements, below the limit on depth" |size| {
        let open: String = (0..400).map(|at| format!("<i id={at}>")).collect();
        between(&open, size, "<p>x</p>", "")
    };
    "open a then p" "links that are opened again" |size| again(size, "<p><a href=x>link <p>word ");
    "mixed ends" "elements that end in the wrong order" |size| again(size, "<b><i><u>x</b></i></u>");
    "a over div" "elements moved at their end" |size| again(size, "<a><div><div><div><div>x</a>");
    "b over p" "elements moved at their end" |size| again(size, "<b><p>x</b>y</p>");
    "ends without beginnings" "elements made of end tags" |size| again(size, "</p></br>x");
    "stray ends" "end tags that end nothing" |size| again(size, "</div></span></b></a>");
    "stray ends in depth" "end tags looked for in a deep stack" |size| {
        between(&"<span>".repeat(400), size, "</section></b>", SENTENCE)
    };
    "foster parents" "text that tables throw out" |size| between("<table>", size, "<tr>x<div>y</div>", "");
    "tables in tables" "elements that tables throw out" |size| again(size, "<table><b>x<table><tr><td>y</table>");
    "wide row" "cells" |size| between("<table><tr>", size, "<td>x", "</table>");
    "spans of 10^9" "cells that say they are many" |size| {
        between("<table>", size, "<tr><td colspan=1000000000 rowspan=1000000000>x", "</table>")
    };
    "p soup" "elements without ends" |size| again(size, "<p>x");
    "li soup" "elements without ends" |size| again(size, "<li>x");
    "heading soup" "headings" |size| fill(size, |at| format!("<h2>Title {at}</h2>"));
    "link soup" "links" |size| again(size, "<a href=x>x</a> ");
    "link list" "lines that are links" |size| again(size, "<li><a href=/a>News</a>");
    "br soup" "line breaks" |size| again(size, "x<br>");
    "empty soup" "elements without text" |size| again(size, "<i></i>");
    "img soup" "elements without text" |size| again(size, "<img>");
    "dl soup" "elements that close others" |size| again(size, "<dl><dt>x<dd>y</dl>");
    "ruby soup" "elements that close others" |size| again(size, "<ruby>x<rp>(<rt>y<rp>)</ruby>");
    "streamed parts" "places that parts are put in" |size| {
        let part = |at| format!("<div hidden id=S:{at}>x<template id=B:{}></template></div>", at / 2);
        [fill(size / 2, |at| format!("<p>x<template id=P:{at}></template>")), fill(size / 2, part)].concat()
    };
    "class soup" "names that are all different" |size| fill(size, |at| format!("<p class=c{at} id=i{at}>x"));
    "hidden soup" "styles" |size| again(size, "<p style='a:b;c:d;display:none'>x");
    "same paragraph" "duplicates" |size| again(size, &format!("<p>{SENTENCE}</p>"));
    "attributes of one tag" "attributes, each compared with those before" |size| {
        let attributes = fill(size, |at| format!(" a{at}=1"));
        [b"<p>Before</p><p", &attributes[..], b">Text</p>"].concat()
    };
    "attributes of an end tag" "attributes where none should be" |size| {
        let attributes = fill(size, |at| format!(" a{at}"));
        [b"<p>Text</p", &attributes[..], b"><p>After"].concat()
    };
    "many attributes" "attributes on many tags" |size| {
        let attributes: String = (0..200).map(|at| format!(" a{at}=1")).collect();
        again(size, &format!("<p{attributes}>x"))
    };
    "attributes again" "attributes that are read, each many times" |size| {
        let attributes: String = (0..60).map(|at| format!(" class=a{at} id=b{at} role=c{at}")).collect();
        again(size, &format!("<p{attributes}>x"))
    };
    "long attribute" "a value as long as the page" |size| between("<p title='", size, "word ", "'>Text");
    "long class" "a class of many names" |size| {
        [b"<p class='", &fill(size, |at| format!("c{at} "))[..], b"'>Text"].concat()
    };
    "comments" "nodes without text" |size| again(size, "<!---->");
    "open comment" "a comment without an end" |size| between("<p>Text<!--", size, "-- <p>x ", "");
    "entities" "characters by name" |size| again(size, "&amp;&eacute;&#x41;&CounterClockwiseContourIntegral;");
    "no entities" "names of characters that are none" |size| again(size, "&bogus;&ampersand &#xfffffff;");
    "NUL bytes" "characters that are taken out" |size| between(&SENTENCE.repeat(80), size, "x\0", "");
    "less-than soup" "tags that are none" |size| again(size, "<");
    "open tags" "tags without an end" |size| again(size, "<div <p ");
    "script soup" "scripts" |size| again(size, "<script>x</script>");
    "open script" "a script without an end" |size| between("<p>Text<script>", size, "<!--<script> x ", "");
    "open title" "a title without an end" |size| between("<title>", size, "<p>x ", "");
    "open plaintext" "text without an end" |size| between("<plaintext>", size, "<p>x\n", "");
    "CDATA" "sections of foreign elements" |size| between("<svg>", size, "<![CDATA[x]]>", "");
    "pre lines" "lines of one character" |size| between("<pre>", size, "x\n", "</pre>");
    "pre spaces" "white space that stays" |size| between("<pre>", size, " \t \u{a0}", "x</pre>");
    "meta soup" "what a head says" |size| again(size, "<meta property=og:title content=x>");
    "JSON-LD soup" "data in scripts" |size| {
        again(size, "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"x\"}</script>")
    };
    "deep JSON-LD" "data in data" |size| {
        between("<script type=application/ld+json>", size, "[", "</script><p>Text")
    };
    "wide JSON-LD" "data in lists" |size| {
        between("<script type=application/ld+json>[", size, "{\"@graph\":[{}]},", "{}]</script><p>Text")
    };
    "tag salad" "tags in no order" |size| {
        const TAGS: [&str; 24] = [
            "<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<a href=x>", "</a>", "<table>", "</table>",
            "<tr>", "<td>", "<ul>", "<li>", "</ul>", "<font color=a>", "</font>", "<svg>", "</svg>",
            "<form>", "<h1>", "</h1>", "x ", "word ",
        ];
        fill(size, |at| TAGS[chance(at) % TAGS.len()].to_owned())
    };
    "mixed encodings" "bytes of three encodings" |size| {
        let mut page = Vec::with_capacity(size + 99);
        while page.len() < size {
            page.extend_from_slice("<p>Übergröße ".as_bytes());
            page.extend_from_slice(b"caf\xe9 \x93quoted\x94 \x83\x65\x83\x58 ");
        }
        page
    };
    "UTF-16" "two bytes a character, without a mark" |size| {
        let text = again(size / 2, "<p>The harbour was closed.");
        text.iter().flat_map(|&byte| [byte, 0]).collect()
    };
}

families! { TEXT, Format::Text,
    "one-letter lines" "lines" |size| again(size, "x\n");
    "blank lines" "lines that hold nothing" |size| between("x", size, "\n", "x");
    "bullets" "markers" |size| again(size, "• x\n");
    "bullets in a row" "markers of one line" |size| again(size, "• ");
    "deeper and deeper" "indentation" |size| fill(size, |at| format!("{}- x\n", " ".repeat(at % 2000)));
    "one line" "a line as long as the page" |size| again(size, SENTENCE);
    "one word" "a word as long as the page" |size| again(size, "x");
    "spaces" "white space" |size| between("x", size, " \t", "x");
    "short words" "words of one letter" |size| again(size, "a b c d e f g h i j k l m n o p q r\n");
    "same lines" "duplicates" |size| again(size, &format!("{SENTENCE}\n"));
    "lines that differ" "words that are all different" |size| fill(size, |at| format!("w{at} x{} y{}\n", chance(at), chance(at + 7)));
    "phrases" "phrases of the lexicon" |size| again(size, "Share this article: Read more Related News Subscribe to our newsletter\n");
    "headings of zones" "parts of a page" |size| again(size, "Related News\nShare this\nLeave a reply\nComments\n");
    "questions" "lines that look like headings" |size| fill(size, |at| format!("What is number {at}?\n\n"));
    "long titles" "lines that are compared with each other for the headline" |size| {
        let word = "a".repeat(size / 400);
        let titles = fill(size, |at| format!("b{word} {word} {at} - {word}\n\nb{word} {word}\n\n"));
        [&titles[..], SENTENCE.repeat(40).as_bytes()].concat()
    };
    "long authors" "names that are looked for below the text" |size| {
        let name = format!("A{}", "a".repeat(size / 16));
        let byline = format!("Closed\n\nBy {name}\n\n{}\n\n", SENTENCE.repeat(40));
        let names = fill(size / 2, |at| format!("Aaaa Aaaa{}\n\n", at % 10));
        [byline.repeat(8).as_bytes(), &names].concat()
    };
    "dates" "dates and by-lines" |size| again(size, "By Ida Rook, 5 May 2024, 10:30\n");
    "numbers" "digits" |size| fill(size, |at| format!("{} {} {}\n", chance(at), chance(at + 1), chance(at + 2)));
    "tables" "rows and cells" |size| again(size, "a | b | c | d\n");
    "bars" "cells of one row" |size| again(size, "|");
    "code" "lines of programs" |size| again(size, "    if (a[i] == b) { f(x); }\n");
    "addresses" "links" |size| fill(size, |at| format!("https://example.org/{at}/?q=a&b=c#d user@example.org\n"));
    "hard-wrapped" "lines to be joined" |size| again(size, "words that go on to the end of the line and then to the next one, as\nin letters\n");
    "wrapped among menus" "lines to be joined, and lines that are not" |size| {
        again(size, "Home\nNews\nwords that go on to the end of the line and then to the next one, as they do\nin letters\n")
    };
    "broken at links" "lines to be joined" |size| {
        again(size, "The pier of\nHarbour Town\n, which a barge struck, was closed.\n")
    };
    "commas in front" "a paragraph of as many lines as the page" |size| again(size, "a\n, b\n");
    "links of Markdown" "destinations" |size| again(size, "[a](b.c) ");
    "open links of Markdown" "destinations without an end" |size| again(size, "[a](b.c ");
    "brackets" "links in links" |size| {
        [again(size / 5, "["), SENTENCE.into(), again(size / 5 * 4, "](#)")].concat()
    };
    "carriage returns" "line ends" |size| again(size, "x\r\r\nx\x0c");
    "bidi" "marks of direction" |size| again(size, "\u{202e}abc\u{202c} \u{2066}x\u{2069} \u{200f}word\n");
    "zero width" "characters that show as nothing" |size| again(size, "a\u{200b}b\u{200d}c\u{feff}d\u{2060} ");
    "combining marks" "characters on one letter" |size| between("a", size, "\u{301}\u{327}", "b");
    "emoji" "sequences of characters" |size| again(size, "👩\u{200d}👩\u{200d}👧\u{200d}👦🏳\u{fe0f}\u{200d}🌈 🇩🇪 ");
    "Chinese" "a script without spaces" |size| again(size, "港口星期二关闭了，因为一艘驳船撞上了码头。");
    "Thai" "a script without spaces or full stops" |size| again(size, "ท่าเรือปิดเมื่อวันอังคาร");
    "upper case" "characters that grow in lower case" |size| again(size, "İIİẞΣ ");
    "replacement characters" "text that was spoiled" |size| between(&SENTENCE.repeat(80), size, "a\u{fffd} ", "");
    "dots" "punctuation" |size| again(size, ". ! ? … , ");
    "quotes" "quotation marks" |size| again(size, "“”\"'»«");
    "apostrophes" "words in parts" |size| again(size, "a'b-c’d ");
}

/// Every family.
pub(crate) fn all() -> impl Iterator<Item = &'static Family> {
    HTML.iter().chain(TEXT)
}
