//! Any bytes through `bodies::warc`.
#![no_main]

dechaff_fuzz::target!(warc);
