//! A corpus on all processors: pages in, articles out in the same order, one cleaner for all
//! threads.
//!
//!     cargo run --example corpus [FOLDER]

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use dechaff::{Article, Cleaner, Hint};
use rayon::prelude::*;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).filter(|path| fs::exists(path).unwrap_or_default());
    let folder = folder.unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/seeds").to_owned());
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt" || ending == "html"))
        .collect();
    paths.sort();

    let cleaner = Cleaner::default();
    let clean = |path: &PathBuf| -> Result<Article, Box<dyn Error + Send + Sync>> {
        Ok(cleaner.clean_bytes(&fs::read(path)?, Hint::default())?)
    };
    let articles: Vec<_> = paths.par_iter().map(clean).collect();
    // A page that cannot be cleaned is one page less, not the end of the run.
    for (path, article) in paths.iter().zip(articles) {
        match article {
            Ok(article) => println!("{}: {} bytes of text", path.display(), article.text().len()),
            Err(trouble) => eprintln!("{}: {trouble}", path.display()),
        }
    }
    Ok(())
}
