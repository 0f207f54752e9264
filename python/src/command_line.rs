//! The command line in the wheel: the same as that of the program.

use std::ffi::OsString;

use pyo3::prelude::*;

/// Runs the command line with arguments, the first of which is the program's name, and gives its
/// exit code.
#[pyfunction]
pub(crate) fn run_command_line(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| dechaff::cli::run(arguments))
}
