//! The one scan of a line that counts all of its measures.

use super::ascii;
use super::credit::is_credited;
use super::fold::{lower, straight};
use super::line::{First, Last, Measures};
use super::script::{characters_per_word, closes, ends_sentence, is_word, opens_quotation};
use super::stencil::{self, Filled, Outline};
use super::topic::telling_word;
use crate::lexicon::{self, Lexicon, Lowered, WordAt, WordKind, is_phrase_sign};

/// Measures a line. `lower` is room for its form in lower case, white space folded and quotes
/// straight, as phrases are written.
pub(crate) fn measure(text: &str, lexicon: &Lexicon, lower: &mut Lowered) -> Measures {
    lower.text.clear();
    lower.words.clear();
    lower.telling.clear();
    lower.has_signs = false;
    let mut scan = Scan {
        text,
        lower,
        copied: 0,
        m: Measures::default(),
        word: None,
        before: ' ',
        told: 0,
        last_letters: 0,
        sentence_open: false,
        linked: false,
        stopped: false,
    };
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        // Words of ASCII are most of most pages, and are taken whole.
        at = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => scan.ascii_word(at),
            b' ' => scan.space(' ', at),
            _ => scan.character(at),
        };
    }
    scan.finish(lexicon)
}

struct Scan<'a> {
    text: &'a str,
    lower: &'a mut Lowered,
    /// Bytes of the text that the lower-case form has; the rest is copied when something else
    /// must be written, so that most lines are copied at once.
    copied: usize,
    m: Measures,
    word: Option<Word>,
    before: char,
    /// Bytes of the text whose telling words are known.
    told: usize,
    /// Letters of the last word.
    last_letters: u32,
    /// A sentence ended, and nothing but closing signs and space came since.
    sentence_open: bool,
    /// A sign was met that web and mail addresses have.
    linked: bool,
    /// A sign was met that ends sentences.
    stopped: bool,
}

/// The word being scanned.
#[derive(Default)]
struct Word {
    /// Byte offset in the lower-case form.
    start: usize,
    capital: bool,
    upper: u32,
    letters: u32,
    digits: u32,
}

impl Word {
    /// Whether a capital stands within it, and it is long enough for two words: "NewsSport".
    fn is_joined(&self) -> bool {
        /// Letters of two words.
        const FEWEST: u32 = 4;
        self.letters >= FEWEST && self.upper > u32::from(self.capital) && self.upper < self.letters
    }
}

