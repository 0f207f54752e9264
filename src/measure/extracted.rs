//! Whether flat text is what an extractor left of a page.

use super::around::Around;
use super::line::Measures;

/// Lines that are furniture from end to end, at most. Whole pages have 24 in the middle, and one in
/// seven has so few; of what extractors leave nine in ten have no more, the middle one 2.
const MOST_FURNITURE: usize = 8;
/// Lines above the first prose at most, and below the last. Extractors begin with the text or its
/// headline and end with the text, whole pages with menus: 33 lines above and 31 below in the middle.
const FARTHEST_PROSE: usize = 12;

/// Whether flat text has hardly a line of its site. Of WCXB's pages eleven in twelve are known as
/// whole, and three in four as extracted once resiliparse has found their main part. Of the flat
/// news pages of DAnIEL one in twenty passes for extracted, and one in five did when the lines below
/// were not looked at: older pages have short menus.
pub(super) fn is_extracted(measures: &[Measures], around: &[Around]) -> bool {
    let furniture = measures.iter().filter(|m| m.hits.is_furniture());
    around.iter().take(FARTHEST_PROSE + 1).any(|around| around.prose)
        && around.iter().rev().take(FARTHEST_PROSE + 1).any(|around| around.prose)
        && furniture.take(MOST_FURNITURE + 1).count() <= MOST_FURNITURE
}

#[cfg(test)]
mod tests {
    use super::MOST_FURNITURE;
    use crate::lexicon::Lexicon;
    use crate::measure::measure;
    use crate::read::{Limits, text::read};

    const TEXT: &str = "Pier closed\n\n\
        The harbour was closed on Tuesday after a barge had struck the eastern pier at night.\n";

    fn is_extracted(page: &str) -> bool {
        measure(&read(page, &Limits::default()), Lexicon::embedded()).is_extracted()
    }

    #[test]
    fn a_page_with_a_menu_or_a_footer_is_whole() {
        assert!(is_extracted(TEXT));
        assert!(is_extracted(&format!("{TEXT}\nShare this article\nRelated articles\n")));
        let menu = "Harbours of the north\n".repeat(20);
        assert!(!is_extracted(&format!("{menu}{TEXT}")));
        assert!(!is_extracted(&format!("{TEXT}{menu}")));
        let footer = "About us\nPrivacy policy\n".repeat(MOST_FURNITURE);
        assert!(!is_extracted(&format!("{TEXT}{footer}{TEXT}")));
        assert!(!is_extracted("Harbours\nPiers\n"), "a page without prose");
    }
}
