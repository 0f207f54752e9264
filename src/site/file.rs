//! Files of counts: sorted, so that files are merged without holding them, and equal counts are
//! equal bytes.
//!
//! ```text
//! "dechaff templates 1\n"
//! for each host, by name:  length of the name, name, pages,
//!     for each line, by hash:  pages with it, hash (8 bytes, the lowest first)
//!     0
//! 0
//! ```
//!
//! Numbers are LEB128: seven bits a byte, the lowest first.

use std::io::{self, BufRead, ErrorKind};

const MAGIC: &[u8] = b"dechaff templates 1\n";

/// Bytes of a host's name at most (RFC 1035 has 255; a broken file may claim anything).
const NAME_BYTES: u64 = 4096;

/// Why templates cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TemplatesError {
    /// The file is something else.
    #[error("this is no file of site templates; `dechaff learn` makes them")]
    Other,
    /// The file ends too early or holds what no such file holds.
    #[error(
        "the file of site templates is broken at byte {byte}; make it anew with `dechaff learn`"
    )]
    Broken {
        /// Where.
        byte: u64,
    },
    /// It cannot be read.
    #[error("cannot read it: {0}")]
    Read(#[from] io::Error),
}

/// Reads counts one after the other.
pub(crate) struct Reader<R> {
    file: R,
    byte: u64,
}

impl<R: BufRead> Reader<R> {
    pub(crate) fn new(mut file: R) -> Result<Reader<R>, TemplatesError> {
        let mut magic = [0; MAGIC.len()];
        match file.read_exact(&mut magic) {
            Ok(()) if magic == MAGIC => Ok(Reader { file, byte: MAGIC.len() as u64 }),
            Err(error) if error.kind() != ErrorKind::UnexpectedEof => Err(error.into()),
            _ => Err(TemplatesError::Other),
        }
    }

    /// The next host and its pages; `None` after the last. Its lines have to be read first.
    pub(crate) fn host(&mut self) -> Result<Option<(String, u64)>, TemplatesError> {
        let length = self.number()?;
        if length == 0 {
            return Ok(None);
        }
        if length > NAME_BYTES {
            return Err(self.broken());
        }
        let mut name = vec![0; length as usize];
        self.exact(&mut name)?;
        let name = String::from_utf8(name).map_err(|_| self.broken())?;
        Ok(Some((name, self.number()?)))
    }

    /// The hash of the host's next line, and on how many pages it stands.
    pub(crate) fn line(&mut self) -> Result<Option<(u64, u64)>, TemplatesError> {
        let count = self.number()?;
        if count == 0 {
            return Ok(None);
        }
        let mut hash = [0; 8];
        self.exact(&mut hash)?;
        Ok(Some((u64::from_le_bytes(hash), count)))
    }

    fn number(&mut self) -> Result<u64, TemplatesError> {
        let mut number = 0_u64;
        for shift in (0..u64::BITS).step_by(7) {
            let mut byte = [0];
            self.exact(&mut byte)?;
            number |= u64::from(byte[0] & 0x7f) << shift;
            if byte[0] < 0x80 {
                return Ok(number);
            }
        }
        Err(self.broken())
    }

    fn exact(&mut self, bytes: &mut [u8]) -> Result<(), TemplatesError> {
        self.file.read_exact(bytes).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => self.broken(),
            _ => error.into(),
        })?;
        self.byte += bytes.len() as u64;
        Ok(())
    }

    fn broken(&self) -> TemplatesError {
        TemplatesError::Broken { byte: self.byte }
    }
}

/// Writes counts: hosts by name, and the lines of each by hash.
#[cfg(feature = "corpus")]
pub(crate) struct Writer<W> {
    file: W,
}

#[cfg(feature = "corpus")]
impl<W: io::Write> Writer<W> {
    pub(crate) fn new(mut file: W) -> io::Result<Writer<W>> {
        file.write_all(MAGIC)?;
        Ok(Writer { file })
    }

    pub(crate) fn host(&mut self, name: &str, pages: u64) -> io::Result<()> {
        self.number(name.len() as u64)?;
        self.file.write_all(name.as_bytes())?;
        self.number(pages)
    }

    pub(crate) fn line(&mut self, hash: u64, count: u64) -> io::Result<()> {
        self.number(count)?;
        self.file.write_all(&hash.to_le_bytes())
    }

    /// After the last line of a host.
    pub(crate) fn end_host(&mut self) -> io::Result<()> {
        self.number(0)
    }

    /// After the last host.
    pub(crate) fn end(mut self) -> io::Result<W> {
        self.number(0)?;
        self.file.flush()?;
        Ok(self.file)
    }

    fn number(&mut self, mut number: u64) -> io::Result<()> {
        while number >= 0x80 {
            self.file.write_all(&[number as u8 | 0x80])?;
            number >>= 7;
        }
        self.file.write_all(&[number as u8])
    }
}

#[cfg(feature = "corpus")]
#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> Vec<u8> {
        let mut writer = Writer::new(Vec::new()).unwrap();
        writer.host("example.org", 300).unwrap();
        writer.line(7, 200).unwrap();
        writer.line(u64::MAX, u64::MAX).unwrap();
        writer.end_host().unwrap();
        writer.end().unwrap()
    }

    fn read(bytes: &[u8]) -> Result<Vec<(u64, u64)>, TemplatesError> {
        let mut reader = Reader::new(bytes)?;
        let mut lines = Vec::new();
        while let Some((name, pages)) = reader.host()? {
            assert_eq!((name.as_str(), pages), ("example.org", 300));
            while let Some(line) = reader.line()? {
                lines.push(line);
            }
        }
        Ok(lines)
    }

    #[test]
    fn what_is_written_reads_back() {
        assert_eq!(read(&written()).unwrap(), [(7, 200), (u64::MAX, u64::MAX)]);
    }

    #[test]
    fn a_file_cut_anywhere_is_refused() {
        let whole = written();
        for end in 0..whole.len() {
            assert!(read(&whole[..end]).is_err(), "{end}");
        }
        assert!(matches!(read(b"PNG and more than enough"), Err(TemplatesError::Other)));
    }
}
