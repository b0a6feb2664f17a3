//! Every promise of the view `violations` and of the function `overdue` that is broken is named. Each is broken in a
//! transaction of its own, which is rolled back.

use super::Bought;
use crate::payment::come_home;
use adapters::payment::test_provider::Choice;
use sqlx::{Connection as _, PgConnection};

/// (the rule, what breaks it). `ORDER` and `OTHER` stand for the ids of two orders.
const BROKEN: &[(&str, &str)] = &[
    (
        "3: of no variant more is sold than there ever was",
        "insert into inventory_movements (variant_id, stock_location_id, kind, on_hand_delta)
         select variant_id, stock_location_id, 'ship', -100
         from inventory_levels",
    ),
    (
        "3: of no variant more is sold than there ever was",
        "update reservations set quantity = quantity + 100 where state = 'allocated'",
    ),
    (
        "3: no more has left for an order than its lines were sent",
        "insert into inventory_movements (variant_id, stock_location_id, kind, on_hand_delta, order_id)
         select variant_id, stock_location_id, 'ship', -1, ORDER
         from inventory_levels",
    ),
    (
        "2: what an order has of a variant is what the ledger gave and took",
        "insert into inventory_movements (variant_id, stock_location_id, kind, allocated_delta, order_id)
         select variant_id, stock_location_id, 'deallocate', -1, ORDER
         from inventory_levels",
    ),
    (
        "8: a promotion is used no more often than its limits allow, by all, by one customer, by one code",
        "insert into promotions (promotion_id, handle, name, class, benefit, tag, by_code, total_limit, updated_at)
         values (ORDER, 'one', 'One', 'order', '{\"kind\": \"percent\", \"ppm\": 100000}', 'one', true, 1, '2020-01-01');
         insert into promotion_usages (order_id, promotion_id, code, email_hash, state)
         values (ORDER, ORDER, 'A', sha256('a'), 'used'), (OTHER, ORDER, 'B', sha256('b'), 'used')",
    ),
    (
        "8: a promotion is used no more often than its limits allow, by all, by one customer, by one code",
        "insert into promotions (promotion_id, handle, name, class, benefit, tag, by_code, customer_limit, updated_at)
         values (ORDER, 'one', 'One', 'order', '{\"kind\": \"percent\", \"ppm\": 100000}', 'one', true, 1, '2020-01-01');
         insert into promotion_usages (order_id, promotion_id, code, email_hash, state)
         values (ORDER, ORDER, 'A', sha256('a'), 'used'), (OTHER, ORDER, 'B', sha256('a'), 'used')",
    ),
    (
        "8: a promotion is used no more often than its limits allow, by all, by one customer, by one code",
        "insert into promotions (promotion_id, handle, name, class, benefit, tag, by_code)
         values (ORDER, 'one', 'One', 'order', '{\"kind\": \"percent\", \"ppm\": 100000}', 'one', true);
         insert into promotion_codes (code, promotion_id, usage_limit, updated_at)
         values ('ONCE', ORDER, 1, '2020-01-01');
         insert into promotion_usages (order_id, promotion_id, code, email_hash, state)
         values (ORDER, ORDER, 'ONCE', sha256('a'), 'used'), (OTHER, ORDER, 'ONCE', sha256('b'), 'reserved')",
    ),
    (
        "9: what the history of an order says, the outbox has told as often",
        "insert into order_events (order_id, at, actor, type) values (ORDER, now(), 'system', 'order.held')",
    ),
    (
        "10: a mail or a job that was given up says why",
        "insert into jobs (kind, state, attempts) values ('render', 'dead', 8)",
    ),
    (
        "10: a mail or a job that was given up says why",
        "insert into mails
             (mail_id, event_id, template, recipient, subject, text_body, html_body, state, expires_at, created_at,
              updated_at)
         values (ORDER, ORDER, 'order_placed', 'a@b', 's', '', '', 'dead', now(), now(), now())",
    ),
    (
        "B: the sums of an order are those of its facts",
        "update orders set authorized_minor = 1 where order_id = ORDER",
    ),
    (
        "B: the status of the money follows from the facts",
        "update orders set payment_status = 'partially_paid' where order_id = ORDER",
    ),
    (
        "P-7: money that came too late for its order has called a person",
        "update orders set hold_reason = 'payment_after_expiry' where order_id = ORDER",
    ),
];

