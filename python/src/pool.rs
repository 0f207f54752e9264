//! The threads on which a cleaner cleans many pages.

use std::process;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// A pool of threads that starts when it is first used, in each process anew: threads do not
/// come along into a forked process, as workers of Python pipelines are.
pub(crate) struct Pool {
    /// Threads; 0 for one a processor.
    threads: usize,
    /// The threads, and the process that started them.
    started: Mutex<Option<(u32, Arc<ThreadPool>)>>,
}

impl Pool {
    pub(crate) fn new(threads: usize) -> Pool {
        Pool { threads, started: Mutex::new(None) }
    }

    /// The threads of this process.
    pub(crate) fn get(&self) -> PyResult<Arc<ThreadPool>> {
        let mut started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        let process = process::id();
        if let Some((owner, pool)) = started.take() {
            if owner == process {
                *started = Some((owner, Arc::clone(&pool)));
                return Ok(pool);
            }
            // It belongs to the parent, whose threads it would wait for if it were dropped.
            std::mem::forget(pool);
        }
        let pool = ThreadPoolBuilder::new().num_threads(self.threads).build();
        let pool = Arc::new(pool.map_err(|error| {
            PyOSError::new_err(format!("cannot start the threads: {error}; try fewer `threads`"))
        })?);
        *started = Some((process, Arc::clone(&pool)));
        Ok(pool)
    }
}
