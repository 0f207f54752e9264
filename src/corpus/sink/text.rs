//! Pages as text. Where there are several, each stands under its name, as head(1) prints files.

use std::io;

use super::{Packing, Partial};

/// Pages as text.
pub(crate) struct TextSink {
    out: Partial,
    packing: Packing,
    has_headers: bool,
    pages: u64,
    /// The first page, until it is known whether it stays the only one.
    held: Option<(String, String)>,
    /// What is not yet compressed.
    plain: Vec<u8>,
}

impl TextSink {
    pub(super) fn new(out: Partial, packing: Packing, has_headers: bool) -> TextSink {
        // An interrupted run that wrote pages held none, and gave each a header.
        let goes_on = out.length() > 0;
        let (has_headers, pages) = (has_headers || goes_on, u64::from(goes_on));
        TextSink { out, packing, has_headers, pages, held: None, plain: Vec::new() }
    }

    pub(super) fn page(&mut self, name: String, text: String) {
        self.pages += 1;
        if self.pages == 1 && !self.has_headers {
            self.held = Some((name, text));
            return;
        }
        if let Some((name, text)) = self.held.take() {
            self.under_header(&name, &text);
        }
        if self.pages > 1 {
            self.plain.push(b'\n');
        }
        self.under_header(&name, &text);
    }

    fn under_header(&mut self, name: &str, text: &str) {
        self.line(&format!("==> {name} <=="));
        self.text(text);
    }

    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.line(text);
        }
    }

    fn line(&mut self, line: &str) {
        self.plain.extend_from_slice(line.as_bytes());
        self.plain.push(b'\n');
    }

    pub(super) fn end_batch(&mut self) -> io::Result<()> {
        let packed = self.packing.pack(std::mem::take(&mut self.plain));
        self.out.append(&packed)?;
        self.out.flush()
    }

    pub(super) fn mark(&mut self) -> io::Result<Option<u64>> {
        self.end_batch()?;
        let length = self.out.sync()?;
        // A page that is held is written nowhere yet.
        Ok(self.held.is_none().then_some(length))
    }

    pub(super) fn complete(&mut self) -> io::Result<()> {
        if let Some((_, text)) = self.held.take() {
            self.text(&text);
        }
        self.end_batch()?;
        if self.out.length() == 0 {
            self.out.append(&self.packing.nothing())?;
        }
        self.out.flush()
    }

    pub(super) fn publish(self) -> io::Result<()> {
        self.out.publish()
    }

    pub(super) fn discard(self) -> io::Result<()> {
        self.out.discard()
    }
}