/// The same for what should have been done by now.
const OVERDUE: &[(&str, &str)] = &[
    (
        "2: no hold outlives its end by a minute",
        "insert into carts (cart_id, token_hash, currency, market_id)
         select ORDER, sha256('x'), currency, market_id
         from markets
         limit 1;
         insert into reservations
             (reservation_id, cart_id, variant_id, stock_location_id, quantity, state, expires_at)
         select ORDER, ORDER, variant_id, stock_location_id, 1, 'held', now() - interval '61 seconds'
         from inventory_levels
         limit 1",
    ),
    (
        "2: a payment that outlives its hold is asked about",
        "update reservations set state = 'in_flight', expires_at = now() - interval '2 minutes' where order_id = ORDER;
         update payment_attempts
         set status = 'processing', updated_at = now() - interval '11 minutes'
         where order_id = ORDER",
    ),
    (
        "10: an entry of the outbox is handed on within a minute, or an alert says that it cannot be",
        "update outbox_entries set relayed_at = null, created_at = now() - interval '61 seconds'",
    ),
    (
        "10: a mail is sent or given up before it is no news any more",
        "insert into mails
             (mail_id, event_id, template, recipient, subject, text_body, html_body, state, next_attempt_at, expires_at,
              created_at, updated_at)
         values (ORDER, ORDER, 'order_placed', 'a@b', 's', '', '', 'queued', now(), now() - interval '61 minutes',
                 now(), now())",
    ),
    (
        "10: a job is tried when its time has come",
        "insert into jobs (kind, run_at) values ('render', now() - interval '61 minutes')",
    ),
];

async fn told(conn: &mut PgConnection, query: &'static str) -> Vec<String> {
    sqlx::query_scalar(query).fetch_all(conn).await.unwrap()
}

#[tokio::test]
async fn each_promise_that_is_broken_is_named() {
    let first = Bought::open(&[1]).await;
    let ring = sqlx::query_scalar("select variant_id from variants")
        .fetch_one(&first.till.app.pool)
        .await
        .unwrap();
    let (page, token) = first.till.at_the_page(&first.till.buyer(&[(ring, 1)]).await).await;
    first.till.choose(&page, Choice::Success).await;
    come_home(&first.till.app, &token).await.unwrap();
    let other = crate::order::find_by_token(&first.till.app, &token).await.unwrap();
    first.till.run("update outbox_entries set relayed_at = now()").await;
    let mut conn = first.till.app.pool.acquire().await.unwrap();

    let broken = ("select distinct rule from violations", BROKEN);
    let overdue = ("select distinct rule from overdue(now())", OVERDUE);
    for (query, rules) in [broken, overdue] {
        assert!(told(&mut conn, query).await.is_empty(), "{query}");
        for (rule, statement) in rules {
            let statement = statement
                .replace("ORDER", &format!("'{}'", first.order_id))
                .replace("OTHER", &format!("'{other}'"));
            let mut tx = conn.begin().await.unwrap();
            sqlx::raw_sql(sqlx::AssertSqlSafe(statement.clone()))
                .execute(&mut *tx)
                .await
                .unwrap_or_else(|error| panic!("{statement}: {error}"));
            let told = told(&mut tx, query).await;
            assert!(told.iter().any(|it| it == rule), "{rule} is not among {told:?}");
            tx.rollback().await.unwrap();
        }
    }
    drop(conn);
    first.close().await;
}

#[tokio::test]
async fn what_a_limit_was_when_a_code_was_used_is_what_counts() {
    let first = Bought::open(&[1]).await;
    first
        .till
        .run(
            "insert into promotions (promotion_id, handle, name, class, benefit, tag, by_code, total_limit, updated_at)
             select order_id, 'one', 'One', 'order', '{\"kind\": \"percent\", \"ppm\": 100000}', 'one', true, 1, now()
             from orders",
        )
        .await;
    first
        .till
        .run(
            "insert into promotion_usages (order_id, promotion_id, code, email_hash, state, created_at)
             select order_id, order_id, code, sha256('a'), 'used', now() - interval '1 day'
             from orders, unnest(array['A', 'B']) code",
        )
        .await;

    // The limit is of today, the uses are of yesterday. That they are of no adjustment is another rule.
    let rule = "P-4: a promotion is counted for every order that has it, and used exactly when the order is placed";
    first.till.discard_broken(&[rule]).await;
}
