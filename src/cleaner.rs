//! The front door: settings, and the flow from a page to an article.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::article::{Article, Timing, headline};
use crate::decode::decode;
use crate::judge::{PageKind, Weights, judge};
use crate::label::{Label, Labels};
use crate::lexicon::Lexicon;
use crate::measure::measure;
use crate::page::Page;
use crate::read::{Format, Limit, Limits, read, sniff};
use crate::settle::{Lean, settle};
use crate::site::{Templates, host_of};
use crate::trouble::Trouble;

/// Cleans pages. It holds settings and nothing else: the same page always gives the same
/// article, whatever was cleaned before. Cheap to share between threads.
///
/// ```
/// let page = "Home\nNews\n\nPier closed\n\n\
///     The harbour was closed on Tuesday after a barge had struck the eastern pier.\n\n\
///     Nobody was hurt, but divers will have to look at the foundations first.\n\n\
///     Share this article:\nFacebook\n";
/// let article = dechaff::Cleaner::default().clean_text(page)?;
/// assert_eq!(article.title(), Some("Pier closed"));
/// assert!(article.text().starts_with("The harbour was closed"));
/// assert!(!article.text().contains("Facebook"));
/// # Ok::<(), dechaff::Trouble>(())
/// ```
#[derive(Clone, Debug)]
pub struct Cleaner {
    lean: Lean,
    kept: Labels,
    limits: Limits,
    /// `None` for the program's own, so that they are read only when a page is.
    weights: [Option<Arc<Weights>>; PageKind::ALL.len()],
    /// `None` for the program's own, so that it is read only when a page is.
    lexicon: Option<Arc<Lexicon>>,
    /// What repeats across the pages of sites, if that is known.
    templates: Option<Arc<Templates>>,
    /// The host of the pages to clean.
    host: Option<String>,
}

impl Default for Cleaner {
    fn default() -> Cleaner {
        Cleaner {
            lean: Lean::default(),
            kept: Label::content(),
            limits: Limits::default(),
            weights: Default::default(),
            lexicon: None,
            templates: None,
            host: None,
        }
    }
}

/// What the transport or the caller knows about a page's bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hint<'a> {
    /// The `charset` of an HTTP `Content-Type`.
    pub charset: Option<&'a str>,
    /// What the page is written in; `None` to tell by its content.
    pub format: Option<Format>,
}

impl Cleaner {
    /// Sets which mistake is worse; see [`Lean`].
    #[must_use]
    pub fn lean(mut self, lean: Lean) -> Cleaner {
        self.lean = lean;
        self
    }

    /// Sets the labels whose lines are kept. Default: [`Label::content`].
    #[must_use]
    pub fn keep(mut self, labels: Labels) -> Cleaner {
        self.kept = labels;
        self
    }

