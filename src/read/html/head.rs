//! What a document says about itself: `<meta>`, `<title>`, `<link>`, JSON-LD.

use html5ever::{local_name, ns};
use scraper::node::Element;
use serde_json::Value;

use crate::page::Metadata;

/// Bytes of a JSON-LD block that are read; the largest with a whole article stay below.
const JSON_LD_BYTES: usize = 2_000_000;

/// The schema.org types whose title, author and text are the page's own.
const ARTICLE_TYPES: [&str; 14] = [
    "advertisercontentarticle",
    "analysisnewsarticle",
    "article",
    "blogposting",
    "discussionforumposting",
    "liveblogposting",
    "newsarticle",
    "opinionnewsarticle",
    "qapage",
    "recipe",
    "report",
    "reportagenewsarticle",
    "scholarlyarticle",
    "techarticle",
];

/// What the head holds, source by source; [`Head::metadata`] chooses.
#[derive(Debug, Default)]
pub(super) struct Head {
    title: Option<String>,
    canonical: Option<String>,
    language: Option<String>,
    meta: Meta,
    json_ld: JsonLd,
    kinds: Vec<String>,
}

/// The `<meta>` elements that pages use for the same fact, best first: Open Graph, then
/// Dublin Core and the names that search engines document.
#[derive(Debug, Default)]
struct Meta {
    title: Vec<(u8, String)>,
    author: Vec<(u8, String)>,
    description: Vec<(u8, String)>,
    date: Vec<(u8, String)>,
    site: Vec<(u8, String)>,
    url: Vec<(u8, String)>,
    language: Vec<(u8, String)>,
}

#[derive(Debug, Default)]
struct JsonLd {
    title: Option<String>,
    author: Option<String>,
    description: Option<String>,
    date: Option<String>,
    site: Option<String>,
    language: Option<String>,
    url: Option<String>,
    body: Option<String>,
}

impl Head {
    /// Takes from an element what belongs to the head; `text` gives the element's text.
    pub(super) fn element(&mut self, element: &Element, text: impl FnOnce() -> String) {
        match element.name.local {
            local_name!("html") => self.language = element.attr("lang").and_then(present),
            // A drawing has a title of its own.
            local_name!("title") if self.title.is_none() && element.name.ns == ns!(html) => {
                self.title = present(&text());
            }
            local_name!("meta") => self.meta(element),
            local_name!("link")
                if element.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
            {
                self.canonical = element.attr("href").and_then(present);
            }
            local_name!("script") if element.attr("type").is_some_and(is_json_ld) => {
                self.json_ld(&text());
            }
            _ => {}
        }
    }

    /// The text of the article that the JSON-LD holds, if it does.
    pub(super) fn take_article_body(&mut self) -> Option<String> {
        self.json_ld.body.take()
    }

    /// Chooses among the sources: Open Graph and its kin first, since sites show them to people;
    /// then JSON-LD; then the rest.
    pub(super) fn metadata(self) -> Metadata {
        let Head { title, canonical, language, meta, json_ld, kinds } = self;
        Metadata {
            title: best(meta.title).or(json_ld.title).or(title),
            author: json_ld.author.or(best(meta.author)),
            description: best(meta.description).or(json_ld.description),
            date: best(meta.date).or(json_ld.date),
            site: best(meta.site).or(json_ld.site),
            language: language.or(best(meta.language)).or(json_ld.language),
            // One that is written from the page's own says nothing of its host.
            url: [canonical, best(meta.url), json_ld.url]
                .into_iter()
                .flatten()
                .find(|url| url.starts_with("//") || url.contains("://")),
            encoding: None,
            kinds,
        }
    }

