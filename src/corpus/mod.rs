//! Many pages at once: files, folders and archives in, clean pages out, in the order of the
//! inputs, with bounded memory. A page that cannot be cleaned becomes a [`DeadLetter`] and the
//! run goes on.
//!
//! ```text
//! inputs -> open -> kind -> source -> reader (batches) -> work (rayon) -> writing -> sink
//! ```

mod batch;
mod captured;
mod checkpoint;
mod dead;
#[cfg(test)]
mod faults;
mod filter;
mod frequent;
mod gate;
mod glance;
mod gzip;
mod inputs;
mod json;
mod kind;
mod learn;
mod mirror;
mod open;
mod reader;
mod record;
mod run;
mod settings;
mod shown;
mod sink;
mod source;
mod spans;
mod stats;
mod table;
mod target;
mod work;
mod writing;

pub use captured::{Captured, captured};
pub use dead::{DeadLetter, Problem};
pub use filter::{Filter, Filters, UnknownFilter};
pub use frequent::Frequent;
pub use glance::{Glance, HostBytes, Hosts, LEAST_SCORE, Sample, Sampled, Scores};
pub use inputs::{Found, Input, find, stands_for_many};
#[cfg(feature = "cli")]
pub(crate) use json::number;
pub(crate) use json::spelt;
pub(crate) use kind::kind;
pub use kind::{Captures, Kind};
pub use learn::{Learnt, MergeError, learn, merge_templates};
pub use mirror::{shape_named, unwritten_form};
pub use open::{Opened, open, opened};
pub(crate) use reader::{Item, Position, Reader};
pub(crate) use record::Record;
pub use run::{Progress, Resumable, RunError, Summary, Watcher, WriteError, run};
pub use settings::{Job, Output, Settings, Shape};
#[cfg(feature = "cli")]
pub(crate) use shown::is_obeyed;
#[cfg(feature = "cli")]
pub(crate) use sink::{Partial, is_device};
pub(crate) use source::Content;
pub use spans::{ScoredSpan, attributes};
pub use stats::{Bytes, Lines, Pages, Seconds, Stats};
