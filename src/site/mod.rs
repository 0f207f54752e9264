//! What repeats across the pages of a site: lines and containers that stand on many pages of a
//! host are furniture of its layouts, however much they read like prose.

mod container;
mod file;
mod host;
mod line;
mod worth;

use std::io::BufRead;

use rustc_hash::FxHashMap;

use crate::measure::{Measured, Measures};
use crate::page::Line;
pub use file::TemplatesError;
#[cfg(feature = "corpus")]
pub(crate) use file::{Reader, Writer};
pub use host::host_of;
pub(crate) use worth::Repeat;
#[cfg(feature = "cli")]
pub(crate) use worth::{COUNTS, PROSE_WORDS, ROWS};

/// The name of the cue in explanations.
pub(crate) const CUE: &str = "site_template";

/// Why it tells content from boilerplate.
#[cfg(feature = "cli")]
pub(crate) const WHY: &str = "What stands on many pages of a host belongs to its layout: an article's \
    sentence stands on one page, an agency's on a few. Only with --templates or --two-pass.";

/// How often lines and containers stand on the pages of hosts, of those that stand on enough of
/// them to say something. `dechaff learn` makes such files.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let file = std::io::BufReader::new(std::fs::File::open("site.templates")?);
/// let templates = std::sync::Arc::new(dechaff::Templates::read(file)?);
/// let cleaner = dechaff::Cleaner::default().templates(templates);
/// let article = cleaner.url("https://example.org/a-page").clean_text("...")?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Default)]
pub struct Templates {
    hosts: FxHashMap<String, Host>,
}

/// The lines of a host.
#[derive(Debug, Default)]
pub(crate) struct Host {
    pages: u64,
    /// On how many pages a line or a container stands, by its hash.
    counts: FxHashMap<u64, u64>,
}

impl Templates {
    /// Reads what `dechaff learn` wrote. What is worth nothing is not held, so that memory
    /// goes with the number of hosts: a share of pages cannot be reached by many lines.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is of another kind, or is cut short.
    pub fn read(file: impl BufRead) -> Result<Templates, TemplatesError> {
        let mut reader = file::Reader::new(file)?;
        let mut hosts = FxHashMap::default();
        while let Some((name, pages)) = reader.host()? {
            let mut counts = FxHashMap::default();
            while let Some((hash, count)) = reader.line()? {
                if worth::says_something(count, pages) {
                    counts.insert(hash, count);
                }
            }
            if !counts.is_empty() {
                hosts.insert(name, Host { pages, counts });
            }
        }
        Ok(Templates { hosts })
    }

    /// The lines of a host, if any of them says something.
    pub(crate) fn host(&self, name: &str) -> Option<&Host> {
        self.hosts.get(name)
    }
}

impl Host {
    /// What is known of each line of a page.
    pub(crate) fn repeats(&self, measured: &Measured<'_>) -> Vec<Option<Repeat>> {
        let page = measured.page;
        let count = |hash| self.counts.get(&hash).copied().unwrap_or_default();
        let containers = container::counts(page, count);
        let lines = page.lines.iter().zip(&measured.measures).zip(containers);
        let repeat = |((line, m), container): ((&Line, &Measures), u64)| {
            let alone = line::hash(page.words(line)).map_or(0, count);
            let by_itself = Repeat::of_line(alone, self.pages, m.words as usize);
            let with_others = Repeat::of_container(container, self.pages);
            by_itself.into_iter().chain(with_others).min_by_key(|repeat| repeat.bits())
        };
        lines.map(repeat).collect()
    }
}

/// The hashes of a page's lines and containers, each once, in order.
#[cfg(feature = "corpus")]
pub(crate) fn hashes(page: &crate::page::Page) -> Vec<u64> {
    let lines = page.lines.iter().filter_map(|line| line::hash(page.words(line)));
    let mut hashes: Vec<u64> = lines.chain(container::hashes(page)).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}
