//! When a mail that did not leave is tried again: soon at first, since many servers ask a stranger to come back in some
//! minutes, then at longer and longer intervals over two days.

use chrono::Duration;

/// How long a mail is worth sending. News of an order that is older than this would only confuse.
pub const LIFETIME: Duration = Duration::days(3);

const MINUTES: [i64; 9] = [1, 5, 15, 60, 180, 360, 720, 720, 720];

/// How long to wait after this many tries in vain; `None` when it is time to give up.
pub fn retry_after(attempts: u32) -> Option<Duration> {
    let index = usize::try_from(attempts).ok()?.checked_sub(1)?;
    MINUTES.get(index).copied().map(Duration::minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end_within_the_lifetime() {
        let waits: Vec<_> = (1..).map_while(retry_after).collect();

        assert_eq!(waits.len(), 9);
        assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]));
        assert!(waits.into_iter().fold(Duration::zero(), |all, wait| all + wait) < LIFETIME);
        assert_eq!((retry_after(0), retry_after(10)), (None, None));
    }
}
