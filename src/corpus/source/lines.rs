//! Records of JSON, one a line.

use std::collections::VecDeque;
use std::io::{self, BufRead};

use super::{Content, RECORD_BYTES, Source, Step};
use crate::corpus::Opened;
use crate::corpus::dead::Problem;

/// Bytes of a line from which it is handed on in the memory that it was read into. Shorter ones are
/// copied out of it, since memory that serves again is not grown again. To keep that of a long one
/// too, a run with a record of 108 MB in it took 621 MB instead of 444.
const LONG_LINE: usize = 1_000_000;

/// Records of JSON, one a line.
pub(crate) struct Lines {
    opened: Opened,
    /// The line that is read: its memory serves the next one.
    line: Vec<u8>,
    number: u64,
    byte: u64,
    /// What was looked at before its time.
    ahead: VecDeque<Step>,
    /// Records read and not yet given.
    early: u64,
}

/// Records looked at before they are read.
pub(crate) struct Peeked<'a>(&'a VecDeque<Step>);

impl Lines {
    pub(crate) fn new(opened: Opened) -> Lines {
        let (line, ahead) = (Vec::new(), VecDeque::new());
        Lines { opened, line, number: 0, byte: 0, ahead, early: 0 }
    }

    /// Looks at the first records: at most so many, and no more once they have so many bytes.
    pub(crate) fn peek(&mut self, records: usize, most: usize) -> Peeked<'_> {
        let mut bytes = 0;
        while self.ahead.len() < records && bytes < most {
            let step = self.read_on();
            let is_last = !matches!(step, Step::Record { .. });
            if let Step::Record { content: Ok(content), .. } = &step {
                bytes += content.bytes();
            }
            self.early += u64::from(!is_last);
            self.ahead.push_back(step);
            if is_last {
                break;
            }
        }
        Peeked(&self.ahead)
    }

    /// The line that was read.
    fn take(&mut self) -> Vec<u8> {
        match self.line.len() < LONG_LINE {
            true => self.line.clone(),
            false => std::mem::take(&mut self.line),
        }
    }

    fn read_on(&mut self) -> Step {
        loop {
            let mut byte = self.byte;
            self.line.clear();
            let read = match read_line(&mut self.opened, &mut self.line) {
                Ok(0) => return Step::End,
                Ok(read) => read,
                Err(error) => {
                    return Step::Broken { number: self.number + 1, byte: Some(byte), error };
                }
            };
            self.byte += read;
            if byte == 0 && self.line.starts_with(b"\xef\xbb\xbf") {
                // The mark is no part of the record.
                self.line.drain(..3);
                byte = 3;
            }
            let is_cut = read > RECORD_BYTES as u64;
            if !is_cut && self.line.trim_ascii().is_empty() {
                continue;
            }
            self.number += 1;
            let content = match is_cut {
                true => Err(Problem::too_long(read)),
                false => Ok(Content::Json(self.take())),
            };
            return Step::Record { number: self.number, byte: Some(byte), content };
        }
    }
}

impl Source for Lines {
    fn next(&mut self) -> Step {
        match self.ahead.pop_front() {
            Some(step) => {
                self.early -= u64::from(matches!(step, Step::Record { .. }));
                step
            }
            None => self.read_on(),
        }
    }

    fn read(&self) -> u64 {
        self.number - self.early
    }
}

impl Peeked<'_> {
    /// The records that were looked at, as JSON.
    pub(crate) fn records(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().filter_map(|step| match step {
            Step::Record { content: Ok(Content::Json(line)), .. } => Some(&line[..]),
            _ => None,
        })
    }
}

/// Reads up to the next line end and says how many bytes there were. Of a line that is too long
/// the rest is passed over.
pub(super) fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<u64> {
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::corpus::opened;

    #[test]
    fn a_record_begins_behind_the_byte_order_mark() {
        let mut lines = Lines::new(opened(&b"\xef\xbb\xbf{}\n{}\n"[..]).unwrap());
        let mut begin = || match lines.next() {
            Step::Record { byte, .. } => byte,
            _ => None,
        };
        assert_eq!([begin(), begin(), begin()], [Some(3), Some(6), None]);
    }
}