    fn meta(&mut self, element: &Element) {
        let name = ["property", "name", "itemprop", "http-equiv"]
            .into_iter()
            .find_map(|key| element.attr(key));
        let (Some(name), Some(content)) = (name, element.attr("content").and_then(present)) else {
            return;
        };
        let meta = &mut self.meta;
        let (field, rank) = match name.trim().to_ascii_lowercase().as_str() {
            "og:title" => (&mut meta.title, 0),
            "twitter:title" => (&mut meta.title, 1),
            "dc.title" | "dcterms.title" | "citation_title" | "headline" => (&mut meta.title, 2),
            "author" | "article:author_name" => (&mut meta.author, 0),
            "dc.creator" | "dcterms.creator" | "citation_author" | "parsely-author"
            | "sailthru.author" => (&mut meta.author, 1),
            // Open Graph wants an address here; many sites write the name.
            "article:author" if !content.contains("://") => (&mut meta.author, 2),
            "og:description" => (&mut meta.description, 0),
            "description" => (&mut meta.description, 1),
            "twitter:description" => (&mut meta.description, 2),
            "dc.description" | "dcterms.description" => (&mut meta.description, 3),
            "article:published_time" => (&mut meta.date, 0),
            "datepublished"
            | "dc.date.issued"
            | "dcterms.created"
            | "parsely-pub-date"
            | "citation_publication_date"
            | "publish-date"
            | "pubdate" => (&mut meta.date, 1),
            "date" | "dc.date" | "dcterms.date" | "sailthru.date" => (&mut meta.date, 2),
            "og:site_name" => (&mut meta.site, 0),
            "application-name" => (&mut meta.site, 1),
            "og:url" => (&mut meta.url, 0),
            "content-language" | "dc.language" => (&mut meta.language, 0),
            "og:locale" => (&mut meta.language, 1),
            "og:type" => {
                self.kinds.push(content.to_lowercase());
                return;
            }
            _ => return,
        };
        field.push((rank, content));
    }

    /// Reads a JSON-LD block: a loop over its objects, those in lists and graphs included.
    fn json_ld(&mut self, text: &str) {
        if text.len() > JSON_LD_BYTES {
            return;
        }
        let Ok(value) = serde_json::from_str::<Value>(text.trim()) else { return };
        let mut open = vec![&value];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(values) => open.extend(values.iter().rev()),
                Value::Object(object) => {
                    open.extend(object.get("@graph"));
                    open.extend(object.get("mainEntity"));
                    self.json_ld_object(value);
                }
                _ => {}
            }
        }
    }

    fn json_ld_object(&mut self, object: &Value) {
        let types: Vec<String> =
            strings(&object["@type"]).map(|kind| kind.to_ascii_lowercase()).collect();
        let is_article = types.iter().any(|kind| ARTICLE_TYPES.contains(&kind.as_str()));
        self.kinds.extend(types);
        if !is_article {
            return;
        }
        let found = &mut self.json_ld;
        let text = |key: &str| object[key].as_str().and_then(present);
        found.title = found.title.take().or_else(|| text("headline")).or_else(|| text("name"));
        found.description = found.description.take().or_else(|| text("description"));
        found.date = found.date.take().or_else(|| text("datePublished"));
        found.language = found.language.take().or_else(|| text("inLanguage"));
        found.url = found.url.take().or_else(|| text("url"));
        found.site =
            found.site.take().or_else(|| object["publisher"]["name"].as_str().and_then(present));
        found.author = found.author.take().or_else(|| names(&object["author"]));
        found.body = found.body.take().or_else(|| text("articleBody")).or_else(|| text("text"));
    }
}

/// Whether a script of this type is JSON-LD.
pub(super) fn is_json_ld(kind: &str) -> bool {
    kind.trim().to_ascii_lowercase().starts_with("application/ld+json")
}

/// The strings of a value that may be one or a list.
fn strings(value: &Value) -> impl Iterator<Item = &str> {
    one_or_many(value).filter_map(Value::as_str)
}

fn one_or_many(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice).iter()
}

