//! A kill between the provider's answer and our commit (T06): whoever comes next resumes under the same key.

use super::{Bought, staff};
use crate::order::{cancel, settle_refund, sweep_refunds};
use crate::steps::{Step, Steps};
use domain::order::{Actor, RefundState};

#[tokio::test]
async fn a_refund_that_was_killed_on_its_way_is_resumed_and_given_once() {
    for step in [Step::RefundAsked, Step::RefundNoted] {
        let bought = Bought::open(&[2]).await;
        cancel(&bought.till.app, &staff(), bought.order_id, "").await.unwrap();
        let refund_id = bought.record().await.refunds[0].refund_id;
        let killed = bought
            .till
            .app
            .clone()
            .with_steps(Steps::watched(move |here| here == step));

        assert!(settle_refund(&killed, refund_id).await.is_err());
        assert_eq!(bought.given_back().await, [4495], "the provider has it, we do not know");
        assert_eq!(bought.record().await.refunds[0].state, RefundState::Requested);
        bought.till.app.clock.advance(chrono::Duration::minutes(1));
        sweep_refunds(&bought.till.app, 10).await.unwrap();

        assert_eq!(bought.given_back().await, [4495]);
        let requests: i32 = sqlx::query_scalar("select requests from test_provider.refunds")
            .fetch_one(&bought.till.app.pool)
            .await
            .unwrap();
        assert_eq!(requests, 1, "looked up, and not asked for again");
        assert_eq!(bought.axes().await.1, "refunded");
        bought.close().await;
    }
}

#[tokio::test]
async fn a_cancellation_is_whole_or_not_at_all() {
    let bought = Bought::open(&[2]).await;
    let before = (bought.axes().await, bought.stock().await);
    // It is broken off at ever later writes: the first has been made each time.
    for table in ["order_lines", "refunds", "orders", "outbox_entries"] {
        break_writes_of(&bought, table).await;
        let broken = cancel(&bought.till.app, &Actor::Customer, bought.order_id, "").await;
        let why = broken.as_ref().err().and_then(std::error::Error::source).map(chain);
        assert!(
            why.as_ref().is_some_and(|why| why.contains("broken off")),
            "{table}: {why:?}"
        );
        bought.till.run("drop function break_off cascade").await;

        assert_eq!((bought.axes().await, bought.stock().await), before, "{table}");
        assert_eq!(bought.record().await.refunds, [], "{table}");
        assert_eq!(bought.told("order.cancelled").await, 0, "{table}");
    }

    cancel(&bought.till.app, &Actor::Customer, bought.order_id, "")
        .await
        .unwrap();
    assert_eq!(bought.stock().await, (10, 0));
    bought.settle_all().await;
    assert_eq!(bought.given_back().await, [4495]);
    bought.close().await;
}

fn chain(error: &dyn std::error::Error) -> String {
    let cause = error.source().map(|cause| format!(": {}", chain(cause)));
    format!("{error}{}", cause.unwrap_or_default())
}

// Whatever writes to this table fails, once the units have been given up.
async fn break_writes_of(bought: &Bought, table: &str) {
    let statement = format!(
        "create function break_off() returns trigger language plpgsql as $$
         begin
             if exists (select from reservations where state = 'allocated') then
                 raise exception 'nothing was written before';
             end if;
             raise exception 'broken off';
         end $$;
         create trigger break_off before insert or update on {table} execute function break_off()"
    );
    let pool = &bought.till.app.pool;
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement))
        .execute(pool)
        .await
        .unwrap();
}
