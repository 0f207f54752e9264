//! How much is under way at once: batches are let in one by one, and leave once they are written.

use std::sync::{Condvar, Mutex, PoisonError};

/// Bytes of all batches under way, past which no other is taken up.
const BYTES_UNDER_WAY: usize = 64_000_000;

/// Bounds what is under way, by number and bytes.
pub(super) struct Gate {
    inside: Mutex<Inside>,
    changed: Condvar,
    batches: usize,
}

#[derive(Default)]
struct Inside {
    batches: usize,
    bytes: usize,
    is_closed: bool,
}

impl Gate {
    pub(super) fn new(batches: usize) -> Gate {
        Gate { inside: Mutex::default(), changed: Condvar::new(), batches }
    }

    /// Waits until a batch may be taken up; `false` if none may any more.
    pub(super) fn enter(&self, bytes: usize) -> bool {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        // A batch that is larger than all may be together comes when it is alone.
        let is_full = |inside: &Inside| {
            inside.batches >= self.batches
                || (inside.batches > 0 && inside.bytes + bytes > BYTES_UNDER_WAY)
        };
        while !inside.is_closed && is_full(&inside) {
            inside = self.changed.wait(inside).unwrap_or_else(PoisonError::into_inner);
        }
        inside.batches += 1;
        inside.bytes += bytes;
        !inside.is_closed
    }

    pub(super) fn leave(&self, bytes: usize) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        inside.batches -= 1;
        inside.bytes -= bytes;
        self.changed.notify_all();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner).batches == 0
    }

    pub(super) fn close(&self) {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner).is_closed = true;
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc::channel;
    use std::thread;

    use super::*;

    #[test]
    fn what_is_too_much_together_comes_in_alone() {
        let gate = Arc::new(Gate::new(3));
        assert!(gate.enter(2 * BYTES_UNDER_WAY));
        let (sender, receiver) = channel();
        let (waiting, told) = (Arc::clone(&gate), sender.clone());
        thread::spawn(move || told.send(("in", waiting.enter(1))));
        sender.send(("out", true)).expect("the receiver is here");
        gate.leave(2 * BYTES_UNDER_WAY);
        let heard: Vec<_> = receiver.iter().take(2).collect();
        assert_eq!(heard, [("out", true), ("in", true)]);
        gate.close();
        assert!(!gate.enter(1), "nothing comes in once it is closed");
    }
}
