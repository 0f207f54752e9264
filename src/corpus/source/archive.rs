//! Web archives: WARC, and WET, which has the same form. A record has a version line, headers,
//! an empty line, and as many bytes as its `Content-Length` says (ISO 28500, section 4).
//!
//! Read here rather than by a crate: those that exist hold a record of any length in memory and
//! end at the first record that is not as the standard wants it, and archives have such records.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use super::http::{self, Http};
use super::lines::read_line;
use super::{Content, Source, Step};
use crate::corpus::dead::Problem;
use crate::corpus::{Captures, Opened};
use crate::{Article, Cleaner, Format, Hint};

/// How a record begins.
const VERSION: &[u8] = b"WARC/";

/// Bytes of a record's headers at most; those of HTTP within a record have the same bound.
const HEADER_BYTES: usize = 1_000_000;

/// A web archive, read record by record.
pub(crate) struct Archive {
    opened: Opened,
    captures: Captures,
    /// Bytes of a page at most; what is longer comes a byte longer, so that it is seen to be cut.
    most: usize,
    number: u64,
    byte: u64,
    /// Where the next record begins, if its version line is already read.
    begun: Option<u64>,
}

/// A page of a web archive.
pub(crate) struct Capture {
    /// `WARC-Record-ID`, as it stands there.
    pub(crate) id: Option<String>,
    /// `WARC-Target-URI`.
    pub(crate) url: Option<String>,
    /// `WARC-Date`.
    pub(crate) date: Option<String>,
    /// What the server said; `None` for a conversion to text.
    pub(crate) http: Option<Http>,
    /// The page, or what the server sent of it.
    pub(crate) body: Vec<u8>,
}

impl Capture {
    pub(crate) fn bytes(&self) -> usize {
        self.body.len()
    }

    /// How much memory the page may take once its encodings are taken off, in bytes, where no more
    /// than `most` are read of a page.
    pub(crate) fn weight(&self, most: usize) -> usize {
        let bytes = self.body.len();
        self.http.as_ref().map_or(bytes, |http| http.may_become(&self.body).min(most).max(bytes))
    }

    /// What the page is written in, by what the archive says.
    pub(crate) fn format(&self) -> Format {
        if self.http.is_some() { Format::Html } else { Format::Text }
    }

    /// Cleans the page once the encodings it was sent in are taken off; no more of it is read than
    /// the cleaner's limits let.
    pub(crate) fn clean(
        &self,
        cleaner: &Cleaner,
        format: Option<Format>,
    ) -> Result<Article, Problem> {
        let (page, charset) = match &self.http {
            Some(http) => (http.decoded(&self.body, cleaner.most_bytes())?, http.charset()),
            None => (Cow::Borrowed(&self.body[..]), None),
        };
        Ok(cleaner.clean_bytes(&page, Hint { charset, format })?)
    }
}

/// A record's headers, in their order.
struct Headers(Vec<(String, String)>);

impl Headers {
    fn get(&self, wanted: &str) -> Option<&str> {
        let found = self.0.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        // Some writers put addresses in angle brackets, as WARC 1.0 has it in its grammar.
        found.map(|(_, value)| value.as_str())
    }

    fn owned(&self, wanted: &str) -> Option<String> {
        self.get(wanted).map(str::to_owned)
    }
}

impl Archive {
    pub(crate) fn new(opened: Opened, captures: Captures, most: usize) -> Archive {
        Archive { opened, captures, most, number: 0, byte: 0, begun: None }
    }

    /// The next record that is a page, or that is wrong; `None` at the archive's end.
    fn page(&mut self) -> io::Result<Option<(u64, Result<Content, Problem>)>> {
        loop {
            let (start, is_record) = match self.begun.take() {
                Some(start) => (start, true),
                None => {
                    let mut line = Vec::new();
                    let start = self.byte;
                    if self.line(&mut line)? == 0 {
                        return Ok(None);
                    }
                    if line.trim_ascii().is_empty() {
                        continue;
                    }
                    (start, line.starts_with(VERSION))
                }
            };
            self.number += 1;
            if !is_record {
                let problem = self.find_next(start)?;
                return Ok(Some((start, Err(problem))));
            }
            if let Some(found) = self.record(start)? {
                return Ok(Some((start, found)));
            }
        }
    }

