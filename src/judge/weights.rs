//! The worth of every bucket of every cue, read from a table.

use std::sync::{Arc, LazyLock};

use super::Bits;
use super::class_words::{self, ClassWords};
use super::trees::{Columns, MOST_LEAVES, Reading, Trees};
use crate::measure::Measured;

/// What the buckets of the cues are worth, for one kind of page.
#[derive(Clone, Debug)]
pub struct Weights {
    bias: Bits,
    /// Bits by cue, the second look's cues last, and bucket.
    columns: Vec<Vec<Bits>>,
    class_words: ClassWords,
    trees: Trees,
    /// The cues of which the table has a row, or that a tree asks for. The others would be asked
    /// for nothing.
    asked: Vec<bool>,
}

/// A table of weights that cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// A row does not have the columns cue, bucket, bits and lines.
    #[error("weights, line {line}: expected `cue<TAB>bucket<TAB>bits<TAB>lines`, found `{row}`")]
    Row {
        /// The row's number, from 1.
        line: usize,
        /// The row as it stands.
        row: String,
    },
    /// The leaves of a tree do not part all lines, or are too many.
    #[error(
        "weights, line {line}: the leaves of this tree do not part all lines, or are more than {MOST_LEAVES}; each must be one of two answers to the same conditions, with its contrary among the others"
    )]
    Tree {
        /// The number of the row with its first leaf, from 1.
        line: usize,
    },
    /// A row names a cue or bucket that this version does not have.
    #[error(
        "weights, line {line}: there is no cue `{cue}` with a bucket `{bucket}`; `dechaff cues` lists them"
    )]
    Unknown {
        /// The row's number, from 1.
        line: usize,
        /// The cue it names.
        cue: String,
        /// The bucket it names.
        bucket: String,
    },
}

/// A kind of page that has weights of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// Flat text of a whole page.
    Text,
    /// Flat text that an extractor has been over, or of a page with hardly any furniture.
    Extracted,
    /// HTML with landmarks: `<main>`, `<article>`, `<nav>` or another element or ARIA role that
    /// names a part of the page.
    Html,
    /// HTML without any, as most of it was before HTML5. What landmarks and the layouts that came
    /// with them teach does not hold there.
    Unmarked,
}

impl PageKind {
    /// Every kind, in the order of their tables.
    pub const ALL: [PageKind; 4] =
        [PageKind::Text, PageKind::Extracted, PageKind::Html, PageKind::Unmarked];

    /// The name of its table in a folder of weights.
    pub const fn file(self) -> &'static str {
        match self {
            PageKind::Text => "text.tsv",
            PageKind::Extracted => "extracted.tsv",
            PageKind::Html => "html.tsv",
            PageKind::Unmarked => "unmarked.tsv",
        }
    }

    /// The kinds that its table is for, unless they are given one of their own.
    pub const fn covers(self) -> &'static [PageKind] {
        match self {
            PageKind::Text => &[PageKind::Text, PageKind::Extracted],
            PageKind::Extracted => &[PageKind::Extracted],
            PageKind::Html => &[PageKind::Html, PageKind::Unmarked],
            PageKind::Unmarked => &[PageKind::Unmarked],
        }
    }

    /// The kind of a page.
    pub(crate) fn of(measured: &Measured<'_>) -> PageKind {
        match &measured.page.tree {
            None if measured.is_extracted() => PageKind::Extracted,
            None => PageKind::Text,
            Some(tree) if tree.has_landmarks() => PageKind::Html,
            Some(_) => PageKind::Unmarked,
        }
    }
}

impl Weights {
    /// The weights of a kind of page that are part of the program. One copy, however many share
    /// it, read when first asked for.
    pub(crate) fn embedded(kind: PageKind) -> Arc<Weights> {
        static TEXT: LazyLock<Arc<Weights>> =
            LazyLock::new(|| embedded(include_str!("../../weights/text.tsv")));
        static EXTRACTED: LazyLock<Arc<Weights>> =
            LazyLock::new(|| embedded(include_str!("../../weights/extracted.tsv")));
        static HTML: LazyLock<Arc<Weights>> =
            LazyLock::new(|| embedded(include_str!("../../weights/html.tsv")));
        static UNMARKED: LazyLock<Arc<Weights>> =
            LazyLock::new(|| embedded(include_str!("../../weights/unmarked.tsv")));
        Arc::clone(match kind {
            PageKind::Text => &TEXT,
            PageKind::Extracted => &EXTRACTED,
            PageKind::Html => &HTML,
            PageKind::Unmarked => &UNMARKED,
        })
    }

    /// Weights by which every cue is asked and nothing is worth anything: for looking at the
    /// buckets of lines.
    pub fn nothing() -> Weights {
        let mut weights = Weights {
            bias: Bits::default(),
            columns: Vec::new(),
            class_words: ClassWords::default(),
            trees: Trees::default(),
            asked: Vec::new(),
        };
        for column in super::columns() {
            weights.columns.push(vec![Bits::default(); column.buckets.len()]);
            weights.asked.push(true);
        }
        weights
    }

