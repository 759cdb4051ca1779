use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Children that draw at a time: one that is slow leaves others a place, and each may take a gigabyte.
const CHILDREN: (usize, usize) = (2, 4);

/// Who draws a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::media) enum By {
    /// A thread of this process.
    Galley,
    /// A process of its own, which is only waited for.
    Child,
}

/// The gates before whoever draws. Waiting for a child takes no place from those who work.
#[derive(Debug)]
pub(in crate::media) struct Gates {
    workers: Gate,
    children: Gate,
}

impl Gates {
    /// As many workers as there are cores.
    pub fn new() -> Self {
        let cores = thread::available_parallelism().map_or(2, NonZeroUsize::get);
        let (least, most) = CHILDREN;
        Self { workers: Gate::new(cores), children: Gate::new(cores.clamp(least, most)) }
    }

    /// Waits for a place.
    pub fn enter(&self, by: By) -> Turn<'_> {
        match by {
            By::Galley => self.workers.enter(),
            By::Child => self.children.enter(),
        }
    }
}

/// Lets a few threads through at a time, so that twenty dropped photographs are not decoded at once.
#[derive(Debug)]
pub(super) struct Gate {
    free: Mutex<usize>,
    left: Condvar,
}

/// A place beyond the gate, given back when dropped.
pub(in crate::media) struct Turn<'a>(&'a Gate);

impl Gate {
    pub fn new(at_once: usize) -> Self {
        Self { free: Mutex::new(at_once.max(1)), left: Condvar::new() }
    }

    /// Waits for a place.
    pub fn enter(&self) -> Turn<'_> {
        let mut free =
            self.left.wait_while(self.free(), |free| *free == 0).unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Turn(self)
    }

    // A counter is whole at every moment, so a panic elsewhere does not spoil it.
    fn free(&self) -> MutexGuard<'_, usize> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.free() += 1;
        self.0.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn no_more_than_the_given_number_are_inside() {
        let (gate, inside, most, start) =
            (Gate::new(2), AtomicUsize::new(0), AtomicUsize::new(0), Barrier::new(8));
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    start.wait();
                    for _ in 0..200 {
                        let _turn = gate.enter();
                        most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!((1..=2).contains(&most.into_inner()));
    }
}
