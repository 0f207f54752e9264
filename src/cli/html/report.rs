//! `dechaff report`.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use indicatif::{HumanBytes, HumanCount};

use super::inert::{Piece, pieces, plain};
use super::{picture, policy};
use crate::Label;
use crate::corpus::{Frequent, HostBytes, LEAST_SCORE, Lines, Sample, Sampled, Stats};

/// The style sheet.
const STYLE: &str = include_str!("report.css");

/// Rows of a table at most.
const ROWS: usize = 40;

/// The page, as the template fills it.
#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    name: String,
    policy: String,
    style: &'static str,
    version: &'static str,
    is_compared: bool,
    totals: Vec<Total>,
    labels: Vec<LabelRow>,
    histogram: String,
    bins: Vec<[String; 3]>,
    hosts: Vec<HostRow>,
    frequent: Vec<FrequentTable>,
    reasons: Vec<ReasonTable>,
    samples: Vec<SampleTable<'a>>,
}

/// A number of the run as a whole.
struct Total {
    name: &'static str,
    now: String,
    before: String,
}

/// The lines and bytes of a label.
struct LabelRow {
    label: Label,
    kept: String,
    dropped: String,
    bytes: String,
    bar: String,
    before: String,
    now: String,
}

/// A host, and how much of it is kept.
struct HostRow {
    host: String,
    pages: String,
    bytes: String,
    bar: String,
    now: String,
    before: String,
}

/// Lines with their counts.
struct FrequentTable {
    id: &'static str,
    heading: &'static str,
    why: &'static str,
    rows: Vec<(String, String, String)>,
}

/// What happened to pages, by reason.
struct ReasonTable {
    heading: &'static str,
    rows: Vec<(String, String, String)>,
}

/// Lines at random.
struct SampleTable<'a> {
    id: &'static str,
    heading: &'static str,
    rows: Vec<SampleRow<'a>>,
}

struct SampleRow<'a> {
    line: &'a Sampled,
    text: Vec<Piece<'a>>,
}

/// Writes the report of a run, and if there is another, what was different in it.
pub(in crate::cli) fn report(
    name: &str,
    now: &Stats,
    before: Option<&Stats>,
) -> askama::Result<String> {
    let glance = &now.glance;
    Page {
        name: plain(name),
        policy: policy::of(STYLE),
        style: STYLE,
        version: env!("CARGO_PKG_VERSION"),
        is_compared: before.is_some(),
        totals: totals(now, before),
        labels: labels(now, before),
        histogram: picture::histogram(&glance.scores, before.map(|stats| &stats.glance.scores)),
        bins: bins(now),
        hosts: hosts(now, before),
        frequent: vec![
            frequent(
                "short-kept",
                "Short lines kept most often",
                "Text repeats seldom: what stands here often is furniture that was taken for text.",
                &glance.short_kept,
                before.map(|stats| &stats.glance.short_kept),
            ),
            frequent(
                "most-dropped",
                "Lines dropped most often",
                "A line here that belongs to articles was lost as often.",
                &now.dropped_lines,
                before.map(|stats| &stats.dropped_lines),
            ),
        ],
        reasons: reasons(now, before),
        samples: vec![
            sample("marginal", "At the margin: less than a bit for or against", &glance.marginal),
            sample("kept", "Kept", &glance.kept),
            sample("dropped", "Dropped", &glance.dropped),
        ],
    }
    .render()
}

/// A number of a run, and its name.
type Number<'a> = (&'static str, &'a dyn Fn(&Stats) -> String);

/// Pages by reason, and their name.
type Counted = (&'static str, fn(&Stats) -> &BTreeMap<String, u64>);

fn totals(now: &Stats, before: Option<&Stats>) -> Vec<Total> {
    let kept = |stats: &Stats| {
        let lines = stats.lines.values().copied();
        share(lines.fold(Lines::default(), added))
    };
    let numbers: [Number<'_>; 8] = [
        ("pages cleaned", &|stats| count(stats.pages.cleaned)),
        ("pages left out by filters", &|stats| count(stats.pages.filtered)),
        ("pages not cleaned", &|stats| count(stats.pages.failed)),
        ("read", &|stats| HumanBytes(stats.bytes.read).to_string()),
        ("written", &|stats| HumanBytes(stats.bytes.written).to_string()),
        ("lines kept", &kept),
        ("bytes of lines kept", &|stats| {
            share(stats.glance.bytes.values().copied().fold(Lines::default(), added))
        }),
        ("seconds", &|stats| format!("{:.1}", stats.seconds.whole)),
    ];
    let total = |(name, number): Number<'_>| Total {
        name,
        now: number(now),
        before: before.map(number).unwrap_or_default(),
    };
    numbers.into_iter().map(total).collect()
}

