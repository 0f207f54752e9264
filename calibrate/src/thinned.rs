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

/// Phrases that a page lacks, in percent. Of the content of pages labelled by hand, 93.7% are kept
/// so, 92.3% with 40 and 91.1% with 70.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_a_host_lack_the_same_phrases_and_others_lack_others() {
        let page = |host: usize, path: &str| Record {
            url: format!("https://host{host}.example/{path}"),
            text: Some("The harbour was closed on Tuesday.\n\nShare this article".to_owned()),
            ..Record::default()
        };
        let bits = |article: Option<Article>| -> Vec<f32> {
            article.iter().flat_map(Article::lines).map(|line| line.bits.get()).collect()
        };
        let cleaner = Cleaner::default();
        let of = |host, path| bits(clean_thinned(&cleaner, &page(host, path), Field::Text));
        let whole = bits(clean(&cleaner, &page(0, "a"), Field::Text));
        let lacking = (0..40).filter(|&host| of(host, "a") != whole).count();
        assert!((1..40).contains(&lacking), "{lacking}");
        assert!((0..40).all(|host| of(host, "a") == of(host, "b")));
    }
}
