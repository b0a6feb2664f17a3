//! Sending webhooks: stored first, leased, tried again with growing pauses until the shop says 2xx.

use super::TestProvider;
use super::fault::Journey;
use super::ledger;
use crate::payment::signature::{Secret, SignedHeaders, TOLERANCE_SECONDS};
use chrono::{DateTime, Duration, Utc};
use tracing::{debug, warn};

/// How often the background task looks when nothing wakes it.
const IDLE: std::time::Duration = std::time::Duration::from_millis(500);
/// Longer than a try can take, so that two instances never send the same one at once.
const LEASE_SECONDS: i64 = 60;
/// A shop that stays away for days is given up.
const MAX_ATTEMPTS: i32 = 100;

#[expect(clippy::struct_field_names, reason = "named as its column")]
struct Delivery {
    delivery_id: String,
    body: String,
    copies: i32,
    attempts: i32,
}

impl TestProvider {
    /// Sends what is due until told to stop. A crash loses nothing: all of it is stored.
    pub async fn run(&self, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        loop {
            if let Err(error) = self.deliver_due(32).await {
                warn!(
                    error = &error as &dyn std::error::Error,
                    "Test provider cannot read its deliveries"
                );
            }
            tokio::select! {
                () = &mut stop => return,
                () = self.wake.notified() => {}
                () = tokio::time::sleep(IDLE) => {}
            }
        }
    }

    /// Ends slow payments whose time has come and sends webhooks that are due, at most `limit` of each.
    /// Returns how many webhooks the shop accepted. Safe to run on several instances.
    ///
    /// # Errors
    /// The statements'; a shop that does not answer is not an error but tried again.
    pub async fn deliver_due(&self, limit: i64) -> Result<usize, sqlx::Error> {
        let now = self.clock.now();
        for session in ledger::list_due_sessions(&self.pool, now, limit).await? {
            ledger::come_through(&self.pool, &session, now).await?;
        }
        let deliveries = self.claim(limit).await?;
        let sent = futures::future::join_all(deliveries.iter().map(|delivery| self.send(delivery))).await;
        let mut accepted = Vec::new();
        for (delivery, failure) in deliveries.iter().zip(sent) {
            match failure {
                None => accepted.push(delivery.delivery_id.clone()),
                Some(why) => self.postpone(delivery, &why, self.clock.now()).await?,
            }
        }
        self.finish(&accepted, self.clock.now()).await?;
        Ok(accepted.len())
    }

    async fn claim(&self, limit: i64) -> Result<Vec<Delivery>, sqlx::Error> {
        let now = self.clock.now();
        sqlx::query_as!(
            Delivery,
            "with relaxed as materialized (
                 select set_config('synchronous_commit', 'off', true)
             )
             update test_provider.deliveries
             set attempts = attempts + 1, leased_until = $2
             from relaxed
             where delivery_id in (
                 select delivery_id
                 from test_provider.deliveries
                 where delivered_at is null
                   and next_attempt_at <= $1
                   and (leased_until is null or leased_until < $1)
                   and attempts < $4
                 order by next_attempt_at
                 limit $3
                 for update skip locked
             )
             returning delivery_id, body, copies, attempts",
            now,
            now + Duration::seconds(LEASE_SECONDS),
            limit,
            MAX_ATTEMPTS,
        )
        .fetch_all(&self.pool)
        .await
    }

    /// Why it has to be sent again, if it has to.
    async fn send(&self, delivery: &Delivery) -> Option<String> {
        let mut failure = None;
        for _ in 0..delivery.copies {
            failure = self.post(delivery).await.err();
        }
        failure
    }

    async fn post(&self, delivery: &Delivery) -> Result<(), String> {
        let journey = self.journeys.next();
        if journey == Journey::Lost {
            return Err("lost on the way".to_owned());
        }
        let (signed, body) = self.packed(delivery, journey);
        let answer = self
            .http
            .post(&self.options.webhook_url)
            .header("content-type", "application/json")
            .header("webhook-id", signed.id)
            .header("webhook-timestamp", signed.timestamp)
            .header("webhook-signature", signed.signature)
            .body(body)
            .send()
            .await
            .map_err(|error| error.to_string())?;
        debug!(http.status = answer.status().as_u16(), "Test provider sent a webhook");
        if journey == Journey::Unanswered {
            Err("the answer was lost".to_owned())
        } else if answer.status().is_success() {
            Ok(())
        } else {
            Err(format!("status {}", answer.status().as_u16()))
        }
    }

    /// Signature and body as they arrive.
    fn packed(&self, delivery: &Delivery, journey: Journey) -> (SignedHeaders, String) {
        let (now, mut body) = (self.clock.now(), delivery.body.clone());
        let signed = match journey {
            Journey::WrongSignature => Secret::random().sign(&delivery.delivery_id, now, body.as_bytes()),
            Journey::Stale => {
                let long_ago = now - Duration::seconds(TOLERANCE_SECONDS + 10);
                self.secret.sign(&delivery.delivery_id, long_ago, body.as_bytes())
            }
            _ => self.secret.sign(&delivery.delivery_id, now, body.as_bytes()),
        };
        if journey == Journey::Changed {
            body.push(' ');
        }
        (signed, body)
    }

    async fn finish(&self, accepted: &[String], now: DateTime<Utc>) -> Result<(), sqlx::Error> {
        if accepted.is_empty() {
            return Ok(());
        }
        sqlx::query!(
            // Not worth waiting for the disk: a webhook that is sent again changes nothing.
            "with relaxed as materialized (
                 select set_config('synchronous_commit', 'off', true)
             )
             update test_provider.deliveries
             set delivered_at = $2, leased_until = null, last_error = null
             from relaxed
             where delivery_id = any ($1)",
            accepted,
            now,
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    async fn postpone(&self, delivery: &Delivery, error: &str, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
        sqlx::query!(
            "update test_provider.deliveries
             set next_attempt_at = $2, leased_until = null, last_error = left($3, 500)
             where delivery_id = $1",
            delivery.delivery_id,
            now + pause_after(delivery.attempts),
            error,
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}

/// 1, 2, 4 … seconds, at most ten minutes.
fn pause_after(attempts: i32) -> Duration {
    let doublings = attempts.clamp(1, 10).unsigned_abs() - 1;
    Duration::seconds((1_i64 << doublings).min(600))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_ten_minutes() {
        let seconds: Vec<_> = [1, 2, 3, 10, 11, 90].map(|n| pause_after(n).num_seconds()).into();
        assert_eq!(seconds, [1, 2, 4, 512, 512, 512]);
    }
}