fn labels(now: &Stats, before: Option<&Stats>) -> Vec<LabelRow> {
    let of = |stats: &Stats, label| stats.glance.bytes.get(&label).copied().unwrap_or_default();
    let most = now.glance.bytes.values().map(|bytes| bytes.kept + bytes.dropped).max();
    let row = |(&label, lines): (&Label, &Lines)| {
        let bytes = of(now, label);
        LabelRow {
            label,
            kept: count(lines.kept),
            dropped: count(lines.dropped),
            bytes: HumanBytes(bytes.kept + bytes.dropped).to_string(),
            bar: picture::bar(bytes.kept, bytes.dropped, most.unwrap_or_default()),
            now: of_all(now, of(now, label)),
            before: before.map(|stats| of_all(stats, of(stats, label))).unwrap_or_default(),
        }
    };
    now.lines.iter().map(row).collect()
}

/// The share that a label has of all bytes.
fn of_all(stats: &Stats, label: Lines) -> String {
    let all = stats.glance.bytes.values().copied().fold(Lines::default(), added);
    percent(label.kept + label.dropped, all.kept + all.dropped)
}

/// The numbers of the histogram.
fn bins(now: &Stats) -> Vec<[String; 3]> {
    let scores = &now.glance.scores;
    let bins = scores.kept.len().max(scores.dropped.len());
    let at = |counts: &[u64], bin: usize| counts.get(bin).copied().unwrap_or_default();
    let row = |bin: usize| {
        let from = LEAST_SCORE + bin as i32;
        let name = match bin {
            0 => format!("below {:+}", from + 1),
            _ if bin + 1 == bins => format!("{from:+} and more"),
            _ => format!("{from:+} to {:+}", from + 1),
        };
        [name, count(at(&scores.kept, bin)), count(at(&scores.dropped, bin))]
    };
    (0..bins).map(row).collect()
}

fn hosts(now: &Stats, before: Option<&Stats>) -> Vec<HostRow> {
    let kept = |host: HostBytes| percent(host.kept, host.bytes);
    let row = |(host, bytes): (String, HostBytes)| HostRow {
        pages: count(bytes.pages),
        bytes: HumanBytes(bytes.bytes).to_string(),
        bar: picture::bar(bytes.kept, bytes.bytes - bytes.kept.min(bytes.bytes), bytes.bytes),
        now: kept(bytes),
        before: before
            .and_then(|stats| stats.glance.hosts.get(&host))
            .map(kept)
            .unwrap_or_default(),
        host: plain(&host),
    };
    now.glance.hosts.top(ROWS).into_iter().map(row).collect()
}

fn frequent(
    id: &'static str,
    heading: &'static str,
    why: &'static str,
    now: &Frequent,
    before: Option<&Frequent>,
) -> FrequentTable {
    let old: BTreeMap<String, u64> =
        before.into_iter().flat_map(|lines| lines.top(usize::MAX)).collect();
    let row = |(line, times): (String, u64)| {
        (plain(&line), count(times), count(old.get(&line).copied().unwrap_or_default()))
    };
    FrequentTable { id, heading, why, rows: now.top(ROWS).into_iter().map(row).collect() }
}

fn reasons(now: &Stats, before: Option<&Stats>) -> Vec<ReasonTable> {
    let kinds: [Counted; 5] = [
        ("Not cleaned", |stats| &stats.errors),
        ("Left out by a filter", |stats| &stats.filtered),
        ("Cleaned to nothing", |stats| &stats.empty),
        ("Cut at a limit", |stats| &stats.cut),
        ("Language that the document declares", |stats| &stats.languages),
    ];
    let table = |(heading, of): Counted| {
        let counts =
            |stats: &Stats, name: &str| count(of(stats).get(name).copied().unwrap_or_default());
        let names: BTreeSet<&String> =
            of(now).keys().chain(before.into_iter().flat_map(|stats| of(stats).keys())).collect();
        let mut rows: Vec<&String> = names.into_iter().collect();
        rows.sort_by_key(|name| std::cmp::Reverse(of(now).get(*name)));
        rows.truncate(ROWS);
        let row = |name: &String| {
            let old = before.map(|stats| counts(stats, name)).unwrap_or_default();
            (plain(name), counts(now, name), old)
        };
        ReasonTable { heading, rows: rows.into_iter().map(row).collect() }
    };
    kinds.into_iter().map(table).filter(|table| !table.rows.is_empty()).collect()
}

fn sample<'a>(id: &'static str, heading: &'static str, sample: &'a Sample) -> SampleTable<'a> {
    let row = |line: &'a Sampled| SampleRow { line, text: pieces(&line.text) };
    SampleTable { id, heading, rows: sample.lines().map(row).collect() }
}

fn added(one: Lines, other: Lines) -> Lines {
    Lines { kept: one.kept + other.kept, dropped: one.dropped + other.dropped }
}

fn share(lines: Lines) -> String {
    percent(lines.kept, lines.kept + lines.dropped)
}

fn percent(part: u64, whole: u64) -> String {
    match whole {
        0 => "–".to_owned(),
        whole => format!("{:.1} %", 100.0 * part as f64 / whole as f64),
    }
}

fn count(number: u64) -> String {
    HumanCount(number).to_string()
}
