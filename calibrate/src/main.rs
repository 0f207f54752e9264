//! Fits the weights of dechaff's cues on labelled pages; see `README.md`.

mod align;
mod columns;
mod folds;
mod records;
mod scores;
mod sheet;
mod solver;
mod stack;
mod table;
mod targets;
mod teacher;
mod thinned;
mod trees;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, Parser, Subcommand};
use dechaff::eval::{Counting, Scored, Scoring, Tally};
use dechaff::{Cleaner, Format, PageKind};

use columns::Columns;
use folds::FOLDS;
use records::{Field, Record, read_all, read_examples, read_ids};
use scores::score_all;
use sheet::{Sheet, sheets};
use stack::{Settings, Stack};
use table::{Others, Table};
use teacher::teach;

/// Fits the weights of dechaff's cues on labelled pages.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Score by cross-validation: each page with weights that were fitted without its host.
    Cv {
        #[command(flatten)]
        pages: Pages,
        /// Pages with the lowest scores to list for each field.
        #[arg(long, default_value_t = 0)]
        worst: usize,
    },
    /// Fit on all pages, and write `text.tsv`, `html.tsv` and `unmarked.tsv`.
    Fit {
        #[command(flatten)]
        pages: Pages,
        /// Folder to write them to.
        #[arg(long, default_value = "weights")]
        out: PathBuf,
        /// JSON lines with the `id` of pages that are not learnt from.
        #[arg(long)]
        without: Option<PathBuf>,
    },
}

#[derive(Args)]
struct Pages {
    /// Labelled pages: files of JSON lines (plain, .gz or .zst) or folders of them.
    #[arg(required = true)]
    data: Vec<PathBuf>,
    /// Folder of fixtures to learn from as well; they are not scored.
    #[arg(long)]
    fixtures: Option<PathBuf>,
    /// Inputs to use, where a page has them.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Field::ALL)]
    field: Vec<Field>,
    /// Count a Chinese or Japanese character as a word.
    #[arg(long)]
    cjk: bool,
    /// Score the body with its headline, for references that begin with it.
    #[arg(long)]
    headline: bool,
    /// Strength of the pull of all weights towards 0.
    #[arg(long, default_value_t = Settings::default().ridge)]
    ridge: f64,
    /// Divide the bits by this.
    #[arg(long, default_value_t = Settings::default().temperature)]
    temperature: f64,
    /// Trees to learn; 0 for the sum of the cues alone. 150 for flat text and 500 for HTML unless
    /// given.
    #[arg(long)]
    trees: Option<usize>,
    /// Times that so many are learnt anew, to take their mean.
    #[arg(long, default_value_t = trees::Settings::default().courses)]
    courses: usize,
    /// Share of what a tree found that is kept. 0.1 for flat text and 0.07 for HTML unless given.
    #[arg(long)]
    rate: Option<f64>,
    /// Learn flat text from what the weights of HTML keep of the same pages as well.
    #[arg(long)]
    teacher: bool,
    /// Folder of weights to take the mean with: `text.tsv` and `html.tsv`.
    #[arg(long)]
    prior: Option<PathBuf>,
    /// Their share of that mean; for each kind of page its own unless given.
    #[arg(long)]
    share: Option<f64>,
}

impl Pages {
    fn scoring(&self) -> Scoring {
        let counting = if self.cjk { Counting::Characters } else { Counting::Runs };
        Scoring { counting, headline: self.headline }
    }

    fn settings(&self, format: Format) -> Settings {
        let mut trees = trees_of(format);
        trees.trees = self.trees.unwrap_or(trees.trees);
        trees.courses = self.courses.max(1);
        trees.rate = self.rate.unwrap_or(trees.rate);
        Settings { ridge: self.ridge, temperature: self.temperature, trees }
    }

    fn read(&self) -> Result<Vec<Record>> {
        let mut records = read_all(&self.data)?;
        if let Some(folder) = &self.fixtures {
            records.extend(read_examples(folder)?);
        }
        Ok(records)
    }

    /// A fitted table, or its mean with the weights of before.
    fn with_prior(&self, table: &Table, kind: PageKind) -> Result<Table> {
        let Some(prior) = &self.prior else { return Ok(table.clone()) };
        let file = match kind {
            PageKind::Text => PageKind::Text.file(),
            PageKind::Html | PageKind::Unmarked => PageKind::Html.file(),
        };
        Ok(table.mean(&Others::read(&prior.join(file))?, self.share(kind)))
    }

    /// A cleaner with what was learnt about a format.
    fn cleaner(&self, table: &Table, format: Format) -> Result<Cleaner> {
        kinds(format).iter().try_fold(Cleaner::default(), |cleaner, &kind| {
            Ok(cleaner.weights(kind, self.with_prior(table, kind)?.weights()?))
        })
    }

    /// The share of the prior in the weights for a kind of page.
    fn share(&self, kind: PageKind) -> f64 {
        self.share.unwrap_or(share_of(kind))
    }

    fn stacks<'a>(&self, prepared: &'a [Prepared<'a>; 2]) -> [Stack<'a>; 2] {
        let [html, text] = prepared;
        [(html, Format::Html), (text, Format::Text)].map(|((sheets, columns), format)| {
            Stack::new(sheets, columns.clone(), self.settings(format))
        })
    }

    fn fields(&self, format: Format) -> Vec<Field> {
        self.field.iter().copied().filter(|field| field.format() == format).collect()
    }
}

/// The teacher comes first.
const FORMATS: [Format; 2] = [Format::Html, Format::Text];

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Cv { pages, worst } => cross_validate(&pages, worst),
        Command::Fit { pages, out, without } => fit(&pages, &out, without.as_deref()),
    }
}

