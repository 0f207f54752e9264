//! What a text is about: the words of a title or a passage that other lines share.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::ascii;
use super::script::{is_unspaced, is_word};
use crate::lexicon::Lowered;

/// Letters that are compared of a word: behind them endings change in many languages.
const STEM_LETTERS: usize = 5;
/// Letters of a word that can show what the text is about.
pub(crate) const TELLING_LETTERS: usize = 4;

/// Words as hashes, with a sketch in front of the table: hardly any word of a page is one of them,
/// which a look at a few bytes tells.
#[derive(Debug)]
pub(crate) struct Words {
    hashes: FxHashSet<u64>,
    /// A bit for every word, which others may share.
    sketch: [u64; Words::BITS as usize / 64],
}

impl Default for Words {
    fn default() -> Words {
        Words { hashes: FxHashSet::default(), sketch: [0; Words::BITS as usize / 64] }
    }
}

impl Words {
    /// Bits of the sketch: some for each word of a passage, in half a kilobyte.
    const BITS: u64 = 4096;

    fn insert(&mut self, hash: u64) {
        let (place, bit) = Words::place(hash);
        self.sketch[place] |= bit;
        self.hashes.insert(hash);
    }

    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        self.hashes.len() as u32
    }

    fn contains(&self, hash: u64) -> bool {
        let (place, bit) = Words::place(hash);
        self.sketch[place] & bit != 0 && self.hashes.contains(&hash)
    }

    /// Where the bit of a word stands: the highest bits of a product are those that all of the
    /// hash goes into.
    fn place(hash: u64) -> (usize, u64) {
        let spread = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) / (u64::MAX / Words::BITS + 1);
        ((spread / 64) as usize, 1 << (spread % 64))
    }
}

/// A word that shows what a line is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct TellingWord {
    hash: u64,
    /// It is none of running text, which show nothing wherever they are many.
    is_rare: bool,
}

/// The telling words of the lines of a page.
#[derive(Debug, Default)]
pub(crate) struct LineWords {
    words: Vec<TellingWord>,
    /// Where the words of each line end.
    ends: Vec<usize>,
}

impl LineWords {
    /// Adds those of the next line.
    pub(super) fn push(&mut self, line: &Lowered) {
        let is_rare = |word: usize| line.words.get(word).is_none_or(|word| !word.kind.function);
        let words = line.telling.iter();
        self.words.extend(words.map(|&(hash, word)| TellingWord { hash, is_rare: is_rare(word) }));
        self.ends.push(self.words.len());
    }

    /// Those of a line.
    pub(super) fn of(&self, line: usize) -> &[TellingWord] {
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.words[start..self.ends[line]]
    }

    /// Those of some lines: `most` or little more.
    pub(super) fn of_lines(&self, lines: impl IntoIterator<Item = usize>, most: usize) -> Words {
        let mut words = Words::default();
        for line in lines {
            self.of(line).iter().for_each(|word| words.insert(word.hash));
            if words.hashes.len() >= most {
                break;
            }
        }
        words
    }

    /// Which of some lines have each of their words: the first [`Passages::MOST`].
    pub(super) fn passages(&self, lines: impl IntoIterator<Item = usize>) -> Passages {
        let mut passages = Passages::default();
        for (passage, line) in lines.into_iter().take(Passages::MOST).enumerate() {
            for word in self.of(line) {
                *passages.with.entry(word.hash).or_default() |= 1 << passage;
            }
            passages.count += 1;
        }
        passages
    }

    /// The rare ones of some lines.
    pub(super) fn rare_of_lines(&self, lines: impl IntoIterator<Item = usize>) -> Words {
        let mut words = Words::default();
        for line in lines {
            let rare = self.of(line).iter().filter(|word| word.is_rare);
            rare.for_each(|word| words.insert(word.hash));
        }
        words
    }
}

