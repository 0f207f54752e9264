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
    /// The version line of the next record, if it is already read.
    begun: bool,
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
        Archive { opened, captures, most, number: 0, byte: 0, begun: false }
    }

    /// The next record that is a page, or that is wrong; `None` at the archive's end.
    fn page(&mut self) -> io::Result<Option<(u64, Result<Content, Problem>)>> {
        loop {
            let mut line = Vec::new();
            if !self.begun && self.line(&mut line)? == 0 {
                return Ok(None);
            }
            let start = self.byte - line.len() as u64;
            if !self.begun && line.trim_ascii().is_empty() {
                continue;
            }
            if !self.begun && !line.starts_with(VERSION) {
                self.number += 1;
                let problem = self.find_next(start)?;
                return Ok(Some((start, Err(problem))));
            }
            self.begun = false;
            self.number += 1;
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
        while self.line(&mut line)? > 0 {
            if line.starts_with(VERSION) {
                self.begun = true;
                break;
            }
            line.clear();
        }
        let end = self.byte - line.len() as u64;
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