impl Scan<'_> {
    /// Scans the character at an offset; returns the offset of the next.
    fn character(&mut self, at: usize) -> usize {
        let byte = self.text.as_bytes()[at];
        let c = match byte.is_ascii() {
            true => char::from(byte),
            false => self.text[at..].chars().next().unwrap_or_default(),
        };
        if is_word(c) {
            self.word_character(c, at);
        } else if c.is_whitespace() {
            return self.space(c, at);
        } else {
            self.end_word(at);
            self.sign(c, at);
        }
        self.before = c;
        at + c.len_utf8()
    }

    /// Scans a word of ASCII letters and digits, or a part of one; returns the offset behind it.
    fn ascii_word(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let run = ascii::run(&bytes[at..]);
        let end = at + run.length;
        let length = run.length as u32;
        self.tell(at, end);
        let capital = bytes[at].is_ascii_uppercase();
        let word = self.begin(at, capital, false);
        word.upper += run.upper;
        word.digits += run.digits;
        word.letters += length - run.digits;
        self.m.chars += length;
        self.before = 'a';
        end
    }

    /// Takes the telling word that begins at a place, unless it is known.
    fn tell(&mut self, at: usize, ascii_end: usize) {
        if at >= self.told {
            let Lowered { telling, words, .. } = &mut *self.lower;
            let found = |hash| telling.push((hash, words.len()));
            self.told = telling_word(self.text, at, ascii_end, found);
        }
    }

    fn word_character(&mut self, c: char, at: usize) {
        self.tell(at, at);
        let capital = c.is_uppercase();
        let unspaced = characters_per_word(c).is_some();
        let word = self.begin(at, capital, unspaced);
        word.upper += u32::from(capital);
        word.letters += 1;
        self.m.unspaced_chars += u32::from(unspaced);
        self.lower.has_signs |= unspaced;
        self.m.chars += 1;
        let mut lowered = lower(c);
        if lowered.len() > 1 || lowered.next() != Some(c) {
            self.write(at, at + c.len_utf8());
            self.lower.text.extend(lower(c));
        }
    }

    /// A word begins or goes on: behind a sentence's end, a capital begins the next sentence.
    /// "3.5" and "www.site" go on in digits or small letters.
    fn begin(&mut self, at: usize, capital: bool, unspaced: bool) -> &mut Word {
        self.m.inner_ends += u32::from(self.sentence_open && (capital || unspaced));
        self.sentence_open = false;
        let start = self.written(at);
        self.word.get_or_insert(Word { start, capital, ..Word::default() })
    }

    /// How long the lower-case form of the text before an offset is.
    fn written(&self, at: usize) -> usize {
        self.lower.text.len() + at - self.copied
    }

    /// Copies the text before an offset to the lower-case form, and passes over what follows up to
    /// `next`, in the place of which the caller writes something else.
    fn write(&mut self, at: usize, next: usize) {
        let start = self.lower.text.len();
        self.lower.text.push_str(&self.text[self.copied..at]);
        self.lower.text[start..].make_ascii_lowercase();
        self.copied = next;
    }

    /// Folds white space: one space stands for any run of it, none for one at the start. Returns
    /// the offset behind it.
    fn space(&mut self, c: char, at: usize) -> usize {
        self.end_word(at);
        let folded = match self.written(at) {
            0 => true,
            _ if at > self.copied => self.text.as_bytes()[at - 1] == b' ',
            _ => self.lower.text.ends_with(' '),
        };
        if folded || c != ' ' {
            self.write(at, at + c.len_utf8());
            self.lower.text.push_str(if folded { "" } else { " " });
        }
        self.m.chars += u32::from(!folded);
        self.m.separators += u32::from(c == '\t');
        self.before = c;
        at + c.len_utf8()
    }

    fn sign(&mut self, c: char, at: usize) {
        self.m.chars += 1;
        self.lower.has_signs |= is_phrase_sign(c);
        self.linked |= c == '@' || (c == '/' && self.before == '/');
        let stop = ends_sentence(c);
        self.stopped |= stop;
        match c {
            ',' | '，' | '、' | '،' => self.m.commas += 1,
            '|' | '›' | '·' | '•' | '»' | '>' | '／' | '｜' => self.m.separators += 1,
            '/' if self.before == ' ' => self.m.separators += 1,
            '$' | '€' | '£' | '¥' | '₹' | '₽' => self.m.has_price = true,
            _ if stop => self.sentence_open = self.ends_a_sentence(c),
            _ => {}
        }
        if !closes(c) && !stop {
            self.sentence_open &= opens_quotation(c) || matches!(c, '(' | '—' | '–' | '-');
        }
        let straight = straight(c);
        if straight != c {
            self.write(at, at + c.len_utf8());
            self.lower.text.push(straight);
        }
    }

    /// Whether a stop behind the last word ends a sentence: behind a word of one or two letters it
    /// ends an abbreviation as often ("S. Korea", "Dr. Vane").
    fn ends_a_sentence(&self, stop: char) -> bool {
        const SHORTEST: u32 = 3;
        self.before != ' '
            && (stop != '.' || self.last_letters == 0 || self.last_letters >= SHORTEST)
    }

    /// Ends the word before an offset, if there is one.
    fn end_word(&mut self, at: usize) {
        let Some(word) = self.word.take() else { return };
        self.last_letters = word.letters;
        let number = word.digits > 0 && (word.letters == 0 || word.digits >= word.letters);
        let end = self.written(at);
        let m = &mut self.m;
        m.spaced_words += 1;
        m.capital_words += u32::from(word.capital);
        m.upper_words += u32::from(word.letters > 1 && word.upper == word.letters);
        m.joined_words += u32::from(word.is_joined());
        m.numbers += u32::from(number);
        self.lower.words.push(WordAt {
            start: word.start,
            end,
            number,
            mixed: word.digits > 0 && word.letters > 0,
            kind: WordKind::default(),
        });
    }

    fn finish(mut self, lexicon: &Lexicon) -> Measures {
        let text = self.text;
        self.end_word(text.len());
        self.write(text.len(), text.len());
        while self.lower.text.ends_with(' ') {
            self.lower.text.pop();
        }
        let outline = self.look_up(lexicon);
        let mut m = self.m;
        m.words = words(&m);
        m.first = First::of(text);
        m.last = Last::of(text);
        // A credit stands behind a sentence: a line without a stop need not be searched.
        m.credited = self.stopped
            && matches!(m.last, Last::Bracket | Last::Open)
            && is_credited(text, m.last);
        m.has_address = self.linked && is_address(&self.lower.text);
        m.fingerprint = fingerprint(self.lower);
        m.outline = outline.filter(|_| m.words <= stencil::MOST_WORDS);
        m.hits = lexicon.hits(self.lower);
        m
    }

    /// Asks the lexicon what the words are: all of the line after its scan, so that one look-up
    /// need not wait for the other. Returns the hash of their outline, if there are any.
    fn look_up(&mut self, lexicon: &Lexicon) -> Option<u64> {
        let (lower, m) = (&mut *self.lower, &mut self.m);
        let mut outline = Outline::default();
        for word in &mut lower.words {
            let text = &lower.text[word.start..word.end];
            let mut hash = lexicon::hash(text);
            word.kind = lexicon.hashed(hash);
            let mut calendar = word.kind.calendar;
            if word.mixed {
                // "GMT9" and "05pm" are words of dates with a number.
                hash = lexicon::hash(text.trim_matches(|c: char| c.is_ascii_digit()));
                calendar |= lexicon.hashed(hash).calendar;
            }
            match () {
                () if calendar => outline.filled(Filled::Calendar),
                () if word.number && !word.mixed => outline.filled(Filled::Number),
                () => outline.word(hash),
            }
            self.linked |= text == "www";
            m.function_words += u32::from(word.kind.function);
            m.undated_words += u32::from(!word.number && !calendar);
        }
        m.begins_with_by = lower.words.first().is_some_and(|word| word.kind.by);
        (!lower.words.is_empty()).then(|| outline.hash())
    }
}

/// Length in words: runs of unspaced scripts count by their characters.
fn words(m: &Measures) -> u32 {
    if m.unspaced_chars == 0 {
        return m.spaced_words;
    }
    // A mixed line's spaced words are those that its other characters can make.
    let spaced_chars = m.chars - m.unspaced_chars;
    let spaced = m.spaced_words.min(spaced_chars / 4);
    spaced + m.unspaced_chars.div_ceil(2)
}

/// Whether a web or mail address stands in the line.
fn is_address(lower: &str) -> bool {
    lower.contains("://")
        || lower.contains("www.")
        || lower.split(' ').any(|word| word.contains('@') && word.contains('.'))
}

/// Hash of the words; punctuation at the edges and the "Re:" of replies are left out.
fn fingerprint(lower: &Lowered) -> u64 {
    use std::hash::Hasher;
    let reply = usize::from(lower.text.starts_with("re: "));
    let (first, last) = (lower.words.get(reply), lower.words.last());
    let words = first.zip(last).map_or("", |(first, last)| &lower.text[first.start..last.end]);
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(words.as_bytes());
    hasher.finish()
}
