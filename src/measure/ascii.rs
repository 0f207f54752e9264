//! Words of ASCII, eight bytes at a time. Byte by byte, where a word ends is what a processor
//! cannot foresee.

/// The letters and digits that a slice begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) length: usize,
    pub(super) upper: u32,
    pub(super) digits: u32,
}

/// The highest bit of each of eight bytes.
const HIGH: u64 = each(0x80);

/// Reads the run of ASCII letters and digits that a slice begins with.
pub(super) fn run(bytes: &[u8]) -> Run {
    let mut run = Run::default();
    loop {
        let eight = eight(&bytes[run.length..]);
        // Letters of both cases with the bit set that tells them apart.
        let letters = within(eight | each(0x20), b'a', b'z');
        let digits = within(eight, b'0', b'9');
        let ends = HIGH & !(letters | digits);
        let before = ends.wrapping_sub(1) & !ends;
        // That bit moved to the highest place: 0 for capitals.
        run.upper += count(letters & !(eight << 2) & before);
        run.digits += count(digits & before);
        run.length += ends.trailing_zeros() as usize / 8;
        if ends != 0 {
            return run;
        }
    }
}

/// The first letters and digits of a word of ASCII, one to eight, in lower case.
pub(super) fn lowered(word: &[u8], letters: usize) -> u64 {
    // Digits have the bit by which small letters differ.
    (eight(word) | each(0x20)) & (u64::MAX >> (64 - 8 * letters))
}

/// A byte in all of eight places.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The first eight bytes, the first lowest; zeros where there are fewer.
fn eight(bytes: &[u8]) -> u64 {
    let mut eight = [0; 8];
    match bytes.first_chunk() {
        Some(first) => eight = *first,
        None => eight[..bytes.len()].copy_from_slice(bytes),
    }
    u64::from_le_bytes(eight)
}

/// The highest bit of each byte that is ASCII and lies between two others.
fn within(eight: u64, least: u8, most: u8) -> u64 {
    let low = eight & !HIGH;
    let at_least = low + each(0x80 - least);
    let above = low + each(0x7f - most);
    at_least & !above & !eight & HIGH
}

/// How many of the highest bits are set: their sum, which the multiplication adds up in the
/// highest byte.
fn count(bits: u64) -> u32 {
    ((bits >> 7).wrapping_mul(each(1)) >> 56) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_told_wherever_it_stands() {
        for byte in u8::MIN..=u8::MAX {
            for place in 0..20 {
                let mut bytes = [b'x'; 20];
                bytes[place] = byte;
                let length = if byte.is_ascii_alphanumeric() { 20 } else { place };
                let upper = u32::from(byte.is_ascii_uppercase());
                let digits = u32::from(byte.is_ascii_digit());
                assert_eq!(run(&bytes), Run { length, upper, digits }, "{byte} at {place}");
            }
        }
    }

    #[test]
    fn what_stands_behind_the_run_is_not_counted() {
        for (text, length, upper, digits) in [
            ("", 0, 0, 0),
            ("GMT9, 1984 AD", 4, 3, 1),
            ("a B", 1, 0, 0),
            ("ABCDEFGHIJ0", 11, 10, 1),
        ] {
            assert_eq!(run(text.as_bytes()), Run { length, upper, digits }, "{text}");
        }
    }
}
