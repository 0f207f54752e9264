//! The lines of pages, and the hosts that they belong to.

use std::borrow::Cow;

use super::super::record::Record;
use super::super::source::{Capture, Content};
use super::super::table::records;
use super::super::target::{Form, Target};
use super::super::{Problem, Settings};
use crate::page::Page;
use crate::site::hashes;
use crate::{Cleaner, Format, Hint};

/// A page as it is counted.
pub(super) struct Lines {
    /// `None` where nothing tells it.
    pub(super) host: Option<String>,
    /// Hashes of its lines, each once.
    pub(super) lines: Vec<u64>,
}

/// The pages of what was read as one.
pub(super) fn lines(
    settings: &Settings,
    target: &Target,
    content: Content,
) -> Result<Vec<Result<Lines, Problem>>, Problem> {
    let one = |page| Ok(vec![Ok(page)]);
    match content {
        Content::Page { format, bytes } => {
            let hint = Hint { charset: None, format: settings.format(format) };
            let page = settings.cleaner.read_bytes(&bytes, hint)?;
            one(counted(&settings.cleaner, &page))
        }
        Content::Capture(capture) => one(of_capture(settings, &capture)?),
        Content::Json(line) => one(of_record(settings, &line)?),
        Content::Rows(rows) => {
            let Form::Table(table) = &target.form else { return Ok(Vec::new()) };
            let unwritable = |error: arrow_schema::ArrowError| Problem {
                reason: "unreadable",
                message: format!("the rows cannot be read: {error}"),
            };
            let rows = records(&table.readable(rows).map_err(unwritable)?).map_err(unwritable)?;
            Ok(rows.iter().map(|row| of_record(settings, row)).collect())
        }
    }
}

fn of_capture(settings: &Settings, capture: &Capture) -> Result<Lines, Problem> {
    let cleaner = settings.cleaner_at(capture.url.as_deref());
    let (body, charset, format) = match &capture.http {
        Some(http) => (
            http.decoded(&capture.body, settings.cleaner.most_bytes())?,
            http.charset(),
            Format::Html,
        ),
        None => (Cow::Borrowed(&capture.body[..]), None, Format::Text),
    };
    let hint = Hint { charset, format: settings.format(Some(format)) };
    Ok(counted(&cleaner, &cleaner.read_bytes(&body, hint)?))
}

fn of_record(settings: &Settings, line: &[u8]) -> Result<Lines, Problem> {
    let record = Record::with_page(line, 0, settings.field.as_deref())?;
    let (name, page) = record.page(settings.field.as_deref())?;
    let url = record.text(settings.url_field()).ok().flatten();
    let cleaner = settings.cleaner_at(url.as_deref());
    let is_html = settings.field.is_none() && name == "html";
    let format = settings.format(is_html.then_some(Format::Html));
    Ok(counted(&cleaner, &cleaner.read_text(&page, format)?))
}

fn counted(cleaner: &Cleaner, page: &Page) -> Lines {
    Lines { host: cleaner.host_of(page).map(Cow::into_owned), lines: hashes(page) }
}
