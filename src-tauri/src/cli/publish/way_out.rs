//! What a person can say of what nobody knows, in the words of the command line.

use galley_core::publish::{Ending, Outcome};

/// The same outcome, naming the option that closes what is open in it.
pub(super) fn named(mut outcome: Outcome) -> Outcome {
    match &mut outcome {
        Outcome::Unknown { how_to_find_out } => {
            *how_to_find_out +=
                " To say what you saw, run the same command with `--settle there` or `--settle absent`.";
        }
        Outcome::Published { after, .. } => {
            for followed in after {
                match &mut followed.ending {
                    Ending::Unclear { why, .. } => {
                        *why += " To say what you saw, run the same command with `--settle there`, or with `--settle \
                                 absent`, which has it tried again.";
                    }
                    Ending::NotDone { why, safe_to_retry: false, .. } => {
                        *why += " Once you did it, run the same command with `--settle there`.";
                    }
                    Ending::NotDone { safe_to_retry: true, .. } | Ending::Done => {}
                }
            }
        }
        Outcome::Stopped { .. } => {}
    }
    outcome
}
