//! A value behind a lock that is held for a few lines at a time and never across an await.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A mutex that stays usable after a panic elsewhere: every change made under it is complete in itself.
#[derive(Debug, Default)]
pub(crate) struct Guarded<T>(Mutex<T>);

impl<T> Guarded<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
