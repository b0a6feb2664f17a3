//! What shoppers do at the checkout.

use super::cart::{lines_of, note};
use super::page_of;
use crate::simulation::shopper::Agreement;
use crate::simulation::world::{Broken, Heard, World, refused};
use app::checkout::{PlaceOrder, PlaceOrderError, Placement, place_order, save_details, show_checkout};
use app::payment::reopen_cart;
use domain::checkout::{CheckoutView, DetailsInput};
use domain::money::{Currency, Money};

/// From here on the delivery is free, minor units; below it costs [`DELIVERY`]. As `testkit::TestShop` has it.
const FREE_FROM: i64 = 5000;
const DELIVERY: i64 = 495;

/// Says where it goes.
pub async fn details(world: &mut World, at: usize) -> Result<(), Broken> {
    let (app, scope) = (world.app.clone(), world.shoppers[at].scope.clone());
    world
        .start(format!("shopper-{at} says where"), None, async move {
            let saved = save_details(&app, &scope, berlin(), "").await;
            let saved = saved.map_or_else(|error| refused(&error), |()| Ok("ok".to_owned()));
            let heard: Heard = Box::new(move |_| saved);
            heard
        })
        .await
}

fn berlin() -> DetailsInput {
    DetailsInput {
        email: "ana@example.com".into(),
        name: "Ana Mar".into(),
        line1: "Sonnenallee 1".into(),
        city: "Berlin".into(),
        postal_code: "12047".into(),
        country: "DE".into(),
        ..DetailsInput::default()
    }
}

/// Looks at the checkout.
pub async fn look(world: &mut World, at: usize) -> Result<(), Broken> {
    let (app, scope) = (world.app.clone(), world.shoppers[at].scope.clone());
    world
        .start(format!("shopper-{at} looks"), None, async move {
            let view = show_checkout(&app, &scope, None).await;
            let view = view.map_err(|error| refused(&error));
            let heard: Heard = Box::new(move |world| match view {
                Ok(view) => seen(world, at, &view),
                Err(refusal) => refusal,
            });
            heard
        })
        .await
}

fn seen(world: &mut World, at: usize, view: &CheckoutView) -> Result<String, Broken> {
    let Some(basket) = world.shoppers[at].basket else {
        return Ok("nothing".to_owned());
    };
    let lines = lines_of(&view.cart);
    if lines.is_empty() && !world.baskets[basket].possible.contains(&lines) {
        // Only an order takes everything out of a cart; whether there is one is asked at the end.
        world.baskets[basket].is_over = true;
        world.baskets[basket].seen = None;
        return Ok("over".to_owned());
    }
    if !world.baskets[basket].possible.contains(&lines) {
        return Err(Broken(format!("the checkout shows {:?}", lines.values())));
    }
    if !world.shoppers[at].is_pressing {
        note(world, at, &view.cart, true);
    }
    let total = view.totals.total;
    let is_whole = view.totals.is_final && !world.shoppers[at].is_pressing;
    if let Some(expected) = total_of(world, basket).filter(|expected| is_whole && *expected != total) {
        return Err(Broken(format!(
            "it comes to {} and shows {}",
            expected.minor, total.minor
        )));
    }
    world.baskets[basket].seen = Some(total);
    Ok(format!("{} {}", total.minor, view.blocks_checkout.len()))
}

/// What a basket comes to with its delivery, where the model knows.
fn total_of(world: &World, basket: usize) -> Option<Money> {
    let basket = &world.baskets[basket];
    let lines = basket.lines().filter(|lines| !lines.is_empty())?;
    let mut goods = 0;
    for (variant_id, units) in lines {
        let ware = world.wares.iter().find(|ware| ware.variant_id == *variant_id)?;
        goods += ware.price? * i64::from(*units);
    }
    let delivery = if goods < FREE_FROM { DELIVERY } else { 0 };
    Some(Money::new(goods + delivery, Currency::EUR))
}

/// Presses "pay".
pub async fn pay(world: &mut World, at: usize) -> Result<(), Broken> {
    let Some(basket) = world.shoppers[at].basket else {
        return Ok(());
    };
    let Some(total) = world.baskets[basket].seen else {
        return Ok(());
    };
    let (app, scope) = (world.app.clone(), world.shoppers[at].scope.clone());
    let agreement = Agreement {
        basket,
        total,
        lines: None,
    };
    let label = format!("shopper-{at} pays {}", total.minor);
    world
        .start(label, Some(agreement), async move {
            let command = PlaceOrder {
                expected_total: Some(total),
                expected_due: None,
            };
            let placed = place_order(&app, &scope, command).await;
            let heard: Heard = Box::new(move |world| match placed {
                Ok(placement) => Ok(sent(world, basket, &placement)),
                Err(error) => not_placed(world, basket, total, &error),
            });
            heard
        })
        .await
}

fn sent(world: &mut World, basket: usize, placement: &Placement) -> String {
    let (word, address) = match placement {
        Placement::Pay { status_address, .. } => ("to the bank", status_address),
        Placement::Placed { address } => ("placed", address),
        Placement::Replayed { address } => ("placed before", address),
        Placement::Processing { address } => ("being checked", address),
    };
    let token = page_of(address);
    let name = world.trace.name("page", token);
    world.page(token, basket);
    format!("{word}, {name}")
}

fn not_placed(world: &mut World, basket: usize, total: Money, error: &PlaceOrderError) -> Result<String, Broken> {
    match error {
        PlaceOrderError::PaymentFailed { .. } => {
            world.must_be_dead(world.current.as_slice(), "the payment is said to have failed")?;
        }
        PlaceOrderError::CartChanged { current_total, .. } if *current_total == total => {
            return Err(Broken("the total is said to have changed, and has not".to_owned()));
        }
        // The page shows what it comes to now.
        PlaceOrderError::CartChanged { .. } => world.baskets[basket].seen = None,
        _ => {}
    }
    refused(error)
}

/// Turns back from the payment page to change the cart.
pub async fn reopen(world: &mut World, at: usize) -> Result<(), Broken> {
    let (app, scope) = (world.app.clone(), world.shoppers[at].scope.clone());
    world
        .start(format!("shopper-{at} turns back"), None, async move {
            let reopened = reopen_cart(&app, &scope).await;
            let reopened = reopened.map_err(|error| refused(&error));
            let heard: Heard = Box::new(move |world| match reopened {
                Ok(true) => {
                    world.must_be_dead(world.current.as_slice(), "the cart is given back")?;
                    Ok("given back".to_owned())
                }
                Ok(false) => Ok("too late".to_owned()),
                Err(refusal) => refusal,
            });
            heard
        })
        .await
}
