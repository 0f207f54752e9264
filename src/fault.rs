//! Faults on purpose, in unit tests alone: a page asks for one by its words.

/// Panics if the page asks for a fault at this place.
pub(crate) fn strike(page: &str, place: &str) {
    assert!(!page.contains(&format!("a fault in {place}")), "it was asked for");
}
