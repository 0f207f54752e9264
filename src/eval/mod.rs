//! How near cleaned pages come to what people kept of them: word counts against a reference text,
//! snippets that must and must not appear, lines labelled by hand; figures with their uncertainty.
//!
//! What is scored is [`Article::text`](crate::Article::text), the body without its headline:
//! references of articles begin with the headline on few pages only. For a gold that has it, see
//! [`Scoring::headline`].
//!
//! ```text
//! files -> records -> gold -> page (words, snippets) -> tally -> report
//!          labels (a label a line) -> agreement -> shares
//! ```

mod gold;
mod interval;
pub mod labels;
mod page;
mod records;
mod report;
mod snippets;
mod tally;
mod words;

pub use gold::Gold;
pub use interval::{Interval, interval, interval_of};
pub use page::{Scored, Scoring, Wanted};
pub use snippets::Snippets;
pub use tally::{Figure, Summary, Tally};
pub use words::{Counting, Score, score, words};
