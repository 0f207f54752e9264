//! What the chain left: short lines between matched ones, and content that was moved.

use rustc_hash::FxHashMap;

use super::{MOST_OF_A_LINE, Matches, RUN, Words};

/// Words of the reference beside a matched line that a neighbour of it is compared with.
const REACH: usize = 60;
/// Words of the reference between two matched lines that what lies between is compared with.
const WIDEST_GAP: usize = 400;

/// Compares lines beside matched ones with the reference there, down the page and up again.
pub(super) fn fill(words: &Words, matches: &mut Matches) {
    let count = words.lines.len();
    for at in 0..count {
        try_line(words, matches, at, at.checked_sub(1));
    }
    for at in (0..count).rev() {
        try_line(words, matches, at, (at + 1 < count).then_some(at + 1));
    }
    equal_lines(words, matches);
}

/// Compares a line with the words that its matched neighbour leaves.
fn try_line(words: &Words, matches: &mut Matches, at: usize, neighbour: Option<usize>) {
    let line = &words.lines[at];
    if is_content(line, matches.matched[at]) || line.is_empty() {
        return;
    }
    let Some(beside) = neighbour.filter(|&n| is_content(&words.lines[n], matches.matched[n]))
    else {
        return;
    };
    let Some((from, to)) = matches.places[beside] else { return };
    let (start, end) = if beside < at {
        let next = (at + 1..matches.places.len()).find_map(|n| matches.places[n]);
        let end = next.map_or(words.reference.len(), |(from, _)| from);
        (to, end.min(to + WIDEST_GAP).max(to))
    } else {
        let before = (0..at).rev().find_map(|n| matches.places[n]);
        let start = before.map_or(0, |(_, to)| to);
        (start.max(from.saturating_sub(WIDEST_GAP)).min(from), from)
    };
    let near = if beside < at {
        start..end.min(start + REACH.max(line.len() * 2))
    } else {
        start.max(end.saturating_sub(REACH.max(line.len() * 2)))..end
    };
    let free: Vec<usize> = near.filter(|&place| !matches.used[place]).collect();
    let common = common(line, &free, words);
    let enough = if line.len() < RUN {
        line.len()
    } else {
        (line.len() as f64 * MOST_OF_A_LINE).ceil() as usize
    };
    if common.len() >= enough {
        matches.add(at, common.into_iter());
    }
}

/// Short lines that are whole lines of the reference, in the order of both.
fn equal_lines(words: &Words, matches: &mut Matches) {
    let mut places: FxHashMap<&[u32], Vec<usize>> = FxHashMap::default();
    for range in &words.reference_lines {
        places.entry(&words.reference[range.clone()]).or_default().push(range.start);
    }
    let mut next = vec![words.reference.len(); words.lines.len() + 1];
    for at in (0..words.lines.len()).rev() {
        next[at] = matches.places[at].map_or(next[at + 1], |(from, _)| from);
    }
    let mut passed = 0;
    for (at, line) in words.lines.iter().enumerate() {
        if let Some((_, to)) = matches.places[at] {
            passed = passed.max(to);
        }
        if line.is_empty() || is_content(line, matches.matched[at]) {
            continue;
        }
        let free = |&&place: &&usize| {
            place >= passed
                && place < next[at]
                && !matches.used[place..place + line.len()].contains(&true)
        };
        if let Some(&place) =
            places.get(line.as_slice()).and_then(|places| places.iter().find(free))
        {
            matches.add(at, place..place + line.len());
            passed = place + line.len();
        }
    }
}

/// Long lines most of which stands in parts of the reference that nothing has matched.
pub(super) fn moved(words: &Words, matches: &mut Matches) {
    /// Words of a line that is looked for out of order: shorter ones are found by chance.
    const FEWEST_WORDS: usize = 6;
    /// Share of its runs that the reference must have.
    const MOST: f64 = 0.8;
    let mut free: FxHashMap<&[u32], Vec<usize>> = FxHashMap::default();
    for (at, three) in words.reference.windows(RUN).enumerate() {
        if !matches.used[at..at + RUN].contains(&true) {
            free.entry(three).or_default().push(at);
        }
    }
    for (number, line) in words.lines.iter().enumerate() {
        if line.len() < FEWEST_WORDS || is_content(line, matches.matched[number]) {
            continue;
        }
        let unused = |place: &&usize| !matches.used[**place..**place + RUN].contains(&true);
        let found: Vec<usize> = line
            .windows(RUN)
            .filter_map(|three| free.get(three)?.iter().find(unused).copied())
            .collect();
        if found.len() as f64 >= MOST * (line.len() - RUN + 1) as f64 {
            matches.add(number, found.into_iter().flat_map(|place| place..place + RUN));
        }
    }
}

/// Whether most of a line matches.
pub(super) fn is_content(line: &[u32], matched: usize) -> bool {
    !line.is_empty() && matched as f64 >= MOST_OF_A_LINE * line.len() as f64
}

/// The places of the longest common subsequence of a line and a part of the reference.
fn common(line: &[u32], places: &[usize], words: &Words) -> Vec<usize> {
    let width = places.len() + 1;
    let mut longest = vec![0_u32; (line.len() + 1) * width];
    for (row, word) in line.iter().enumerate().rev() {
        for (column, &place) in places.iter().enumerate().rev() {
            longest[row * width + column] = if *word == words.reference[place] {
                longest[(row + 1) * width + column + 1] + 1
            } else {
                longest[(row + 1) * width + column].max(longest[row * width + column + 1])
            };
        }
    }
    let (mut row, mut column, mut found) = (0, 0, Vec::new());
    while row < line.len() && column < places.len() {
        if line[row] == words.reference[places[column]] {
            found.push(places[column]);
            (row, column) = (row + 1, column + 1);
        } else if longest[(row + 1) * width + column] >= longest[row * width + column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    found
}
