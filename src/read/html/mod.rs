//! HTML to lines: parse, walk the tree once, and read what the head says.

mod element;
mod feed;
mod flat;
mod head;
mod parse;
mod raw;
mod streamed;
mod tag;
mod tree;
mod walk;
mod watched;
mod write;

pub(crate) use tree::{Area, Node, Tree};

use parse::Parsed;

use crate::lexicon::Markup;
use crate::page::Page;
use crate::read::Limits;

/// Words of visible text below which a page counts as an empty shell, whose text may be looked
/// for in its JSON-LD. A shell's menus and footer have this many at most.
const SHELL_WORDS: usize = 50;

/// Reads a document. The page's text is the text a reader sees, in document order: blocks on
/// lines of their own, list items with a marker and two columns of indentation a level, cells of
/// a row parted by ` | `, preformatted text as it is.
pub(crate) fn read(input: &str, limits: &Limits, markup: &Markup) -> Page {
    page(parse::parse(input, limits), input.len(), limits, markup)
}

/// The page of a tree, made of so many bytes.
fn page(parsed: Parsed<'_>, bytes: usize, limits: &Limits, markup: &Markup) -> Page {
    let Parsed { mut html, rest, cut } = parsed;
    streamed::place(&mut html);
    let mut walker = walk::Walker::new(bytes, limits, markup);
    walker.document(&html);
    // What follows needs room, and a tree takes much of it.
    drop(html);
    let mut head = walker.take_head();
    if let Some(body) = head.take_article_body()
        && walker.visible_words() < SHELL_WORDS.min(words(&body))
    {
        walker.article_body(&body);
    }
    walker.rest(rest, cut);
    let mut page = walker.finish();
    page.metadata = head.metadata();
    page
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::read::Limit;

    fn read(html: &str) -> Page {
        super::read(html, &Limits::default(), &Lexicon::embedded().markup)
    }

    /// What is left out in front of the parser is nothing that a page is made of.
    #[test]
    fn fixtures_read_as_they_do_whole() {
        let mut pages = 0;
        let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
        for fixture in std::fs::read_dir(fixtures).unwrap() {
            let path = fixture.unwrap().path().join("page.html");
            let Ok(input) = std::fs::read_to_string(&path) else { continue };
            let (limits, markup) = (Limits::default(), &Lexicon::embedded().markup);
            let html = scraper::Html::parse_document(&input);
            let whole = page(Parsed { html, rest: "", cut: None }, input.len(), &limits, markup);
            assert_eq!(format!("{:?}", read(&input)), format!("{whole:?}"), "{}", path.display());
            pages += 1;
        }
        assert!(pages > 10, "there are fixtures of HTML");
    }

    fn lines(html: &str) -> Vec<String> {
        let page = read(html);
        page.lines.iter().map(|line| page.whole(line).to_owned()).collect()
    }

    #[test]
    fn blocks_are_lines_and_inline_elements_are_not() {
        assert_eq!(
            lines("<div>One <b>bold</b> wo<i>rd</i>.<p>Two</p>three<br>four</div>"),
            ["One bold word.", "Two", "three", "four"]
        );
    }

    #[test]
    fn links_side_by_side_are_not_glued() {
        assert_eq!(
            lines("<p><a href=a>Home</a><a href=b>News</a><time>5 May</time></p>"),
            ["Home News 5 May"]
        );
    }

    #[test]
    fn lists_have_markers_and_indentation() {
        let page = read("<ol><li>First<ul><li>a<li>b</ul><li>Second</ol>");
        assert_eq!(page.text.trim_end(), "  1. First\n    • a\n    • b\n  2. Second");
        assert_eq!(lines("<ol start=4><li>Fourth</ol>"), ["4. Fourth"]);
    }

    #[test]
    fn rows_join_their_short_cells() {
        let table = "<table><tr><th>Team<th>Won<tr><td>Reds<td><td>3</table>";
        assert_eq!(lines(table), ["Team | Won", "Reds | | 3"]);
    }

    #[test]
    fn cells_of_a_layout_table_stand_alone() {
        let long = "A paragraph in a cell goes on for longer than any figure does. ".repeat(4);
        let page = format!("<table><tr><td><a href=x>Menu</a><br>News<td>{long}</table>");
        assert_eq!(lines(&page), ["Menu", "News", long.trim()]);
    }

    #[test]
    fn preformatted_text_keeps_its_spacing() {
        let page = read("<pre>\nfn main() {\n    go();\n\n}</pre>");
        assert_eq!(page.text.trim(), "fn main() {\n    go();\n\n}");
        assert_eq!(page.lines[1].indent, 4);
        assert!(page.lines[2].blank_before);
    }

    #[test]
    fn noscript_is_read_as_html_and_swallows_nothing() {
        let page = "<p>Before<noscript><iframe src=x></noscript><p>After\
            <noscript><div><p>Only here</div></noscript>";
        assert_eq!(lines(page), ["Before", "After", "Only here"]);
    }

    #[test]
    fn what_no_browser_shows_is_no_line() {
        let page = "<head><title>t</title><style>p{}</style></head><script>x()</script>\
            <select><option>Jan</select><template><p>no</p></template><svg><title>icon</title></svg><p>Yes";
        assert_eq!(lines(page), ["Yes"]);
    }

    #[test]
    fn tools_beside_a_heading_are_no_part_of_it() {
        let page = "<h2>Pier<span class=mw-editsection>[<a href=x>edit</a>]</span></h2>\
            <h2>Barge<a class=headerlink href=x>¶</a></h2><p>Text";
        assert_eq!(lines(page), ["Pier", "Barge", "Text"]);
    }

    #[test]
    fn shadow_roots_are_shown() {
        let page = "<my-page><template shadowrootmode=open><p>Pier<template><p>no</template></p>\
            <p>Barge</template></my-page><template><p>no</template>Harbour";
        assert_eq!(lines(page), ["Pier", "Barge", "Harbour"]);
    }

    #[test]
    fn hidden_elements_are_marked() {
        let page = read(
            "<p>Seen</p><div style='display:none'><p>Not</p></div><p aria-hidden=true>Nor this",
        );
        let tree = page.tree.as_ref().unwrap();
        let hidden: Vec<bool> = page
            .lines
            .iter()
            .map(|line| tree.nodes[line.place.unwrap().node].areas.contains(Area::Hidden))
            .collect();
        assert_eq!(hidden, [false, true, true]);
    }

    #[test]
    fn link_characters_are_counted() {
        let page = read("<p>See <a href=x>this page</a> now");
        assert_eq!(page.lines[0].place.unwrap().link_chars, "thispage".len());
        let page = read("<pre>See <a href=x>this  page</a> now</pre>");
        assert_eq!(page.lines[0].place.unwrap().link_chars, "thispage".len());
    }

    #[test]
    fn the_article_body_of_a_shell_comes_from_json_ld() {
        let body = "A sentence of the body that only the data holds. ".repeat(8);
        let json = format!("{{\"@type\":\"NewsArticle\",\"articleBody\":\"{body}\\n\\nLast.\"}}");
        let shell = format!("<script type='application/ld+json'>{json}</script><p>Menu</p>");
        assert_eq!(lines(&shell), ["Menu", body.trim(), "Last."]);
        let full = format!("{shell}<p>{}</p>", "Words of a page that has its text. ".repeat(10));
        assert_eq!(lines(&full).len(), 2);
    }

    #[test]
    fn only_a_page_with_a_further_line_is_cut() {
        let cut = |most: usize| {
            let limits = Limits { lines: most, ..Limits::default() };
            let page = super::read("<p>a<p>b<p>c", &limits, &Lexicon::embedded().markup);
            (page.lines.len(), page.cut)
        };
        assert_eq!([cut(3), cut(2)], [(3, None), (2, Some(Limit::Lines))]);
    }

    #[test]
    fn past_the_depth_limit_the_text_is_flat() {
        let page = format!("<p>Top</p>{}<p>Deep</p><p>End</p>", "<div>".repeat(20_000));
        let page = read(&page);
        assert_eq!(page.cut, Some(Limit::Depth));
        let all: Vec<&str> = page.lines.iter().map(|line| page.whole(line)).collect();
        assert_eq!(all, ["Top", "Deep", "End"]);
    }
}