    /// Reads a table: rows of cue, bucket, bits, and the number of lines it rests on, divided by
    /// tabs, or of tree, conditions on the way to a leaf, bits and lines. A row that begins with `#` is a comment; a bucket without a row is worth nothing, and a
    /// cue without one is not asked.
    ///
    /// # Errors
    ///
    /// A row without those columns, one that names an unknown cue or bucket, or a tree whose leaves
    /// do not part all lines or are more than 16.
    pub fn parse(table: &str) -> Result<Weights, WeightsError> {
        let mut bias = Bits::default();
        let mut class_words = ClassWords::default();
        let mut trees = Reading::default();
        let places = Columns::new();
        let incomplete = |line| WeightsError::Tree { line };
        let mut columns: Vec<Vec<Bits>> =
            super::columns().map(|column| vec![Bits::default(); column.buckets.len()]).collect();
        let mut asked = vec![false; columns.len()];
        for (at, row) in table.lines().enumerate() {
            if row.is_empty() || row.starts_with('#') {
                continue;
            }
            let line = at + 1;
            let wrong = || WeightsError::Row { line, row: row.to_owned() };
            let [cue, bucket, bits, lines] = row.split('\t').collect::<Vec<_>>()[..] else {
                return Err(wrong());
            };
            let lines = lines.parse::<u64>().map_err(|_| wrong())?;
            let unknown =
                || WeightsError::Unknown { line, cue: cue.to_owned(), bucket: bucket.to_owned() };
            let bits = hundredths(bits).ok_or_else(wrong)?;
            match cue {
                _ if Reading::is_leaf(cue) => {
                    let path = places.path(bucket).ok_or_else(unknown)?;
                    trees.leaf(cue, path, bits, lines, line).map_err(incomplete)?;
                }
                "bias" => bias = bits,
                class_words::NAME => class_words.add(bucket, bits),
                _ => {
                    let (column, bucket) = places.find(cue, bucket).ok_or_else(unknown)?;
                    columns[column][bucket] = bits;
                    asked[column] = true;
                }
            }
        }
        let trees = trees.end().map_err(incomplete)?;
        trees.columns().for_each(|column| asked[column] = true);
        Ok(Weights { bias, columns, class_words, trees, asked })
    }

    pub(crate) fn bias(&self) -> Bits {
        self.bias
    }

    /// What the buckets are worth, cue by cue, the second look's last.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &[Bits]> {
        self.columns.iter().map(Vec::as_slice)
    }

    /// What the buckets of a cue are worth, by its place among the columns.
    #[cfg(feature = "cli")]
    pub(crate) fn column(&self, place: usize) -> &[Bits] {
        &self.columns[place]
    }

    /// Whether each cue has to be asked.
    pub(super) fn asked(&self) -> &[bool] {
        &self.asked
    }

    pub(super) fn trees(&self) -> &Trees {
        &self.trees
    }

    pub(super) fn class_words(&self) -> &ClassWords {
        &self.class_words
    }
}

fn embedded(table: &str) -> Arc<Weights> {
    let weights = Weights::parse(table)
        .unwrap_or_else(|error| unreachable!("a test reads the embedded weights: {error}"));
    Arc::new(weights)
}

fn hundredths(bits: &str) -> Option<Bits> {
    /// More than a thousand bits is a mistake.
    const MOST: f32 = 1000.0;
    let bits: f32 = bits.parse().ok()?;
    (bits.abs() <= MOST).then(|| Bits::rounded(f64::from(bits)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cues::{Side, cues};

    #[test]
    fn the_embedded_weights_are_read() {
        for kind in PageKind::ALL {
            assert_ne!(Weights::embedded(kind).bias(), Bits::default(), "{kind:?}");
        }
    }

    #[test]
    fn no_weight_is_on_the_wrong_side() {
        for (name, weights) in PageKind::ALL.map(|kind| (kind.file(), Weights::embedded(kind))) {
            for (cue, column) in cues().zip(&weights.columns) {
                for (bucket, bits) in cue.buckets().iter().zip(column) {
                    let right = match cue.side {
                        Side::Content => bits.get() >= 0.0,
                        Side::Boilerplate => bits.get() <= 0.0,
                        Side::Either => true,
                    };
                    assert!(right, "{name}: {} {bucket} {bits}", cue.name);
                }
            }
        }
    }

    #[test]
    fn no_tree_is_on_the_wrong_side() {
        let sides: Vec<Side> = crate::judge::columns().map(|column| column.side).collect();
        for (name, weights) in PageKind::ALL.map(|kind| (kind.file(), Weights::embedded(kind))) {
            assert!(weights.trees().keep_to(&sides), "{name}");
        }
    }

    #[test]
    fn every_row_rests_on_enough_lines() {
        /// Lines on which a bucket must rest to be worth anything.
        const FEWEST_LINES: u64 = 30;
        for table in [
            include_str!("../../weights/text.tsv"),
            include_str!("../../weights/extracted.tsv"),
            include_str!("../../weights/html.tsv"),
            include_str!("../../weights/unmarked.tsv"),
        ] {
            for row in table.lines().filter(|row| !row.starts_with('#')) {
                let lines = row.rsplit('\t').next().and_then(|lines| lines.parse().ok());
                assert!(lines.is_some_and(|lines: u64| lines >= FEWEST_LINES), "{row}");
            }
        }
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let unknown =
            Weights::parse("# a table\nlength\t<2\t-1\t30\nlenght\t<2\t-1\t30").unwrap_err();
        assert!(
            unknown.to_string().starts_with("weights, line 3: there is no cue `lenght`"),
            "{unknown}"
        );
        for row in
            ["length\t<2\t-1", "length\t<2\tmuch\t3", "length\t<2\t1\tmany", "length\t<2\tNaN\t1"]
        {
            assert!(matches!(Weights::parse(row), Err(WeightsError::Row { line: 1, .. })), "{row}");
        }
        let half = "bias\talways\t0\t30\ntree 1\tlength from 5..6\t1\t30";
        assert_eq!(Weights::parse(half).unwrap_err(), WeightsError::Tree { line: 2 });
    }
}
