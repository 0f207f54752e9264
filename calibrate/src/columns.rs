//! The buckets of all cues, numbered as the tables list them.

use dechaff::{Side, Vote, cues, second_look};
use rustc_hash::FxHashMap;

/// A bucket of a cue.
#[derive(Clone, Debug)]
pub struct Bucket {
    /// The cue's name.
    pub cue: &'static str,
    /// The bucket's name.
    pub name: String,
    /// What the cue may speak for.
    pub side: Side,
}

/// The buckets of a look, and where to find them by name.
#[derive(Debug)]
pub struct Columns {
    /// The buckets, in the order of the tables.
    pub buckets: Vec<Bucket>,
    places: FxHashMap<&'static str, FxHashMap<String, u16>>,
}

impl Columns {
    /// The buckets of the first look.
    pub fn first() -> Columns {
        Columns::new(cues().map(|cue| (cue.name, cue.side, cue.buckets())))
    }

    /// The buckets of the second look, which may speak for either side.
    pub fn second() -> Columns {
        Columns::new(second_look().map(|(name, _, buckets)| (name, Side::Either, buckets)))
    }

    fn new(cues: impl Iterator<Item = (&'static str, Side, Vec<String>)>) -> Columns {
        let mut columns = Columns { buckets: Vec::new(), places: FxHashMap::default() };
        for (cue, side, names) in cues {
            for name in names {
                let place = columns.buckets.len() as u16;
                columns.places.entry(cue).or_default().insert(name.clone(), place);
                columns.buckets.push(Bucket { cue, name, side });
            }
        }
        columns
    }

    /// The numbers of the votes that are of this look.
    pub fn of<'a>(&'a self, votes: &'a [Vote]) -> impl Iterator<Item = u16> + 'a {
        votes.iter().filter_map(|vote| self.places.get(vote.cue)?.get(&vote.bucket).copied())
    }
}