/// The first passages of a text, by their words.
#[derive(Debug, Default)]
pub(crate) struct Passages {
    /// The passages that have a word, a bit for each.
    with: FxHashMap<u64, u16>,
    count: u32,
}

impl Passages {
    /// Passages that are looked at: what a text is about, it has said by then.
    const MOST: usize = 10;

    /// Share of the passages that have one of a line's words at least.
    pub(super) fn share_with(&self, line: &[TellingWord]) -> f32 {
        let with = |word: &TellingWord| self.with.get(&word.hash).copied().unwrap_or_default();
        let any = line.iter().map(with).fold(0, |any, passages| any | passages);
        any.count_ones() as f32 / self.count.max(1) as f32
    }
}

/// How much the lines of a page share with words that show what something is about.
#[derive(Debug)]
pub(crate) struct Topic {
    /// The telling words before each line.
    sums: Vec<Telling>,
}

impl Topic {
    /// Counts the words of every line.
    pub(crate) fn new(lines: &LineWords, words: &Words) -> Topic {
        let mut sum = Telling::default();
        let rest = (0..lines.ends.len()).map(|line| {
            let own = Telling::of(lines.of(line), words);
            sum = Telling { all: sum.all + own.all, shared: sum.shared + own.shared };
            sum
        });
        Topic { sums: std::iter::once(Telling::default()).chain(rest).collect() }
    }

    /// Share of the telling words around a line that say what it is about; `None` where they are
    /// few.
    pub(crate) fn share(&self, at: usize, reach: usize) -> Option<f32> {
        /// Fewer words have no share to speak of.
        const FEWEST: u32 = 5;
        let end = self.sums[(at + reach + 1).min(self.sums.len() - 1)];
        let start = self.sums[at.saturating_sub(reach)];
        let all = end.all - start.all;
        (all >= FEWEST).then(|| (end.shared - start.shared) as f32 / all as f32)
    }
}

/// A line's telling words, counted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Telling {
    pub(crate) all: u32,
    /// Those that the body has.
    pub(crate) shared: u32,
}

impl Telling {
    /// Counts those of a line, and which of them are among others.
    pub(super) fn of(line: &[TellingWord], words: &Words) -> Telling {
        let shared = line.iter().filter(|word| words.contains(word.hash)).count();
        Telling { all: line.len() as u32, shared: shared as u32 }
    }

    /// Share of the telling words that the body has; a guess where there are none to compare.
    pub(crate) fn share(self) -> f32 {
        /// Share of a line without words to compare.
        const UNKNOWN: f32 = 0.3;
        if self.all == 0 { UNKNOWN } else { self.shared as f32 / self.all as f32 }
    }
}

/// Calls `found` with what stands for the word that begins at a place, if it is one that shows what
/// a text is about: a word of some letters, and pairs of characters in scripts without spaces. The
/// word goes on in letters and digits of ASCII up to `ascii_end`: words of ASCII are most of most
/// pages, and are taken whole. Returns where the word ends.
#[inline]
pub(super) fn telling_word(
    text: &str,
    at: usize,
    ascii_end: usize,
    mut found: impl FnMut(u64),
) -> usize {
    if text.as_bytes().get(ascii_end).is_some_and(|byte| !byte.is_ascii()) {
        return telling_beyond_ascii(text, at, found);
    }
    if ascii_end - at >= TELLING_LETTERS {
        let letters = STEM_LETTERS.min(ascii_end - at);
        found(ascii::lowered(&text.as_bytes()[at..], letters));
    }
    ascii_end
}

fn telling_beyond_ascii(text: &str, at: usize, mut found: impl FnMut(u64)) -> usize {
    let length = text[at..].find(|c| !is_word(c));
    let end = length.map_or(text.len(), |length| at + length);
    let word = &text[at..end];
    if word.chars().any(is_unspaced) {
        let next = word.chars().skip(1);
        word.chars().zip(next).for_each(|(a, b)| found(hash([a, b])));
    } else if word.chars().nth(TELLING_LETTERS - 1).is_some() {
        found(stem(word));
    }
    end
}

