//! Files of counts made one, without holding any of them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{BufRead, Write};

use crate::TemplatesError;
use crate::site::{Reader, Writer};

/// Adds up files of counts. The result does not depend on their order.
pub(super) fn merge(
    files: impl IntoIterator<Item = impl BufRead>,
    out: impl Write,
) -> Result<(), TemplatesError> {
    let mut readers = Vec::new();
    // By name, and then by file, so that the heap gives all files of a host together.
    let mut hosts = BinaryHeap::new();
    for (at, file) in files.into_iter().enumerate() {
        let mut reader = Reader::new(file)?;
        hosts.extend(reader.host()?.map(|(name, pages)| Reverse((name, at, pages))));
        readers.push(reader);
    }
    let mut writer = Writer::new(out)?;
    while let Some(Reverse((name, first, mut pages))) = hosts.pop() {
        let mut files = vec![first];
        while hosts.peek().is_some_and(|Reverse((next, ..))| *next == name) {
            if let Some(Reverse((_, at, more))) = hosts.pop() {
                files.push(at);
                pages += more;
            }
        }
        writer.host(&name, pages)?;
        lines(&mut readers, &files, &mut writer)?;
        writer.end_host()?;
        for at in files {
            hosts.extend(readers[at].host()?.map(|(name, pages)| Reverse((name, at, pages))));
        }
    }
    writer.end()?;
    Ok(())
}

/// Adds up the lines of the host at which the files stand.
fn lines<R: BufRead>(
    readers: &mut [Reader<R>],
    files: &[usize],
    writer: &mut Writer<impl Write>,
) -> Result<(), TemplatesError> {
    let mut next = BinaryHeap::new();
    for &at in files {
        next.extend(readers[at].line()?.map(|(line, count)| Reverse((line, count, at))));
    }
    let mut sum: Option<(u64, u64)> = None;
    while let Some(Reverse((line, count, at))) = next.pop() {
        next.extend(readers[at].line()?.map(|(line, count)| Reverse((line, count, at))));
        match &mut sum {
            Some((same, counts)) if *same == line => *counts += count,
            _ => {
                if let Some((line, counts)) = sum.replace((line, count)) {
                    writer.line(line, counts)?;
                }
            }
        }
    }
    if let Some((line, counts)) = sum {
        writer.line(line, counts)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::counting::{MOST_LINES, counted};
    use super::*;

    #[test]
    fn shards_in_any_order_make_the_same_file() {
        let pages: [(&str, &[u64]); 5] =
            [("b", &[1, 2, 3]), ("a", &[2, 9]), ("b", &[2, 3]), ("c", &[7]), ("a", &[2])];
        let shards: Vec<Vec<u8>> =
            pages.chunks(2).map(|pages| counted(pages, MOST_LINES)).collect();
        let merged = |order: &[usize]| {
            let mut out = Vec::new();
            merge(order.iter().map(|&at| &shards[at][..]), &mut out).unwrap();
            out
        };
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
            assert_eq!(merged(&order), counted(&pages, MOST_LINES), "{order:?}");
        }
    }

    #[test]
    fn a_broken_shard_is_told() {
        let whole = counted(&[("a", &[1, 2])], MOST_LINES);
        let broken = merge([&whole[..], &whole[..whole.len() - 1]], Vec::new());
        assert!(matches!(broken, Err(TemplatesError::Broken { .. })));
    }
}
