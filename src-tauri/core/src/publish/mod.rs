//! Plan, journal, run: carries out a plan step by step, so that files are uploaded as fast as they may be and the
//! post is made once, or the truth is said. How a provider spells a request is not its business.

mod clock;
mod create;
mod film;
mod follow_up;
mod halt;
mod journal;
mod lookup;
mod outcome;
mod posted;
mod press;
mod retry;
mod run;
mod send;
mod spent;
mod steps;
mod tally;
mod transport;
mod upload;
mod version;
mod wait;

pub use clock::{Clock, SystemClock};
pub use journal::{Entry, interrupted, made};
pub use lookup::Lookup;
pub use outcome::{Ending, FileProgress, FileState, FollowedUp, Outcome, Progress};
pub use posted::{PostError, Seen, Sight};
pub use press::{Patience, Press, PressError, client};
pub use run::{PublishError, fingerprint, is_unsettled, seal};
pub use spent::spent_for;
