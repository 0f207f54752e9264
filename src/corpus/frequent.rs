//! The most frequent of many lines, in bounded memory: when there are too many different ones,
//! the rarer half is forgotten, so that counts are lower bounds.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Different lines that are held before the rarer ones are forgotten, and how many are left then.
const MOST: usize = 20_000;
const LEFT: usize = 10_000;

/// Characters of a line that are held.
const CHARACTERS: usize = 120;

/// Counts of lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frequent {
    counts: FxHashMap<String, u64>,
}

impl Frequent {
    /// Counts a line.
    pub(crate) fn count(&mut self, line: &str) {
        let end = line.char_indices().nth(CHARACTERS).map_or(line.len(), |(at, _)| at);
        match self.counts.get_mut(&line[..end]) {
            Some(count) => *count += 1,
            None => {
                self.counts.insert(line[..end].to_owned(), 1);
            }
        }
    }

    /// Adds other counts.
    pub(crate) fn add(&mut self, other: Frequent) {
        if self.counts.is_empty() {
            self.counts = other.counts;
        } else {
            for (line, count) in other.counts {
                *self.counts.entry(line).or_default() += count;
            }
        }
    }

    /// Forgets the rarer lines, if there are too many. Which ones depends on the counts alone.
    pub(crate) fn forget(&mut self) {
        if self.counts.len() > MOST {
            let mut sorted = self.sorted();
            sorted.truncate(LEFT);
            self.counts = sorted.into_iter().collect();
        }
    }

    /// The most frequent lines first, and those as frequent by their letters.
    fn sorted(&self) -> Vec<(String, u64)> {
        let mut sorted: Vec<(String, u64)> =
            self.counts.iter().map(|(line, &count)| (line.clone(), count)).collect();
        sorted.sort_unstable_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        sorted
    }

    /// The most frequent lines with their counts.
    pub fn top(&self, count: usize) -> Vec<(String, u64)> {
        let mut sorted = self.sorted();
        sorted.truncate(count);
        sorted
    }
}

impl Serialize for Frequent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.sorted().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Frequent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Frequent, D::Error> {
        let sorted = Vec::<(String, u64)>::deserialize(deserializer)?;
        Ok(Frequent { counts: sorted.into_iter().collect() })
    }
}
