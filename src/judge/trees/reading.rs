//! Reading trees from a table: a leaf a row, with the conditions on the way to it.

use rustc_hash::FxHashMap;

use super::leaf::{Condition, Leaf};
use super::lines::MOST_DIGITS;
use super::{Numbers, Trees};
use crate::judge::{Bits, columns};

/// What the names of trees in tables begin with; a number stands behind it.
const NAME: &str = "tree ";

/// Between the conditions on the way to a leaf.
const AND: &str = " & ";

/// Before a condition that does not hold.
const NOT: &str = "not ";

/// Trees as they are read, a leaf after the other.
#[derive(Default)]
pub(in crate::judge) struct Reading {
    /// The name of the tree that is read, its leaves so far, and the line where it begins.
    open: Option<(String, Vec<Leaf>, usize)>,
    trees: Trees,
    numbers: Numbers,
}

impl Reading {
    /// Whether a row is the leaf of a tree, by the name in its first column.
    pub(in crate::judge) fn is_leaf(name: &str) -> bool {
        name.starts_with(NAME)
    }

    /// Takes a leaf: the name of its tree, its conditions, and what it is worth. The leaves of a
    /// tree stand one behind the other.
    ///
    /// # Errors
    ///
    /// The line at which the tree before begins, if its leaves do not part all lines.
    pub(in crate::judge) fn leaf(
        &mut self,
        name: &str,
        path: Vec<(Condition, bool)>,
        bits: Bits,
        lines: u64,
        at: usize,
    ) -> Result<(), usize> {
        let leaf = Leaf { path, bits, lines };
        match &mut self.open {
            Some((open, leaves, _)) if open == name => leaves.push(leaf),
            _ => {
                self.close()?;
                self.open = Some((name.to_owned(), vec![leaf], at));
            }
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), usize> {
        if let Some((_, leaves, at)) = self.open.take() {
            self.trees.push(leaves, &mut self.numbers).then_some(()).ok_or(at)?;
        }
        Ok(())
    }

    /// The trees read.
    pub(in crate::judge) fn end(mut self) -> Result<Trees, usize> {
        self.close()?;
        Ok(self.trees)
    }
}

/// Where cues and their buckets stand, by name.
pub(in crate::judge) struct Columns {
    places: FxHashMap<&'static str, (usize, Vec<String>)>,
}

impl Columns {
    pub(in crate::judge) fn new() -> Columns {
        let places = columns().enumerate().map(|(at, column)| (column.name, (at, column.buckets)));
        Columns { places: places.collect() }
    }

    /// The column of a cue and the place of its bucket.
    pub(in crate::judge) fn find(&self, cue: &str, bucket: &str) -> Option<(usize, usize)> {
        let (column, buckets) = self.places.get(cue)?;
        Some((*column, buckets.iter().position(|name| name == bucket)?))
    }

    /// Reads the way to a leaf: conditions with ` & ` between, each `cue is bucket`, `cue from
    /// bucket` for it and those above, or `cue below bucket` for those below; with `not ` before it
    /// where it does not hold.
    pub(in crate::judge) fn path(&self, text: &str) -> Option<Vec<(Condition, bool)>> {
        let part = |part: &str| {
            let contrary = part.strip_prefix(NOT);
            Some((self.condition(contrary.unwrap_or(part))?, contrary.is_none()))
        };
        text.split(AND).map(part).collect()
    }

    fn condition(&self, text: &str) -> Option<Condition> {
        let (cue, rest) = text.split_once(' ')?;
        let (how, bucket) = rest.split_once(' ')?;
        let (column, bucket) = self.find(cue, bucket)?;
        let count = self.places.get(cue)?.1.len();
        let (low, end) = match how {
            "is" => (bucket, bucket + 1),
            "from" => (bucket, count),
            "below" if bucket > 0 => (0, bucket),
            _ => return None,
        };
        let digits = usize::BITS - count.leading_zeros();
        let (low, end) = (u8::try_from(low).ok()?, u8::try_from(end).ok()?);
        (digits <= MOST_DIGITS).then_some(Condition { column, digits, low, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_can_ask_of_every_bucket() {
        let known = Columns::new();
        for column in columns() {
            for bucket in &column.buckets {
                let text = format!("{} is {bucket}", column.name);
                assert!(known.path(&text).is_some(), "{text}");
            }
        }
    }

    #[test]
    fn conditions_name_cues_and_buckets_that_exist() {
        let columns = Columns::new();
        for wrong in
            ["length from 4", "length >= 5..6", "lenght from 5..6", "length below <2", "length", ""]
        {
            assert_eq!(columns.path(wrong), None, "{wrong}");
        }
    }
}
