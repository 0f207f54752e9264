//! What it is worth that a line stands on many pages of its host. Set by hand: labelled pages of
//! one host are too few to fit it on. Two things count, as evidence of the same kind:
//!
//! - the share of the host's pages. A line of a layout stands on all pages of that layout, and a
//!   site has few layouts: a fifth of the pages and more is the rule. A sentence that an agency or
//!   a columnist repeats stands on some percent of them.
//! - the number of pages. Three copies may be one article under three addresses; fifty are not.
//!
//! The strongest prose that was measured comes to about 10 bits, so a line on nearly all of many
//! pages loses 12, and no cue alone decides below that.

use crate::judge::Bits;

/// Pages of a host before anything is said of its lines: fewer may be copies of each other, or of
/// one section, whose notices belong to its pages. With 5, pages of shops lost what was wanted.
const LEAST_PAGES: u64 = 10;

/// Pages on which a line stands at least.
const LEAST_COUNT: u64 = 3;

/// Words from which a line can be prose. Shorter ones are also headings that return on each page
/// of a kind, such as "Ingredients", so that their repetition says half as much; not so where all
/// that stands around them returns as well.
pub(crate) const PROSE_WORDS: usize = 5;

/// Numbers of pages with the line, from which the columns of [`ROWS`] begin.
pub(crate) const COUNTS: [u64; 3] = [LEAST_COUNT, 10, 50];

/// A share of the host's pages, and what it is worth.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// Percent of the pages from which the row holds.
    pub(crate) percent: u64,
    /// Bits for lines on 3 to 9, 10 to 49, and 50 or more pages.
    pub(crate) bits: [i32; 3],
}

/// The worth of shares, the largest first.
pub(crate) const ROWS: &[Row] = &[
    // The furniture of all pages.
    Row { percent: 80, bits: [-4, -9, -12] },
    // That of the one or two most frequent layouts.
    Row { percent: 50, bits: [-3, -7, -11] },
    // That of a layout among a few.
    Row { percent: 20, bits: [-2, -6, -10] },
    // A section's; or what an editor's desk writes below many articles.
    Row { percent: 10, bits: [0, -2, -5] },
    // Agencies, columnists, series: nothing, but where there are so many pages that no article's
    // sentence comes so often.
    Row { percent: 6, bits: [0, 0, -2] },
];

/// A line that is known from other pages of its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repeat {
    count: u64,
    pages: u64,
    bits: i32,
    /// Whether it is known with all that its container holds.
    in_container: bool,
}

/// Hundredths of a bit.
const BIT: i32 = 100;

impl Repeat {
    /// A line by itself; `None` where it is worth nothing.
    pub(super) fn of_line(count: u64, pages: u64, words: usize) -> Option<Repeat> {
        let worth = worth(count, pages) * BIT;
        let bits = if words < PROSE_WORDS { worth / 2 } else { worth };
        (bits != 0).then_some(Repeat { count, pages, bits, in_container: false })
    }

    /// A line in a container that returns as a whole; `None` where it is worth nothing.
    pub(super) fn of_container(count: u64, pages: u64) -> Option<Repeat> {
        let bits = worth(count, pages) * BIT;
        (bits != 0).then_some(Repeat { count, pages, bits, in_container: true })
    }

    pub(crate) fn bits(self) -> Bits {
        Bits::hundredths(self.bits)
    }

    /// As explanations have it.
    pub(crate) fn says(self) -> String {
        // A page that is no longer counted cannot make it more than all.
        let percent = (self.count.min(self.pages) * 100 + self.pages / 2) / self.pages;
        let what = if self.in_container { "with its container " } else { "" };
        format!("{what}on {percent}% of this host's {} pages", self.pages)
    }
}

/// Whether a line on so many of a host's pages is worth anything.
pub(super) fn says_something(count: u64, pages: u64) -> bool {
    worth(count, pages) != 0
}

/// Whole bits.
fn worth(count: u64, pages: u64) -> i32 {
    if pages < LEAST_PAGES {
        return 0;
    }
    let Some(column) = COUNTS.iter().rposition(|&least| count >= least) else { return 0 };
    let row = ROWS.iter().find(|row| count * 100 >= row.percent * pages);
    row.map_or(0, |row| row.bits[column])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_are_outvoted_and_agencies_are_not() {
        let bits = |count, pages| Repeat::of_line(count, pages, 12).map_or(0.0, |r| r.bits().get());
        assert_eq!(bits(383, 412), -12.0);
        assert_eq!(bits(67, 200), -10.0);
        assert_eq!(bits(10, 200), 0.0);
        assert_eq!(bits(2, 2), 0.0);
        assert_eq!(bits(9, 9), 0.0);
        assert_eq!(bits(10, 10), -9.0);
        assert_eq!(
            Repeat::of_line(383, 412, 12).map(Repeat::says).unwrap(),
            "on 93% of this host's 412 pages"
        );
    }

    #[test]
    fn short_lines_lose_all_with_their_container() {
        let line = Repeat::of_line(383, 412, 2).unwrap();
        let container = Repeat::of_container(383, 412).unwrap();
        assert_eq!((line.bits().get(), container.bits().get()), (-6.0, -12.0));
        assert_eq!(container.says(), "with its container on 93% of this host's 412 pages");
    }

    #[test]
    fn more_pages_never_say_less() {
        for pages in [5, 20, 100, 1000] {
            let bits: Vec<i32> = (0..=pages).map(|count| worth(count, pages)).collect();
            assert!(bits.is_sorted_by(|one, next| one >= next), "{pages}: {bits:?}");
        }
    }
}