/// What stands for the first letters of a telling word, in lower case: letters of ASCII as they
/// are, and a hash of others.
fn stem(word: &str) -> u64 {
    let letters = &word.as_bytes()[..STEM_LETTERS.min(word.len())];
    match letters.is_ascii() {
        true => ascii::lowered(letters, letters.len()),
        false => hash(word.chars().take(STEM_LETTERS)),
    }
}

/// Hash of characters in lower case.
fn hash(characters: impl IntoIterator<Item = char>) -> u64 {
    let mut hasher = FxHasher::default();
    for c in characters.into_iter().flat_map(char::to_lowercase) {
        hasher.write_u32(c.into());
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lexicon::Lexicon;
    use crate::measure::fold::folded;
    use crate::measure::scan::measure;

    fn line(text: &str) -> Lowered {
        let mut line = Lowered::default();
        measure(text, Lexicon::embedded(), &mut line);
        line
    }

    fn hashes(text: &str) -> Vec<u64> {
        line(text).telling.into_iter().map(|(hash, _)| hash).collect()
    }

    #[test]
    fn words_of_some_letters_tell_and_pairs_of_characters() {
        let stems = ["piers", "closed", "près", "dürfen"].map(stem);
        assert_eq!(hashes("The piers, closed: été près_dürfen I"), stems);
        assert_eq!(hashes("码头关闭"), [['码', '头'], ['头', '关'], ['关', '闭']].map(hash));
        assert_eq!(hashes("…—"), [0; 0]);
    }

    #[test]
    fn a_line_is_spread_over_the_passages_that_have_one_of_its_words() {
        let mut words = LineWords::default();
        for text in
            ["Pier closed", "The pier was closed", "Divers at the pier", "It rained all day"]
        {
            words.push(&line(text));
        }
        assert_eq!(words.passages([1, 2, 3]).share_with(words.of(0)), 2.0 / 3.0);
        assert_eq!(words.passages([]).share_with(words.of(0)), 0.0);
    }

    #[test]
    fn words_of_running_text_are_not_rare() {
        let mut words = LineWords::default();
        words.push(&line("These piers were closed"));
        let rare = words.rare_of_lines([0]);
        let is_rare = ["these", "piers", "closed"].map(|word| rare.contains(stem(word)));
        assert_eq!(is_rare, [false, true, true]);
        assert!(words.of_lines([0], usize::MAX).contains(stem("these")));
    }

    /// The words of a text that tell, one by one, each as often as it has something to tell.
    fn one_by_one(text: &str) -> Vec<String> {
        let times = |word: &str| match word.chars().count() {
            letters if word.chars().any(is_unspaced) => letters - 1,
            letters => usize::from(letters >= TELLING_LETTERS),
        };
        let words = text.split(|c| !is_word(c));
        words.flat_map(|word| std::iter::repeat_n(folded(word), times(word))).collect()
    }

    proptest! {
        #[test]
        fn the_scan_of_a_line_finds_the_words_one_by_one(
            text in "[a-eA-E0-9 .,'’éß関門_Я-]{0,40}|.{0,20}"
        ) {
            let line = line(&text);
            let word = |place: usize| &line.text[line.words[place].start..line.words[place].end];
            let found: Vec<String> =
                line.telling.iter().map(|&(_, place)| word(place).to_owned()).collect();
            prop_assert_eq!(found, one_by_one(&text));
        }
    }

    #[test]
    fn endings_and_capitals_make_no_difference() {
        assert_eq!(hashes("Harbour"), hashes("harboured"));
        assert_eq!(hashes("Ökologie"), hashes("ÖKOLOGISCH"));
        assert_eq!(hashes("Gesetz"), hashes("Gesetzgebungsverfahrensänderung"));
        assert_ne!(hashes("Harbour"), hashes("Harvest"));
    }
}
