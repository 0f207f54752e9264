//! Bytes to text: byte order mark, then the declared charset, then detection. Never a failure.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a page its `<meta>` charset may stand, in bytes (HTML Standard 4.2.5.4 allows
/// 1024; pages with long comments before it are common, and a longer look costs nothing).
const META_WINDOW: usize = 4096;

/// How much of a page the detector reads, in bytes; past this it hardly changes its mind.
const DETECTION_WINDOW: usize = 64 * 1024;

/// How much of a page is looked at for UTF-16 without a mark, in bytes.
const UTF_16_WINDOW: usize = 512;

/// A page decoded.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) encoding: &'static Encoding,
}

/// Decodes a page. `charset` is what the transport declared (the `charset` of an HTTP
/// `Content-Type`), if it did.
///
/// The order follows the HTML Standard's encoding sniffing: byte order mark, transport, `<meta>`,
/// detection; with one step before the declarations, since they lie more often than bytes do:
/// bytes that hold a multi-byte character and are valid UTF-8 are UTF-8. What no encoding
/// explains becomes U+FFFD.
pub(crate) fn decode<'a>(bytes: &'a [u8], charset: Option<&str>) -> Decoded<'a> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return with(encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !(text.is_ascii() && looks_like_iso_2022(bytes))
    {
        return Decoded { text: Cow::Borrowed(text), encoding: UTF_8 };
    }
    let encoding = damaged_utf8(bytes)
        .or_else(|| charset.and_then(declared))
        .or_else(|| meta_charset(bytes))
        .unwrap_or_else(|| detect(bytes));
    with(encoding, bytes)
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, encoding }
}

/// The encoding of a label. A page that got as far as declaring itself in ASCII is not UTF-16,
/// whatever it says, and ISO-2022-JP is the only stateful encoding that pages still use.
fn declared(label: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())?;
    (encoding != UTF_16LE && encoding != UTF_16BE && encoding != encoding_rs::REPLACEMENT)
        .then_some(encoding)
}

fn looks_like_iso_2022(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"\x1b$").is_some()
}

/// Finds `charset=` in a `<meta>` near the beginning.
fn meta_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(META_WINDOW)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    head.match_indices("charset=").find_map(|(at, key)| {
        let tag = head[..at].rfind('<')?;
        if !head[tag..].starts_with("<meta") && !head[tag..].starts_with("<?xml") {
            return None;
        }
        let value = head[at + key.len()..].trim_start_matches([' ', '"', '\'']);
        let end = value.find(['"', '\'', ' ', ';', '>', '/']).unwrap_or(value.len());
        declared(&value[..end])
    })
}

/// UTF-16 without a mark: in text of any script with spaces and line ends, every second byte
/// of a part of the units is zero, always on the same side.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(UTF_16_WINDOW)];
    let zeros = |offset| head.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    /// Share of the units whose high byte is zero: spaces and line ends alone make a tenth.
    const LEAST_SHARE: usize = 10;
    let enough = |count: usize| count * 2 * LEAST_SHARE > head.len();
    match (even, odd) {
        (0, odd) if enough(odd) => Some(UTF_16LE),
        (even, 0) if enough(even) => Some(UTF_16BE),
        _ => None,
    }
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let window = &bytes[..bytes.len().min(DETECTION_WINDOW)];
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(window, window.len() == bytes.len());
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// UTF-8 with a few bad bytes, as crawlers leave it when they cut a page in the middle of a
/// character: sound characters of more than one byte hardly arise by chance in other encodings.
fn damaged_utf8(bytes: &[u8]) -> Option<&'static Encoding> {
    /// Sound multi-byte characters for each bad place.
    const SOUND_PER_BAD: usize = 4;
    let (mut sound, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (sound >= SOUND_PER_BAD * bad).then_some(UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], charset: Option<&str>, encoding: &str, text: &str) {
        let decoded = decode(bytes, charset);
        assert_eq!((decoded.encoding.name(), &*decoded.text), (encoding, text));
    }

    #[test]
    fn a_byte_order_mark_wins_and_is_not_text() {
        check(b"\xef\xbb\xbfna\xc3\xafve", Some("windows-1252"), "UTF-8", "naïve");
        check(b"\xff\xfeh\0i\0", None, "UTF-16LE", "hi");
        check(b"\xfe\xff\0h\0i", Some("utf-8"), "UTF-16BE", "hi");
    }

    #[test]
    fn valid_utf8_beats_a_wrong_declaration() {
        check("Grüße".as_bytes(), Some("iso-8859-1"), "UTF-8", "Grüße");
    }

    #[test]
    fn the_transport_beats_the_meta_element() {
        let page = b"<meta charset=windows-1251>\xef\xf0\xe8";
        check(page, Some("koi8-r"), "KOI8-R", "<meta charset=windows-1251>ОПХ");
        check(page, None, "windows-1251", "<meta charset=windows-1251>при");
    }

    #[test]
    fn a_charset_outside_a_meta_element_does_not_count() {
        let page = b"<a href='?charset=koi8-r'>caf\xe9</a>";
        check(page, None, "windows-1252", "<a href='?charset=koi8-r'>café</a>");
    }

    #[test]
    fn utf_16_is_seen_without_a_mark() {
        let bytes: Vec<u8> =
            "A page of text.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&bytes, None, "UTF-16LE", "A page of text.\n");
    }

    #[test]
    fn a_lying_utf_16_declaration_is_ignored() {
        check(b"<meta charset=utf-16>caf\xe9", None, "windows-1252", "<meta charset=utf-16>café");
    }

    #[test]
    fn detection_knows_shift_jis_from_its_bytes() {
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("日本語の文章です。これは試験です。");
        check(&bytes, None, "Shift_JIS", "日本語の文章です。これは試験です。");
    }

    #[test]
    fn a_cut_character_does_not_spoil_a_page_in_utf8() {
        let page = "Übergrößenträger müssen Änderungen prüfen".as_bytes();
        let decoded = decode(&page[..page.len() - 5], None);
        assert_eq!(decoded.encoding, UTF_8);
        let bytes = [page, b"\xc3"].concat();
        check(
            &bytes,
            Some("windows-1252"),
            "UTF-8",
            "Übergrößenträger müssen Änderungen prüfen\u{fffd}",
        );
    }

    #[test]
    fn anything_decodes() {
        for byte in 0..=255u8 {
            let bytes = [byte, 0xff, byte];
            let _ = decode(&bytes, None);
        }
        check(b"", None, "UTF-8", "");
    }
}
