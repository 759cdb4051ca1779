//! How many requests a member may send in a day, and when the day ends.

use jiff::{
    Timestamp, Zoned,
    civil::Date,
    tz::{Offset, TimeZone},
};

/// Requests that LinkedIn takes in a day from one member of an app with *Share on LinkedIn*. Of other products it is
/// not published; the development tier of *Community Management* is said to have 100.
///
/// Source: Share on LinkedIn, December 2023.
pub const REQUESTS_A_DAY: u32 = 150;

/// From this many on, what a post takes is told before it is published. Ours: two thirds of the number above, and the
/// whole of the lowest that is spoken of.
pub const REQUESTS_TOLD_FROM: u32 = 100;

/// The day by which LinkedIn counts. Source: API rate limiting, *resets at midnight UTC*.
pub fn counted_day(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::UTC).date()
}

/// When the day ends by which LinkedIn counts; `None` at the end of all time.
pub fn next_counted_day(now: Timestamp) -> Option<Timestamp> {
    let tomorrow = counted_day(now).tomorrow().ok()?;
    Some(tomorrow.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

/// When LinkedIn's day ends, by the clock and the time zone of whoever reads it: `00:00 UTC, which is 01:00 on
/// 23 November here (Europe/Berlin)`.
pub fn end_of_day(now: &Zoned) -> String {
    let Some(end) = next_counted_day(now.timestamp()) else { return "00:00 UTC".to_owned() };
    let here = end.to_zoned(now.time_zone().clone());
    let zone = here.time_zone();
    if here.offset() == Offset::UTC {
        return format!("00:00 UTC on {}", here.strftime("%-d %B"));
    }
    let named = zone.iana_name().map_or_else(|| here.strftime("UTC%:z").to_string(), str::to_owned);
    format!("00:00 UTC, which is {} here ({named})", here.strftime("%H:%M on %-d %B"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(now: &str, zone: TimeZone) -> String {
        end_of_day(&now.parse::<Timestamp>().unwrap().to_zoned(zone))
    }

    #[test]
    fn the_end_of_linkedins_day_is_told_by_the_clock_on_the_wall() {
        let zone = |name| TimeZone::get(name).unwrap();
        let noon = "2026-11-22T12:00:00Z";
        assert_eq!(
            told(noon, zone("Europe/Berlin")),
            "00:00 UTC, which is 01:00 on 23 November here (Europe/Berlin)"
        );
        assert_eq!(
            told(noon, zone("America/New_York")),
            "00:00 UTC, which is 19:00 on 22 November here (America/New_York)"
        );
        assert_eq!(
            told("2026-07-31T23:59:59Z", zone("Asia/Kolkata")),
            "00:00 UTC, which is 05:30 on 1 August here (Asia/Kolkata)"
        );
        assert_eq!(told(noon, TimeZone::UTC), "00:00 UTC on 23 November");
        assert_eq!(told(noon, zone("Africa/Abidjan")), "00:00 UTC on 23 November");
        let fixed = TimeZone::fixed(jiff::tz::offset(-3));
        assert_eq!(told(noon, fixed), "00:00 UTC, which is 21:00 on 22 November here (UTC-03:00)");
    }

    #[test]
    fn the_day_is_that_of_utc() {
        let day = |text: &str| counted_day(text.parse().unwrap()).to_string();
        assert_eq!(day("2026-11-22T23:59:59.999Z"), "2026-11-22");
        assert_eq!(day("2026-11-23T00:30:00+01:00"), "2026-11-22");
    }
}
