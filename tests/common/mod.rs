//! Labelled pages: finding them, reading their labels, and holding an article against them.
// Each test program uses a part of this; and a test may stop where a file is not as it should be.
#![allow(dead_code, unused_imports, unreachable_pub, clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};

// The scores are part of the thread pool's feature.
#[cfg(feature = "corpus")]
mod labels;
#[cfg(feature = "corpus")]
pub use labels::{compare, labels};

/// The folder of the package.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folders of the fixtures, sorted.
pub fn fixtures() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(root().join("fixtures"))
        .expect("the fixtures are part of the repository")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

/// The page of a fixture: its bytes, as they would be found.
pub fn page(folder: &Path) -> Vec<u8> {
    fs::read(page_path(folder)).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
}

/// Where the page of a fixture stands.
pub fn page_path(folder: &Path) -> PathBuf {
    either(folder, ["page.html", "page.txt"])
}

/// Where the labels of a fixture stand.
pub fn labels_path(folder: &Path) -> PathBuf {
    either(folder, ["labels.tsv", "held_out.tsv"])
}

/// The file of a folder that has one of two names.
fn either(folder: &Path, names: [&str; 2]) -> PathBuf {
    let file = names.iter().map(|name| folder.join(name)).find(|path| path.is_file());
    file.unwrap_or_else(|| panic!("{} has neither {}", folder.display(), names.join(" nor ")))
}

/// The pages of the seeds, sorted.
pub fn seeds() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = fs::read_dir(root().join("seeds"))
        .expect("the seeds are part of the repository")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    pages.sort();
    pages
}
