//! Many shoppers, few units (T01, T02).

use crate::checkout::{PlaceOrderError, Placement};
use crate::payment::come_home;
use crate::payment::tests::{Buyer, Till, last_part};
use adapters::payment::test_provider::Choice;
use domain::kind::{HasKind as _, Kind};
use futures::future::join_all;
use futures::stream::{self, StreamExt as _};
use std::sync::Arc;

#[derive(Debug, PartialEq, Eq)]
enum End {
    Ordered,
    SoldOut,
    Other(String),
}

async fn buy(till: &Till, buyer: &Buyer) -> End {
    match till.place(buyer).await {
        Ok(Placement::Pay {
            redirect_url,
            status_address,
        }) => {
            till.choose(&last_part(&redirect_url), Choice::Success).await;
            match come_home(&till.app, &last_part(&status_address)).await {
                Ok(_) => End::Ordered,
                Err(error) => End::Other(error.to_string()),
            }
        }
        Err(PlaceOrderError::InsufficientStock { shortages }) if shortages[0].available < 10 => End::SoldOut,
        Ok(_) => End::Other("not sent to pay".to_owned()),
        Err(error) => End::Other(error.to_string()),
    }
}

// T01, the quick form: one round.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_hundred_buyers_ten_get_the_last_ten_units_and_the_rest_a_clear_answer() {
    let till = Arc::new(Till::open().await);
    let ring = till.variant("ring", 1000).await;
    let one = [(ring, 1)];
    let buyers: Vec<Buyer> = stream::iter(0..200)
        .map(|_| till.buyer(&one))
        .buffer_unordered(16)
        .collect()
        .await;
    // All stand before the last step, none holds anything any more, and ten are left.
    till.lapse().await;
    till.run(
        "insert into inventory_movements (variant_id, stock_location_id, kind, on_hand_delta)
              select variant_id, stock_location_id, 'adjust', -990 from inventory_levels",
    )
    .await;
    till.run("update inventory_levels set on_hand = 10").await;

    let tasks = buyers.into_iter().map(|buyer| {
        let till = Arc::clone(&till);
        tokio::spawn(async move { buy(&till, &buyer).await })
    });
    let ends: Vec<End> = join_all(tasks).await.into_iter().map(Result::unwrap).collect();

    let others: Vec<_> = ends.iter().filter(|end| matches!(end, End::Other(_))).collect();
    assert!(others.is_empty(), "{others:?}");
    assert_eq!(ends.iter().filter(|end| **end == End::Ordered).count(), 10);
    assert_eq!(
        (till.orders().await, till.charges().await, till.drafts().await),
        (10, 10, 0)
    );
    assert_eq!(
        till.count("select sum(allocated)::bigint from inventory_levels").await,
        10
    );
    Arc::into_inner(till).unwrap().close().await;
}

// T02, the quick form: baskets of the same goods in different orders never wait for each other in a circle.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mixed_baskets_do_not_deadlock() {
    let till = Arc::new(Till::open().await);
    let mut goods = Vec::new();
    for number in 0..6 {
        goods.push(till.variant(&format!("thing-{number}"), 12).await);
    }
    let tasks = (0..48_usize).map(|number| {
        let (till, goods) = (Arc::clone(&till), goods.clone());
        tokio::spawn(async move {
            let mut wanted: Vec<_> = (0..4).map(|place| (goods[(number * 5 + place * 7) % 6], 1)).collect();
            if number % 2 == 1 {
                wanted.reverse();
            }
            // Stock may run out under the cart: then there is nothing to buy with it.
            let Some(buyer) = till.find_buyer(&wanted).await else {
                return Ok(false);
            };
            match till.place(&buyer).await {
                Ok(Placement::Pay {
                    redirect_url,
                    status_address,
                }) => {
                    let choice = if number % 3 == 0 {
                        Choice::Decline
                    } else {
                        Choice::Success
                    };
                    till.choose(&last_part(&redirect_url), choice).await;
                    come_home(&till.app, &last_part(&status_address))
                        .await
                        .map(|_| true)
                        .map_err(|error| error.to_string())
                }
                Ok(_) => Err("not sent to pay".to_owned()),
                Err(error) if error.kind() == Kind::Conflict => Ok(false),
                Err(error) => Err(format!(
                    "{error}: {:?}",
                    std::error::Error::source(&error).map(ToString::to_string)
                )),
            }
        })
    });

    // A buyer that panicked fails the test as well.
    let ends = join_all(tasks).await.into_iter().map(|end| end.unwrap().unwrap());
    let paid = ends.filter(|has_paid| *has_paid).count();

    // Units for 18 baskets of four: however they fall, most of those who could pay did not find everything gone.
    assert!(paid >= 12, "{paid} of 48 came to the end of a payment");
    assert_eq!(till.held().await, 0);
    assert_eq!(till.orders().await, till.charges().await);
    Arc::into_inner(till).unwrap().close().await;
}
