//! `--weights DIR`: weights of one's own in place of the program's.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, bail};

use crate::{Cleaner, Format, Weights};

/// The tables in the folder, by the format of the pages they are for.
const TABLES: [(&str, Format); 2] = [("text.tsv", Format::Text), ("html.tsv", Format::Html)];

/// Gives the cleaner the tables that the folder has; a format without one keeps its own.
pub(super) fn with_weights(mut cleaner: Cleaner, folder: Option<&Path>) -> anyhow::Result<Cleaner> {
    let Some(folder) = folder else { return Ok(cleaner) };
    let mut found = false;
    for (name, format) in TABLES {
        let path = folder.join(name);
        let table = match fs::read_to_string(&path) {
            Ok(table) => table,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error).context(format!("{}: cannot read it", path.display())),
        };
        let weights = Weights::parse(&table).with_context(|| path.display().to_string())?;
        cleaner = cleaner.weights(format, weights);
        found = true;
    }
    if !found {
        bail!("{}: it has neither text.tsv nor html.tsv", folder.display());
    }
    Ok(cleaner)
}
