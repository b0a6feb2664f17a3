//! Exchanges: the value is there once, one order at most, and what is left goes back.

use super::crediting::{credit, with_account};
use super::{Bought, staff};
use crate::checkout::place_order::{PlaceOrder, Placement};
use crate::order::exchange::{give_up, list_replacements, pay_difference, settle, show_exchange, sweep};
use crate::order::returns::{RequestReturn, approve, close, inspect, receive, reject, request};
use crate::order::{OrderError, RefundOrder, Which, cancel, deliver, fulfil, refund, show_order};
use crate::payment::come_home;
use crate::payment::tests::{Till, last_part};
use crate::pricing::verify_order;
use crate::steps::{Step, Steps};
use adapters::payment::test_provider::Choice;
use chrono::Duration;
use domain::id::{ExchangeId, OrderId, VariantId};
use domain::order::{Actor, ExchangeState, LapseReason, OrderRefusal, RefundTo, RefundWish, ReturnReason};
use store::order::Exchange;
use uuid::Uuid;

/// A delivered order of rings in S at 20.00, and the variant in M at a price of its own, of which there is `stock`.
struct Swap {
    bought: Bought,
    large: Uuid,
}

impl Swap {
    async fn open(units: u32, price_of_large: i64, stock: i32) -> Self {
        let till = Till::open().await;
        let rings = till.shop.product("ring").stock(10).sizes(&["S", "M"]).create().await;
        for statement in [
            format!(
                "update prices set amount_minor = {price_of_large} where variant_id = '{}'",
                rings[1]
            ),
            format!("delete from inventory_movements where variant_id = '{}'", rings[1]),
            format!(
                "update inventory_levels set on_hand = {stock} where variant_id = '{}'",
                rings[1]
            ),
            format!(
                "insert into inventory_movements (variant_id, stock_location_id, kind, on_hand_delta, created_at)
                 select variant_id, stock_location_id, 'initial', on_hand, now()
                 from inventory_levels where variant_id = '{}' and on_hand > 0",
                rings[1]
            ),
        ] {
            sqlx::raw_sql(sqlx::AssertSqlSafe(statement))
                .execute(&till.app.pool)
                .await
                .unwrap();
        }
        let bought = Bought::of(till, &[(rings[0], units)]).await;
        let (app, who) = (&bought.till.app, staff());
        fulfil(app, &who, bought.order_id, Which::All, "f1").await.unwrap();
        deliver(app, &who, bought.order_id, None).await.unwrap();
        Self {
            bought,
            large: rings[1],
        }
    }

    async fn ask(&self, units: u32, refund_to: RefundTo) -> Result<u32, OrderError> {
        let line = self.bought.line(0).await;
        let command = RequestReturn {
            units: &[(line, units)],
            reason: ReturnReason::TooSmall,
            refund_to,
            instead: &[(line, VariantId(self.large))],
            note: "",
            client_ref: "r1",
        };
        request(&self.bought.till.app, &Actor::Customer, self.bought.order_id, command).await
    }

    async fn approved(&self, units: u32) {
        self.ask(units, RefundTo::Payment).await.unwrap();
        approve(&self.bought.till.app, &staff(), self.bought.order_id, 1, "")
            .await
            .unwrap();
    }

    async fn received(&self) {
        receive(&self.bought.till.app, &staff(), self.bought.order_id, 1)
            .await
            .unwrap();
    }

    async fn exchange(&self) -> Exchange {
        self.bought.record().await.exchanges.swap_remove(0)
    }

    async fn id(&self) -> ExchangeId {
        self.exchange().await.exchange_id
    }

    async fn state(&self) -> (ExchangeState, Option<LapseReason>) {
        let exchange = self.exchange().await;
        (exchange.state, exchange.lapse_reason)
    }

    /// Settles every refund of every order.
    async fn settle_refunds(&self) {
        let app = &self.bought.till.app;
        for _ in 0..3 {
            let open: Vec<Uuid> =
                sqlx::query_scalar("select refund_id from refunds where state in ('requested', 'unknown')")
                    .fetch_all(&app.pool)
                    .await
                    .unwrap();
            for refund_id in open {
                crate::order::settle_refund(app, refund_id.into()).await.unwrap();
            }
        }
    }

