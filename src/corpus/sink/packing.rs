//! Compression of output, as its name asks for it. What a batch gives is compressed by itself, as
//! a gzip member or a zstd frame, which all readers take one after the other: so it can be done on
//! all threads, and an interrupted run can go on between two of them.

use std::io::Write;
use std::path::Path;

use flate2::write::GzEncoder;

use crate::corpus::mirror::without_packing;

/// How output is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Plain,
    Gzip,
    Zstd,
}

impl Packing {
    /// What the name of an output asks for.
    pub(crate) fn of(path: &Path) -> Packing {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match without_packing(&name).1.to_ascii_lowercase().as_str() {
            "" => Packing::Plain,
            ".gz" => Packing::Gzip,
            _ => Packing::Zstd,
        }
    }

    /// Compresses what belongs together; nothing of nothing.
    pub(crate) fn pack(self, plain: Vec<u8>) -> Vec<u8> {
        if plain.is_empty() {
            return plain;
        }
        let packed = match self {
            Packing::Plain => return plain,
            Packing::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
                encoder.write_all(&plain).and_then(|()| encoder.finish())
            }
            Packing::Zstd => zstd::bulk::compress(&plain, zstd::DEFAULT_COMPRESSION_LEVEL),
        };
        packed.unwrap_or_else(|error| unreachable!("memory is written to: {error}"))
    }

    /// A whole output that holds nothing.
    pub(crate) fn nothing(self) -> Vec<u8> {
        match self {
            Packing::Plain => Vec::new(),
            Packing::Gzip => GzEncoder::new(Vec::new(), flate2::Compression::default())
                .finish()
                .unwrap_or_default(),
            Packing::Zstd => zstd::bulk::compress(&[], 0).unwrap_or_default(),
        }
    }
}
