//! How near the program comes to what people kept of pages: a row a target, with the best
//! published extractor beside it.
//!
//! `DECHAFF_BENCH=FOLDER cargo bench --bench quality` scores the labelled pages of a folder with
//! the weights of the program. The folder has WCXB's development pages (`wcxb-dev.html.jsonl.zst`,
//! `wcxb-dev.text.jsonl.zst`), pages with snippets (`snippets-dev`), news of DAnIEL in five
//! languages (`daniel-dev`), Chinese pages (`chinese-dev`) and hand-made labels of lines
//! (`typed-dev.jsonl`).
//!
//! The targets are for pages that the weights were not fitted on. The last column says which figures
//! are of pages that they were: those are flattered, and `calibrate cv` gives the honest ones.

#![allow(clippy::expect_used, reason = "a bench that cannot read its pages has nothing to say")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dechaff::corpus::{self, DeadLetter};
use dechaff::eval::labels::{ByLabel, LabelFiles};
use dechaff::eval::{Counting, Gold, Interval, Scoring, Summary, Tally};
use dechaff::{Format, Label, Labels};

/// The files that the weights of the program were fitted on. Whoever fits them anew names the files
/// here. The pages of `typed-dev.jsonl` were left out.
const FITTED_ON: &[&str] = &[WCXB_HTML, WCXB_TEXT, SNIPPETS, CHINESE];

/// A file of pages, and what of it is cleaned.
#[derive(Clone, Copy)]
struct Run {
    name: &'static str,
    file: &'static str,
    field: &'static str,
    format: Format,
    counting: Counting,
    rows: &'static [Target],
}

/// What is to be reached.
struct Target {
    of: Of,
    /// F1.
    target: f64,
    /// F1 of the best published extractor, or line filter for flat text.
    peer: f64,
    /// What the peer's figure is of, if of something else.
    note: &'static str,
}

