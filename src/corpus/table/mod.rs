//! Tables: records of JSON to rows, and rows to cleaned rows with the types that they have.

mod columns;
mod rows;

pub(crate) use columns::Columns;
pub(crate) use rows::{Row, Table, records};

use super::Settings;

/// The columns that cleaning adds, in their order.
fn added(settings: &Settings) -> impl Iterator<Item = &'static str> {
    let wanted = [
        ("text", true),
        ("title", true),
        ("comments", settings.comments),
        ("cut", true),
        ("lines", settings.lines),
    ];
    wanted.into_iter().filter(|(_, is_wanted)| *is_wanted).map(|(name, _)| name)
}
