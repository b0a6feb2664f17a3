//! What people of the shop say of stock and prices.

use crate::simulation::shopper::{Said, Ware};
use crate::simulation::world::{Broken, Heard, World, refused};
use app::price_list::{PriceRow, VariantKey, import_prices};
use app::stock::{Change, Changed, Row, StockError, take_in};
use store::inventory::CountOutcome;

/// Counts, or books a difference; or says the last thing again.
pub async fn say(world: &mut World) -> Result<(), Broken> {
    let at = world.chance.below(world.wares.len());
    let again = world.wares[at].said.clone().filter(|_| world.chance.percent(25));
    let is_done = again.as_ref().is_some_and(|(_, _, is_done)| *is_done);
    let (name, said, _) = again.unwrap_or_else(|| fresh(world, at));
    let before = world.wares[at].on_hand.clone();
    let was_short = world.wares[at].was_short;
    if !is_done {
        doubt(&mut world.wares[at], &name, said);
    }
    let row = Row {
        sku: world.wares[at].sku.clone(),
        location: None,
        change: match said {
            Said::Count(on_hand) => Change::Count {
                on_hand,
                as_of: world.time.shop.now(),
            },
            Said::Delta(delta) => Change::Delta(delta),
        },
        external_ref: Some(name.clone()),
    };
    let label = format!("{} is {said:?} as {name}", row.sku);
    let app = world.app.clone();
    world
        .start(label, None, async move {
            let told = take_in(&app, &[row], "").await;
            let heard: Heard = Box::new(move |world| {
                let outcomes = told.map_err(|error: StockError| Broken(format!("{error}: {error:?}")))?;
                let was = Was { before, was_short };
                match outcomes.first() {
                    Some(Changed::Told(outcome)) => hear(world, at, (&name, said, is_done), was, *outcome),
                    outcome => Err(Broken(format!("{outcome:?}"))),
                }
            });
            heard
        })
        .await
}

// Until an answer comes, both may be.
fn doubt(ware: &mut Ware, name: &str, said: Said) {
    match said {
        Said::Count(units) => {
            ware.on_hand.push(units.into());
            ware.was_short = true;
        }
        Said::Delta(units) => ware.moved(units.into(), false),
    }
    ware.said = Some((name.to_owned(), said, false));
}

fn fresh(world: &mut World, at: usize) -> (String, Said, bool) {
    world.said += 1;
    let said = if world.chance.percent(40) {
        Said::Count(i32::try_from(world.chance.between(0, 12)).unwrap_or(0))
    } else if world.chance.percent(70) {
        Said::Delta(i32::try_from(world.chance.between(1, 6)).unwrap_or(1))
    } else {
        Said::Delta(i32::try_from(world.chance.between(-4, -1)).unwrap_or(-1))
    };
    (format!("erp-{at}-{}", world.said), said, false)
}

/// What was known before.
struct Was {
    before: Vec<i64>,
    was_short: bool,
}

fn hear(
    world: &mut World,
    at: usize,
    (name, said, is_done): (&str, Said, bool),
    was: Was,
    outcome: CountOutcome,
) -> Result<String, Broken> {
    let is_clock_right = world.weather.clock == 0;
    let ware = &mut world.wares[at];
    match outcome {
        CountOutcome::Done { .. } if is_done => Err(Broken("it was done twice".to_owned())),
        CountOutcome::Done { on_hand, deficit } => {
            let on_hand = i64::from(on_hand);
            let may_be = match said {
                Said::Count(units) => !is_clock_right || on_hand == i64::from(units),
                Said::Delta(units) => was.before.contains(&(on_hand - i64::from(units))),
            };
            if !may_be {
                return Err(Broken(format!("there are {on_hand}, and there were {:?}", was.before)));
            }
            ware.on_hand = vec![on_hand];
            ware.was_short = deficit > 0 || (was.was_short && matches!(said, Said::Delta(_)));
            ware.said = Some((name.to_owned(), said, true));
            Ok(format!("{on_hand}, short of {deficit}"))
        }
        // It was done when nobody answered; what there is now is among what there may be.
        CountOutcome::Known => {
            ware.said = Some((name.to_owned(), said, true));
            Ok("known".to_owned())
        }
        CountOutcome::Older { .. } | CountOutcome::TooFew { .. } => {
            ware.on_hand = was.before;
            ware.was_short = was.was_short;
            ware.said = None;
            Ok("no".to_owned())
        }
    }
}

/// Changes a price.
pub async fn reprice(world: &mut World) -> Result<(), Broken> {
    let at = world.chance.below(world.wares.len());
    let price = world.chance.between(3, 40) * 50;
    let row = PriceRow {
        line: 2,
        key: VariantKey::Sku(world.wares[at].sku.clone()),
        min_quantity: 1,
        price: Some((price, None)),
    };
    let label = format!("{} costs {price}", world.wares[at].sku);
    world.wares[at].price = None;
    let app = world.app.clone();
    world
        .start(label, None, async move {
            let changed = import_prices(&app, "Base", &[row], false).await;
            let heard: Heard = Box::new(move |world| match changed {
                Ok(_) => {
                    world.wares[at].price = Some(price);
                    Ok("ok".to_owned())
                }
                Err(error) => Err(Broken(format!("{error}: {error:?}"))),
            });
            heard
        })
        .await
}

/// The nightly proof finds nothing, at any moment.
pub async fn prove(world: &mut World) -> Result<(), Broken> {
    let app = world.app.clone();
    world
        .start("stock is proven".to_owned(), None, async move {
            let verified = app::stock::verify(&app).await.map_err(|error| refused(&error));
            let heard: Heard = Box::new(move |_| match verified {
                Ok(verified) if verified.differences.is_empty() => Ok("ok".to_owned()),
                Ok(verified) => Err(Broken(format!("stock does not add up: {:?}", verified.differences))),
                Err(refusal) => refusal,
            });
            heard
        })
        .await
}
