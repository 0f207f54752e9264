//! Files named on the command line for two ends: what is written must not take the place of what
//! is read, or of something else that is written.

use std::path::{Path, absolute};

use anyhow::bail;
use same_file::Handle;

use crate::corpus::is_device;

/// Fails if an option names a file to be written that another one names too, or that is read.
/// Devices, which nothing takes the place of, may be named for several ends.
pub(super) fn keep_apart<'a>(
    written: &[(&str, &Path)],
    read: impl IntoIterator<Item = &'a Path> + Clone,
) -> anyhow::Result<()> {
    for (at, &(option, path)) in written.iter().enumerate() {
        if is_device(path) {
            continue;
        }
        let is_named = |other: &Path| !is_device(other) && is_same(path, other);
        if let Some((other, _)) = written[..at].iter().find(|(_, other)| is_named(other)) {
            bail!("{other} and {option} both name {}", path.display());
        }
        // What is not there yet is no input, of which there may be very many.
        let Ok(file) = Handle::from_path(path) else { continue };
        // A device is another file, and to open a pipe would take what it holds from the run.
        let is_file =
            |read: &Path| read.is_file() && Handle::from_path(read).is_ok_and(|read| read == file);
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

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::process::Command;
    use std::sync::mpsc::channel;
    use std::thread::spawn;
    use std::time::Duration;

    use super::*;

    /// To open a pipe waits for who writes it.
    #[test]
    fn pipes_are_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let (pipe, file) = (folder.path().join("pipe"), folder.path().join("file"));
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        std::fs::write(&file, "").unwrap();
        let (told, is_over) = channel();
        spawn(move || {
            let written = [("--errors", &*pipe), ("--stats", &*file)];
            let apart = keep_apart(&written, [&*pipe]).is_ok();
            told.send(apart && keep_apart(&written, [&*pipe, &*file]).is_err()).unwrap();
        });
        assert_eq!(is_over.recv_timeout(Duration::from_secs(20)), Ok(true));
    }
}
