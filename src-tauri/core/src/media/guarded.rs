use std::panic::{AssertUnwindSafe, catch_unwind};

/// Lets a foreign decoder work. One that panics over damaged data has said that it is damaged: `None`, and nothing that
/// it touched may be used again.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    // A fuzzer ends at the first panic, also at one that is caught. The hook is the whole program's: work that is
    // divided among threads is guarded as a whole.
    #[cfg(feature = "fuzzing")]
    let hook = std::panic::take_hook();
    let done = catch_unwind(AssertUnwindSafe(work)).ok();
    #[cfg(feature = "fuzzing")]
    std::panic::set_hook(hook);
    done
}
