//! Any bytes through `bodies::html`.
#![no_main]

dechaff_fuzz::target!(html);
