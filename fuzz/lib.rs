//! The bodies of the fuzz targets.
#![allow(dead_code, clippy::expect_used)]

mod bodies;
#[path = "../tests/common/laws.rs"]
mod law;

/// Runs the body of a target.
pub fn run(name: &str, bytes: &[u8]) {
    let found = bodies::BODIES.iter().find(|(body, _)| *body == name);
    found.expect("a body of this name").1(bytes);
}

/// A fuzz target that runs the body of its name.
#[macro_export]
macro_rules! target {
    ($name:ident) => {
        libfuzzer_sys::fuzz_target!(|bytes: &[u8]| $crate::run(stringify!($name), bytes));
    };
}
