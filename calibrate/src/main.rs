//! Fits the weights of dechaff's cues on labelled pages; see `README.md`.

mod align;
mod columns;
mod folds;
mod lessons;
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

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};
use dechaff::eval::{Counting, Scored, Scoring, Tally};
use dechaff::{Cleaner, PageKind};

use folds::FOLDS;
use lessons::{Lesson, learn, lessons, share_of, trees_of};
use records::{Field, Record, read_all, read_examples, read_ids};
use scores::score_all;
use stack::{Settings, Stack};
use table::{Others, Table};
use teacher::{Taught, teach};

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
    /// Fit on all pages, and write `text.tsv`, `extracted.tsv`, `html.tsv` and `unmarked.tsv`.
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

    fn settings(&self, kind: PageKind) -> Settings {
        let mut trees = trees_of(kind);
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
            PageKind::Text | PageKind::Extracted => PageKind::Text.file(),
            PageKind::Html | PageKind::Unmarked => PageKind::Html.file(),
        };
        Ok(table.mean(&Others::read(&prior.join(file))?, self.share(kind)))
    }

    /// A cleaner with what was learnt.
    fn cleaner(&self, tables: &[(PageKind, Table)]) -> Result<Cleaner> {
        let mut cleaner = Cleaner::default();
        for (learnt, table) in tables {
            for &kind in learnt.covers() {
                cleaner = cleaner.weights(kind, self.with_prior(table, kind)?.weights()?);
            }
        }
        Ok(cleaner)
    }

    /// The share of the prior in the weights for a kind of page.
    fn share(&self, kind: PageKind) -> f64 {
        self.share.unwrap_or(share_of(kind))
    }

    fn stacks<'a>(&self, lessons: &'a [Lesson<'a>]) -> Vec<(PageKind, Stack<'a>)> {
        let stack =
            |lesson: &'a Lesson<'a>| (lesson.kind(), lesson.stack(self.settings(lesson.kind())));
        lessons.iter().map(stack).collect()
    }

    /// What pages teach; see [`learn`].
    fn learn(
        &self,
        records: &[Record],
        stacks: &mut [(PageKind, Stack<'_>)],
        held_out: Option<usize>,
    ) -> Result<Vec<(PageKind, Table)>> {
        let taught = |pages: &[&Record], table: &Table| -> Result<Taught> {
            Ok(teach(pages, &self.cleaner(&[(PageKind::Html, table.clone())])?))
        };
        learn(records, stacks, held_out, self.teacher.then_some(&taught))
    }
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Cv { pages, worst } => cross_validate(&pages, worst),
        Command::Fit { pages, out, without } => fit(&pages, &out, without.as_deref()),
    }
}

fn cross_validate(pages: &Pages, worst: usize) -> Result<()> {
    let records = pages.read()?;
    let lessons = lessons(&records, &pages.field);
    let mut stacks = pages.stacks(&lessons);
    let mut scored: BTreeMap<(Field, &str), Vec<Scored>> = BTreeMap::new();
    for fold in 0..FOLDS {
        let cleaner = pages.cleaner(&pages.learn(&records, &mut stacks, Some(fold))?)?;
        let held_out = |page: &&Record| !page.is_example() && folds::fold(page) == fold;
        let held_out: Vec<&Record> = records.iter().filter(held_out).collect();
        for &field in &pages.field {
            let of_field = held_out.iter().filter(|page| field.of(page).is_some());
            let of_field: Vec<&Record> = of_field.copied().collect();
            let all = score_all(&cleaner, &of_field, field, pages.scoring());
            for (page, score) in of_field.iter().zip(all) {
                scored.entry((field, &page.file)).or_default().push(score);
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
    let lessons = lessons(&records, &pages.field);
    let tables = pages.learn(&records, &mut pages.stacks(&lessons), None)?;
    // What is covered by a table and has one of its own comes later.
    let covered = tables
        .iter()
        .flat_map(|(learnt, table)| learnt.covers().iter().map(move |&kind| (kind, table)));
    for (kind, table) in covered.collect::<BTreeMap<_, _>>() {
        let path = out.join(kind.file());
        fs::write(&path, pages.with_prior(table, kind)?.text(&comment(kind, pages)))
            .with_context(|| format!("cannot write {}", path.display()))?;
        eprintln!("{} written", path.display());
    }
    Ok(())
}

fn comment(kind: PageKind, pages: &Pages) -> String {
    let name = match kind {
        PageKind::Text => "flat text",
        PageKind::Extracted => "flat text that an extractor has been over",
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
