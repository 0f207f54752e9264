//! Pages that were not cleaned, and why.

use std::fmt;
use std::io;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::Trouble;

use super::Input;
use super::open::Bomb;
use super::source::RECORD_BYTES;

/// Why a record has no page, or none that can be cleaned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The name of what went wrong.
    pub reason: &'static str,
    /// What went wrong, and what to do.
    pub message: String,
}

impl Problem {
    /// A record that is longer than records may be.
    pub(crate) fn too_long(bytes: u64) -> Problem {
        let message = format!("the record has {bytes} bytes; {RECORD_BYTES} are read at most");
        Problem { reason: "too_long", message }
    }

    /// JSON that is not a record a line.
    pub(crate) fn no_lines() -> Problem {
        let message = "it holds JSON, but not a record a line; `jq -c .` makes it so, of an array `jq -c '.[]'`; --from text reads it as a page";
        Problem { reason: "no_lines", message: message.to_owned() }
    }

    /// What cannot be read, or not to its end.
    pub(crate) fn unreadable(error: &io::Error) -> Problem {
        let is_bomb = error.get_ref().is_some_and(|inner| inner.is::<Bomb>());
        let reason = if is_bomb { "compression_bomb" } else { "unreadable" };
        Problem { reason, message: format!("cannot read it: {error}") }
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Problem {
        Problem { reason: trouble.name(), message: trouble.to_string() }
    }
}

/// A page or an input that was not cleaned. Its fields are always written, so that a table of
/// dead letters has the same columns throughout.
#[derive(Clone, Debug, Serialize)]
pub struct DeadLetter {
    /// The input's name: its path, or `-`.
    pub input: String,
    /// The number of the record in its input, from 1.
    pub record: Option<u64>,
    /// Where the record begins in its input, in bytes, once decompressed.
    pub byte: Option<u64>,
    /// The record's `id`, as it stands there.
    pub id: Option<Box<RawValue>>,
    /// The name of what went wrong.
    pub reason: &'static str,
    /// What went wrong, and what to do.
    pub message: String,
}

impl DeadLetter {
    /// A letter about an input as a whole.
    pub(crate) fn of_input(input: &Input, reason: &'static str, message: String) -> DeadLetter {
        DeadLetter::named(input.name.clone(), reason, message)
    }

    /// A letter about an input that cannot be read, or not to its end.
    pub(crate) fn unreadable(input: &Input, error: &io::Error) -> DeadLetter {
        let Problem { reason, message } = Problem::unreadable(error);
        DeadLetter::of_input(input, reason, message)
    }

    /// A letter about an argument that stands for no input.
    pub(crate) fn named(input: String, reason: &'static str, message: String) -> DeadLetter {
        DeadLetter { input, record: None, byte: None, id: None, reason, message }
    }
}

impl fmt::Display for DeadLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.input)?;
        if let Some(record) = self.record {
            write!(f, ", record {record}")?;
        }
        if let Some(byte) = self.byte {
            write!(f, ", byte {byte}")?;
        }
        write!(f, ": {} ({})", self.message, self.reason)
    }
}
