//! Hostile pages are cleaned like others, or refused with a reason; `script/hostile` measures what
//! they cost.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[cfg(feature = "corpus")]
#[path = "../../fuzz/bodies.rs"]
mod bodies;
mod families;
#[cfg(feature = "corpus")]
mod fuzzed;
#[path = "../common/laws.rs"]
mod law;
#[cfg(feature = "corpus")]
mod soak;
#[cfg(feature = "corpus")]
mod soaked;

use dechaff::{Cleaner, Format, Hint, Limit, Limits};
use families::{Family, all};
use law::{holds_together, survives};

/// Bytes of a page: enough to go past the limits on depth and attributes.
const BYTES: usize = 5_000;

fn hint(family: &Family) -> Hint<'static> {
    Hint { charset: None, format: Some(family.format) }
}

#[test]
fn every_family_is_cleaned_at_any_size() {
    let cleaner = Cleaner::default();
    for family in all() {
        for size in [0, 1, BYTES / 2, BYTES] {
            let page = (family.page)(size);
            let article = survives(cleaner.clean_bytes(&page, hint(family)));
            let article = article.unwrap_or_else(|| panic!("{} is text", family.name));
            holds_together(&article);
        }
    }
}

/// The same page through small limits: each is kept, and each is named.
#[test]
fn every_limit_is_kept_and_named() {
    let small = Limits { bytes: 20_000_000, lines: 150, short_lines: 100, depth: 40, nodes: 300 };
    let mut named = Vec::new();
    for limits in [small, Limits { bytes: BYTES - 500, ..small }] {
        let cleaner = Cleaner::default().limits(limits);
        for family in all() {
            let page = (family.page)(BYTES);
            let article = survives(cleaner.clean_bytes(&page, hint(family))).expect(family.name);
            holds_together(&article);
            assert!(article.lines().count() <= limits.lines, "{}", family.name);
            named.extend(article.cut());
        }
    }
    for limit in [Limit::Bytes, Limit::Lines, Limit::Depth, Limit::Nodes] {
        assert!(named.contains(&limit), "no family goes past the limit {limit}");
    }
}

/// What stands past a limit of the tree is still there, as flat text.
#[test]
fn no_text_is_lost_past_a_limit_of_the_tree() {
    const SENTENCE: &str = "The harbour was closed on Tuesday after a barge had struck the pier.";
    for family in all().filter(|family| family.name.starts_with("nested")) {
        let mut page = (family.page)(4 * BYTES);
        page.extend_from_slice(format!("<p>{SENTENCE}</p>").as_bytes());
        let article = survives(Cleaner::default().clean_bytes(&page, hint(family))).unwrap();
        let cut = matches!(article.cut(), Some(Limit::Depth | Limit::Nodes));
        assert!(!cut || article.page_text().contains(SENTENCE), "{}", family.name);
    }
    let deep = format!("{}{SENTENCE}", "<div>".repeat(5000));
    let article = survives(Cleaner::default().clean_html(&deep)).unwrap();
    assert_eq!((article.cut(), article.text().trim()), (Some(Limit::Depth), SENTENCE));
}

#[test]
fn families_have_names_of_their_own() {
    let mut names: Vec<&str> = all().map(|family| family.name).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] < pair[1]));
    assert!(all().all(|family| !family.aim.is_empty()));
    assert!(all().filter(|family| family.format == Format::Html).count() >= 40);
}
