//! Gzip members, one behind the other.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// Reads members to the end of the input, and passes over zeros between and behind them, with which
/// tapes and block devices fill up their blocks, as `gzip` does.
pub(super) struct Members<R> {
    /// `None` behind the last.
    member: Option<GzDecoder<R>>,
}

impl<R: BufRead> Members<R> {
    pub(super) fn new(raw: R) -> Members<R> {
        Members { member: Some(GzDecoder::new(raw)) }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let read = member.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            if pass_zeros(member.get_mut())? {
                self.member = self.member.take().map(|member| GzDecoder::new(member.into_inner()));
            } else {
                self.member = None;
            }
        }
        Ok(0)
    }
}

/// Passes over zeros; returns whether anything is behind them.
fn pass_zeros(raw: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let ahead = raw.fill_buf()?;
        if ahead.is_empty() {
            return Ok(false);
        }
        let zeros = ahead.iter().take_while(|&&byte| byte == 0).count();
        let is_more = zeros < ahead.len();
        raw.consume(zeros);
        if is_more {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn read(bytes: &[u8], buffer: usize) -> io::Result<String> {
        let mut text = String::new();
        Members::new(io::BufReader::with_capacity(buffer, bytes)).read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn members_are_read_and_zeros_passed_over() {
        let zeros = [0; 1000];
        let (a, empty, b) = (member("a pier "), member(""), member("and a mill"));
        for buffer in [1, 7, 4096] {
            for bytes in [
                [&a[..], &b].concat(),
                [&a[..], &empty, &b].concat(),
                [&a[..], &b, &zeros].concat(),
                [&a[..], &zeros, &b, &zeros[..1]].concat(),
            ] {
                assert_eq!(read(&bytes, buffer).unwrap(), "a pier and a mill");
            }
        }
    }

    #[test]
    fn what_is_no_member_and_what_is_cut_are_errors() {
        let a = member("a pier");
        for bytes in [[&a[..], b"no member"].concat(), [&a[..], &a[..9]].concat(), a[..12].to_vec()]
        {
            assert!(read(&bytes, 4096).is_err());
        }
    }
}
