//! Runs of words that a line and the reference have in common, chained in the order of both.

use rustc_hash::FxHashMap;

use super::{Matches, RUN, Words};

/// Places of three words in the reference that are tried. Words that stand more often are a
/// refrain, and its first places tell as much as all of them.
const MOST_PLACES: usize = 40;

/// A run of words that a line and the reference share.
struct Run {
    line: usize,
    /// Where it stands among all words of the page.
    page: usize,
    reference: usize,
    length: usize,
    /// What it is worth to the chain: its length, less what two words match by chance, more for a
    /// whole line.
    worth: f64,
    /// The best chain that ends with it.
    total: f64,
    before: Option<usize>,
}

/// Matches the runs of the most valuable chain.
pub(super) fn chain(words: &Words, matches: &mut Matches) {
    let mut runs = runs(words);
    let mut by_end: Vec<usize> = (0..runs.len()).collect();
    by_end.sort_by_key(|&at| (runs[at].page + runs[at].length, at));
    let mut ends = by_end.into_iter().peekable();
    let mut best = PrefixBest::new(words.reference.len());
    let mut at_end: FxHashMap<usize, usize> = FxHashMap::default();

    // The runs come in the order of the page; a run may follow all that ended before it.
    for at in 0..runs.len() {
        while let Some(&ended) = ends.peek() {
            let (run, page) = (&runs[ended], runs[at].page);
            if run.page + run.length > page {
                break;
            }
            let end = run.reference + run.length;
            best.add(end, run.total, ended);
            let longer = |&other: &usize| runs[other].total >= run.total;
            if !at_end.get(&end).is_some_and(longer) {
                at_end.insert(end, ended);
            }
            ends.next();
        }
        /// Worth of going on in the reference where the last run ended.
        const CONTINUES: f64 = 1.0;
        let any = best.until(runs[at].reference);
        let next =
            at_end.get(&runs[at].reference).map(|&other| (runs[other].total + CONTINUES, other));
        let before = [any, next].into_iter().flatten().max_by(|a, b| a.0.total_cmp(&b.0));
        runs[at].total = runs[at].worth + before.map_or(0.0, |(total, _)| total);
        runs[at].before = before.map(|(_, other)| other);
    }

    let mut at =
        (0..runs.len()).max_by(|&a, &b| runs[a].total.total_cmp(&runs[b].total).then(b.cmp(&a)));
    while let Some(run) = at.map(|at| &runs[at]) {
        matches.add(run.line, run.reference..run.reference + run.length);
        at = run.before;
    }
}

/// Every run of three words or more, in the order of the page.
fn runs(words: &Words) -> Vec<Run> {
    let mut places: FxHashMap<&[u32], Vec<usize>> = FxHashMap::default();
    for (at, three) in words.reference.windows(RUN).enumerate() {
        let places = places.entry(three).or_default();
        if places.len() < MOST_PLACES {
            places.push(at);
        }
    }
    let mut runs = Vec::new();
    let mut start = 0;
    for (number, line) in words.lines.iter().enumerate() {
        for (at, three) in line.windows(RUN).enumerate() {
            for &reference in places.get(three).into_iter().flatten() {
                let begun =
                    at > 0 && reference > 0 && line[at - 1] == words.reference[reference - 1];
                if begun {
                    continue;
                }
                let same = line[at..].iter().zip(&words.reference[reference..]);
                let length = same.take_while(|(a, b)| a == b).count();
                /// Words that match by chance, and worth of a whole line.
                const CHANCE: f64 = 1.5;
                const WHOLE: f64 = 2.0;
                let whole = if length == line.len() { WHOLE } else { 0.0 };
                let worth = length as f64 - CHANCE + whole;
                let page = start + at;
                runs.push(Run {
                    line: number,
                    page,
                    reference,
                    length,
                    worth,
                    total: 0.0,
                    before: None,
                });
            }
        }
        start += line.len();
    }
    runs
}

/// The best chain that ends before a place of the reference (a Fenwick tree of maxima).
struct PrefixBest {
    best: Vec<Option<(f64, usize)>>,
}

impl PrefixBest {
    fn new(places: usize) -> PrefixBest {
        PrefixBest { best: vec![None; places + 2] }
    }

    fn add(&mut self, place: usize, total: f64, run: usize) {
        let mut at = place + 1;
        while at < self.best.len() {
            if self.best[at].is_none_or(|(other, _)| total > other) {
                self.best[at] = Some((total, run));
            }
            at += at & at.wrapping_neg();
        }
    }

    fn until(&self, place: usize) -> Option<(f64, usize)> {
        let mut at = place + 1;
        let mut best: Option<(f64, usize)> = None;
        while at > 0 {
            if let Some(here) = self.best[at]
                && best.is_none_or(|(total, _)| here.0 > total)
            {
                best = Some(here);
            }
            at &= at - 1;
        }
        best
    }
}
