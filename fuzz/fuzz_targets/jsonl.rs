//! Any bytes through `bodies::jsonl`.
#![no_main]

dechaff_fuzz::target!(jsonl);
