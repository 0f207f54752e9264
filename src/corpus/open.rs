//! Opening an input: compression is told by content, and the beginning can be looked at.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::gzip::Members;

/// How much of an input is looked at to tell what it holds, in bytes: more than the first record
/// or the head of a page.
const HEAD: usize = 64 * 1024;

const GZIP: &[u8] = &[0x1f, 0x8b];
/// The largest window of zstd, which `zstd --long=31` makes; it is held in memory only for frames
/// that need it.
const ZSTD_WINDOW: u32 = 31;
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// Bytes 2 to 4 of a zstd frame that is skipped, such as a seek table; the first is 0x50 to 0x5f.
const ZSTD_SKIPPED: &[u8] = &[0x2a, 0x4d, 0x18];

/// How many times its compressed bytes an input may have. Archives come to 20 times, and records
/// that are all alike to some hundreds; deflate can do 1,032, and zstd far more.
const MOST_RATIO: u64 = 500;

/// Bytes that any input may have, however it is compressed.
const FREE: u64 = 64_000_000;

/// Why an input is not read on: so much comes of so little that it can only be meant to.
#[derive(Debug, thiserror::Error)]
#[error(
    "it decompresses to more than {MOST_RATIO} times its size, {bytes} bytes so far; decompress it first if that is right"
)]
pub(crate) struct Bomb {
    bytes: u64,
}

/// An input opened and decompressed. It is read from its beginning, the head included.
pub struct Opened {
    head: Cursor<Vec<u8>>,
    /// What went wrong while the head was read; told once the head was read again.
    failure: Option<io::Error>,
    rest: Box<dyn BufRead + Send>,
    is_plain: bool,
}

/// Opens a file, or standard input for `None`.
///
/// # Errors
///
/// The file cannot be opened, or none of it can be read.
pub fn open(path: Option<&Path>) -> io::Result<Opened> {
    open_counted(path, &Arc::default())
}

/// Opens a file, or standard input for `None`; the bytes read of it, as it is compressed, are
/// added to a count.
pub(crate) fn open_counted(path: Option<&Path>, count: &Arc<AtomicU64>) -> io::Result<Opened> {
    let raw: Box<dyn Read + Send> = match path {
        Some(path) => Box::new(File::open(path)?),
        None => Box::new(io::stdin()),
    };
    unpack(raw, count)
}

/// Opens what a reader gives.
///
/// # Errors
///
/// Nothing of it can be read.
pub fn opened(raw: impl Read + Send + 'static) -> io::Result<Opened> {
    unpack(Box::new(raw), &Arc::default())
}

fn unpack(raw: Box<dyn Read + Send>, count: &Arc<AtomicU64>) -> io::Result<Opened> {
    let read = Arc::new(AtomicU64::new(0));
    let raw = Counted { raw, counts: [Arc::clone(count), Arc::clone(&read)] };
    let raw = Opened::peek(BufReader::with_capacity(HEAD, raw), ZSTD.len())?;
    let magic = raw.head();
    let skipped = magic.first().is_some_and(|first| first & 0xf0 == 0x50)
        && magic[1..].starts_with(ZSTD_SKIPPED);
    let is_zstd = magic.starts_with(ZSTD) || skipped;
    let packed = Arc::clone(&read);
    let unpacked = |plain| BufReader::with_capacity(HEAD, Unpacked { plain, bytes: 0, packed });
    if magic.starts_with(GZIP) {
        Opened::peek(unpacked(Box::new(Members::new(raw))), HEAD)
    } else if is_zstd {
        let mut decoder = zstd::Decoder::with_buffer(raw)?;
        decoder.window_log_max(ZSTD_WINDOW)?;
        Opened::peek(unpacked(Box::new(decoder)), HEAD)
    } else {
        let opened = Opened::peek(raw, HEAD)?;
        Ok(Opened { is_plain: true, ..opened })
    }
}

/// Counts the bytes that are read: of all inputs, and of this one.
struct Counted {
    raw: Box<dyn Read + Send>,
    counts: [Arc<AtomicU64>; 2],
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.raw.read(buffer)?;
        for count in &self.counts {
            count.fetch_add(read as u64, Ordering::Relaxed);
        }
        Ok(read)
    }
}

/// What is decompressed, as long as it is in proportion.
struct Unpacked {
    plain: Box<dyn Read + Send>,
    bytes: u64,
    packed: Arc<AtomicU64>,
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.plain.read(buffer)?;
        self.bytes += read as u64;
        let packed = self.packed.load(Ordering::Relaxed);
        if self.bytes > FREE.max(packed.saturating_mul(MOST_RATIO)) {
            return Err(io::Error::other(Bomb { bytes: self.bytes }));
        }
        Ok(read)
    }
}

impl Opened {
    /// Reads the head, so much as there is of it.
    fn peek(mut reader: impl BufRead + Send + 'static, size: usize) -> io::Result<Opened> {
        let mut head = Vec::new();
        let failure = reader.by_ref().take(size as u64).read_to_end(&mut head).err();
        match failure {
            Some(failure) if head.is_empty() => Err(failure),
            failure => Ok(Opened {
                head: Cursor::new(head),
                failure,
                rest: Box::new(reader),
                is_plain: false,
            }),
        }
    }

    /// The beginning of the input.
    pub fn head(&self) -> &[u8] {
        self.head.get_ref()
    }

    /// Whether the input is not compressed.
    pub(crate) fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// Reads a page: the whole input, or a byte more than `most` of a longer one, which is how the
    /// cleaner knows that it was cut.
    ///
    /// # Errors
    ///
    /// The input cannot be read to its end.
    pub fn page(self, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.take(most as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl Read for Opened {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Opened {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.head.position() < self.head.get_ref().len() as u64 {
            return self.head.fill_buf();
        }
        match self.failure.take() {
            Some(failure) => Err(failure),
            None => self.rest.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        if self.head.position() < self.head.get_ref().len() as u64 {
            self.head.consume(count);
        } else {
            self.rest.consume(count);
        }
    }
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").field("failure", &self.failure).finish_non_exhaustive()
    }
}