/// The names of authors, written as strings or as objects with a `name`.
fn names(value: &Value) -> Option<String> {
    let names: Vec<&str> = one_or_many(value)
        .filter_map(|author| author.as_str().or_else(|| author["name"].as_str()))
        .filter(|name| !name.trim().is_empty())
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn best(mut found: Vec<(u8, String)>) -> Option<String> {
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().next().map(|(_, value)| value)
}

/// The text with its white space folded, unless nothing is left.
fn present(text: &str) -> Option<String> {
    // The body of an article keeps its lines.
    let lines: Vec<String> =
        text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let text = lines.join("\n").trim().to_owned();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::page::Metadata;
    use crate::read::{Limits, html::read};

    fn metadata(html: &str) -> Metadata {
        read(html, &Limits::default(), &Lexicon::embedded().markup).metadata
    }

    #[test]
    fn open_graph_goes_before_the_title_element() {
        let found = metadata(
            "<html lang=de-AT><title>Brücke gesperrt | Bote</title>\
             <meta property='og:title' content=' Brücke  gesperrt '>\
             <meta property='og:site_name' content=Bote><link rel=canonical href=https://bote.example/b>",
        );
        assert_eq!(found.title.as_deref(), Some("Brücke gesperrt"));
        assert_eq!(found.site.as_deref(), Some("Bote"));
        assert_eq!(found.language.as_deref(), Some("de-AT"));
        assert_eq!(found.url.as_deref(), Some("https://bote.example/b"));
    }

    #[test]
    fn what_is_shown_to_those_who_share_goes_before_what_search_engines_get() {
        let found = metadata(
            "<meta name=Description content='News from the harbour'>\
             <meta property=og:description content=' The  pier was closed. '>",
        );
        assert_eq!(found.description.as_deref(), Some("The pier was closed."));
        let found = metadata("<meta name=description content='News from the harbour'>");
        assert_eq!(found.description.as_deref(), Some("News from the harbour"));
    }

    #[test]
    fn drawings_and_addresses_of_the_page_alone_say_nothing_of_the_document() {
        let found = metadata(
            "<svg><title>Menu</title></svg><title>Pier closed</title>\
             <link rel=canonical href=pier.html><meta property=og:url content=//bote.example/b>",
        );
        assert_eq!(found.title.as_deref(), Some("Pier closed"));
        assert_eq!(found.url.as_deref(), Some("//bote.example/b"));
    }

    #[test]
    fn what_a_meta_says_has_many_keys() {
        for key in ["name", "property", "itemprop", "http-equiv"] {
            let found = metadata(&format!("<meta {key}=Content-Language content=de>"));
            assert_eq!(found.language.as_deref(), Some("de"), "{key}");
        }
    }

    #[test]
    fn json_ld_is_read_through_lists_and_graphs() {
        let found = metadata(
            r#"<script type="application/ld+json">[{"@context":"https://schema.org","@graph":[
            {"@type":"BreadcrumbList","name":"no"},
            {"@type":["NewsArticle"],"headline":"Pier closed","description":"It rained.",
             "datePublished":"2024-03-05",
             "author":[{"name":"Ida Rook"},"Tom Vane"],"publisher":{"name":"Harbour Post"}}]}]</script>"#,
        );
        assert_eq!(found.title.as_deref(), Some("Pier closed"));
        assert_eq!(found.author.as_deref(), Some("Ida Rook, Tom Vane"));
        assert_eq!(found.description.as_deref(), Some("It rained."));
        assert_eq!(found.date.as_deref(), Some("2024-03-05"));
        assert_eq!(found.site.as_deref(), Some("Harbour Post"));
        assert_eq!(found.kinds, ["breadcrumblist", "newsarticle"]);
    }

    #[test]
    fn broken_data_says_nothing() {
        assert_eq!(
            metadata("<script type='application/ld+json'>{\"@type\":</script>"),
            Metadata::default()
        );
        assert_eq!(metadata(""), Metadata::default());
    }
}
