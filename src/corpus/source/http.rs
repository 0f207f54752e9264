//! What a server said: the head of an HTTP response, and its body once the encodings of the
//! transfer and of the content are taken off. Lenient, as archives hold what servers sent.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};

use crate::corpus::dead::Problem;
use crate::corpus::gzip::Members;

/// Encodings of a body that are undone: servers use one, and proxies may add another. A body may
/// decompress to itself.
const MOST_ENCODINGS: usize = 4;

/// The head of an HTTP response, as far as it says what the page is.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Http {
    pub(crate) status: Option<u16>,
    content_type: Option<String>,
    content_encoding: Vec<String>,
    is_chunked: bool,
}

impl Http {
    /// Reads the head of a response and says where the body begins.
    pub(super) fn parse(bytes: &[u8]) -> (Http, usize) {
        if !bytes.starts_with(b"HTTP/") {
            return (Http::default(), 0);
        }
        let end = end_of_head(bytes);
        let head = &bytes[..end];
        let rest = memchr::memchr(b'\n', head).map_or(head.len(), |at| at + 1);
        let status = String::from_utf8_lossy(&head[..rest]);
        let status = status.split_ascii_whitespace().nth(1).and_then(|code| code.parse().ok());
        let mut http = Http { status, ..Http::default() };
        for (name, value) in fields(&head[rest..]) {
            match name.to_ascii_lowercase().as_str() {
                "content-type" => http.content_type = Some(value),
                "content-encoding" => http.content_encoding.extend(tokens(&value)),
                "transfer-encoding" => {
                    http.is_chunked |= tokens(&value).any(|token| token == "chunked");
                }
                _ => {}
            }
        }
        (http, end)
    }

    /// Whether the body is HTML, by what the server or the archive says of it; where neither says
    /// anything, by how it begins.
    pub(super) fn is_html(&self, identified: Option<&str>, body: &[u8]) -> bool {
        /// How much of a body is looked at, in bytes.
        const WINDOW: usize = 1024;
        /// How much of it is unpacked for that, and how far, in bytes: enough for a window of
        /// text behind the tables with which a packed body begins.
        const PACKED_WINDOW: usize = 64 * 1024;
        match self.content_type.as_deref().or(identified) {
            Some(kind) => {
                let kind = essence(kind);
                kind == "text/html" || kind.starts_with("application/xhtml")
            }
            None => {
                let body = &body[..body.len().min(PACKED_WINDOW)];
                let plain = self.decoded(body, PACKED_WINDOW).unwrap_or(Cow::Borrowed(body));
                let head = plain[..plain.len().min(WINDOW)].to_ascii_lowercase();
                [&b"<!doctype html"[..], b"<html"]
                    .iter()
                    .any(|tag| memchr::memmem::find(&head, tag).is_some())
            }
        }
    }

    /// How long a body may be once its encodings are taken off, as far as can be told before.
    pub(super) fn may_become(&self, body: &[u8]) -> usize {
        /// How many times its length a packed body may take. Gzip makes most pages five to ten
        /// times shorter; this is twice as much, and batches still hold many such pages.
        const TIMES: usize = 20;
        if self.content_encoding.iter().all(|encoding| is_plain(encoding)) {
            return body.len();
        }
        // Gzip ends with the length of what it holds (RFC 1952, section 2.3.1).
        let said = match body {
            [0x1f, 0x8b, .., a, b, c, d] => u32::from_le_bytes([*a, *b, *c, *d]) as usize,
            _ => 0,
        };
        said.max(body.len().saturating_mul(TIMES))
    }

    /// The charset that the server named.
    pub(crate) fn charset(&self) -> Option<&str> {
        let parameters = self.content_type.as_deref()?.split(';').skip(1);
        let mut values = parameters.filter_map(|parameter| parameter.split_once('='));
        let (_, value) = values.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
        Some(value.trim().trim_matches(['"', '\'']))
    }

    /// The body without the encodings it was sent in; at most a byte more than `most`.
    pub(crate) fn decoded<'a>(
        &self,
        body: &'a [u8],
        most: usize,
    ) -> Result<Cow<'a, [u8]>, Problem> {
        let mut body = Cow::Borrowed(body);
        if self.is_chunked {
            body = Cow::Owned(without_chunks(&body));
        }
        if self.content_encoding.len() > MOST_ENCODINGS {
            let message = format!(
                "the page is sent in {} encodings; {MOST_ENCODINGS} are undone at most",
                self.content_encoding.len()
            );
            return Err(Problem { reason: "unknown_encoding", message });
        }
        for encoding in self.content_encoding.iter().rev() {
            if is_plain(encoding) {
                continue;
            }
            let plain = match encoding.as_str() {
                "gzip" | "x-gzip" => bounded(Members::new(&body[..]), most),
                "deflate" => bounded(ZlibDecoder::new(&body[..]), most)
                    .or_else(|| bounded(DeflateDecoder::new(&body[..]), most)),
                "zstd" => zstd::Decoder::with_buffer(&body[..])
                    .ok()
                    .and_then(|decoder| bounded(decoder, most)),
                "br" => bounded(brotli_decompressor::Decompressor::new(&body[..], 4096), most),
                other => {
                    let message = format!("the page is sent as `{other}`, which cannot be undone");
                    return Err(Problem { reason: "unknown_encoding", message });
                }
            };
            // Archives hold bodies that were decoded without a word of it in their heads.
            if let Some(plain) = plain {
                body = Cow::Owned(plain);
            }
        }
        Ok(body)
    }
}

