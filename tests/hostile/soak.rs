//! A long run, of which a tenth is hostile: records for `script/soak`, and the same at small scale.

use dechaff::Format;

use crate::families::{Family, all};

/// One page in so many is hostile.
const ONE_IN: usize = 10;
/// Bytes of a hostile page: up to so many times 1,000.
const SIZES: usize = 8;

/// The record of a number: a page, and every tenth one a hostile one, of one family after another.
pub(crate) fn record(at: usize) -> String {
    let families: Vec<&Family> = all().collect();
    let (key, page) = if at.is_multiple_of(ONE_IN) {
        let nth = at / ONE_IN;
        let family = families[nth % families.len()];
        let page = (family.page)(1000 * (1 + nth / families.len() % SIZES));
        let key = if family.format == Format::Html { "html" } else { "text" };
        (key, String::from_utf8_lossy(&page).into_owned())
    } else {
        ("text", ordinary(at))
    };
    let page = serde_json::to_string(&page).expect("a string");
    format!("{{\"id\":{at},\"{key}\":{page}}}\n")
}

/// A short article between furniture, none like another.
fn ordinary(at: usize) -> String {
    const WORDS: [&str; 7] = ["harbour", "market", "school", "bridge", "theatre", "forest", "mill"];
    let word = |nth: usize| WORDS[at / 7_usize.pow(nth as u32) % 7];
    let sentences: String = (0..6)
        .map(|nth| {
            format!(
                "On day {at} the {} was closed, and the {} opens in {nth} weeks. ",
                word(nth),
                word(nth + 1)
            )
        })
        .collect();
    format!(
        "Home\nNews\nSport\n\nThe {} of {at}\n\n{sentences}\n\nShare this article:\nFacebook\n",
        word(0)
    )
}
