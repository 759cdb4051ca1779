//! How long an account is still good for.

use jiff::Timestamp;

use super::Account;

/// Days before a token's end from which on Galley says so: from day 53 of the 60 that LinkedIn gives.
///
/// Source: authorization code flow, token lifetimes.
const NOTICE_DAYS: i64 = 7;

/// Whether an account's token still holds, as far as its end is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Ready,
    /// It ends within a week: in so many days, 0 for today.
    Expiring {
        days: u8,
    },
    Expired,
}

impl Account {
    /// A token whose end is unknown counts as ready; LinkedIn will say when it is not.
    pub fn standing(&self, now: Timestamp) -> Standing {
        if self.refused_at.is_some() {
            return Standing::Expired;
        }
        let Some(end) = self.expires_at else { return Standing::Ready };
        let left = end.duration_since(now);
        match u8::try_from(left.as_secs().div_euclid(24 * 60 * 60)) {
            _ if !left.is_positive() => Standing::Expired,
            Ok(days) if i64::from(days) < NOTICE_DAYS => Standing::Expiring { days },
            _ => Standing::Ready,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::accounts::{Identity, account::tests::account};

    #[test]
    fn a_token_is_ready_then_expiring_then_expired() {
        let issued: Timestamp = "2026-09-01T08:00:00Z".parse().unwrap();
        let day = |n: i64| issued + SignedDuration::from_hours(24 * n);
        let mut account = account();
        assert_eq!(account.standing(day(4_000)), Standing::Ready, "its end is unknown");
        account.expires_at = Some(day(60));
        let second = SignedDuration::from_secs(1);
        for (now, standing) in [
            (day(0), Standing::Ready),
            (day(53), Standing::Ready),
            (day(53) + second, Standing::Expiring { days: 6 }),
            (day(59), Standing::Expiring { days: 1 }),
            (day(60) - second, Standing::Expiring { days: 0 }),
            (day(60), Standing::Expired),
            (day(400), Standing::Expired),
        ] {
            assert_eq!(account.standing(now), standing, "{now}");
        }
    }
    #[test]
    fn a_refused_token_has_ended_until_linkedin_takes_it_again() {
        let now: Timestamp = "2026-09-01T08:00:00Z".parse().unwrap();
        let mut account = account();
        let end = now + SignedDuration::from_hours(24 * 30);
        account.expires_at = Some(end);
        account.refuse(now);
        assert_eq!(account.standing(now), Standing::Expired);
        let identity = Identity { member: account.member.clone(), pages: account.pages.clone() };
        account.refresh(identity, now);
        assert_eq!((account.standing(now), account.expires_at), (Standing::Ready, Some(end)));
    }
}