    /// What lies in the credit of the exchange, minor units.
    async fn value(&self) -> i64 {
        let query = "select coalesce(sum(balance_minor), 0)::bigint from tender_accounts where kind = 'exchange'";
        self.bought.till.count(query).await
    }

    async fn close(self) {
        for number in numbers(&self.bought.till).await {
            assert!(
                verify_order(&self.bought.till.app, number).await.unwrap().is_equal(),
                "#{number}"
            );
        }
        self.bought.close().await;
    }
}

async fn numbers(till: &Till) -> Vec<i64> {
    sqlx::query_scalar("select order_number from orders where order_number is not null order by 1")
        .fetch_all(&till.app.pool)
        .await
        .unwrap()
}

async fn orders(swap: &Swap) -> usize {
    numbers(&swap.bought.till).await.len()
}

async fn new_order(swap: &Swap) -> OrderId {
    swap.exchange().await.placed_order_id.expect("it is placed")
}

#[tokio::test]
async fn the_same_price_is_ordered_when_the_goods_are_back_and_both_pages_lead_to_each_other() {
    let swap = Swap::open(1, 2000, 1).await;
    let app = &swap.bought.till.app;
    assert_eq!(swap.bought.axes().await.0, "completed");

    swap.approved(1).await;
    assert_eq!(
        (swap.bought.axes().await.0.as_str(), swap.bought.till.kept().await),
        ("placed", 1)
    );
    swap.received().await;

    assert_eq!(swap.state().await, (ExchangeState::Placed, None));
    let exchange = swap.exchange().await;
    let (page, other) = (
        show_order(app, &swap.bought.token).await.unwrap(),
        show_order(app, exchange.placed_token.as_deref().unwrap())
            .await
            .unwrap(),
    );
    let way = page.aftermath.returns[0]
        .exchange
        .as_ref()
        .unwrap()
        .way
        .clone()
        .unwrap();
    assert_eq!(way.1, other.address);
    assert_eq!(other.aftermath.exchange_of.as_ref().unwrap().1, page.address);
    assert_eq!(
        (other.totals.total.minor, other.totals.due.minor),
        (2000, 0),
        "the shop pays the delivery"
    );
    assert_eq!(other.totals.tenders[0].0, "What you sent back");
    assert_eq!(page.aftermath.refunds, []);
    // The return ends as any other does.
    let (line, who) = (swap.bought.line(0).await, staff());
    inspect(app, &who, swap.bought.order_id, 1, &[(line, 1)]).await.unwrap();
    close(app, &who, swap.bought.order_id, 1).await.unwrap();
    assert_eq!(swap.bought.axes().await.0, "completed");
    assert_eq!(
        (swap.value().await, swap.bought.given_back().await, orders(&swap).await),
        (0, vec![], 2)
    );
    swap.close().await;
}

#[tokio::test]
async fn a_cheaper_one_gives_the_rest_back_to_the_payment_or_to_store_credit() {
    for (to, given, credited) in [
        (RefundTo::Payment, vec![1000], 0),
        (RefundTo::StoreCredit, vec![], 1000),
    ] {
        let swap = Swap::open(2, 1500, 2).await;
        with_account(&swap.bought).await;
        swap.ask(2, to).await.unwrap();
        approve(&swap.bought.till.app, &staff(), swap.bought.order_id, 1, "")
            .await
            .unwrap();

        swap.received().await;
        swap.settle_refunds().await;

        assert_eq!(swap.state().await.0, ExchangeState::Placed);
        assert_eq!(
            (swap.bought.given_back().await, credit(&swap.bought).await),
            (given, credited)
        );
        assert_eq!(swap.value().await, 0);
        let owned = "select count(*) from orders where customer_id is not null";
        assert_eq!(swap.bought.till.count(owned).await, 2, "it is in the same history");
        swap.close().await;
    }
}

