//! An output that is not yet whole: a file beside the one that it becomes, with `.part` after its
//! name.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, IsTerminal, Seek, SeekFrom, Stdout, Write};
use std::path::{Path, PathBuf};

use crate::corpus::shown::shown;

/// Bytes that are collected before they are written.
const BUFFER: usize = 64 * 1024;

/// What stands after the name of an output that is not yet whole.
const ENDING: &str = ".part";

/// An output that is not yet whole.
pub(crate) struct Partial {
    out: BufWriter<Out>,
    /// Bytes written.
    length: u64,
    /// The file that it becomes; `None` where it is written at once.
    becomes: Option<PathBuf>,
    /// Whether it is a terminal, which obeys what it is told.
    is_terminal: bool,
}

enum Out {
    Stdout(Stdout),
    File(File),
}

impl Write for Partial {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.append(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Partial::flush(self)
    }
}

/// A path with something after its name.
pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

/// Where the output stands until it is whole.
pub(crate) fn part(path: &Path) -> PathBuf {
    with_ending(path, ENDING)
}

impl Partial {
    pub(crate) fn stdout() -> Partial {
        let is_terminal = io::stdout().is_terminal();
        Partial { is_terminal, ..Partial::new(Out::Stdout(io::stdout()), None, 0) }
    }

    /// A file without a name.
    pub(super) fn nameless() -> io::Result<Partial> {
        Ok(Partial::new(Out::File(tempfile::tempfile()?), None, 0))
    }

    /// A new file; its folder is made if need be. What cannot be replaced, such as `/dev/null` or
    /// a named pipe, is written at once.
    pub(crate) fn create(path: &Path) -> io::Result<Partial> {
        if is_device(path) {
            let file = File::options().write(true).open(path)?;
            return Ok(Partial::new(Out::File(file), None, 0));
        }
        if path.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let file =
            File::options().read(true).write(true).create(true).truncate(false).open(part(path))?;
        lock(&file, &part(path))?;
        file.set_len(0)?;
        Ok(Partial::new(Out::File(file), Some(path.to_owned()), 0))
    }

    /// The file that an interrupted run left, up to so many bytes.
    pub(crate) fn resume(path: &Path, length: u64) -> io::Result<Partial> {
        if is_device(path) {
            return Partial::create(path);
        }
        let mut file = File::options().read(true).write(true).open(part(path))?;
        lock(&file, &part(path))?;
        if file.metadata()?.len() < length {
            let what = "what the interrupted run left is shorter than it noted; run it again without --resume";
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        file.set_len(length)?;
        file.seek(SeekFrom::End(0))?;
        Ok(Partial::new(Out::File(file), Some(path.to_owned()), length))
    }

    fn new(out: Out, becomes: Option<PathBuf>, length: u64) -> Partial {
        Partial { out: BufWriter::with_capacity(BUFFER, out), length, becomes, is_terminal: false }
    }

    /// A new file beside the output, such as that of errors. A folder that is not there is more
    /// likely a mistake than a wish.
    pub(crate) fn beside(path: &Path) -> io::Result<Partial> {
        has_folder(path)?;
        Partial::create(path)
    }

    pub(crate) fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.length += bytes.len() as u64;
        if self.is_terminal {
            return self.out.write_all(&shown(bytes));
        }
        self.out.write_all(bytes)
    }

    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Makes sure that what was written survives, and says how many bytes it has.
    pub(crate) fn sync(&mut self) -> io::Result<u64> {
        self.out.flush()?;
        if let (Out::File(file), Some(_)) = (self.out.get_ref(), &self.becomes) {
            file.sync_data()?;
        }
        Ok(self.length)
    }

    /// Gives the file its name.
    pub(crate) fn publish(mut self) -> io::Result<()> {
        self.flush()?;
        match &self.becomes {
            Some(path) => fs::rename(part(path), path),
            None => Ok(()),
        }
    }

    /// Takes the file away.
    pub(crate) fn discard(self) -> io::Result<()> {
        let Partial { out, becomes, .. } = self;
        // What is not yet written need not be.
        let _ = out.into_parts();
        becomes.map_or(Ok(()), |path| fs::remove_file(part(&path)))
    }

    /// The file from its beginning, to be read.
    pub(super) fn reread(&mut self) -> io::Result<File> {
        self.flush()?;
        let Out::File(file) = self.out.get_ref() else {
            return Err(io::Error::new(io::ErrorKind::Unsupported, "it is no file"));
        };
        let mut file = file.try_clone()?;
        // The place in the file is common to both.
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }

    /// Goes on writing after the file was read.
    pub(super) fn seek_end(&mut self) -> io::Result<()> {
        match self.out.get_mut() {
            Out::File(file) => file.seek(SeekFrom::End(0)).map(|_| ()),
            Out::Stdout(_) => Ok(()),
        }
    }
}

/// Fails where the folder of a path is not there.
fn has_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => {
            Err(io::Error::new(io::ErrorKind::NotFound, "there is no such folder"))
        }
        _ => Ok(()),
    }
}

/// Whether a path is there and is neither a file nor a folder.
pub(crate) fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// Claims a file for this run, as long as it is open: two that write one output would spoil it.
/// Where the system knows no locks, there are none.
pub(crate) fn lock(file: &File, path: &Path) -> io::Result<()> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            let what = format!("another run is writing {}", path.display());
            Err(io::Error::new(io::ErrorKind::WouldBlock, what))
        }
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Out::Stdout(stdout) => stdout.write(bytes),
            Out::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Out::Stdout(stdout) => stdout.flush(),
            Out::File(file) => file.flush(),
        }
    }
}
