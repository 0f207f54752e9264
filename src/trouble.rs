//! What keeps a page from being cleaned.

/// Why a page could not be cleaned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Trouble {
    /// The bytes are no text in any encoding: an image, an archive, a program.
    #[error(
        "the page is binary data, not text: byte {at} is a control character, as are many others"
    )]
    Binary {
        /// Where the first such byte stands.
        at: usize,
    },
    /// The cleaner crashed on the page. This is a fault of the cleaner, and worth a report.
    #[error("the cleaner crashed on the page: {message}")]
    Crash {
        /// What the crash said.
        message: String,
    },
}

impl Trouble {
    /// The name used in records of errors.
    pub const fn name(&self) -> &'static str {
        match self {
            Trouble::Binary { .. } => "binary",
            Trouble::Crash { .. } => "crash",
        }
    }
}
