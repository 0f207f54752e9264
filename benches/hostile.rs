//! What hostile pages cost: `script/hostile` runs this.
//!
//! `hostile list` names the families of pages, `hostile write FAMILY BYTES FILE` makes a page, and
//! `hostile time html|text FILE...` prints how many seconds it takes to clean
//! pages, one after the other. `hostile soak RECORDS` prints records of JSON, a tenth of them hostile.

#![allow(clippy::expect_used, reason = "a bench that cannot read its pages has nothing to say")]

#[path = "../tests/hostile/families.rs"]
mod families;
#[path = "../tests/hostile/soak.rs"]
mod soak;

use std::fs;
use std::hint::black_box;
use std::io::{self, BufWriter, Write};
use std::time::Instant;

use dechaff::{Cleaner, Format, Hint};
use families::{Family, all};

/// The memory allocator of the program.
#[cfg(feature = "cli")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long pages are cleaned over and over: many times what the system's clock of a process is
/// exact to.
const SECONDS: f64 = 0.3;

fn main() {
    // Cargo says that this is a bench.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["list"] => all().for_each(|family| {
            println!("{}\t{}\t{}", family.name, name(family.format), family.aim);
        }),
        ["write", family, bytes, file] => {
            let bytes = bytes.parse().expect("a number of bytes");
            fs::write(file, (named(family).page)(bytes)).expect("a file that can be written");
        }
        ["time", format, ref files @ ..] => {
            let pages: Vec<_> = files.iter().map(|file| fs::read(file).expect("a page")).collect();
            println!("{}", seconds(&pages, format));
        }
        ["soak", records] => {
            let mut out = BufWriter::new(io::stdout().lock());
            for at in 0..records.parse().expect("a number of records") {
                out.write_all(soak::record(at).as_bytes()).expect("an output");
            }
        }
        _ => println!("run script/hostile, which measures hostile pages"),
    }
}

fn name(format: Format) -> &'static str {
    match format {
        Format::Html => "html",
        Format::Text => "text",
    }
}

fn named(wanted: &str) -> &'static Family {
    all().find(|family| family.name == wanted).expect("a family's name")
}

/// Seconds that it takes to clean pages, one after the other.
fn seconds(pages: &[Vec<u8>], format: &str) -> f64 {
    let cleaner = Cleaner::default();
    let format = Some(if format == "html" { Format::Html } else { Format::Text });
    let hint = Hint { charset: None, format };
    // What is read once in a process is no cost of a page.
    let _ = black_box(cleaner.clean_bytes(b"<p>A page.", hint));
    let began = Instant::now();
    let start = spent(began);
    let mut rounds = 0.0;
    while rounds == 0.0 || spent(began) - start < SECONDS {
        for page in pages {
            let _ = black_box(cleaner.clean_bytes(page, hint));
        }
        rounds += 1.0;
    }
    (spent(began) - start) / rounds
}

/// Seconds that this process has run: on a processor, where the system tells, so that a machine
/// that is shared spoils little; else since it began.
fn spent(began: Instant) -> f64 {
    let told = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = told.split(' ').next().and_then(|first| first.parse::<f64>().ok());
    nanoseconds.map_or_else(|| began.elapsed().as_secs_f64(), |spent| spent / 1e9)
}
