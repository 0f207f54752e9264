//! The program `dechaff`; all of it is in `dechaff::cli`.

use std::process::ExitCode;

/// Pages are many small strings that live as long as their page: half of the time of the
/// system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    dechaff::cli::main()
}
