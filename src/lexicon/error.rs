//! What is wrong with a lexicon that cannot be used.

/// A lexicon that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LexiconError {
    /// A file is not of the form that lexicon/README.md describes.
    #[error("lexicon file {file}: {message}")]
    Form {
        /// The file's name.
        file: String,
        /// What is wrong, with the line.
        message: String,
    },
    /// A phrase has nothing to look for.
    #[error(
        "lexicon file {file}: the phrase `{phrase}` can never be found, for it has no letter and \
         no sign such as © or →; take it out"
    )]
    Phrase {
        /// The file's name.
        file: String,
        /// The phrase, as it is written there.
        phrase: String,
    },
    /// A word of class names that no name is split into.
    #[error(
        "lexicon file {file}: `{word}` is no word of class names, which are 2 to 18 small letters; \
         names are split at punctuation and before capitals, so write `nav` for `site-nav`"
    )]
    Word {
        /// The file's name.
        file: String,
        /// The word, as it is written there.
        word: String,
    },
    /// The phrases together are more than the search can hold.
    #[error("the lexicon has too many phrases: {0}")]
    Size(String),
}

impl LexiconError {
    /// A file that the TOML reader refuses.
    pub(super) fn form(file: &str, error: &toml::de::Error) -> LexiconError {
        LexiconError::Form {
            file: file.to_owned(),
            message: error.to_string().trim_end().to_owned(),
        }
    }
}
