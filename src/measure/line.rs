//! Numbers about a line by itself, all counted in one scan.

use crate::lexicon::{Hits, Lexicon};
use crate::measure::script::{
    characters_per_word, closes, ends_sentence, is_word, opens_quotation,
};

/// What a line is made of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Measures {
    /// Length in words; a word of an unspaced script is its usual number of characters.
    pub(crate) words: u32,
    /// Words that a space or punctuation parts from the next, whatever their script.
    pub(crate) spaced_words: u32,
    /// Words of running text: articles, prepositions, pronouns.
    pub(crate) function_words: u32,
    /// Words that begin with a capital, those all in capitals included.
    pub(crate) capital_words: u32,
    /// Words of two letters or more, all in capitals.
    pub(crate) upper_words: u32,
    /// Words that are neither numbers nor words of dates.
    pub(crate) undated_words: u32,
    /// Words that are numbers.
    pub(crate) numbers: u32,
    /// Characters, white space folded.
    pub(crate) chars: u32,
    /// Characters of scripts without spaces.
    pub(crate) unspaced_chars: u32,
    pub(crate) commas: u32,
    /// Ends of sentences with more text behind them.
    pub(crate) inner_ends: u32,
    /// Signs that divide entries of a menu: `|`, `›`, `»`, `·`, `•`, ` / `, tabs.
    pub(crate) separators: u32,
    pub(crate) first: First,
    pub(crate) last: Last,
    /// A sentence, and behind it a few words in brackets: a caption with its credit.
    pub(crate) credited: bool,
    /// The first word is one that stands before an author's name.
    pub(crate) begins_with_by: bool,
    /// A web or mail address stands in it.
    pub(crate) has_address: bool,
    pub(crate) has_price: bool,
    /// Hash of the line's words in lower case: equal for lines that say the same.
    pub(crate) fingerprint: u64,
    /// Phrases of the lexicon.
    pub(crate) hits: Hits,
}

/// How a line begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum First {
    Upper,
    Lower,
    Digit,
    Quotation,
    #[default]
    Sign,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Last {
    /// A full stop or exclamation mark, quotes and brackets behind it aside.
    Sentence,
    Question,
    Ellipsis,
    Colon,
    Comma,
    /// A closing bracket with no sentence end before it.
    Bracket,
    Digit,
    /// A word or any other sign.
    #[default]
    Open,
}

impl Measures {
    /// Share of the words that are words of running text; `None` where the script has no spaces
    /// to count them by.
    pub(crate) fn function_share(&self) -> Option<f32> {
        (self.unspaced_chars * 2 < self.chars && self.spaced_words > 0)
            .then(|| self.function_words as f32 / self.spaced_words as f32)
    }

    /// Share of the words that begin with a capital.
    pub(crate) fn capital_share(&self) -> Option<f32> {
        let lettered = self.spaced_words.saturating_sub(self.numbers);
        (lettered > 0 && self.unspaced_chars * 2 < self.chars)
            .then(|| self.capital_words as f32 / lettered as f32)
    }

    /// Whether the line is "by" and names, with a date or an office behind them at most.
    pub(crate) fn is_byline(&self) -> bool {
        /// Words of two names with their offices.
        const MOST_WORDS: u32 = 12;
        /// Share of the other words that are names or parts of a date.
        const NAMES: f32 = 0.7;
        let others = self.spaced_words.saturating_sub(1);
        let dated = others.saturating_sub(self.undated_words) as f32;
        let capitals = self.capital_words.saturating_sub(u32::from(self.first == First::Upper));
        self.begins_with_by
            && (1..MOST_WORDS).contains(&others)
            && !matches!(self.last, Last::Sentence | Last::Question)
            && capitals as f32 + dated >= NAMES * others as f32
    }

    /// Whether the line says nothing but a date or time.
    pub(crate) fn is_date(&self) -> bool {
        /// A time range with weekday, date and zone twice has fewer.
        const MOST_WORDS: u32 = 14;
        self.undated_words == 0 && self.numbers > 0 && (2..=MOST_WORDS).contains(&self.spaced_words)
    }
}

