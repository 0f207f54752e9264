//! Any bytes through `bodies::lexicon`.
#![no_main]

dechaff_fuzz::target!(lexicon);
