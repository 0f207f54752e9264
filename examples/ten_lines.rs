//! The library in ten lines: the clean text of a page on standard input.
//!
//!     cargo run --example ten_lines < page.html

use std::error::Error;
use std::io::{Read, stdin};

fn main() -> Result<(), Box<dyn Error>> {
    let mut page = Vec::new();
    stdin().read_to_end(&mut page)?;
    let article = dechaff::Cleaner::default().clean_bytes(&page, dechaff::Hint::default())?;
    println!("{}\n\n{}", article.title().unwrap_or("(no headline)"), article.text());
    for line in article.lines().filter(|line| !line.keep) {
        eprintln!("left out, {} bits, {}: {}", line.bits, line.label, line.text);
    }
    Ok(())
}