/// Measures a line. `lower` is room for its form in lower case, white space folded and quotes
/// straight, as phrases are written.
pub(crate) fn measure(text: &str, lexicon: &Lexicon, lower: &mut String) -> Measures {
    let mut scan = Scan {
        lexicon,
        lower,
        m: Measures::default(),
        word: None,
        before: ' ',
        last_letters: 0,
        sentence_open: false,
    };
    scan.lower.clear();
    for c in text.chars() {
        scan.character(c);
    }
    scan.finish(text)
}

struct Scan<'a> {
    lexicon: &'a Lexicon,
    lower: &'a mut String,
    m: Measures,
    word: Option<Word>,
    before: char,
    /// Letters of the last word.
    last_letters: u32,
    /// A sentence ended, and nothing but closing signs and space came since.
    sentence_open: bool,
}

/// The word being scanned.
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

    fn word_character(&mut self, c: char) {
        let capital = if c.is_ascii() { c.is_ascii_uppercase() } else { c.is_uppercase() };
        if self.sentence_open {
            self.sentence_open = false;
            // "3.5" and "www.site" go on in lower case or digits right behind the sign.
            self.m.inner_ends += u32::from(capital || characters_per_word(c).is_some());
        }
        if characters_per_word(c).is_some() {
            self.m.unspaced_chars += 1;
        }
        self.m.chars += 1;
        let start = self.lower.len();
        let word =
            self.word.get_or_insert(Word { start, capital, upper: 0, letters: 0, digits: 0 });
        word.upper += u32::from(capital);
        if c.is_ascii_digit() {
            word.digits += 1;
        } else {
            word.letters += 1;
        }
        if c.is_ascii() {
            self.lower.push(c.to_ascii_lowercase());
        } else {
            self.lower.extend(c.to_lowercase());
        }
    }

    fn sign(&mut self, c: char) {
        if c.is_whitespace() {
            if !self.lower.is_empty() && !self.lower.ends_with(' ') {
                self.lower.push(' ');
                self.m.chars += 1;
            }
            self.m.separators += u32::from(c == '\t');
            return;
        }
        self.m.chars += 1;
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
        self.lower.push(match c {
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
        let letters = self.lower[word.start..].trim_matches(|c: char| c.is_ascii_digit());
        let kind = self.lexicon.word(letters);
        m.begins_with_by |= m.spaced_words == 1 && kind.by;
        m.function_words += u32::from(kind.function);
        m.undated_words += u32::from(!number && !kind.calendar);
    }

    fn finish(mut self, text: &str) -> Measures {
        self.end_word();
        while self.lower.ends_with(' ') {
            self.lower.pop();
        }
        let mut m = self.m;
        m.words = words(&m);
        m.first = first(text);
        m.last = last(text);
        m.credited = matches!(m.last, Last::Bracket | Last::Open) && is_credited(text, m.last);
        m.has_address = self.lower.contains("http://")
            || self.lower.contains("https://")
            || self.lower.contains("www.")
            || self.lower.split(' ').any(|word| word.contains('@') && word.contains('.'));
        m.fingerprint = fingerprint(self.lower);
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

/// Whether a line is a sentence and a credit behind it, in brackets or divided by a stroke:
/// "The pier. (Ida Rook/AFP)", "The pier. / Ida Rook".
fn is_credited(text: &str, last: Last) -> bool {
    /// Words of a credit at most.
    const MOST_WORDS: usize = 10;
    const OPENING: [char; 6] = ['(', '（', '[', '/', '|', '©'];
    let text = text.trim_end();
    if last == Last::Open && ends_with_a_name(text) {
        return true;
    }
    let bracket = if last == Last::Bracket { &OPENING[..3] } else { &OPENING[3..] };
    let Some(at) = text.rfind(bracket) else { return false };
    let (caption, credit) = text.split_at(at);
    let mut words = credit.trim_start_matches(OPENING).split_whitespace();
    let is_name = |word: &str| !word.starts_with(|c: char| c.is_lowercase() || c.is_numeric());
    let all_names = last == Last::Bracket || words.clone().all(is_name);
    caption.trim_end().ends_with(ends_sentence)
        && credit.split_whitespace().count() <= MOST_WORDS
        && all_names
        && words.next().is_some_and(is_name)
}

/// Whether two or three names stand behind a sentence: "The pier at dusk. Ida Rook".
fn ends_with_a_name(text: &str) -> bool {
    let Some(at) = text.rfind(ends_sentence) else { return false };
    let name = text[at..].trim_start_matches(ends_sentence);
    let spaced = name.starts_with(' ');
    let count = name.split_whitespace().count();
    let names = name
        .split_whitespace()
        .all(|word| !word.starts_with(|c: char| c.is_lowercase() || c.is_numeric() || !is_word(c)));
    let before = text[..at].split_whitespace().next_back().map_or(0, |word| word.chars().count());
    spaced && names && (2..=3).contains(&count) && before > 2
}

/// Hash of the words; punctuation at the edges and the "Re:" of replies are left out.
fn fingerprint(lower: &str) -> u64 {
    use std::hash::Hasher;
    let lower = lower.strip_prefix("re: ").unwrap_or(lower);
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(lower.trim_matches(|c| !is_word(c)).as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Measures {
        measure(text, Lexicon::embedded(), &mut String::new())
    }

    #[test]
    fn a_sentence_is_counted_in_one_scan() {
        let m =
            of("The two ministers met in Seoul, where they spoke of 3.5 tons. “Good,” one said.");
        assert_eq!((m.words, m.function_words >= 5, m.commas, m.inner_ends), (16, true, 2, 1));
        assert_eq!((m.first, m.last), (First::Upper, Last::Sentence));
    }

    #[test]
    fn unspaced_scripts_count_by_their_characters() {
        assert_eq!(of("这里的书可以买，也可以借。").words, 6);
        assert_eq!(of("東京オリンピック2020").words, 5);
    }

    #[test]
    fn ends_are_seen_behind_quotes_and_brackets() {
        for (text, end) in [
            ("He said “no.”", Last::Sentence),
            ("(Reuters)", Last::Bracket),
            ("And then...", Last::Ellipsis),
            ("Read on […]", Last::Ellipsis),
            ("Ingredients:", Last::Colon),
            ("他说：“好。”", Last::Sentence),
            ("هل هذا صحيح؟", Last::Question),
            ("Related News", Last::Open),
        ] {
            assert_eq!(of(text).last, end, "{text}");
        }
    }

    #[test]
    fn dates_are_told_from_titles_with_years() {
        for date in [
            "17 Apr 2023 07:04:34 GMT9",
            "Posted on May 3, 2021",
            "2020-12-06 08:15",
            "3 hours ago",
        ] {
            assert!(of(date).is_date(), "{date}");
        }
        for other in ["Budget 2024", "1984", "May the force", "Top 10 of 2023"] {
            assert!(!of(other).is_date(), "{other}");
        }
    }

    #[test]
    fn bylines_are_told_from_sentences() {
        for byline in [
            "By Ida Rook",
            "by Ambrose Tillyard",
            "Von Henrike Dallmann",
            "By Ida Rook and Tom Vane | May 3, 2021",
        ] {
            assert!(of(byline).is_byline(), "{byline}");
        }
        for other in
            ["By Monday it rained.", "Von allen Seiten kam Lob für den Plan", "By", "Ida Rook"]
        {
            assert!(!of(other).is_byline(), "{other}");
        }
    }

    #[test]
    fn credits_are_told_from_other_brackets() {
        for caption in [
            "The pier at dusk. (Ida Rook/AFP)",
            "The pier. (AP Photo)",
            "El faro, al alba. / Lucía Ferrer",
            "The pier at dusk. Ida Rook",
            "码头。（新华社）",
        ] {
            assert!(of(caption).credited, "{caption}");
        }
        for other in [
            "He left early. (He was ill.)",
            "The pier (built 1811)",
            "It rained. (see below)",
            "He did and/or she did",
        ] {
            assert!(!of(other).credited, "{other}");
        }
    }

    #[test]
    fn equal_words_have_equal_fingerprints() {
        assert_eq!(of("Pier closed!").fingerprint, of("• PIER  closed").fingerprint);
        assert_ne!(of("Pier closed").fingerprint, of("Pier closes").fingerprint);
    }
}
