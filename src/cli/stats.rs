//! The numbers of a run, in a file of their own.

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Serialize;

use crate::corpus::{Partial, Stats};

/// The file that `--stats` names. It is opened before the run, so that one which cannot be written
/// is told of at once, and gets its name when it is whole.
pub(super) struct StatsFile {
    file: Partial,
    path: PathBuf,
}

/// Numbers of a run, as they are written.
#[derive(Serialize)]
struct Written<'a> {
    version: &'static str,
    #[serde(flatten)]
    stats: &'a Stats,
}

impl StatsFile {
    pub(super) fn open(path: &Path) -> anyhow::Result<StatsFile> {
        let file = Partial::beside(path).with_context(|| cannot_write(path))?;
        Ok(StatsFile { file, path: path.to_owned() })
    }

    pub(super) fn write(mut self, stats: &Stats) -> anyhow::Result<()> {
        let stats = Written { version: env!("CARGO_PKG_VERSION"), stats };
        let json = serde_json::to_string_pretty(&stats)? + "\n";
        let written = self.file.append(json.as_bytes()).and_then(|()| self.file.flush());
        match written {
            Ok(()) => self.file.publish().with_context(|| cannot_write(&self.path)),
            Err(error) => {
                let path = self.path.clone();
                self.discard();
                Err(error).with_context(|| cannot_write(&path))
            }
        }
    }

    /// There is nothing to write: the run ended early for a reason that is told.
    pub(super) fn discard(self) {
        let _ = self.file.discard();
    }
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write {}", path.display())
}
