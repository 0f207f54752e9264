//! Any bytes through `bodies::text`.
#![no_main]

dechaff_fuzz::target!(text);
