//! Pages and bytes of the hosts with the most of them.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Hosts that are held before the smaller ones are forgotten, and how many are left then.
const MOST: usize = 20_000;
const LEFT: usize = 10_000;

/// What is counted of a host.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostBytes {
    /// Its pages.
    pub pages: u64,
    /// Bytes of their lines.
    pub bytes: u64,
    /// Bytes of those lines that were kept.
    pub kept: u64,
}

/// Counts of hosts; those of small hosts are lower bounds once some were forgotten.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hosts {
    counts: FxHashMap<String, HostBytes>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    host: String,
    #[serde(flatten)]
    bytes: HostBytes,
}

impl Hosts {
    pub(super) fn count(&mut self, host: &str, more: HostBytes) {
        if !self.counts.contains_key(host) {
            self.counts.insert(host.to_owned(), HostBytes::default());
        }
        if let Some(sum) = self.counts.get_mut(host) {
            sum.pages += more.pages;
            sum.bytes += more.bytes;
            sum.kept += more.kept;
        }
    }

    pub(super) fn add(&mut self, other: Hosts) {
        for (host, more) in other.counts {
            self.count(&host, more);
        }
    }

    /// Which ones are forgotten depends on the counts alone.
    pub(super) fn forget(&mut self) {
        if self.counts.len() > MOST {
            self.counts = self.top(LEFT).into_iter().collect();
        }
    }

    /// The hosts with the most bytes first.
    pub fn top(&self, count: usize) -> Vec<(String, HostBytes)> {
        let mut sorted: Vec<(String, HostBytes)> =
            self.counts.iter().map(|(host, &bytes)| (host.clone(), bytes)).collect();
        sorted.sort_unstable_by(|one, other| {
            other.1.bytes.cmp(&one.1.bytes).then_with(|| one.0.cmp(&other.0))
        });
        sorted.truncate(count);
        sorted
    }

    /// What was counted of a host.
    pub fn get(&self, host: &str) -> Option<HostBytes> {
        self.counts.get(host).copied()
    }
}

impl Serialize for Hosts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.top(usize::MAX).into_iter().map(|(host, bytes)| Entry { host, bytes });
        serializer.collect_seq(entries)
    }
}

impl<'de> Deserialize<'de> for Hosts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Hosts, D::Error> {
        let entries = Vec::<Entry>::deserialize(deserializer)?;
        let counts = entries.into_iter().map(|entry| (entry.host, entry.bytes)).collect();
        Ok(Hosts { counts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_hosts_go_first_and_the_rest_reads_back() {
        let mut hosts = Hosts::default();
        for number in 0..MOST as u64 + 1 {
            hosts.count(
                &format!("{number}.example"),
                HostBytes { pages: 1, bytes: number, kept: 0 },
            );
        }
        hosts.forget();
        assert_eq!(hosts.counts.len(), LEFT);
        assert!(hosts.get("20000.example").is_some() && hosts.get("1.example").is_none());
        let json = serde_json::to_string(&hosts).unwrap();
        assert_eq!(serde_json::from_str::<Hosts>(&json).unwrap(), hosts);
    }
}
