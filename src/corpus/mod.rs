//! Many pages at once: files, folders and records in, clean pages out, in the order of the
//! inputs, with bounded memory. A page that cannot be cleaned becomes a [`DeadLetter`] and the
//! run goes on.
//!
//! ```text
//! inputs -> open -> kind -> pages (batches) -> work (rayon) -> run -> sink
//! ```

mod dead;
mod inputs;
mod json;
mod kind;
mod mirror;
mod open;
mod pages;
mod record;
mod run;
mod settings;
mod sink;
mod work;
mod writing;

pub use dead::DeadLetter;
pub use inputs::{Found, Input, find, stands_for_many};
#[cfg(feature = "cli")]
pub(crate) use json::number;
pub(crate) use json::spelt;
pub use kind::Kind;
pub(crate) use kind::kind;
pub use open::{Opened, open};
pub(crate) use pages::{Item, Pages};
pub(crate) use record::{Problem, Record};
pub use run::{Output, Report, Tally, WriteError, run};
pub use settings::{Settings, Shape};
