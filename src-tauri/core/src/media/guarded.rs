use std::panic::{AssertUnwindSafe, catch_unwind};

/// Lets a foreign decoder work. One that panics over damaged data has said that it is damaged: `None`, and nothing that
/// it touched may be used again.
///
/// A fuzzer ends at the first panic, also at one that is caught, and it is to: in a decoder that is not known to panic
/// each one is a fault to report to those who keep it.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// The same of the decoders of H.264 and HEVC, which panic over so much that a fuzzer would find nothing else.
pub fn known_to_panic<T>(work: impl FnOnce() -> T) -> Option<T> {
    // The hook is the whole program's: work that is divided among threads is guarded as a whole.
    #[cfg(feature = "fuzzing")]
    let hook = std::panic::take_hook();
    let done = guarded(work);
    #[cfg(feature = "fuzzing")]
    std::panic::set_hook(hook);
    done
}
