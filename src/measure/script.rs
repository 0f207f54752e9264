//! What a character is, for all scripts: the one place that says where words begin and end.

/// Whether a character is part of a word: letters, marks and digits. Beyond ASCII everything is,
/// but for the blocks of punctuation, symbols and pictures; marks of Indic and Arabic scripts,
/// which Unicode does not count as letters, stay inside their words this way.
#[inline]
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { is_word_beyond_ascii(c) }
}

fn is_word_beyond_ascii(c: char) -> bool {
    !matches!(c,
        '\u{80}'..='\u{a9}' | '\u{ab}'..='\u{b4}' | '\u{b6}'..='\u{b9}' | '\u{bb}'..='\u{bf}'
        | '×' | '÷' | '\u{37e}' | '\u{387}' | '\u{589}' | '\u{5be}' | '\u{60c}' | '\u{61b}' | '\u{61f}'
        | '\u{66a}'..='\u{66d}' | '\u{6d4}' | '\u{964}' | '\u{965}' | '\u{e2f}' | '\u{104a}' | '\u{104b}'
        | '\u{1362}'..='\u{1368}' | '\u{17d4}'..='\u{17da}'
        | '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20cf}' | '\u{2100}'..='\u{214f}'
        | '\u{2190}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}' | '\u{30fb}' | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe6f}'
        | '\u{feff}' | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}'
        | '\u{ff5b}'..='\u{ff65}' | '\u{fff0}'..='\u{ffff}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether a character belongs to a script written without spaces between words.
pub(crate) fn is_unspaced(c: char) -> bool {
    characters_per_word(c).is_some()
}

/// Characters that make a word on average, in a script written without spaces: two in Chinese and
/// Japanese, four in the alphabets of South-East Asia.
pub(crate) fn characters_per_word(c: char) -> Option<u32> {
    match c {
        '\u{0}'..='\u{dff}' => None,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => Some(4),
        '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Some(2),
        _ => None,
    }
}

/// Whether a character ends a sentence.
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '。'
            | '！'
            | '？'
            | '．'
            | '।'
            | '॥'
            | '؟'
            | '۔'
            | '։'
            | '።'
            | '။'
            | '។'
            | '‼'
            | '⁉'
    )
}

/// Whether a character closes what another opened: it may stand behind the end of a sentence.
pub(crate) fn closes(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | ')'
            | ']'
            | '}'
            | '»'
            | '«'
            | '”'
            | '’'
            | '“'
            | '‘'
            | '›'
            | '‹'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '*'
            | '_'
    )
}

/// Whether a character opens a quotation.
pub(crate) fn opens_quotation(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '«' | '»' | '‘' | '「' | '『' | '‚' | '\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_hold_letters_marks_and_digits_of_every_script() {
        for c in ['a', '7', 'é', 'ß', 'я', 'ω', 'ع', '\u{64b}', '\u{93f}', '語', 'ไ', 'ª']
        {
            assert!(is_word(c), "{c:?}");
        }
        for c in [' ', '-', '\'', '’', '—', '。', '「', '·', '€', '→', '😀', '\u{a0}', '،']
        {
            assert!(!is_word(c), "{c:?}");
        }
    }
}
