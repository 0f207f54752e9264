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
