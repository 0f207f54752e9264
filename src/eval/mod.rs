//! How near cleaned pages come to what people kept of them: word counts against a reference text,
//! snippets that must and must not appear, means with their uncertainty.
//!
//! What is scored is [`Article::text`](crate::Article::text), the body without its headline:
//! references of articles begin with the headline on few pages only. For a gold that has it, give
//! [`Article::full_text`](crate::Article::full_text).

mod interval;
mod snippets;
mod tally;
mod words;

pub use interval::{Interval, interval};
pub use snippets::Snippets;
pub use tally::{Mean, Tally};
pub use words::{Counting, Score, score, words};
