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

/// Whether a line is a telephone number: "+49 30 901820", "(713) 555-0142".
pub(super) fn is_telephone(text: &str) -> bool {
    /// Digits of a number with its area's code.
    const DIGITS: std::ops::RangeInclusive<usize> = 9..=15;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let signs = text.chars().all(|c| c.is_ascii_digit() || " +-().".contains(c));
    // A date in digits and a range of years are shorter, or begin with the year.
    DIGITS.contains(&digits)
        && signs
        && (text.starts_with('+') || text.contains(['-', ' ']))
        && !text.contains(':')
}

/// Whether a telephone number stands in a line: "Phone: 713-555-0142", "Fon +49 (0)30 / 901820".
pub(super) fn has_telephone(text: &str) -> bool {
    /// Digits of a number with its area's code.
    const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;
    /// Parts of a number; a date with its time has six.
    const MOST_PARTS: usize = 6;
    text.split(|c: char| !c.is_ascii_digit() && !" +-–().‐/\u{a0}".contains(c)).any(|number| {
        let parts: Vec<&str> =
            number.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
        let digits: usize = parts.iter().map(|part| part.len()).sum();
        DIGITS.contains(&digits)
            && (2..=MOST_PARTS).contains(&parts.len())
            && !parts.iter().any(|part| is_year(part))
            && !is_grouped(number.trim())
    })
}

/// Whether a number is one of the years that pages are written in.
fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}

/// Whether groups of three digits stand behind the first: "12,345,678", "1.234.567".
fn is_grouped(number: &str) -> bool {
    let grouped = |rest: &str| rest.split(['.', ' ']).all(|part| part.len() == 3);
    !number.starts_with('0') && number.split_once(['.', ' ']).is_some_and(|(_, rest)| grouped(rest))
}

/// Whether a postal code stands beside the name of a place: "51467 Emden", "Seattle, WA 98104".
pub(super) fn has_postal_code(text: &str) -> bool {
    /// Digits of a code in most countries.
    const DIGITS: usize = 5;
    let bare = |word: &'_ str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let words: Vec<String> = text.split_whitespace().map(bare).collect();
    let is_code =
        |word: &str| word.len() == DIGITS && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let is_state = |word: &str| word.len() == 2 && word.bytes().all(|b| b.is_ascii_uppercase());
    words.windows(2).any(|pair| is_code(&pair[1]) && is_state(&pair[0]))
        || (words.len() > 1 && is_code(&words[0]) && is_name(&words[1]))
        || words.windows(3).any(|three| {
            is_code(&three[1])
                && is_name(&three[2])
                && three[0].ends_with(|c: char| c.is_ascii_alphanumeric())
                && three[0].contains(|c: char| c.is_ascii_digit())
        })
}

/// Whether a line ends with how many there are of what it names: "May 2031 (4)".
pub(super) fn ends_with_count(text: &str) -> bool {
    text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).is_some_and(|(name, count)| {
        !name.is_empty() && !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit())
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

    #[test]
    fn telephone_numbers_are_found_in_lines() {
        for line in [
            "Phone: 713-555-0142",
            "Fon +49 (0)30 / 901820",
            "T. (206) 555-0142, Fax: 206-555-0143",
            "0800 901 820",
        ] {
            assert!(has_telephone(line), "{line}");
        }
        for line in [
            "12,345,678 views",
            "1.234.567",
            "2031-05-03 21:42:25",
            "03.05.2031 09:15",
            "Fax",
            "12 of 345",
            "ISBN 9780000000002",
        ] {
            assert!(!has_telephone(line), "{line}");
        }
    }

    #[test]
    fn postal_codes_stand_beside_names() {
        for line in ["51467 Emden", "Seattle, WA 98104", "Am Delft 24, 26721 Emden"] {
            assert!(has_postal_code(line), "{line}");
        }
        for line in ["98104", "12345 views", "Room 98104", "Page 3 of 98104 Hits", "5146 Emden"] {
            assert!(!has_postal_code(line), "{line}");
        }
    }

    #[test]
    fn counts_end_a_line_in_brackets() {
        for (line, wanted) in [
            ("May 2031 (4)", true),
            ("Piers (12)", true),
            ("(4)", false),
            ("Rook (née Moor)", false),
        ] {
            assert_eq!(ends_with_count(line), wanted, "{line}");
        }
    }
}
