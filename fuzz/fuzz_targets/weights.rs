//! Any bytes through `bodies::weights`.
#![no_main]

dechaff_fuzz::target!(weights);
