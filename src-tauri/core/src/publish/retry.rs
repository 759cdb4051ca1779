//! The one place that decides what is sent again.
//!
//! Source: the table "which errors are safe to retry" in docs/LINKEDIN.md. LinkedIn has no idempotency key, so
//! creating a post is repeated only where it is certain that nothing was created.

use std::time::Duration;

use super::send::Failure;
use crate::providers::linkedin::RefusalKind;

/// What a call does at the other end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Doing it twice does no harm: reading, registering (an orphan is harmless), uploading the same bytes, giving a
    /// post that is there its text, deleting it, closing its comments.
    Repeatable,
    /// Doing it twice makes two posts, or two comments.
    Once,
}

/// What to do about a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Send it again after this long.
    Again(Duration),
    /// Send it again as soon as an API version is found that LinkedIn answers to: what it refuses for its version it
    /// has not carried out, so that this makes no second post.
    WithOtherVersion,
    /// Give up: nothing was done at the other end, or nothing that matters.
    Stop {
        /// Whether the same run may well succeed later.
        safe_to_retry: bool,
    },
    /// Give up without knowing whether it was done.
    Unknown,
}

/// Tries of a call that fails on the way or at LinkedIn's side.
const TRIES: u32 = 5;
/// Tries of what waits for a file, or for a post to be ready for comments; nothing is made meanwhile.
const TRIES_FOR_MEDIA: u32 = 8;
/// Versions that one call is sent with at most; Galley knows nine.
const VERSIONS_TRIED: u32 = 12;
/// The longest `Retry-After` that is waited for with a person watching.
const LONGEST_WAIT: Duration = Duration::from_secs(90);

/// `attempt` counts from 1.
pub(super) fn verdict(effect: Effect, attempt: u32, failure: &Failure) -> Verdict {
    let again_within = |tries, gap| match attempt < tries {
        true => Verdict::Again(gap),
        false => Verdict::Stop { safe_to_retry: true },
    };
    let gap = Duration::from_millis(500 * 2_u64.pow(attempt.min(6) - 1));
    match failure {
        // The connection was never made, so nothing can have been created either.
        Failure::NotSent(_) => again_within(3, gap),
        Failure::Local(_) => Verdict::Stop { safe_to_retry: false },
        Failure::NoVersion(_) => Verdict::Stop { safe_to_retry: true },
        Failure::Unclear { .. } if effect == Effect::Once => Verdict::Unknown,
        Failure::Unclear { retry_after, .. } => match retry_after {
            Some(wait) if *wait > LONGEST_WAIT => Verdict::Stop { safe_to_retry: true },
            wait => again_within(TRIES, wait.unwrap_or(gap)),
        },
        Failure::Refused { refusal, retry_after } => match refusal.kind {
            // A throttled call was not carried out, whatever it is.
            RefusalKind::Throttled => match retry_after {
                Some(wait) if *wait > LONGEST_WAIT => Verdict::Stop { safe_to_retry: true },
                wait => again_within(TRIES, wait.unwrap_or(gap * 2)),
            },
            RefusalKind::MediaNotReady | RefusalKind::ActivityNotReady => again_within(TRIES_FOR_MEDIA, gap),
            RefusalKind::Conflict => again_within(2, gap),
            RefusalKind::DailyLimit(_) | RefusalKind::UploadExpired => Verdict::Stop { safe_to_retry: true },
            RefusalKind::VersionInactive if attempt < VERSIONS_TRIED => Verdict::WithOtherVersion,
            RefusalKind::TokenRefused | RefusalKind::VersionInactive => Verdict::Stop { safe_to_retry: true },
            RefusalKind::NotAllowed
            | RefusalKind::NotFound
            | RefusalKind::Duplicate(_)
            | RefusalKind::MediaFailed(_)
            | RefusalKind::Invalid(_) => Verdict::Stop { safe_to_retry: false },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::providers::linkedin::Refusal;

    fn unclear() -> Failure {
        Failure::Unclear { why: "LinkedIn answered 503".into(), retry_after: None, status: Some(503) }
    }

    fn refused(status: u16, body: &str) -> Failure {
        Failure::Refused { refusal: Refusal::read(status, body.as_bytes()), retry_after: None }
    }

    #[test]
    fn creating_is_never_repeated_after_an_unclear_answer() {
        for attempt in 1..10 {
            assert_eq!(verdict(Effect::Once, attempt, &unclear()), Verdict::Unknown);
        }
    }

    #[test]
    fn uploading_is_repeated_with_growing_gaps_and_then_given_up() {
        let gaps: Vec<_> = (1..=5).map(|attempt| verdict(Effect::Repeatable, attempt, &unclear())).collect();
        let again = |ms| Verdict::Again(Duration::from_millis(ms));
        let stop = Verdict::Stop { safe_to_retry: true };
        assert_eq!(gaps, [again(500), again(1_000), again(2_000), again(4_000), stop]);
    }

    #[test]
    fn a_throttled_creation_was_not_made_and_may_be_sent_again() {
        assert!(matches!(verdict(Effect::Once, 1, &refused(429, "{}")), Verdict::Again(_)));
    }

    #[test]
    fn the_wait_linkedin_asks_for_is_kept_unless_it_is_too_long_to_watch() {
        let asked = |seconds| Failure::Refused {
            refusal: Refusal::read(429, b"{}"),
            retry_after: Some(Duration::from_secs(seconds)),
        };
        assert_eq!(verdict(Effect::Repeatable, 1, &asked(7)), Verdict::Again(Duration::from_secs(7)));
        assert_eq!(verdict(Effect::Repeatable, 1, &asked(91)), Verdict::Stop { safe_to_retry: true });
    }

    #[test]
    fn trouble_on_this_computer_is_neither_sent_again_nor_taken_for_doubt() {
        for effect in [Effect::Repeatable, Effect::Once] {
            let trouble = Failure::Local("harbour.jpg has changed since it was checked.".into());
            assert_eq!(verdict(effect, 1, &trouble), Verdict::Stop { safe_to_retry: false });
        }
    }

    #[test]
    fn what_is_refused_for_its_version_is_sent_again_with_another_also_where_it_makes_the_post() {
        let body = r#"{"status":426,"code":"NONEXISTENT_VERSION","message":"Requested version 20241101 is not active"}"#;
        for effect in [Effect::Repeatable, Effect::Once] {
            for status in [426, 400] {
                assert_eq!(verdict(effect, 1, &refused(status, body)), Verdict::WithOtherVersion);
            }
            let for_ever = verdict(effect, VERSIONS_TRIED, &refused(426, body));
            assert_eq!(for_ever, Verdict::Stop { safe_to_retry: true });
        }
    }

    #[test]
    fn a_conflict_is_tried_once_more() {
        assert!(matches!(verdict(Effect::Once, 1, &refused(409, "{}")), Verdict::Again(_)));
        assert_eq!(verdict(Effect::Once, 2, &refused(409, "{}")), Verdict::Stop { safe_to_retry: true });
    }

    #[test]
    fn a_clear_refusal_is_not_argued_with() {
        for (status, body) in [(400, "{}"), (403, "{}"), (422, r#"{"message":"DUPLICATE_POST"}"#)] {
            let verdict = verdict(Effect::Once, 1, &refused(status, body));
            assert_eq!(verdict, Verdict::Stop { safe_to_retry: false }, "{status}");
        }
    }
}