/// Whose figure it is.
enum Of {
    All,
    Type(&'static str),
    /// The type with the lowest figure.
    Lowest,
}

const WCXB_HTML: &str = "wcxb-dev.html.jsonl.zst";
const WCXB_TEXT: &str = "wcxb-dev.text.jsonl.zst";
const SNIPPETS: &str = "snippets-dev.jsonl.zst";
const DANIEL: &str = "daniel-dev.jsonl.zst";
const CHINESE: &str = "chinese-dev.jsonl.zst";
const TYPED: &str = "typed-dev.jsonl";

const fn to(of: Of, target: f64, peer: f64, note: &'static str) -> Target {
    Target { of, target, peer, note }
}

const fn html(name: &'static str, file: &'static str, rows: &'static [Target]) -> Run {
    Run { name, file, field: "html", format: Format::Html, counting: Counting::Runs, rows }
}

const fn text(name: &'static str, file: &'static str, rows: &'static [Target]) -> Run {
    Run { name, file, field: "text", format: Format::Text, counting: Counting::Runs, rows }
}

/// By words, or by snippets where pages have no reference. The peers were measured on the same
/// pages unless the note says otherwise.
const RUNS: [Run; 9] = [
    html(
        "HTML, wcxb-dev",
        WCXB_HTML,
        &[to(Of::All, 0.870, 0.845, ""), to(Of::Type("article"), 0.955, 0.939, "")],
    ),
    html("HTML, snippets-dev", SNIPPETS, &[to(Of::All, 0.930, 0.926, "on the full set")]),
    text(
        "text, wcxb-dev",
        WCXB_TEXT,
        &[to(Of::All, 0.830, 0.727, ""), to(Of::Type("article"), 0.940, 0.853, "")],
    ),
    Run {
        field: "text_main",
        ..text(
            "text_main, wcxb-dev",
            WCXB_TEXT,
            &[to(Of::Type("article"), 0.900, 0.875, "unfiltered")],
        )
    },
    text("text, snippets-dev", SNIPPETS, &[to(Of::All, 0.900, 0.842, "with the DOM")]),
    Run {
        counting: Counting::Characters,
        ..html(
            "HTML, daniel-dev",
            DANIEL,
            &[
                to(Of::All, 0.910, 0.895, "306 of its pages"),
                to(Of::Lowest, 0.840, 0.797, "306 of its pages"),
            ],
        )
    },
    Run {
        counting: Counting::Characters,
        ..text("text, daniel-dev", DANIEL, &[to(Of::All, 0.860, 0.588, "306 of its pages")])
    },
    Run {
        counting: Counting::Characters,
        ..html("HTML, chinese-dev", CHINESE, &[to(Of::All, 0.905, 0.889, "")])
    },
    Run {
        counting: Counting::Characters,
        ..text("text, chinese-dev", CHINESE, &[to(Of::All, 0.870, 0.830, "unfiltered")])
    },
];

fn main() {
    let Some(folder) = std::env::var_os("DECHAFF_BENCH").map(PathBuf::from) else {
        println!("skipped: DECHAFF_BENCH names no folder of labelled pages");
        return;
    };
    header("F1, mean over pages or over snippets");
    for run in RUNS {
        let tally = score(&folder.join(run.file), &run);
        let (all, types) = (tally.all(), tally.by_type());
        for target in run.rows {
            print(&run, target, &all, &types);
        }
    }
    println!();
    header("share of lines of typed-dev, flat text");
    let counts = LabelFiles::default().count(&[folder.join(TYPED)], &mut named);
    print_labels(&counts);
}

fn header(what: &str) {
    println!("{what:<40} target   peer   ours  95%            lack  weights and peer");
}

fn score(file: &Path, run: &Run) -> Tally {
    let gold = Gold {
        field: Some(run.field.to_owned()),
        page: Some(run.format),
        scoring: Scoring { counting: run.counting, headline: false },
        ..Gold::default()
    };
    let found = corpus::find(&[file.to_owned()]);
    found.failures.iter().for_each(named);
    Tally::from(gold.score(&found.inputs, &mut named))
}

/// Names what could not be scored.
fn named(letter: &DeadLetter) {
    eprintln!("{letter}");
}

fn print(run: &Run, target: &Target, all: &Summary, types: &BTreeMap<&str, Summary>) {
    let lowest = || {
        let figures = types.iter().filter_map(|(name, summary)| Some((*name, summary.words?)));
        figures.min_by(|a, b| a.1.score.f1.total_cmp(&b.1.score.f1))
    };
    let (name, figure) = match target.of {
        Of::All => (String::new(), all.words.or(all.snippets)),
        Of::Type(name) => (format!(", {name}"), types.get(name).and_then(|summary| summary.words)),
        Of::Lowest => match lowest() {
            Some((name, figure)) => (format!(", lowest: {name}"), Some(figure)),
            None => (", lowest".to_owned(), None),
        },
    };
    let cjk = if run.counting == Counting::Characters { " --cjk" } else { "" };
    let name = format!("{}{name}{cjk}", run.name);
    match figure {
        Some(figure) => {
            let note = match target.note {
                "" => String::new(),
                note => format!("; peer {note}"),
            };
            let about = format!("{}{note}", sample(run.file));
            row(&name, target.target, Some(target.peer), figure.score.f1, figure.interval, &about);
        }
        None => println!("{name:<40} no pages"),
    }
}

/// The rows by label: dropped of boilerplate, kept of content, right labels. No peer has labels.
fn print_labels(counts: &ByLabel) {
    let only = |label: Label| Labels::only(label);
    let rows = [
        (0.98, counts.row("dropped of navigation", only(Label::Navigation))),
        (0.95, counts.row("dropped of related", only(Label::Related))),
        (0.95, counts.row("dropped of comments", only(Label::Comments))),
        (0.96, counts.row("dropped of all boilerplate", Label::boilerplate())),
        (0.97, counts.row("kept of paragraphs", only(Label::Paragraph))),
        (0.93, counts.row("kept of all content", Label::content())),
        (0.90, counts.row("kept of headlines", only(Label::Title))),
        (0.85, counts.right_labels()),
    ];
    for (target, found) in rows {
        match found {
            Some(found) => {
                let name = match found.wish {
                    dechaff::eval::labels::Wish::RightLabel => "right label of lines dropped",
                    _ => found.name,
                };
                row(name, target, None, found.share, found.interval, sample(TYPED));
            }
            None => println!("a row with the target {target} has no lines"),
        }
    }
}

fn row(name: &str, target: f64, peer: Option<f64>, ours: f64, interval: Interval, about: &str) {
    let Interval { low, high } = interval;
    let peer = peer.map_or("-".to_owned(), |peer| format!("{peer:.3}"));
    let missing = if ours < target { format!("-{:.3}", target - ours) } else { "met".to_owned() };
    println!(
        "{name:<40} {target:>6.3} {peer:>6} {ours:>6.3}  {low:.3}-{high:.3} {missing:>7}  {about}"
    );
}

/// Whether the weights were fitted on the pages of a file.
fn sample(file: &str) -> &'static str {
    // The same pages stand in both files of WCXB, but each format has weights of its own.
    match FITTED_ON.contains(&file) {
        true => "fitted on these: calibrate cv tells",
        false => "not fitted on these",
    }
}
