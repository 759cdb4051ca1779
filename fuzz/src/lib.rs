//! The programs that feed libFuzzer's bytes to Galley's readers: `galley_core::fuzzing` has the readers, and what is
//! asserted of them. README.md tells how to run them.

use galley_core::fuzzing::{self, Verdict};
pub use libfuzzer_sys;
use libfuzzer_sys::Corpus;

/// The program of the target of this name.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        use $crate::libfuzzer_sys;
        $crate::libfuzzer_sys::fuzz_target!(|bytes: &[u8]| -> $crate::libfuzzer_sys::Corpus {
            $crate::read($name, bytes)
        });
    };
}

/// Bytes of another kind are not kept: they would be fuzzed here without reaching this target's reader.
pub fn read(name: &str, bytes: &[u8]) -> Corpus {
    match fuzzing::run(name, bytes) {
        Verdict::Read => Corpus::Keep,
        Verdict::NotMine => Corpus::Reject,
    }
}
