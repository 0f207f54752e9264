//! A file that is one page.

use crate::Format;

use super::{Content, Source, Step};
use crate::corpus::Opened;

/// A file that is one page.
pub(crate) struct Single {
    opened: Option<Opened>,
    format: Option<Format>,
    /// Bytes of a page at most.
    most: usize,
}

impl Single {
    pub(crate) fn new(opened: Opened, format: Option<Format>, most: usize) -> Single {
        Single { opened: Some(opened), format, most }
    }
}

impl Source for Single {
    fn next(&mut self) -> Step {
        let Some(opened) = self.opened.take() else { return Step::End };
        match opened.page(self.most) {
            Ok(bytes) => {
                let content = Ok(Content::Page { format: self.format, bytes });
                Step::Record { number: 1, byte: None, content }
            }
            Err(error) => Step::Broken { number: 1, byte: None, error },
        }
    }

    fn read(&self) -> u64 {
        u64::from(self.opened.is_none())
    }
}
