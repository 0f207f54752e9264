#![doc = include_str!("../README.md")]
//!
//! # The flow
//!
//! ```text
//! bytes -> decode -> read -> measure -> judge -> settle -> article
//! ```

mod article;
mod cleaner;
mod cues;
mod decode;
mod joined;
mod judge;
mod label;
mod lexicon;
mod measure;
mod page;
mod read;
mod settle;
mod site;
mod trouble;

#[cfg(test)]
mod fault;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "corpus")]
pub mod corpus;
#[cfg(feature = "corpus")]
pub mod eval;

pub use article::{Article, Empty, Line, Timing};
pub use cleaner::{Cleaner, Hint};
pub use cues::{Cue, Side, cues};
pub use judge::{Bits, Column, PageKind, Vote, Weights, WeightsError, columns};
pub use label::{Label, Labels, UnknownLabel};
pub use lexicon::{Lexicon, LexiconError};
pub use page::{Metadata, Span};
pub use read::{Format, Limit, Limits};
pub use settle::Lean;
pub use site::{Templates, TemplatesError, host_of};
pub use trouble::Trouble;