    /// Reads a record past its version line; `None` if it is no page.
    fn record(&mut self, start: u64) -> io::Result<Option<Result<Content, Problem>>> {
        let headers = self.headers()?;
        let length = headers.get("Content-Length").and_then(|length| length.parse::<u64>().ok());
        let Some(length) = length else {
            let problem = self.find_next(start)?;
            return Ok(Some(Err(problem)));
        };
        let kind = headers.get("WARC-Type").unwrap_or_default().to_ascii_lowercase();
        let is_wanted = match kind.as_str() {
            "response" => self.captures != Captures::Conversions,
            "conversion" => self.captures != Captures::Responses,
            _ => false,
        };
        if !is_wanted {
            self.skip(length)?;
            return Ok(None);
        }
        let most = self.most + HEADER_BYTES;
        let mut body = Vec::new();
        let taken = length.min(most as u64);
        self.byte += (&mut self.opened).take(taken).read_to_end(&mut body)? as u64;
        if (body.len() as u64) < taken {
            return Err(ends_early());
        }
        self.skip(length - taken)?;
        let http = if kind == "response" {
            let (http, at) = Http::parse(&body);
            body.drain(..at);
            if !http.is_html(headers.get("WARC-Identified-Payload-Type"), &body) {
                return Ok(None);
            }
            Some(http)
        } else {
            let kind = headers.get("Content-Type").unwrap_or("text/plain");
            if http::essence(kind) != "text/plain" {
                return Ok(None);
            }
            None
        };
        Ok(Some(Ok(Content::Capture(Box::new(Capture {
            id: headers.owned("WARC-Record-ID"),
            url: headers.get("WARC-Target-URI").map(|url| url.trim_matches(['<', '>']).to_owned()),
            date: headers.owned("WARC-Date"),
            http,
            body,
        })))))
    }

    fn headers(&mut self) -> io::Result<Headers> {
        let mut bytes = Vec::new();
        while bytes.len() < HEADER_BYTES {
            let mut line = Vec::new();
            if self.line(&mut line)? == 0 {
                return Err(ends_early());
            }
            if line.trim_ascii().is_empty() {
                break;
            }
            bytes.extend(line);
        }
        Ok(Headers(http::fields(&bytes)))
    }

    /// Passes over what is no record, up to the line with which the next one begins.
    fn find_next(&mut self, start: u64) -> io::Result<Problem> {
        let mut line = Vec::new();
        let mut end = self.byte;
        while self.line(&mut line)? > 0 {
            if line.starts_with(VERSION) {
                self.begun = Some(end);
                break;
            }
            line.clear();
            end = self.byte;
        }
        let message = format!(
            "not a WARC record: no version line or no Content-Length; {} bytes are passed over, up to the next record",
            end - start
        );
        Ok(Problem { reason: "invalid_warc", message })
    }

    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<u64> {
        let read = read_line(&mut self.opened, line)?;
        self.byte += read;
        Ok(read)
    }

    fn skip(&mut self, mut count: u64) -> io::Result<()> {
        while count > 0 {
            let available = self.opened.fill_buf()?.len();
            if available == 0 {
                return Err(ends_early());
            }
            let taken = available.min(usize::try_from(count).unwrap_or(available));
            self.opened.consume(taken);
            self.byte += taken as u64;
            count -= taken as u64;
        }
        Ok(())
    }
}

fn ends_early() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the archive ends inside a record")
}

impl Source for Archive {
    fn next(&mut self) -> Step {
        match self.page() {
            Ok(Some((byte, content))) => {
                Step::Record { number: self.number, byte: Some(byte), content }
            }
            Ok(None) => Step::End,
            Err(error) => Step::Broken { number: self.number, byte: Some(self.byte), error },
        }
    }

    fn read(&self) -> u64 {
        self.number
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Write;
    use std::sync::Arc;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;
    use crate::corpus::{Job, Position, Reader, find};

    #[test]
    fn batches_end_by_what_packed_pages_may_become() {
        let mut page = GzEncoder::new(Vec::new(), Compression::fast());
        page.write_all(&[b'x'; 1_000_000]).unwrap();
        let page = page.finish().unwrap();
        let http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n";
        let length = http.len() + page.len();
        let head = format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n");
        let record = [head.as_bytes(), http, &page[..], b"\r\n\r\n"].concat();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.warc");
        std::fs::write(&path, record.repeat(20)).unwrap();
        let job = Job { inputs: find(&[path]).inputs, ..Job::default() };
        let mut reader = Reader::new(Arc::new(job), Position::default(), Arc::default());
        let batches = std::iter::from_fn(|| reader.batch());
        // The last one also has the input's end.
        assert_eq!(batches.map(|batch| batch.items.len()).collect::<Vec<_>>(), [8, 8, 5]);
    }

    #[test]
    fn a_packed_page_weighs_what_it_may_become() {
        let weight = |head: &str, body: &[u8]| {
            let (http, _) = Http::parse(format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes());
            let http = Some(http);
            Capture { id: None, url: None, date: None, http, body: body.to_vec() }.weight(100_000)
        };
        let body = [b'x'; 1_000];
        assert_eq!(weight("Content-Type: text/html", &body), 1_000);
        assert_eq!(weight("Content-Encoding: identity", &body), 1_000);
        assert_eq!(weight("Content-Encoding: br", &body), 20_000);
        assert_eq!(weight("Content-Encoding: br", &[b'x'; 10_000]), 100_000);
        assert_eq!(weight("Content-Encoding: br", &[b'x'; 100_001]), 100_001);
        let said = |length: u32| [b"\x1f\x8b", &body[..94], &length.to_le_bytes()].concat();
        assert_eq!(weight("Content-Encoding: gzip", &said(90_000)), 90_000);
        assert_eq!(weight("Content-Encoding: gzip", &said(5)), 2_000);
        assert_eq!(weight("Content-Encoding: gzip", &said(u32::MAX)), 100_000);
    }
}
