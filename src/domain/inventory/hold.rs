//! How long a cart holds what it needs (S-3). Starting values; the one place that says them.

use chrono::{DateTime, Duration, Utc};

/// From the start of checkout, and again from each write of it.
pub const HOLD_FOR: Duration = Duration::minutes(15);
/// From the start of the hold, whatever is written.
pub const HOLD_AT_MOST: Duration = Duration::minutes(60);

/// Until when a hold lasts that was started at `started_at` and is extended `now`.
pub fn hold_until(started_at: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    (now + HOLD_FOR).min(started_at + HOLD_AT_MOST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;

    // IN4
    #[test]
    fn each_write_extends_a_hold_by_a_quarter_of_an_hour_and_none_beyond_an_hour() {
        let at = |hour, minute| Utc.with_ymd_and_hms(2026, 11, 22, hour, minute, 0).unwrap();
        let writes = [
            (0, (12, 15)),
            (10, (12, 25)),
            (20, (12, 35)),
            (40, (12, 55)),
            (50, (13, 0)),
        ];

        for (minute, (hour, until)) in writes {
            assert_eq!(hold_until(at(12, 0), at(12, minute)), at(hour, until), "12:{minute:02}");
        }
    }
}
