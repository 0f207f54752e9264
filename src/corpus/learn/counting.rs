//! Counts of lines by host, exact and in bounded memory: when there are too many, they are
//! written to a file of their own, and the files are merged at the end.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Seek, Write};

use rustc_hash::FxHashMap;

use super::merge::merge;
use crate::TemplatesError;
use crate::site::Writer;

/// Counts of different lines that are held at once. A count and its hash take 17 bytes, in tables
/// that are at worst half empty, and as much again while they are sorted: 460 MB for ten million.
pub(super) const MOST_LINES: usize = 12_000_000;

/// Counts of lines by host.
pub(super) struct Counting {
    hosts: FxHashMap<String, Host>,
    lines: usize,
    most: usize,
    written: Vec<File>,
}

#[derive(Default)]
struct Host {
    pages: u64,
    lines: FxHashMap<u64, u32>,
}

impl Counting {
    pub(super) fn new(most: usize) -> Counting {
        Counting { hosts: FxHashMap::default(), lines: 0, most, written: Vec::new() }
    }

    /// Counts a page of a host; `lines` has each of its lines once.
    pub(super) fn page(&mut self, host: &str, lines: &[u64]) -> io::Result<()> {
        if self.lines + lines.len() > self.most {
            self.write_out()?;
        }
        if !self.hosts.contains_key(host) {
            self.hosts.insert(host.to_owned(), Host::default());
            // A host takes about as much as a few lines.
            self.lines += 8;
        }
        let counts = self.hosts.entry(host.to_owned()).or_default();
        counts.pages += 1;
        let before = counts.lines.len();
        for &line in lines {
            *counts.lines.entry(line).or_default() += 1;
        }
        self.lines += counts.lines.len() - before;
        Ok(())
    }

    /// Writes all counts.
    pub(super) fn finish(mut self, out: impl Write) -> Result<(), TemplatesError> {
        if self.written.is_empty() {
            return Ok(self.write(out)?);
        }
        self.write_out()?;
        merge(self.written.into_iter().map(BufReader::new), out)
    }

    /// Makes room.
    fn write_out(&mut self) -> io::Result<()> {
        // It has no name, and goes with the program.
        let mut file = tempfile::tempfile()?;
        self.write(BufWriter::new(&mut file))?;
        file.rewind()?;
        self.written.push(file);
        Ok(())
    }

    fn write(&mut self, out: impl Write) -> io::Result<()> {
        let mut hosts: Vec<(String, Host)> = std::mem::take(&mut self.hosts).into_iter().collect();
        self.lines = 0;
        hosts.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        let mut writer = Writer::new(out)?;
        for (name, host) in hosts {
            writer.host(&name, host.pages)?;
            let mut lines: Vec<(u64, u32)> = host.lines.into_iter().collect();
            lines.sort_unstable();
            for (line, count) in lines {
                writer.line(line, u64::from(count))?;
            }
            writer.end_host()?;
        }
        writer.end()?;
        Ok(())
    }
}

/// What is written of some pages.
#[cfg(test)]
pub(super) fn counted(pages: &[(&str, &[u64])], most: usize) -> Vec<u8> {
    let mut counting = Counting::new(most);
    let mut out = Vec::new();
    let counted = pages.iter().try_for_each(|(host, lines)| counting.page(host, lines));
    assert!(counted.is_ok() && counting.finish(&mut out).is_ok());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_the_order_nor_the_room_shows() {
        let mut pages: Vec<(&str, &[u64])> =
            vec![("b", &[1, 2, 3]), ("a", &[2, 9]), ("b", &[2, 3]), ("c", &[]), ("a", &[2])];
        let all = counted(&pages, MOST_LINES);
        assert_eq!(counted(&pages, 1), all);
        pages.reverse();
        assert_eq!(counted(&pages, 10), all);
        assert_ne!(counted(&pages[1..], 10), all);
    }

    /// The largest memory that this process ever had, in bytes.
    #[cfg(target_os = "linux")]
    fn peak() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
        1024 * line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()
    }

    /// `cargo test --release --lib -- --ignored ten_million --nocapture`; by itself, since the peak
    /// is the process's.
    #[test]
    #[ignore = "measures the memory of the whole process, for half a minute"]
    #[cfg(target_os = "linux")]
    fn ten_million_lines_take_less_than_a_gigabyte() {
        const LINES: u64 = 10_000_000;
        const A_PAGE: u64 = 1000;
        for hosts in [1, 2000] {
            let mut counting = Counting::new(MOST_LINES);
            for page in 0..LINES / A_PAGE {
                // Multiplied by an odd number, different numbers stay different, and are spread.
                let line = |at: u64| (page * A_PAGE + at).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                let lines: Vec<u64> = (0..A_PAGE).map(line).collect();
                counting.page(&format!("{}.example", page % hosts), &lines).unwrap();
            }
            assert!(counting.written.is_empty(), "all of them are held");
            counting.finish(io::sink()).unwrap();
            println!("{LINES} lines of {hosts} hosts: {} MB at most", peak() / 1_000_000);
            assert!(peak() < 1_000_000_000);
        }
    }
}
