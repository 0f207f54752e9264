//! What is learnt by itself: HTML, flat text of whole pages, and flat text that an extractor has
//! been over.

use anyhow::{Result, bail};
use dechaff::{Format, PageKind};

use crate::columns::Columns;
use crate::folds;
use crate::records::{Field, Record};
use crate::sheet::{Sheet, sheets};
use crate::stack::{Settings, Stack};
use crate::table::Table;
use crate::teacher::Taught;
use crate::trees;

/// Pages that were extracted from which they have a table of their own. With fewer of them, they
/// are learnt from together with whole ones.
const FEWEST_EXTRACTED: usize = 200;

/// The pages of a kind as sheets, and the columns of their rows.
pub struct Lesson<'a> {
    kind: PageKind,
    sheets: Vec<Sheet<'a>>,
    columns: Columns,
}

/// The lessons of which some pages have something to say. HTML, which can be a teacher, comes first.
pub fn lessons<'a>(records: &'a [Record], fields: &[Field]) -> Vec<Lesson<'a>> {
    let of_format = |format| {
        let fields: Vec<Field> =
            fields.iter().copied().filter(|field| field.format() == format).collect();
        let (sheets, columns) = sheets(records, &fields);
        report(&sheets, &fields, &columns);
        (sheets, columns)
    };
    let (html, html_columns) = of_format(Format::Html);
    let (text, columns) = of_format(Format::Text);
    let (extracted, whole) = parted(text);
    let lessons = [
        Lesson { kind: PageKind::Html, sheets: html, columns: html_columns },
        Lesson { kind: PageKind::Text, sheets: whole, columns: columns.clone() },
        Lesson { kind: PageKind::Extracted, sheets: extracted, columns },
    ];
    lessons.into_iter().filter(|lesson| !lesson.sheets.is_empty()).collect()
}

/// Flat pages that were extracted, if there are enough, and whole ones. What an extractor left and
/// still looks like a whole page is not learnt from: it has lost what tells the parts of one.
fn parted(text: Vec<Sheet<'_>>) -> (Vec<Sheet<'_>>, Vec<Sheet<'_>>) {
    let is_whole = |sheet: &Sheet<'_>| sheet.field != Field::TextMain;
    let (extracted, mut whole): (Vec<_>, Vec<_>) =
        text.into_iter().partition(|sheet| sheet.kind == PageKind::Extracted);
    whole.retain(is_whole);
    let pages = extracted.iter().filter(|sheet| sheet.field != Field::Reference);
    if pages.count() >= FEWEST_EXTRACTED {
        return (extracted, whole);
    }
    whole.extend(extracted.into_iter().filter(is_whole));
    (Vec::new(), whole)
}

/// Says what the pages could score at best.
fn report(sheets: &[Sheet<'_>], fields: &[Field], columns: &Columns) {
    for &field in fields {
        let best = sheets.iter().filter(|sheet| sheet.field == field);
        let best: Vec<f64> = best.map(|sheet| sheet.targets.best).collect();
        if !best.is_empty() {
            let mean = best.iter().sum::<f64>() / best.len() as f64;
            let (field, count) = (field.name(), best.len());
            eprintln!("{field}: {count} pages, F1 with whole lines at best {mean:.4}");
        }
    }
    if !sheets.is_empty() {
        eprintln!("{} buckets", columns.buckets.len());
    }
}

impl Lesson<'_> {
    /// The kind of its pages.
    pub fn kind(&self) -> PageKind {
        self.kind
    }

    /// The fits of its sheets.
    pub fn stack(&self, settings: Settings) -> Stack<'_> {
        Stack::new(&self.sheets, self.columns.clone(), settings)
    }
}

/// Asks what the weights of HTML keep of some pages.
type Teach<'a> = &'a dyn Fn(&[&Record], &Table) -> Result<Taught>;

/// What pages teach about each kind: all of them, or those of all folds but one. With `teach`, HTML
/// is the teacher of flat text.
pub fn learn(
    records: &[Record],
    stacks: &mut [(PageKind, Stack<'_>)],
    held_out: Option<usize>,
    teach: Option<Teach<'_>>,
) -> Result<Vec<(PageKind, Table)>> {
    let mut tables: Vec<(PageKind, Table)> = Vec::new();
    let mut taught = None;
    for (kind, stack) in stacks {
        let table = match (*kind, &taught) {
            (PageKind::Html, _) => {
                let table = stack.fit(held_out)?;
                if let Some(teach) = teach {
                    let learnt = records.iter().filter(|page| Some(folds::fold(page)) != held_out);
                    taught = Some(teach(&learnt.collect::<Vec<_>>(), &table)?);
                }
                table
            }
            (_, Some(taught)) => {
                let sheets = stack.taught(taught);
                stack.of(&sheets).fit(held_out)?
            }
            (_, None) if teach.is_some() => bail!(
                "--teacher learns from pages with `html`, and there are none among the --field given"
            ),
            (_, None) => stack.fit(held_out)?,
        };
        tables.push((*kind, table));
    }
    Ok(tables)
}

/// How trees are learnt where nobody says. Each is asked of every line, which takes time. By
/// cross-validation on WCXB, 200 at a rate of 0.1 score 0.4 points less on HTML than 500 at 0.07, and
/// 800 at 0.05 the same; of flat text 300 at 0.07 score as much as 150 at 0.1, 100 less. So many twice,
/// in two courses, score more: the README has by how much.
pub fn trees_of(kind: PageKind) -> trees::Settings {
    match kind {
        PageKind::Text | PageKind::Extracted => {
            trees::Settings { trees: 150, rate: 0.1, ..trees::Settings::default() }
        }
        PageKind::Html | PageKind::Unmarked => {
            trees::Settings { trees: 500, rate: 0.07, ..trees::Settings::default() }
        }
    }
}

/// The share of the prior where nobody says. By cross-validation on WCXB a tenth more costs half a
/// point on HTML and on flat text, and gains as much on news of other years and languages. Of HTML
/// without landmarks the fit has seen but few pages.
pub const fn share_of(kind: PageKind) -> f64 {
    match kind {
        PageKind::Text | PageKind::Extracted => 0.12,
        PageKind::Html => 0.05,
        PageKind::Unmarked => 0.6,
    }
}
