//! The Python module `dechaff._native`: the cleaner, its articles, and the command line. What
//! engines need around it is Python, in `dechaff/`.

mod archive;
mod arrow;
mod article;
mod cleaner;
mod command_line;
mod page;
mod pool;
mod rows;
mod settings;

/// Pages are many small strings that live as long as their page: half of the time of the
/// system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[pyo3::pymodule]
mod _native {
    #[pymodule_export]
    use crate::archive::Archive;
    #[pymodule_export]
    use crate::article::{Article, Line, Vote};
    #[pymodule_export]
    use crate::cleaner::{Cleaner, clean};
    #[pymodule_export]
    use crate::command_line::run_command_line;
}
