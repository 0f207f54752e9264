//! Pages for the browser, each whole in itself: no scripts, nothing to fetch.

mod explain;
mod inert;
mod policy;

pub(super) use explain::explain;
