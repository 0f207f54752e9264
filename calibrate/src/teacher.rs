//! A teacher: flat text is learnt from what the weights of HTML keep of the same pages, as well as
//! from their references.
//!
//! What many pages agree on is wrong less often than the reference of one, and HTML says more of a
//! page than its flat text does (Hinton, Vinyals and Dean 2015). Pages of which only snippets are
//! known are learnt from as a whole this way.

use std::collections::BTreeMap;

use dechaff::Cleaner;
use rayon::prelude::*;

use crate::records::{Field, Record};
use crate::sheet::clean;

/// What the teacher keeps of pages, by their ids: the HTML and the flat text of a page may be two
/// records.
pub type Taught = BTreeMap<String, String>;

/// What a cleaner keeps of the HTML of some pages. It says nothing of those that it finds no article
/// on, nor of those without a name.
pub fn teach(records: &[&Record], cleaner: &Cleaner) -> Taught {
    let named = |record: &&&Record| !record.id.is_empty() && !record.is_example();
    let pages = records.par_iter().filter(|record| record.html.is_some()).filter(named);
    let taught = pages.filter_map(|record| {
        let text = clean(cleaner, record, Field::Html)?.text();
        (!text.trim().is_empty()).then(|| (record.id.clone(), text))
    });
    taught.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::sheets;

    #[test]
    fn what_html_keeps_counts_beside_what_is_known_of_the_text() {
        const SENTENCE: &str =
            "The harbour was closed on Tuesday after a barge had struck the pier.";
        let paragraph = [SENTENCE; 3].join(" ");
        let html = format!("<nav><a href=/>Home</a></nav><article><p>{paragraph}</article>");
        let page = |html: Option<String>, text: Option<String>| Record {
            id: "harbour".to_owned(),
            html,
            text,
            without: vec![SENTENCE.to_owned()],
            ..Record::default()
        };
        let records = [page(Some(html), None), page(None, Some(format!("Home\n\n{paragraph}")))];
        let (sheets, _) = sheets(&records, &[Field::Text]);
        let [text] = &sheets[..] else { unreachable!("one of them has text") };
        let taught = teach(&[&records[0], &records[1]], &Cleaner::default());
        let content = |sheet: &crate::sheet::Sheet<'_>| sheet.targets.lines.last().copied();
        assert_eq!(content(text).map(|line| line.content), Some(0.0), "by the snippet");
        let both = content(&text.taught(&taught));
        assert!(both.is_some_and(|line| line.content > 0.0 && line.content < 1.0), "{both:?}");
        let unnamed = Record { id: String::new(), ..page(Some(paragraph.clone()), None) };
        assert!(teach(&[&unnamed], &Cleaner::default()).is_empty());
    }
}
