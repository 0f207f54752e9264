//! The one scan of a line that counts all of its measures.

use super::credit::is_credited;
use super::line::{First, Last, Measures};
use super::script::{characters_per_word, closes, ends_sentence, is_word, opens_quotation};
use crate::lexicon::{Lexicon, Lowered, WordAt, is_phrase_sign};

/// Measures a line. `lower` is room for its form in lower case, white space folded and quotes
/// straight, as phrases are written.
pub(crate) fn measure(text: &str, lexicon: &Lexicon, lower: &mut Lowered) -> Measures {
    let mut scan = Scan {
        lexicon,
        lower,
        m: Measures::default(),
        word: None,
        before: ' ',
        last_letters: 0,
        sentence_open: false,
        linked: false,
    };
    scan.lower.text.clear();
    scan.lower.words.clear();
    scan.lower.has_signs = false;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        // Words of ASCII are most of most pages, and are taken whole.
        let run = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if run > 0 {
            scan.ascii_word(&text[at..at + run]);
            at += run;
        } else {
            let c = text[at..].chars().next().unwrap_or_default();
            scan.character(c);
            at += c.len_utf8();
        }
    }
    scan.finish(text)
}

struct Scan<'a> {
    lexicon: &'a Lexicon,
    lower: &'a mut Lowered,
    m: Measures,
    word: Option<Word>,
    before: char,
    /// Letters of the last word.
    last_letters: u32,
    /// A sentence ended, and nothing but closing signs and space came since.
    sentence_open: bool,
    /// A sign was met that web and mail addresses have.
    linked: bool,
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

