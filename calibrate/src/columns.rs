//! The buckets of all cues, numbered as the tables list them.

use dechaff::{Article, Column, Side, columns};
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

/// The buckets of a look, and where to find them.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The buckets, in the order of the tables.
    pub buckets: Vec<Bucket>,
    /// Where the buckets of a cue begin, by the cue's place; `None` for cues of the other look.
    starts: Vec<Option<usize>>,
    /// Where a word of class and id names stands.
    words: FxHashMap<String, usize>,
}

/// The name under which tables have the words of class and id names.
const CLASS_WORD: &str = "class_word";

impl Columns {
    /// The buckets of the first look: cues, and words of class and id names.
    pub fn first(words: &[String]) -> Columns {
        let mut columns = Columns::of_look(|column| !column.is_second_look);
        for word in words {
            columns.words.insert(word.clone(), columns.buckets.len());
            let bucket = Bucket { cue: CLASS_WORD, name: word.clone(), side: Side::Either };
            columns.buckets.push(bucket);
        }
        columns
    }

    /// The buckets of the second look.
    pub fn second() -> Columns {
        Columns::of_look(|column| column.is_second_look)
    }

    fn of_look(is_of: impl Fn(&Column) -> bool) -> Columns {
        let (mut buckets, mut starts) = (Vec::new(), Vec::new());
        for column in columns() {
            let is_of = is_of(&column);
            starts.push(is_of.then_some(buckets.len()));
            if is_of {
                let (cue, side) = (column.name, column.side);
                buckets.extend(column.buckets.into_iter().map(|name| Bucket { cue, name, side }));
            }
        }
        Columns { buckets, starts, words: FxHashMap::default() }
    }

    /// The numbers of the buckets of this look in which a line falls, class words left out.
    pub fn of<'a>(&'a self, article: &Article, line: usize) -> impl Iterator<Item = u16> + 'a {
        let fallen = article.buckets(line).into_iter().zip(&self.starts);
        fallen.filter_map(|(bucket, start)| Some(((*start)? + usize::from(bucket?)) as u16))
    }

    /// The number of a word of class and id names.
    pub fn word(&self, word: &str) -> Option<u16> {
        self.words.get(word).map(|&at| at as u16)
    }
}
