//! Everything Galley knows that has nothing to do with a desktop.