impl Scan<'_> {
    fn character(&mut self, c: char) {
        if is_word(c) {
            self.word_character(c);
        } else {
            self.end_word();
            self.sign(c);
        }
        self.before = c;
    }

    /// A word of ASCII letters and digits, or a part of one.
    fn ascii_word(&mut self, run: &str) {
        let (mut digits, mut upper) = (0, 0);
        for byte in run.bytes() {
            digits += u32::from(byte.is_ascii_digit());
            upper += u32::from(byte.is_ascii_uppercase());
        }
        let capital = run.as_bytes()[0].is_ascii_uppercase();
        self.begin(capital, false);
        let start = self.lower.text.len();
        let word = self.word.get_or_insert(Word { start, capital, ..Word::default() });
        word.upper += upper;
        word.digits += digits;
        word.letters += run.len() as u32 - digits;
        self.m.chars += run.len() as u32;
        self.lower.text.push_str(run);
        self.lower.text[start..].make_ascii_lowercase();
        self.before = 'a';
    }

    fn word_character(&mut self, c: char) {
        let capital = c.is_uppercase();
        let unspaced = characters_per_word(c).is_some();
        self.begin(capital, unspaced);
        self.m.unspaced_chars += u32::from(unspaced);
        self.lower.has_signs |= unspaced;
        self.m.chars += 1;
        let start = self.lower.text.len();
        let word = self.word.get_or_insert(Word { start, capital, ..Word::default() });
        word.upper += u32::from(capital);
        word.letters += 1;
        self.lower.text.extend(c.to_lowercase());
    }

    /// A word begins or goes on: behind a sentence's end, a capital begins the next sentence.
    /// "3.5" and "www.site" go on in digits or small letters.
    fn begin(&mut self, capital: bool, unspaced: bool) {
        self.m.inner_ends += u32::from(self.sentence_open && (capital || unspaced));
        self.sentence_open = false;
    }

    fn sign(&mut self, c: char) {
        if c.is_whitespace() {
            if !self.lower.text.is_empty() && !self.lower.text.ends_with(' ') {
                self.lower.text.push(' ');
                self.m.chars += 1;
            }
            self.m.separators += u32::from(c == '\t');
            return;
        }
        self.m.chars += 1;
        self.lower.has_signs |= is_phrase_sign(c);
        self.linked |= c == '@' || (c == '/' && self.before == '/');
        match c {
            ',' | '，' | '、' | '،' => self.m.commas += 1,
            '|' | '›' | '·' | '•' | '»' | '>' | '／' | '｜' => self.m.separators += 1,
            '/' if self.before == ' ' => self.m.separators += 1,
            '$' | '€' | '£' | '¥' | '₹' | '₽' => self.m.has_price = true,
            _ if ends_sentence(c) => self.sentence_open = self.ends_a_sentence(c),
            _ => {}
        }
        if !closes(c) && !ends_sentence(c) {
            self.sentence_open &= opens_quotation(c) || matches!(c, '(' | '—' | '–' | '-');
        }
        self.lower.text.push(match c {
            '’' | '‘' | 'ʼ' => '\'',
            '“' | '”' | '„' | '«' | '»' => '"',
            _ => c,
        });
    }

    /// Whether a stop behind the last word ends a sentence: behind a word of one or two letters it
    /// ends an abbreviation as often ("S. Korea", "Dr. Vane").
    fn ends_a_sentence(&self, stop: char) -> bool {
        const SHORTEST: u32 = 3;
        self.before != ' '
            && (stop != '.' || self.last_letters == 0 || self.last_letters >= SHORTEST)
    }

    fn end_word(&mut self) {
        let Some(word) = self.word.take() else { return };
        self.last_letters = word.letters;
        let m = &mut self.m;
        m.spaced_words += 1;
        m.capital_words += u32::from(word.capital);
        m.upper_words += u32::from(word.letters > 1 && word.upper == word.letters);
        let number = word.digits > 0 && (word.letters == 0 || word.digits >= word.letters);
        m.numbers += u32::from(number);
        self.linked |= &self.lower.text[word.start..] == "www";
        let text = &self.lower.text[word.start..];
        let mut kind = self.lexicon.word(text);
        if word.digits > 0 && word.letters > 0 {
            // "GMT9" and "05pm" are words of dates with a number.
            let letters = text.trim_matches(|c: char| c.is_ascii_digit());
            kind.calendar |= self.lexicon.word(letters).calendar;
        }
        self.lower.words.push(WordAt {
            start: word.start,
            end: self.lower.text.len(),
            begins_a_phrase: kind.begins_a_phrase,
        });
        m.begins_with_by |= m.spaced_words == 1 && kind.by;
        m.function_words += u32::from(kind.function);
        m.undated_words += u32::from(!number && !kind.calendar);
    }

    fn finish(mut self, text: &str) -> Measures {
        self.end_word();
        while self.lower.text.ends_with(' ') {
            self.lower.text.pop();
        }
        let mut m = self.m;
        m.words = words(&m);
        m.first = first(text);
        m.last = last(text);
        m.credited = matches!(m.last, Last::Bracket | Last::Open) && is_credited(text, m.last);
        m.has_address = self.linked && is_address(&self.lower.text);
        m.fingerprint = fingerprint(&self.lower.text);
        m.hits = self.lexicon.hits(self.lower);
        m
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

fn first(text: &str) -> First {
    match text.chars().next() {
        Some(c) if c.is_numeric() => First::Digit,
        Some(c) if c.is_lowercase() => First::Lower,
        Some(c) if is_word(c) => First::Upper,
        Some(c) if opens_quotation(c) => First::Quotation,
        _ => First::Sign,
    }
}

fn last(text: &str) -> Last {
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || closes(c));
    let closed = text[end.len()..].chars().any(|c| matches!(c, ')' | ']' | '）' | '】'));
    match end.chars().next_back() {
        Some('…') => Last::Ellipsis,
        Some('.') if end.ends_with("...") || end.ends_with("[..") => Last::Ellipsis,
        Some('?' | '？' | '؟' | ';') if !end.ends_with(';') => Last::Question,
        Some(c) if ends_sentence(c) => Last::Sentence,
        Some(':' | '：') => Last::Colon,
        Some(',' | '，' | '、' | ';' | '；' | '،' | '؛') => Last::Comma,
        Some(_) if closed => Last::Bracket,
        Some(c) if c.is_numeric() => Last::Digit,
        _ => Last::Open,
    }
}

/// Whether a web or mail address stands in the line.
fn is_address(lower: &str) -> bool {
    lower.contains("://")
        || lower.contains("www.")
        || lower.split(' ').any(|word| word.contains('@') && word.contains('.'))
}

/// Hash of the words; punctuation at the edges and the "Re:" of replies are left out.
fn fingerprint(lower: &str) -> u64 {
    use std::hash::Hasher;
    let lower = lower.strip_prefix("re: ").unwrap_or(lower);
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(lower.trim_matches(|c| !is_word(c)).as_bytes());
    hasher.finish()
}
