//! The form in which lines and phrases are held against each other: lower case, white space
//! folded, quotes straight, and without the marks that capitals and old keyboards leave out.

use std::char::ToLowercase;

use super::script::is_word;

/// A character of a word in lower case.
///
/// Some letters lose a mark on the way, so that one phrase serves every way of printing it:
/// capitals have no dotless i in Turkish ("YAZDIR" is "Yazdır") and no accents in Greek, Romanian
/// is typed with cedillas for commas, and Persian with the letters of Arabic.
pub(crate) fn lower(c: char) -> ToLowercase {
    let plain = match c {
        'İ' | 'ı' => 'i',
        'Ά' | 'ά' => 'α',
        'Έ' | 'έ' => 'ε',
        'Ή' | 'ή' => 'η',
        'Ί' | 'ί' => 'ι',
        'ΐ' => 'ϊ',
        'Ό' | 'ό' => 'ο',
        'Ύ' | 'ύ' => 'υ',
        'ΰ' => 'ϋ',
        'Ώ' | 'ώ' => 'ω',
        'ς' => 'σ',
        'Ş' | 'ş' => 'ș',
        'Ţ' | 'ţ' => 'ț',
        'ي' => 'ی',
        'ك' => 'ک',
        _ => c,
    };
    plain.to_lowercase()
}

/// A sign between words, quotes and apostrophes made straight.
pub(crate) fn straight(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        _ => c,
    }
}

/// A phrase in the form in which it is looked for.
pub(crate) fn folded(phrase: &str) -> String {
    let mut folded = String::with_capacity(phrase.len());
    for c in phrase.trim().chars() {
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else if is_word(c) {
            folded.extend(lower(c));
        } else if !c.is_whitespace() {
            folded.push(straight(c));
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded
}

/// The letters and digits of a text in lower case: what is left when punctuation and spacing are
/// not compared.
pub(crate) fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars().filter(|&c| is_word(c)) {
        match c.is_ascii() {
            true => letters.push(c.to_ascii_lowercase()),
            false => letters.extend(c.to_lowercase()),
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{Lexicon, Lowered};
    use crate::measure::scan::measure;

    #[test]
    fn phrases_have_the_form_of_lines() {
        for text in [
            " Read\u{a0} More » ",
            "„Weiterlesen“ Sie’s",
            "ΔΙΑΒΑΣΤΕ ΕΠΊΣΗΣ: Ταΐζω",
            "YAZDIR | İlgili Haberler",
            "Citeşte şi: ştiri, poziţia",
            "يادداشت هاي كاربران",
            "関連記事　一覧",
        ] {
            let mut line = Lowered::default();
            measure(text, Lexicon::embedded(), &mut line);
            assert_eq!(folded(text), line.text);
        }
        assert_eq!(folded("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ"), folded("Διαβάστε επίσης"));
        assert_eq!(folded("YAZDIR"), folded("Yazdır"));
        assert_eq!(folded("Citeşte și"), folded("citește şi"));
    }
}
