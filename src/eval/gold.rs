//! Files of pages with what is wanted of them: read in batches, cleaned and scored on all threads.

use std::borrow::Cow;

use rayon::prelude::*;

use super::records::{Numbered, each_batch};
use super::{Scored, Scoring, Wanted};
use crate::corpus::{DeadLetter, Input, Problem, Record};
use crate::{Cleaner, Format};

/// How labelled pages are read, cleaned and scored.
///
/// A record has the page, and of `reference` (the text that is wanted), `with` and `without`
/// (lists of snippets that must and must not appear) at least one. `id`, `url` and `page_type`
/// are for the tables.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// Cleans the pages.
    pub cleaner: Cleaner,
    /// The key that holds the page; `None` for `html` where a record has it, else `text`.
    pub field: Option<String>,
    /// What the pages are written in; `None` for HTML under the key `html`, and else to tell by
    /// content.
    pub page: Option<Format>,
    /// What of an article is scored.
    pub scoring: Scoring,
}

impl Gold {
    /// Scores the pages of all inputs on the threads of the current rayon pool, and gives them in
    /// the order of the inputs. `failed` hears of each record that could not be scored, and of
    /// each page that could not be cleaned; the latter scores as empty text.
    pub fn score(&self, inputs: &[Input], failed: &mut dyn FnMut(&DeadLetter)) -> Vec<Scored> {
        let mut scored = Vec::new();
        each_batch(inputs, |batch| {
            let done: Vec<_> =
                batch.into_par_iter().map(|numbered| self.record(numbered)).collect();
            for (page, letter) in done {
                letter.iter().for_each(&mut *failed);
                scored.extend(page);
            }
        });
        scored
    }

    fn record(
        &self,
        numbered: Result<Numbered<'_>, DeadLetter>,
    ) -> (Option<Scored>, Option<DeadLetter>) {
        let scored = numbered.and_then(|numbered| {
            let record = numbered.record()?;
            let told = |problem| numbered.letter(record.id(), problem);
            let (scored, problem) = self.page(&record, &numbered).map_err(told)?;
            Ok((scored, problem.map(told)))
        });
        match scored {
            Ok((scored, letter)) => (Some(scored), letter),
            Err(letter) => (None, Some(letter)),
        }
    }

    /// Scores the page of a record, and says why if it could not be cleaned.
    fn page(
        &self,
        record: &Record<'_>,
        numbered: &Numbered<'_>,
    ) -> Result<(Scored, Option<Problem>), Problem> {
        let (key, page) = record.page(self.field.as_deref())?;
        let [id, url, page_type] = ["id", "url", "page_type"].map(|key| label(record, key));
        let (with, without) = (record.texts("with")?, record.texts("without")?);
        let reference = record.text("reference")?;
        if reference.is_none() && with.is_empty() && without.is_empty() {
            return Err(Problem {
                reason: "no_reference",
                message: "the record has neither `reference` nor `with` nor `without`: nothing says what is wanted of the page".to_owned(),
            });
        }
        let wanted = Wanted {
            id: if id.is_empty() { &numbered.name } else { &id },
            url: &url,
            page_type: &page_type,
            reference: reference.as_deref(),
            with: &with,
            without: &without,
        };
        let format = self.page.or((key == "html").then_some(Format::Html));
        let cleaned = self.cleaner.at(Some(&*url)).clean_as(&page, format);
        let scored = self.scoring.of(cleaned.as_ref().ok(), &wanted);
        let problem = cleaned.err().map(|trouble| Problem {
            reason: trouble.name(),
            message: format!("{trouble}; it scores as empty text"),
        });
        Ok((scored, problem))
    }
}

/// What a record says of itself under a key: a text, or a number as it stands there.
pub(super) fn label<'a>(record: &'a Record<'_>, key: &str) -> Cow<'a, str> {
    record.text(key).ok().flatten().or_else(|| record.number(key)).unwrap_or_default()
}