#[tokio::test]
async fn a_dearer_one_is_placed_when_the_difference_is_paid() {
    let swap = Swap::open(1, 2700, 1).await;
    let (till, app) = (&swap.bought.till, &swap.bought.till.app);
    swap.approved(1).await;
    swap.received().await;
    assert_eq!(
        (swap.state().await.0, swap.value().await),
        (ExchangeState::Credited, 2000)
    );
    assert_eq!(swap.bought.told("exchange.payable").await, 1);

    let page = show_exchange(app, &swap.bought.token, 1).await.unwrap().unwrap();
    assert_eq!((page.totals.total.minor, page.totals.due.minor), (2700, 700));
    let agreed = PlaceOrder {
        expected_total: Some(page.totals.total),
        expected_due: Some(page.totals.due),
    };
    let placed = pay_difference(app, &swap.bought.token, 1, agreed).await.unwrap();
    let Placement::Pay {
        redirect_url,
        status_address,
    } = placed
    else {
        panic!("the shopper is not sent to pay")
    };
    // The time is over while the payment is on its way: it is waited for.
    app.clock.advance(Duration::minutes(5));
    till.run("update exchanges set lapses_at = created_at, updated_at = created_at")
        .await;
    sweep(app, 10).await.unwrap();
    till.choose(&last_part(&redirect_url), Choice::Success).await;
    come_home(app, &last_part(&status_address)).await.unwrap();
    app.clock.advance(Duration::minutes(1));
    sweep(app, 10).await.unwrap();

    assert_eq!((swap.state().await.0, swap.value().await), (ExchangeState::Placed, 0));
    assert!(show_exchange(app, &swap.bought.token, 1).await.unwrap().is_none());
    // The new order given back: its payment, and what came back goes on to how the first one was paid.
    let new = new_order(&swap).await;
    cancel(app, &staff(), new, "").await.unwrap();
    swap.settle_refunds().await;
    assert_eq!(
        (swap.value().await, swap.bought.given_back().await.iter().sum::<i64>()),
        (0, 2700)
    );
    swap.close().await;
}

#[tokio::test]
async fn a_difference_that_is_never_paid_gives_the_money_back_and_the_goods_free() {
    let swap = Swap::open(1, 2700, 1).await;
    let app = &swap.bought.till.app;
    swap.approved(1).await;
    swap.received().await;
    // Its goods are kept for longer than a cart at checkout keeps them.
    app.clock.advance(Duration::days(10));
    crate::stock::sweep_holds(app).await.unwrap();
    sweep(app, 10).await.unwrap();
    assert_eq!(
        (swap.state().await.0, swap.bought.till.kept().await),
        (ExchangeState::Credited, 1)
    );

    app.clock.advance(Duration::days(5));
    for _ in 0..2 {
        sweep(app, 10).await.unwrap();
        app.clock.advance(Duration::minutes(1));
    }
    swap.settle_refunds().await;

    assert_eq!(swap.state().await, (ExchangeState::Lapsed, Some(LapseReason::NotPaid)));
    assert_eq!((swap.value().await, swap.bought.till.kept().await), (0, 0));
    assert_eq!((swap.bought.given_back().await, orders(&swap).await), (vec![2000], 1));
    let refused = pay_difference(
        app,
        &swap.bought.token,
        1,
        PlaceOrder {
            expected_total: None,
            expected_due: None,
        },
    )
    .await;
    assert!(matches!(refused, Err(OrderError::Refused(OrderRefusal::WrongState))));
    swap.close().await;
}

#[tokio::test]
async fn what_is_sold_out_meanwhile_makes_it_a_return_for_money_and_says_so() {
    let swap = Swap::open(1, 2000, 1).await;
    let app = &swap.bought.till.app;
    assert_eq!(list_replacements(app, &swap.bought.token).await.unwrap().len(), 2);
    swap.ask(1, RefundTo::Payment).await.unwrap();
    let other = swap.bought.till.buyer(&[(swap.large, 1)]).await;
    swap.bought.till.at_the_page(&other).await;

    approve(app, &staff(), swap.bought.order_id, 1, "").await.unwrap();
    swap.received().await;

    assert_eq!(swap.state().await, (ExchangeState::Lapsed, Some(LapseReason::SoldOut)));
    assert_eq!(swap.bought.told("exchange.lapsed").await, 1);
    let page = show_order(app, &swap.bought.token).await.unwrap().aftermath;
    let told = &page.returns[0].exchange.as_ref().unwrap().state_text;
    assert!(told.contains("sold out"), "{told}");
    // Nothing was credited: the return is refunded as any other.
    let line = swap.bought.line(0).await;
    let command = RefundOrder {
        wish: RefundWish {
            units: vec![(line, 1)],
            ..RefundWish::default()
        },
        reason: "",
        return_seq: Some(1),
        to: None,
        client_ref: "return-1",
    };
    refund(app, &staff(), swap.bought.order_id, command).await.unwrap();
    swap.settle_refunds().await;
    assert_eq!(swap.bought.given_back().await, [2000]);
    swap.close().await;
}

