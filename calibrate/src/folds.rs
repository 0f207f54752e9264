//! Folds: parts of the pages that are held out in turn. Pages of a host stand in one fold, so
//! that no page is scored by what was learnt from its neighbours.

use crate::records::Record;

/// Number of folds.
pub const FOLDS: usize = 5;

/// The fold of a page.
pub fn fold(record: &Record) -> usize {
    part(record, FOLDS)
}

/// Which of some parts of all pages a page is in, by a hash of its host, or of its id where it has
/// no address. The same on every machine and in every order of the pages.
pub fn part(record: &Record, parts: usize) -> usize {
    let host = host_of(record);
    // FNV-1a, 64 bits, with the finish of SplitMix64: the low bits of FNV alone are uneven.
    let hash = host.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((hash >> 32) % parts as u64) as usize
}

/// The host of a page, or its id where it has no address.
pub fn host_of(record: &Record) -> &str {
    host(&record.url).unwrap_or(&record.id)
}

/// The host of an address, without `www.`.
fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_a_host_stand_together() {
        assert_eq!(host("https://www.example.org:80/a?b"), Some("example.org"));
        assert_eq!(host("https://user@example.org"), Some("example.org"));
        assert_eq!(host("example"), None);
        let page = |url: &str| Record { url: url.to_owned(), ..Record::default() };
        assert_eq!(fold(&page("https://example.org/a")), fold(&page("http://www.Example.org/b")));
    }

    #[test]
    fn hosts_are_spread_evenly() {
        let mut counts = [0; FOLDS];
        for n in 0..1000 {
            counts
                [fold(&Record { url: format!("http://host{n}.example/"), ..Record::default() })] +=
                1;
        }
        assert!(counts.iter().all(|count| (150..250).contains(count)), "{counts:?}");
    }
}
