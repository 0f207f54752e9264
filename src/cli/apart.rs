//! Files named on the command line for two ends: what is written must not take the place of what
//! is read, or of something else that is written.

use std::path::{Path, absolute};

use anyhow::bail;
use same_file::Handle;

/// Fails if an option names a file to be written that another one names too, or that is read.
/// Devices, which nothing takes the place of, may be named for several ends.
pub(super) fn keep_apart<'a>(
    written: &[(&str, &Path)],
    read: impl IntoIterator<Item = &'a Path> + Clone,
) -> anyhow::Result<()> {
    for (at, &(option, path)) in written.iter().enumerate() {
        if path.exists() && !path.is_file() {
            continue;
        }
        if let Some((other, _)) = written[..at].iter().find(|(_, other)| is_same(path, other)) {
            bail!("{other} and {option} both name {}", path.display());
        }
        // What is not there yet is no input, of which there may be very many.
        let Ok(file) = Handle::from_path(path) else { continue };
        let is_file = |read: &Path| Handle::from_path(read).is_ok_and(|read| read == file);
        if read.clone().into_iter().any(is_file) {
            let advice = "it would be lost; write to another file";
            bail!("{option} names {}, which is read; {advice}", path.display());
        }
    }
    Ok(())
}

fn is_same(one: &Path, other: &Path) -> bool {
    let by_name =
        || matches!((absolute(one), absolute(other)), (Ok(one), Ok(other)) if one == other);
    same_file::is_same_file(one, other).unwrap_or_else(|_| by_name())
}
