//! A condition: whether the bucket of a cue is one of some.

use dechaff::{Column, Side};

/// The bucket where a cue is silent.
pub(super) const SILENT: u8 = u8::MAX;

/// A condition: the bucket of a column is one of a range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Condition {
    pub(super) column: usize,
    pub(super) how: How,
    pub(super) bucket: u8,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum How {
    Is,
    From,
    Below,
}

impl Condition {
    pub(super) fn holds(self, bucket: u8) -> bool {
        match self.how {
            How::Is => bucket == self.bucket,
            How::From => (self.bucket..SILENT).contains(&bucket),
            How::Below => bucket < self.bucket,
        }
    }

    /// The conditions on a column: each bucket of a named one; of a number, all from a bucket on,
    /// and all below it, which differ in where silent lines go. Where more can only speak for one
    /// side, less does not speak.
    pub(super) fn on(column: usize, of: &Column) -> impl Iterator<Item = Condition> {
        let hows: &[How] = match (of.is_graded, of.side) {
            (false, _) => &[How::Is],
            (true, Side::Either) => &[How::From, How::Below],
            (true, _) => &[How::From],
        };
        let buckets = 0..of.buckets.len() as u8;
        let all = hows.iter().flat_map(move |&how| {
            buckets.clone().map(move |bucket| Condition { column, how, bucket })
        });
        // None is below the first bucket.
        all.filter(|it| !matches!(it, Condition { how: How::Below, bucket: 0, .. }))
    }

    pub(super) fn text(self, column: &Column) -> String {
        let how = match self.how {
            How::Is => "is",
            How::From => "from",
            How::Below => "below",
        };
        format!("{} {how} {}", column.name, column.buckets[usize::from(self.bucket)])
    }
}