#[tokio::test]
async fn what_does_not_come_back_or_is_not_wanted_any_more_keeps_no_goods() {
    let swap = Swap::open(1, 2000, 1).await;
    let app = &swap.bought.till.app;
    let id = swap.bought.order_id;
    swap.ask(1, RefundTo::Payment).await.unwrap();
    reject(app, &staff(), id, 1, "It was worn.").await.unwrap();
    assert_eq!(swap.state().await, (ExchangeState::Lapsed, Some(LapseReason::Rejected)));
    swap.close().await;

    let swap = Swap::open(1, 2000, 1).await;
    swap.approved(1).await;
    close(&swap.bought.till.app, &staff(), swap.bought.order_id, 1)
        .await
        .unwrap();
    assert_eq!(swap.state().await, (ExchangeState::Lapsed, Some(LapseReason::NotSent)));
    assert_eq!(swap.bought.till.kept().await, 0);
    swap.close().await;

    let swap = Swap::open(1, 2000, 1).await;
    swap.approved(1).await;
    for _ in 0..2 {
        give_up(&swap.bought.till.app, &staff(), swap.bought.order_id, 1)
            .await
            .unwrap();
    }
    assert_eq!(swap.bought.told("exchange.lapsed").await, 1);
    swap.received().await;
    assert_eq!((swap.value().await, orders(&swap).await), (0, 1));
    swap.close().await;
}

#[tokio::test]
async fn twice_at_once_is_one_order_and_the_value_is_spent_once() {
    let swap = Swap::open(2, 1500, 4).await;
    swap.approved(2).await;
    let app = &swap.bought.till.app;
    let id = swap.bought.order_id;

    let (who, other) = (staff(), staff());
    let (first, second) = tokio::join!(receive(app, &who, id, 1), receive(app, &other, id, 1));
    first.unwrap();
    second.unwrap();
    let exchange_id = swap.id().await;
    let all = tokio::join!(
        settle(app, exchange_id),
        settle(app, exchange_id),
        settle(app, exchange_id)
    );
    assert!(all.0.is_ok() && all.1.is_ok() && all.2.is_ok());
    swap.settle_refunds().await;

    assert_eq!((orders(&swap).await, swap.bought.given_back().await), (2, vec![1000]));
    assert_eq!(swap.bought.told("exchange.placed").await, 1);
    swap.close().await;
}

#[tokio::test]
async fn a_kill_at_any_step_leaves_one_order_and_the_value_once() {
    for step in [
        Step::ExchangeCredited,
        Step::CartLocked,
        Step::StockHeld,
        Step::TendersTaken,
        Step::StockAllocated,
        Step::OrderPlaced,
        Step::Prepared,
        Step::ExchangePlaced,
    ] {
        let swap = Swap::open(1, 1500, 1).await;
        swap.approved(1).await;
        let (app, id) = (&swap.bought.till.app, swap.bought.order_id);
        let killed = app.clone().with_steps(Steps::watched(move |here| here == step));

        let died = receive(&killed, &staff(), id, 1).await;
        assert_eq!(died.is_err(), step == Step::ExchangeCredited, "{step:?}");
        swap.received().await;
        app.clock.advance(Duration::minutes(10));
        crate::payment::sweep(app, 10).await.unwrap();
        sweep(app, 10).await.unwrap();
        app.clock.advance(Duration::minutes(1));
        sweep(app, 10).await.unwrap();
        swap.settle_refunds().await;

        assert_eq!(swap.state().await.0, ExchangeState::Placed, "{step:?}");
        assert_eq!(
            (orders(&swap).await, swap.bought.given_back().await),
            (2, vec![500]),
            "{step:?}"
        );
        assert_eq!(swap.value().await, 0, "{step:?}");
        swap.close().await;
    }
}
