//! The pages of a web archive one after the other, for programs that clean them by themselves.

use super::dead::Problem;
use super::source::{Archive, Capture, Content, Source, Step};
use super::{Captures, Opened};
use crate::{Article, Cleaner, Format};

/// A record of a web archive that is a page, or that should have been one.
pub struct Captured {
    /// Its number among the archive's records, from 1.
    pub record: u64,
    /// Where it begins in the archive, in bytes, once decompressed.
    pub byte: Option<u64>,
    capture: Result<Box<Capture>, Problem>,
}

/// The pages of a web archive: responses with HTML, and conversions to text. What cannot be read
/// comes too, and says so when it is cleaned. No more than `most` bytes of a page are read.
pub fn captured(archive: Opened, most: usize) -> impl Iterator<Item = Captured> + Send {
    let mut archive = Some(Archive::new(archive, Captures::Any, most));
    std::iter::from_fn(move || {
        let step = archive.as_mut()?.next();
        let (record, byte, content) = match step {
            Step::Record { number, byte, content } => (number, byte, content),
            Step::Broken { number, byte, error } => {
                archive = None;
                (number, byte, Err(Problem::unreadable(&error)))
            }
            Step::End => {
                archive = None;
                return None;
            }
        };
        let capture = content.map(|content| match content {
            Content::Capture(capture) => capture,
            _ => unreachable!("an archive gives captures"),
        });
        Some(Captured { record, byte, capture })
    })
}

impl Captured {
    /// Cleans the page; without a format in the one that the archive says it is written in.
    ///
    /// # Errors
    ///
    /// The record cannot be read, or its page not cleaned.
    pub fn clean(&self, cleaner: &Cleaner, format: Option<Format>) -> Result<Article, Problem> {
        let capture = self.capture.as_ref().map_err(Clone::clone)?;
        capture.clean(cleaner, format.or(Some(capture.format())))
    }

    /// Bytes of the page as it stands in the archive.
    pub fn bytes(&self) -> usize {
        self.capture().map_or(0, Capture::bytes)
    }

    /// `WARC-Record-ID`, as it stands there.
    pub fn id(&self) -> Option<&str> {
        self.capture()?.id.as_deref()
    }

    /// `WARC-Target-URI`.
    pub fn url(&self) -> Option<&str> {
        self.capture()?.url.as_deref()
    }

    /// `WARC-Date`.
    pub fn date(&self) -> Option<&str> {
        self.capture()?.date.as_deref()
    }

    /// The code with which the server answered.
    pub fn status(&self) -> Option<u16> {
        self.capture()?.http.as_ref()?.status
    }

    fn capture(&self) -> Option<&Capture> {
        self.capture.as_deref().ok()
    }
}

impl std::fmt::Debug for Captured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Captured").field("record", &self.record).finish_non_exhaustive()
    }
}
