//! Where output goes: standard output, or a file that appears whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use flate2::write::GzEncoder;
use tempfile::NamedTempFile;

use super::mirror::without_packing;

/// Bytes that are collected before they are written.
const BUFFER: usize = 64 * 1024;

/// Something to write pages to. What is not finished leaves no file.
pub(crate) struct Sink {
    packed: Packed,
}

/// Compression, as the file's name asks for it.
enum Packed {
    Plain(BufWriter<Base>),
    Gz(GzEncoder<BufWriter<Base>>),
    Zst(zstd::Encoder<'static, BufWriter<Base>>),
}

enum Base {
    Stdout(Stdout),
    /// Something that cannot be replaced, such as `/dev/null` or a named pipe.
    Device(File),
    /// A file beside the one that it becomes.
    Beside(NamedTempFile, PathBuf),
}

impl Sink {
    pub(crate) fn stdout() -> Sink {
        let base = Base::Stdout(io::stdout());
        Sink { packed: Packed::Plain(BufWriter::with_capacity(BUFFER, base)) }
    }

    /// A file; its folder is made if need be.
    pub(crate) fn file(path: &Path) -> io::Result<Sink> {
        let is_device = fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
        let base = if is_device {
            Base::Device(File::options().write(true).open(path)?)
        } else {
            Base::Beside(beside(path)?, path.to_owned())
        };
        let writer = BufWriter::with_capacity(BUFFER, base);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let packed = match without_packing(&name).1.to_ascii_lowercase().as_str() {
            "" => Packed::Plain(writer),
            ".gz" => Packed::Gz(GzEncoder::new(writer, flate2::Compression::default())),
            _ => Packed::Zst(zstd::Encoder::new(writer, zstd::DEFAULT_COMPRESSION_LEVEL)?),
        };
        Ok(Sink { packed })
    }

    /// Completes the output; a file takes its name.
    pub(crate) fn finish(self) -> io::Result<()> {
        let writer = match self.packed {
            Packed::Plain(writer) => writer,
            Packed::Gz(encoder) => encoder.finish()?,
            Packed::Zst(encoder) => encoder.finish()?,
        };
        match writer.into_inner().map_err(io::IntoInnerError::into_error)? {
            Base::Stdout(mut stdout) => stdout.flush(),
            Base::Device(mut file) => file.flush(),
            Base::Beside(file, path) => match file.persist(path) {
                Ok(_) => Ok(()),
                Err(error) => Err(error.error),
            },
        }
    }
}

/// A file in the same folder, since only there it can be renamed.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    if path.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".dechaff-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What any new file gets, less the umask; temporary files are private otherwise.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.packed {
            Packed::Plain(writer) => writer.write(bytes),
            Packed::Gz(encoder) => encoder.write(bytes),
            Packed::Zst(encoder) => encoder.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.packed {
            Packed::Plain(writer) => writer.flush(),
            // A flush in the middle makes compression worse, and nobody reads an unfinished file.
            Packed::Gz(_) | Packed::Zst(_) => Ok(()),
        }
    }
}

impl Write for Base {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Base::Stdout(stdout) => stdout.write(bytes),
            Base::Device(file) => file.write(bytes),
            Base::Beside(file, _) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Base::Stdout(stdout) => stdout.flush(),
            Base::Device(file) => file.flush(),
            Base::Beside(file, _) => file.flush(),
        }
    }
}
