//! Orders after placement against a real database and the test provider with its own books. Every test ends with the
//! invariants.

mod cancelling;
mod crediting;
mod exchanging;
mod kills;
mod promises;
mod refunding;
mod returning;
mod sending;
mod voiding;

use super::{OrderRecord, find_by_token, get_record, settle_refund};
use crate::payment::come_home;
use crate::payment::tests::Till;
use adapters::payment::test_provider::Choice;
use domain::id::{OrderId, OrderLineId, RefundId};
use domain::order::{Actor, RefundState};
use uuid::Uuid;

pub(super) fn staff() -> Actor {
    Actor::Staff("Kim".to_owned())
}

/// Everything that a test of one order needs.
pub(super) struct Bought {
    pub till: Till,
    pub order_id: OrderId,
    pub token: String,
}

impl Bought {
    /// A paid order of these units of products at 20.00 each, with ten of each in stock.
    pub async fn open(quantities: &[u32]) -> Self {
        let till = Till::open().await;
        let mut wanted = Vec::new();
        for (position, quantity) in quantities.iter().enumerate() {
            wanted.push((till.variant(&format!("ring-{position}"), 10).await, *quantity));
        }
        Self::of(till, &wanted).await
    }

    pub async fn of(till: Till, wanted: &[(Uuid, u32)]) -> Self {
        let buyer = till.buyer(wanted).await;
        let (page, token) = till.at_the_page(&buyer).await;
        till.choose(&page, Choice::Success).await;
        come_home(&till.app, &token).await.unwrap();
        let order_id = find_by_token(&till.app, &token).await.unwrap();
        Self { till, order_id, token }
    }

    pub async fn record(&self) -> OrderRecord {
        get_record(&self.till.app, self.order_id).await.unwrap()
    }

    pub async fn line(&self, position: usize) -> OrderLineId {
        self.record().await.lines[position].order_line_id
    }

    /// (axis A, axis B, axis C).
    pub async fn axes(&self) -> (String, String, String) {
        let order = self.record().await.detail.order;
        (
            order.status.as_str().to_owned(),
            order.payment_status,
            order.fulfilment_status,
        )
    }

    /// Does what the worker does with a refund.
    pub async fn settle(&self, refund_id: RefundId) -> RefundState {
        settle_refund(&self.till.app, refund_id).await.unwrap()
    }

    /// Settles every refund of the order.
    pub async fn settle_all(&self) {
        for refund in self.record().await.refunds {
            self.settle(refund.refund_id).await;
        }
    }

    /// What the provider has given back, minor units, one a refund.
    pub async fn given_back(&self) -> Vec<i64> {
        sqlx::query_scalar("select amount_minor from test_provider.refunds order by provider_refund_id")
            .fetch_all(&self.till.app.pool)
            .await
            .unwrap()
    }

    /// (on hand, allocated) over all variants.
    pub async fn stock(&self) -> (i64, i64) {
        sqlx::query_as("select sum(on_hand)::bigint, sum(allocated)::bigint from inventory_levels")
            .fetch_one(&self.till.app.pool)
            .await
            .unwrap()
    }

    pub async fn told(&self, name: &str) -> i64 {
        sqlx::query_scalar("select count(*) from outbox_entries where type = $1")
            .bind(name)
            .fetch_one(&self.till.app.pool)
            .await
            .unwrap()
    }

    pub async fn close(self) {
        self.till.close().await;
    }
}

pub(super) fn axes(a: &str, b: &str, c: &str) -> (String, String, String) {
    (a.to_owned(), b.to_owned(), c.to_owned())
}
