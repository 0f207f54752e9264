//! Inputs to pages: reads the inputs one after the other and gives their pages in batches, so
//! that memory does not grow with the inputs.

use std::io::{self, BufRead};

use crate::Format;

use super::{DeadLetter, Input, Kind, Opened, Settings, Shape, kind, open};

/// Pages of a batch at most: enough for all threads, and few enough that results come early.
const BATCH_PAGES: usize = 256;

/// Bytes of a batch from which it is full.
const BATCH_BYTES: usize = 16_000_000;

/// Bytes of a record at most. The longest page takes six times its bytes as JSON, where each
/// character is written as an escape.
const RECORD_BYTES: usize = 128_000_000;

/// What comes of reading the inputs, in their order.
pub(crate) enum Item {
    /// A file that is one page.
    Page { input: usize, shape: Shape, format: Option<Format>, bytes: Vec<u8> },
    /// A record of JSON lines.
    Record { input: usize, shape: Shape, number: u64, byte: u64, line: Vec<u8> },
    /// Something that could not be read.
    Failed(DeadLetter),
    /// Nothing more comes from an input; `whole` if it could be read to its end.
    End { input: usize, shape: Shape, whole: bool },
}

/// Reads pages from inputs.
pub(crate) struct Pages<'a> {
    inputs: std::iter::Enumerate<std::slice::Iter<'a, Input>>,
    settings: &'a Settings,
    /// What is written, where all inputs are written to one place: what the first one asks for.
    shared: Option<Shape>,
    is_shared: bool,
    records: Option<Records<'a>>,
}

/// An input of records, read up to a place.
struct Records<'a> {
    at: usize,
    input: &'a Input,
    opened: Opened,
    shape: Shape,
    /// Records read.
    number: u64,
    /// Bytes read.
    byte: u64,
    /// Whether reading failed; nothing more is read.
    is_broken: bool,
}

impl<'a> Pages<'a> {
    pub(crate) fn new(inputs: &'a [Input], settings: &'a Settings, is_shared: bool) -> Pages<'a> {
        Pages {
            inputs: inputs.iter().enumerate(),
            settings,
            shared: None,
            is_shared,
            records: None,
        }
    }

    /// The next items; none when all inputs are read.
    pub(crate) fn batch(&mut self) -> Vec<Item> {
        let mut items = Vec::new();
        let mut bytes = 0;
        while items.len() < BATCH_PAGES && bytes < BATCH_BYTES {
            if let Some(records) = &mut self.records {
                let (item, ended) = records.next();
                bytes += item.bytes();
                items.push(item);
                if ended {
                    self.records = None;
                }
            } else if let Some((at, input)) = self.inputs.next() {
                let read = self.open(at, input);
                bytes += read.iter().map(Item::bytes).sum::<usize>();
                items.extend(read);
            } else {
                break;
            }
        }
        items
    }

    /// Opens an input: records are read as batches ask for them, a page at once.
    fn open(&mut self, at: usize, input: &'a Input) -> Vec<Item> {
        let opened = match open(input.path.as_deref()) {
            Ok(opened) => opened,
            Err(error) => return vec![Item::Failed(unreadable(input, &error))],
        };
        let held = self.settings.kind.unwrap_or_else(|| kind(opened.head(), &input.name));
        let own = self.settings.shape_of(held);
        let shape = if self.is_shared { *self.shared.get_or_insert(own) } else { own };
        let format = match held {
            Kind::Records => {
                let records =
                    Records { at, input, opened, shape, number: 0, byte: 0, is_broken: false };
                self.records = Some(records);
                return Vec::new();
            }
            Kind::Page(format) => self.settings.page.or(format),
        };
        let page = opened.page(self.settings.limits.bytes);
        let whole = page.is_ok();
        let page = match page {
            Ok(bytes) => Item::Page { input: at, shape, format, bytes },
            Err(error) => Item::Failed(unreadable(input, &error)),
        };
        vec![page, Item::End { input: at, shape, whole }]
    }
}

impl Item {
    fn bytes(&self) -> usize {
        match self {
            Item::Page { bytes, .. } | Item::Record { line: bytes, .. } => bytes.len(),
            Item::Failed(_) | Item::End { .. } => 0,
        }
    }
}

impl Records<'_> {
    /// The next record, or the input's end, or what ended it before its end.
    fn next(&mut self) -> (Item, bool) {
        let end = Item::End { input: self.at, shape: self.shape, whole: !self.is_broken };
        if self.is_broken {
            return (end, true);
        }
        loop {
            let start = self.byte;
            let mut line = Vec::new();
            let read = match read_line(&mut self.opened, &mut line) {
                Ok(read) => read,
                Err(error) => {
                    let mut letter = unreadable(self.input, &error);
                    letter.record = Some(self.number + 1);
                    letter.byte = Some(start);
                    self.is_broken = true;
                    return (Item::Failed(letter), false);
                }
            };
            self.byte += read;
            if read == 0 {
                return (end, true);
            }
            if start == 0 && line.starts_with(b"\xef\xbb\xbf") {
                line.drain(..3);
            }
            let is_cut = read > RECORD_BYTES as u64;
            if !is_cut && line.trim_ascii().is_empty() {
                continue;
            }
            self.number += 1;
            let number = self.number;
            if is_cut {
                let message =
                    format!("the record has {read} bytes; {RECORD_BYTES} are read at most");
                let letter = DeadLetter::of_input(self.input, "too_long", message);
                return (
                    Item::Failed(DeadLetter { record: Some(number), byte: Some(start), ..letter }),
                    false,
                );
            }
            let record =
                Item::Record { input: self.at, shape: self.shape, number, byte: start, line };
            return (record, false);
        }
    }
}

/// Reads up to the next line end and says how many bytes there were. Of a line that is too long
/// the rest is passed over.
fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<u64> {
    let mut all = 0;
    loop {
        let buffer = match reader.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = memchr::memchr(b'\n', buffer);
        let count = end.map_or(buffer.len(), |at| at + 1);
        if all + count <= RECORD_BYTES {
            line.extend_from_slice(&buffer[..count]);
        } else {
            *line = Vec::new();
        }
        all += count;
        reader.consume(count);
        if end.is_some() || count == 0 {
            return Ok(all as u64);
        }
    }
}

fn unreadable(input: &Input, error: &io::Error) -> DeadLetter {
    DeadLetter::of_input(input, "unreadable", format!("cannot read it: {error}"))
}
