//! Any bytes through `bodies::decode`.
#![no_main]

dechaff_fuzz::target!(decode);