/// Where a head ends: behind the first empty line, whatever the lines end with, or never.
fn end_of_head(bytes: &[u8]) -> usize {
    let mut ends = memchr::memchr_iter(b'\n', bytes).map(|at| at + 1);
    let end = ends.find_map(|at| match &bytes[at..] {
        [b'\n', ..] => Some(at + 1),
        [b'\r', b'\n', ..] => Some(at + 2),
        _ => None,
    });
    end.unwrap_or(bytes.len())
}

/// Whether an encoding of a body is none.
fn is_plain(encoding: &str) -> bool {
    matches!(encoding, "identity" | "none" | "utf-8")
}

/// What can be read of a stream, up to a byte more than `most`; `None` if nothing can.
fn bounded(reader: impl Read, most: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    match reader.take(most as u64 + 1).read_to_end(&mut bytes) {
        Err(_) if bytes.is_empty() => None,
        _ => Some(bytes),
    }
}

/// A body without the marks of its chunks. What is not as it should be is taken as it stands.
fn without_chunks(mut body: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(body.len());
    loop {
        let end = memchr::memchr(b'\n', body).unwrap_or(body.len());
        let line = String::from_utf8_lossy(&body[..end]);
        let size = line.split(';').next().unwrap_or_default().trim();
        let Ok(size) = usize::from_str_radix(size, 16) else {
            plain.extend_from_slice(body);
            return plain;
        };
        body = &body[(end + 1).min(body.len())..];
        let size = size.min(body.len());
        plain.extend_from_slice(&body[..size]);
        body = &body[size..];
        if size == 0 {
            return plain;
        }
        body = body.strip_prefix(b"\r").unwrap_or(body);
        body = body.strip_prefix(b"\n").unwrap_or(body);
        if body.is_empty() {
            return plain;
        }
    }
}

/// The fields of a head: a name, a colon and a value a line; lines that begin with white space go
/// on with the value before.
pub(super) fn fields(head: &[u8]) -> Vec<(String, String)> {
    let head = String::from_utf8_lossy(head);
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in head.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                if !value.is_empty() {
                    value.push(' ');
                }
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    fields
}

/// A media type without its parameters.
pub(super) fn essence(kind: &str) -> String {
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn tokens(value: &str) -> impl Iterator<Item = String> {
    value.split(',').map(|token| token.trim().to_ascii_lowercase()).filter(|t| !t.is_empty())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn heads_are_read_whatever_their_line_ends() {
        for head in [
            "HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n  charset=\"koi8-r\"\r\n\r\n",
            "HTTP/1.0 200\ncontent-type:text/html; charset = koi8-r\n\n",
            "HTTP/1.0 200\ncontent-type:text/html; charset = koi8-r\n\r\n",
            "HTTP/1.0 200\r\ncontent-type:text/html; charset = koi8-r\r\n\n",
        ] {
            let (http, at) = Http::parse(format!("{head}<p>one\r\n\r\ntwo\n\n").as_bytes());
            assert_eq!((http.status, at), (Some(200), head.len()));
            assert!(http.is_html(None, b""));
            assert_eq!(http.charset(), Some("koi8-r"));
        }
        let (http, at) = Http::parse(b"<html>no head at all");
        assert!(at == 0 && http.is_html(None, b"<HTML>no head at all"));
        assert!(!http.is_html(Some("image/png"), b"<html>"));
    }

    #[test]
    fn a_packed_body_that_nobody_names_is_known_by_what_it_holds() {
        let page = format!("<!-- {} --><!DOCTYPE html><p>one", "x".repeat(500));
        for (encoding, body) in [
            ("gzip", gzip(page.as_bytes())),
            ("zstd", zstd::encode_all(page.as_bytes(), 1).unwrap()),
            ("gzip, gzip", gzip(&gzip(page.as_bytes()))),
            ("gzip", page.clone().into_bytes()),
        ] {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\n\r\n");
            let (http, _) = Http::parse(head.as_bytes());
            assert!(http.is_html(None, &body), "{encoding}");
            assert!(!http.is_html(None, &gzip(b"body { color: red }")), "{encoding}");
        }
    }

    #[test]
    fn chunks_are_joined_and_what_is_not_chunked_is_left() {
        let plain = |body: &[u8]| String::from_utf8(without_chunks(body)).unwrap_or_default();
        assert_eq!(plain(b"4\r\nWiki\r\n5;x=y\r\npedia\r\n0\r\n\r\n"), "Wikipedia");
        assert_eq!(plain(b"<html>not chunked"), "<html>not chunked");
        assert_eq!(plain(b"4\r\nWiki\r\nff\r\ncut"), "Wikicut");
        assert_eq!(plain(b"4\r\nWiki\r\nzz\r\nrest"), "Wikizz\r\nrest");
    }

    #[test]
    fn a_body_that_is_not_packed_as_its_head_says_is_taken_as_it_is() {
        let http = Http { content_encoding: vec!["gzip".to_owned()], ..Http::default() };
        assert_eq!(http.decoded(b"<p>plain", 100).ok().as_deref(), Some(&b"<p>plain"[..]));
        let odd = Http { content_encoding: vec!["rot13".to_owned()], ..Http::default() };
        assert_eq!(
            odd.decoded(b"x", 9).err().map(|problem| problem.reason),
            Some("unknown_encoding")
        );
    }
}
