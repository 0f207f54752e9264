//! Pages cleaned and scored.

use dechaff::Cleaner;
use dechaff::eval::{Scored, Scoring, Wanted};
use rayon::prelude::*;

use crate::records::{Field, Record};
use crate::sheet::clean;

/// Cleans and scores the pages that have a field.
pub fn score_all(
    cleaner: &Cleaner,
    records: &[&Record],
    field: Field,
    scoring: Scoring,
) -> Vec<Scored> {
    let pages = records.par_iter().filter(|record| field.of(record).is_some());
    pages
        .map(|record| {
            let wanted = Wanted {
                id: &record.id,
                url: &record.url,
                page_type: &record.page_type,
                reference: record.reference.as_deref(),
                with: &record.with,
                without: &record.without,
            };
            scoring.of(clean(cleaner, record, field).as_ref(), &wanted)
        })
        .collect()
}