    /// Sets the bounds on a page.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Cleaner {
        self.limits = limits;
        self
    }

    /// Sets what the cues are worth on a kind of page, and on no other: [`PageKind::covers`] has the
    /// kinds that one table may be for. Default: the weights that are part of the program.
    #[must_use]
    pub fn weights(mut self, kind: PageKind, weights: Weights) -> Cleaner {
        self.weights[kind as usize] = Some(Arc::new(weights));
        self
    }

    /// Sets the phrases and words by which furniture is known. Default: those that are part of the
    /// program; [`Lexicon::with`] adds to them.
    #[must_use]
    pub fn lexicon(mut self, lexicon: impl Into<Arc<Lexicon>>) -> Cleaner {
        self.lexicon = Some(lexicon.into());
        self
    }

    /// Sets what repeats across the pages of sites: one more cue for pages whose host is known, by
    /// [`url`](Cleaner::url) or by an address that the page itself names. Default: nothing.
    #[must_use]
    pub fn templates(mut self, templates: Arc<Templates>) -> Cleaner {
        self.templates = Some(templates);
        self
    }

    /// Sets the address, or the host, of the pages to clean, by which they are found among the
    /// [`templates`](Cleaner::templates). It changes nothing else.
    #[must_use]
    pub fn url(mut self, url: &str) -> Cleaner {
        self.host = host_of(url);
        self
    }

    /// Cleans flat text.
    ///
    /// # Errors
    ///
    /// [`Trouble::Binary`] if it is no text, [`Trouble::Crash`] if the cleaner fails on it.
    pub fn clean_text(&self, text: &str) -> Result<Article, Trouble> {
        self.clean(text, Format::Text)
    }

    /// Cleans HTML, a whole document or a part.
    ///
    /// # Errors
    ///
    /// [`Trouble::Binary`] if it is no text, [`Trouble::Crash`] if the cleaner fails on it.
    pub fn clean_html(&self, html: &str) -> Result<Article, Trouble> {
        self.clean(html, Format::Html)
    }

    /// Decodes a page and cleans it; the encoding chosen is in the article's metadata.
    ///
    /// # Errors
    ///
    /// [`Trouble::Binary`] if it is no text, [`Trouble::Crash`] if the cleaner fails on it.
    pub fn clean_bytes(&self, bytes: &[u8], hint: Hint<'_>) -> Result<Article, Trouble> {
        let mut decoding = Duration::default();
        let within = &bytes[..bytes.len().min(self.limits.bytes)];
        let decoded = timed(&mut decoding, || decode(within, hint.charset));
        let format = hint.format.unwrap_or_else(|| sniff(&decoded.text));
        let mut article = self.clean(&decoded.text, format)?;
        article.timing.decode = decoding;
        article.page.metadata.encoding = Some(decoded.encoding.name());
        if bytes.len() > self.limits.bytes {
            article.page.cut = Some(article.page.cut.map_or(Limit::Bytes, Limit::or_bytes));
        }
        Ok(article)
    }

    /// Cleans a page, in whatever format its content shows.
    ///
    /// # Errors
    ///
    /// [`Trouble::Binary`] if it is no text, [`Trouble::Crash`] if the cleaner fails on it.
    pub fn clean_any(&self, page: &str) -> Result<Article, Trouble> {
        self.clean_as(page, None)
    }

    /// Cleans a page in the format given, or else in the one that its content shows.
    ///
    /// # Errors
    ///
    /// As of [`clean_any`](Cleaner::clean_any).
    pub fn clean_as(&self, page: &str, format: Option<Format>) -> Result<Article, Trouble> {
        self.clean(page, format.unwrap_or_else(|| sniff(page)))
    }

    /// Cleans many pages on all threads of the current rayon pool; the results stand in the order
    /// of the pages.
    #[cfg(feature = "corpus")]
    pub fn clean_all<P: AsRef<str> + Sync>(&self, pages: &[P]) -> Vec<Result<Article, Trouble>> {
        use rayon::prelude::*;
        pages.par_iter().map(|page| self.clean_any(page.as_ref())).collect()
    }

    /// The cleaner for the page of an address; a host that was set comes first.
    #[cfg(feature = "corpus")]
    pub(crate) fn at(&self, url: Option<&str>) -> Cow<'_, Cleaner> {
        match url {
            Some(url) if self.host.is_none() => Cow::Owned(self.clone().url(url)),
            _ => Cow::Borrowed(self),
        }
    }

    /// Bytes of a page at most: no more need be read of it.
    #[cfg(feature = "corpus")]
    pub(crate) fn most_bytes(&self) -> usize {
        self.limits.bytes
    }

    /// The host of a page: the one that was set, else that of the address the page names.
    pub(crate) fn host_of(&self, page: &Page) -> Option<Cow<'_, str>> {
        let set = self.host.as_deref().map(Cow::Borrowed);
        set.or_else(|| page.metadata.url.as_deref().and_then(host_of).map(Cow::Owned))
    }

    /// Reads a page as far as its lines.
    #[cfg(feature = "corpus")]
    pub(crate) fn read_text(&self, input: &str, format: Option<Format>) -> Result<Page, Trouble> {
        if let Some(at) = first_binary(input) {
            return Err(Trouble::Binary { at });
        }
        let format = format.unwrap_or_else(|| sniff(input));
        let lexicon = self.lexicon.as_deref().unwrap_or_else(|| Lexicon::embedded());
        catch_unwind(AssertUnwindSafe(|| read(input, format, &self.limits, &lexicon.markup)))
            .map_err(|payload| Trouble::Crash { message: message(&*payload) })
    }

    /// Decodes a page and reads it as far as its lines.
    #[cfg(feature = "corpus")]
    pub(crate) fn read_bytes(&self, bytes: &[u8], hint: Hint<'_>) -> Result<Page, Trouble> {
        let within = &bytes[..bytes.len().min(self.limits.bytes)];
        self.read_text(&decode(within, hint.charset).text, hint.format)
    }

    fn clean(&self, input: &str, format: Format) -> Result<Article, Trouble> {
        if let Some(at) = first_binary(input) {
            return Err(Trouble::Binary { at });
        }
        // A cleaner holds nothing that a crash could leave half changed.
        catch_unwind(AssertUnwindSafe(|| self.flow(input, format)))
            .map_err(|payload| Trouble::Crash { message: message(&*payload) })
    }

    /// read -> measure -> judge -> settle -> article.
    fn flow(&self, input: &str, format: Format) -> Article {
        #[cfg(test)]
        crate::fault::strike(input, "the cleaner");
        let lexicon = self.lexicon.as_deref().unwrap_or_else(|| Lexicon::embedded());
        let mut timing = Timing::default();
        let page = timed(&mut timing.read, || read(input, format, &self.limits, &lexicon.markup));
        let measured = timed(&mut timing.measure, || measure(&page, lexicon));
        let kind = PageKind::of(&measured);
        let weights = self.weights[kind as usize].clone();
        let weights = weights.unwrap_or_else(|| Weights::embedded(kind));
        let host = self.host_of(&page).map(Cow::into_owned);
        let site = self.templates.as_deref().and_then(|all| all.host(host.as_deref()?));
        let judged = timed(&mut timing.judge, || judge(&measured, &weights, site));
        let settled = timed(&mut timing.settle, || settle(&measured, &judged, self.lean));
        Article {
            headline: settled.headline.map(|at| headline(&page, at)),
            page,
            judged,
            settled,
            weights,
            kept: self.kept,
            format,
            kind,
            timing,
            #[cfg(feature = "corpus")]
            host,
            left_out: BTreeMap::new(),
        }
    }
}

/// Where the first control character stands in a page that is binary data. Text has none but
/// white space and a rare stray; data has them from the start.
fn first_binary(input: &str) -> Option<usize> {
    /// Bytes that are looked at.
    const WINDOW: usize = 4096;
    /// Share of control and replacement characters from which a page is data: one in this many.
    const ONE_IN: usize = 10;
    let window = crate::read::cut(input, WINDOW);
    let is_data = |c: char| {
        !matches!(c, ' '..='~')
            && (c == '\u{fffd}'
                || (c.is_control() && !c.is_whitespace() && !matches!(c, '\u{1b}' | '\u{8}')))
    };
    let data = window.chars().filter(|&c| is_data(c)).count();
    if data * ONE_IN > window.chars().count() { window.find(is_data) } else { None }
}

/// Runs a stage and writes down how long it took.
fn timed<T>(time: &mut Duration, stage: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = stage();
    *time = start.elapsed();
    result
}

fn message(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "no message".to_owned())
}
