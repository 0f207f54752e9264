//! Input to [`Page`]: the two readers, and the choice between them.

mod broken;
pub(crate) mod html;
mod limits;
pub(crate) mod lines;
pub(crate) mod markdown;
mod sniff;
pub(crate) mod text;
pub(crate) mod wrapped;

pub(crate) use broken::{goes_on, is_opened};
pub(crate) use limits::cut;
pub use limits::{Limit, Limits};
pub use sniff::Format;
pub(crate) use sniff::sniff;

use crate::lexicon::Markup;
use crate::page::Page;

/// The characters that end a line of flat text; CR and LF together are one end.
pub(crate) const LINE_ENDS: [char; 3] = ['\n', '\r', '\x0c'];

/// Reads a page in the given format, within the limits.
pub(crate) fn read(input: &str, format: Format, limits: &Limits, markup: &Markup) -> Page {
    // The parser counts bytes in 32 bits.
    let within = cut(input, limits.bytes.min(u32::MAX as usize));
    let mut page = match format {
        Format::Html => html::read(within, limits, markup),
        Format::Text => text::read(within, limits),
    };
    if within.len() < input.len() {
        page.cut = Some(page.cut.map_or(Limit::Bytes, Limit::or_bytes));
    }
    page
}
