//! Pages for the browser, each whole in itself: no scripts, nothing to fetch.

mod explain;
mod inert;
mod picture;
mod policy;
mod report;

pub(super) use explain::explain;
pub(super) use report::report;