fn cross_validate(pages: &Pages, worst: usize) -> Result<()> {
    let records = pages.read()?;
    let prepared = FORMATS.map(|format| prepared(pages, &records, format));
    let mut stacks = pages.stacks(&prepared);
    let mut scored: BTreeMap<(Field, &str), Vec<Scored>> = BTreeMap::new();
    for fold in 0..FOLDS {
        let held_out = |page: &&Record| !page.is_example() && folds::fold(page) == fold;
        let held_out: Vec<&Record> = records.iter().filter(held_out).collect();
        for (format, table) in learn(pages, &records, &mut stacks, Some(fold))? {
            let cleaner = pages.cleaner(&table, format)?;
            for field in pages.fields(format) {
                let of_field = held_out.iter().filter(|page| field.of(page).is_some());
                let of_field: Vec<&Record> = of_field.copied().collect();
                let all = score_all(&cleaner, &of_field, field, pages.scoring());
                for (page, score) in of_field.iter().zip(all) {
                    scored.entry((field, &page.file)).or_default().push(score);
                }
            }
        }
        eprintln!("fold {} of {FOLDS} done", fold + 1);
    }
    for ((field, file), scored) in scored {
        println!("{} of {file}, by cross-validation", field.name());
        print!("{}", Tally::from(scored).table(worst));
    }
    Ok(())
}

fn fit(pages: &Pages, out: &Path, without: Option<&Path>) -> Result<()> {
    let mut records = pages.read()?;
    if let Some(without) = without {
        let left_out = read_ids(without)?;
        records.retain(|record| !left_out.contains(&record.id));
    }
    fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    let prepared = FORMATS.map(|format| prepared(pages, &records, format));
    let mut stacks = pages.stacks(&prepared);
    for (format, table) in learn(pages, &records, &mut stacks, None)? {
        for kind in kinds(format) {
            let path = out.join(kind.file());
            fs::write(&path, pages.with_prior(&table, *kind)?.text(&comment(*kind, pages)))
                .with_context(|| format!("cannot write {}", path.display()))?;
            eprintln!("{} written", path.display());
        }
    }
    Ok(())
}

/// The pages of a format as sheets, and the columns of their rows.
type Prepared<'a> = (Vec<Sheet<'a>>, Columns);

fn prepared<'a>(pages: &Pages, records: &'a [Record], format: Format) -> Prepared<'a> {
    let fields = pages.fields(format);
    let (sheets, columns) = sheets(records, &fields);
    for field in fields {
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
    (sheets, columns)
}

/// What pages teach about each format of which there are any: all of them, or those of all folds but
/// one. HTML is the teacher of flat text, if one is wanted.
fn learn(
    pages: &Pages,
    records: &[Record],
    [html, text]: &mut [Stack<'_>; 2],
    held_out: Option<usize>,
) -> Result<Vec<(Format, Table)>> {
    if pages.teacher && html.is_empty() {
        bail!(
            "--teacher learns from pages with `html`, and there are none among the --field given"
        );
    }
    let mut tables = Vec::new();
    if !html.is_empty() {
        tables.push((Format::Html, html.fit(held_out)?));
    }
    if !text.is_empty() {
        let table = match tables.first().filter(|_| pages.teacher) {
            Some((format, table)) => {
                let learnt = records.iter().filter(|page| Some(folds::fold(page)) != held_out);
                let taught = teach(&learnt.collect::<Vec<_>>(), &pages.cleaner(table, *format)?);
                let sheets = text.taught(&taught);
                text.of(&sheets).fit(held_out)?
            }
            None => text.fit(held_out)?,
        };
        tables.push((Format::Text, table));
    }
    Ok(tables)
}

/// How trees are learnt where nobody says. Each is asked of every line, which takes time. By
/// cross-validation on WCXB, 200 at a rate of 0.1 score 0.4 points less on HTML than 500 at 0.07, and
/// 800 at 0.05 the same; of flat text 300 at 0.07 score as much as 150 at 0.1, 100 less. So many twice,
/// in two courses, score more: the README has by how much.
fn trees_of(format: Format) -> trees::Settings {
    match format {
        Format::Text => trees::Settings { trees: 150, rate: 0.1, ..trees::Settings::default() },
        Format::Html => trees::Settings { trees: 500, rate: 0.07, ..trees::Settings::default() },
    }
}

/// The share of the prior where nobody says. By cross-validation on WCXB a tenth more costs half a
/// point on HTML and on flat text, and gains as much on news of other years and languages. Of HTML
/// without landmarks the fit has seen but few pages.
const fn share_of(kind: PageKind) -> f64 {
    match kind {
        PageKind::Text => 0.12,
        PageKind::Html => 0.05,
        PageKind::Unmarked => 0.6,
    }
}

/// The kinds of pages that a format's weights are written for.
const fn kinds(format: Format) -> &'static [PageKind] {
    match format {
        Format::Text => &[PageKind::Text],
        Format::Html => &[PageKind::Html, PageKind::Unmarked],
    }
}

fn comment(kind: PageKind, pages: &Pages) -> String {
    let name = match kind {
        PageKind::Text => "flat text",
        PageKind::Html => "HTML",
        PageKind::Unmarked => "HTML without landmarks",
    };
    let mean = match &pages.prior {
        Some(_) => format!(", in a mean that has {} of the prior", pages.share(kind)),
        None => String::new(),
    };
    format!(
        "Weights for {name}, written by `calibrate fit`{mean}; see calibrate/README.md.\n\
         Bits are divided by a temperature of {}. Columns: cue, bucket, bits, lines it rests on.",
        pages.temperature
    )
}
