//! Numbers about a line by itself, all counted in one scan.

use super::script::{closes, ends_sentence, is_word, opens_quotation};
use crate::lexicon::Hits;

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
    /// Words with a capital behind a small letter: "NewsSport", "JavaScript".
    pub(crate) joined_words: u32,
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
    /// Hash of what a short line says but for its numbers and dates; `None` for longer lines.
    pub(crate) outline: Option<u64>,
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
    /// The mark of a footnote.
    Note,
    #[default]
    Sign,
}

impl First {
    /// How a text begins.
    pub(super) fn of(text: &str) -> First {
        match text.chars().next() {
            Some(_) if calls_a_note(text) => First::Note,
            Some(c) if c.is_numeric() => First::Digit,
            Some(c) if c.is_lowercase() => First::Lower,
            Some(c) if is_word(c) => First::Upper,
            Some(c) if opens_quotation(c) => First::Quotation,
            _ => First::Sign,
        }
    }
}

/// Whether a text begins with the mark of a footnote: "† In select regions", or the number of one
/// that stood above the line, "2For the year to June". An asterisk marks entries of lists as often,
/// and "§" the paragraphs of a law.
fn calls_a_note(text: &str) -> bool {
    /// Digits of such a number at most.
    const DIGITS: usize = 2;
    let mark = |c: char| {
        matches!(c, '†' | '‡' | '◊' | '¶' | '∆' | '±' | '※' | '¹' | '²' | '³' | '⁰'..='⁹')
    };
    let word = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - word.len();
    let mut letters = word.chars();
    text.starts_with(mark)
        || ((1..=DIGITS).contains(&digits)
            && letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase))
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

impl Last {
    /// How a text ends.
    pub(super) fn of(text: &str) -> Last {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{Lexicon, Lowered};
    use crate::measure::scan::measure;

    fn of(text: &str) -> Measures {
        measure(text, Lexicon::embedded(), &mut Lowered::default())
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
