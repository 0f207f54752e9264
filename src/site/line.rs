//! The normal form of a line, by which it is known again on another page.

use twox_hash::XxHash3_64;

/// The hash of a line's normal form: lower case, a space for any white space, a zero for any
/// number, since counts and dates change from page to page. `None` for lines without a letter:
/// bare numbers are as much in tables as in furniture.
pub(super) fn hash(line: &str) -> Option<u64> {
    if !line.chars().any(char::is_alphabetic) {
        return None;
    }
    let mut normal = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !normal.is_empty() {
            normal.push(' ');
        }
        let mut in_number = false;
        for c in word.chars() {
            if c.is_numeric() {
                if !in_number {
                    normal.push('0');
                }
                in_number = true;
            } else {
                in_number = false;
                normal.extend(c.to_lowercase());
            }
        }
    }
    Some(XxHash3_64::oneshot(normal.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn what_changes_from_page_to_page_does_not_count() {
        assert_eq!(hash("12 Comments\n on  this"), hash("7 comments on this"));
        assert_eq!(hash("Posted 3 May 2021"), hash("posted 12 May 2022"));
        assert_ne!(hash("Read more"), hash("Read on"));
        assert_eq!(hash("12.5 - 3"), None);
    }

    /// Files of one version are read by another.
    #[test]
    fn hashes_do_not_change() {
        assert_eq!(hash("Read more"), Some(HASH));
    }

    const HASH: u64 = 0x89cb_9467_2d5a_c570;
}
