//! Flat text as a cleaner sees it that lacks some phrases: what its weights are learnt from.
//!
//! Lexicons are written with pages such as these in mind, and hold more of their phrases than of
//! the pages of other sites, years and languages. Weights learnt with all of them lean on phrases
//! too much, and keep the furniture that no phrase gives away. So each page is learnt from without
//! some (feature deletion, Globerson and Roweis 2006), and scored with all. HTML has elements and
//! classes to lean on as well, and gains nothing.

use std::sync::{Arc, LazyLock};

use dechaff::{Article, Cleaner, Format, Lexicon};

use crate::folds::part;
use crate::records::{Field, Record};
use crate::sheet::clean;

/// Phrases that a page lacks, in percent.
const MISSING: u64 = 20;

/// Lexicons that lack others each; the pages of a host have one.
const LEXICONS: usize = 8;

/// Cleans an input of a page: flat text without some phrases, but for examples, which are to come
/// out right with all of them.
pub fn clean_thinned(cleaner: &Cleaner, record: &Record, field: Field) -> Option<Article> {
    static ALL: LazyLock<Vec<Arc<Lexicon>>> = LazyLock::new(|| {
        (0..LEXICONS as u64).map(|turn| Arc::new(Lexicon::thinned(MISSING, turn))).collect()
    });
    if field.format() == Format::Html || record.is_example() {
        return clean(cleaner, record, field);
    }
    let lexicon = Arc::clone(&ALL[part(record, LEXICONS)]);
    clean(&cleaner.clone().lexicon(lexicon), record, field)
}
