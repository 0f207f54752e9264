//! Lines of digits that are no dates: counters, telephone numbers, the numbers of posts.

/// Whether a line is a counter: "1,204", "4.5K", "12 3 7".
pub(super) fn is_counter(text: &str) -> bool {
    let digits = text.trim_end_matches(['k', 'K', 'm', 'M', '+', '%']);
    digits.contains(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' '))
        && !has_shape_of_date(digits)
}

/// Three numbers with points between are a date: "19.03.2019".
fn has_shape_of_date(digits: &str) -> bool {
    let parts: Vec<&str> = digits.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| matches!(part.trim().len(), 1 | 2 | 4))
}

/// Whether a line is a telephone number and nothing else: "+49 30 901820", "(713) 555-0142".
pub(super) fn is_telephone(text: &str) -> bool {
    text.chars().all(is_in_telephone) && holds_telephone(text)
}

fn is_in_telephone(c: char) -> bool {
    c.is_ascii_digit() || " +-()./–\u{a0}".contains(c)
}

/// Whether a telephone number stands in a line: digits in groups, as no date has them.
pub(super) fn holds_telephone(text: &str) -> bool {
    /// Digits of a number, with or without its area's code (at most 15: ITU-T E.164).
    const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
    /// Digits of a number with its area's code at least.
    const LONG_DIGITS: usize = 9;
    /// Digits of a date.
    const DATE_DIGITS: usize = 8;
    let is_year =
        |group: &str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    text.split(|c| !is_in_telephone(c)).any(|part| {
        let groups: Vec<&str> =
            part.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
        let digits: usize = groups.iter().map(|group| group.len()).sum();
        let whole = groups.len() == 1 && (part.contains('+') || groups[0].starts_with('0'));
        // The last digits of a long number may look like a year.
        let dated = |(at, group): (usize, &&str)| {
            is_year(group) && (digits <= DATE_DIGITS || at + 1 < groups.len())
        };
        // Thousands stand in groups of three, and so do long numbers to call, but for the points.
        let counts = !whole
            && groups.iter().skip(1).all(|group| group.len() == 3)
            && (digits < LONG_DIGITS || part.contains('.'));
        DIGITS.contains(&digits)
            && (whole || groups.len() > 1)
            && !counts
            && !groups.iter().enumerate().any(dated)
    })
}

/// Whether a mail address stands in a line.
pub(super) fn holds_mail_address(text: &str) -> bool {
    text.split_whitespace().filter_map(|word| word.split_once('@')).any(|(name, host)| {
        let domain = host.split_once('.');
        name.ends_with(char::is_alphanumeric)
            && domain
                .is_some_and(|(site, top)| !site.is_empty() && top.starts_with(char::is_alphabetic))
    })
}

/// Whether a line is the number of a post: "#12".
pub(super) fn is_ordinal(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Whether a line says which of some pages or pictures is shown: "2/5".
pub(super) fn is_part_of(text: &str) -> bool {
    let number = |part: &str| part.trim().parse::<u8>().ok().filter(|&number| number > 0);
    let parts = text.split_once('/').map(|(part, all)| (number(part), number(all)));
    matches!(parts, Some((Some(part), Some(all))) if part <= all)
}

/// Whether a line begins with the number of a section: "2.1 Piers", "3 Harbours".
pub(super) fn begins_with_section(text: &str) -> bool {
    let Some((number, words)) = text.split_once(' ') else { return false };
    let is_number = |part: &str| part.parse::<u8>().is_ok_and(|number| number > 0);
    number.strip_suffix('.').unwrap_or(number).split('.').all(is_number)
        && words.starts_with(|c: char| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_told_from_dates() {
        for counter in ["65,797", "104.690", "275", "1 5 3 2 7", "4K", "1.2M"] {
            assert!(is_counter(counter), "{counter}");
        }
        for other in ["19.03.2019", "4K films", "12:30", "#3", ""] {
            assert!(!is_counter(other), "{other}");
        }
    }

    #[test]
    fn telephone_numbers_are_told_from_dates() {
        for number in ["+49 30 901820", "713-555-0142", "(713) 555-0142"] {
            assert!(is_telephone(number), "{number}");
        }
        for other in ["2020-12-06", "19.03.2019", "2019 - 2020", "call 713-555-0142"] {
            assert!(!is_telephone(other), "{other}");
        }
    }

    #[test]
    fn telephone_numbers_are_found_in_lines() {
        for line in [
            "Phone: 713-555-0142",
            "Tel. +49 (0)30 901820",
            "T: 404-894-2000",
            "Call (713) 555-0142",
        ] {
            assert!(holds_telephone(line), "{line}");
        }
        for line in [
            "Open since 03.05.2019 13:00",
            "2019-03-05",
            "1,204 boats in 1987",
            "1 204 567 boats",
            "1.204.567",
            "Pier 12",
            "2018 – 2031",
        ] {
            assert!(!holds_telephone(line), "{line}");
        }
    }

    #[test]
    fn mail_addresses_are_told_from_accounts() {
        assert!(holds_mail_address("Mail: desk@harbourpost.example"));
        for line in ["@harbourpost", "Meet us @ the pier.", "desk@harbour"] {
            assert!(!holds_mail_address(line), "{line}");
        }
    }

    #[test]
    fn numbers_of_posts_have_nothing_else() {
        assert!(is_ordinal("#12"));
        assert!(!is_ordinal("#") && !is_ordinal("#12 Harbour") && !is_ordinal("12"));
    }

    #[test]
    fn numbers_of_pages_are_told_from_dates() {
        for number in ["1/2", "2 / 14", "7/7"] {
            assert!(is_part_of(number), "{number}");
        }
        for other in ["3/2", "0/4", "12/2030", "1/2/3", "1/", "and/or"] {
            assert!(!is_part_of(other), "{other}");
        }
    }

    #[test]
    fn numbers_of_sections_stand_before_words() {
        for entry in ["2.1 Piers", "3 Harbours", "1. Boats", "1.3 C. Ferries"] {
            assert!(begins_with_section(entry), "{entry}");
        }
        for other in ["2031 was wet", "0 comments", "3", "3 – 2", "Piers 2.1", "4.50€ a day"] {
            assert!(!begins_with_section(other), "{other}");
        }
    }
}
