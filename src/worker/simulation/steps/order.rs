//! What is done to orders after they are placed.

use crate::simulation::shopper::{Act, Done, Units, Ware};
use crate::simulation::world::{Broken, Heard, World, refused};
use app::App;
use app::order::{
    CancelUnits, OrderError, OrderRecord, RefundOrder, Which, cancel, cancel_units, capture, deliver, find_by_token,
    fulfil, get_record, hold, refund, returns,
};
use domain::id::OrderId;
use domain::money::{Currency, Money};
use domain::order::{Actor, LineUnits, RefundWish, ReturnReason, ReturnState};

fn staff() -> Actor {
    Actor::Staff("Kim".to_owned())
}

/// Does something to one of the orders that somebody has seen placed, or the last thing again.
pub async fn act(world: &mut World) -> Result<(), Broken> {
    let placed = world.tokens.iter().filter(|token| world.pages[*token].number.is_some());
    let placed: Vec<_> = placed.cloned().collect();
    let Some(token) = world.chance.pick(&placed) else {
        return Ok(());
    };
    let (order_id, record) = look_up(world, &token).await?;
    let again = world.pages[&token].last.clone().filter(|_| world.chance.percent(20));
    let is_again = again.is_some();
    let done = match again {
        Some(done) => done,
        None => match fresh(world, &record) {
            Some(act) => name(world, &token, act),
            None => return Ok(()),
        },
    };
    // What goes out or comes back once; until the answer comes, both may be.
    let before: Vec<Vec<i64>> = world.wares.iter().map(|ware| ware.on_hand.clone()).collect();
    let moves = if is_again {
        Vec::new()
    } else {
        moves(world, &record, &done.act)
    };
    for (at, units) in &moves {
        world.wares[*at].moved(*units, false);
    }
    let page = world.trace.name("page", &token);
    let label = format!("{page}: {} as {}", words(&done.act), done.client_ref);
    if let Some(page) = world.pages.get_mut(&token) {
        page.order_id = Some(order_id);
        page.last = Some(done.clone());
    }
    let app = world.app.clone();
    world
        .start(label, None, async move {
            let made = carry_out(&app, order_id, &done).await;
            let made = made.map_err(|error| refused(&error));
            let heard: Heard = Box::new(move |world| {
                for (at, units) in &moves {
                    world.wares[*at].on_hand.clone_from(&before[*at]);
                    world.wares[*at].moved(if made.is_ok() { *units } else { 0 }, true);
                }
                hear(world, &token, done, made)
            });
            heard
        })
        .await
}

async fn look_up(world: &World, token: &str) -> Result<(OrderId, OrderRecord), Broken> {
    let gone = |error| Broken(format!("a placed order is gone: {error}"));
    let order_id = match world.pages[token].order_id {
        Some(order_id) => order_id,
        None => find_by_token(&world.app, token).await.map_err(gone)?,
    };
    let record = get_record(&world.app, order_id).await.map_err(gone)?;
    Ok((order_id, record))
}

fn name(world: &mut World, token: &str, act: Act) -> Done {
    let page = world.pages.entry(token.to_owned()).or_default();
    page.acts += 1;
    Done {
        act,
        client_ref: format!("act-{}", page.acts),
        made: None,
    }
}

fn fresh(world: &mut World, record: &OrderRecord) -> Option<Act> {
    let unshipped = some_units(world, record, LineUnits::unshipped);
    let returnable = some_units(world, record, LineUnits::returnable);
    let any = some_units(world, record, |units| units.ordered);
    let goodwill = world.chance.between(-200, 900);
    let part = world.chance.between(1, 4000);
    let acts = [
        (3, Act::Cancel(Actor::Customer)),
        (2, Act::Cancel(staff())),
        (4, Act::CancelUnits(unshipped.clone())),
        (
            5,
            Act::Refund(RefundWish {
                units: if goodwill < 300 { any } else { Vec::new() },
                delivery: goodwill % 3 == 0,
                adjustment_minor: goodwill,
            }),
        ),
        (5, Act::Fulfil(unshipped)),
        (3, Act::Fulfil(all_units(record, LineUnits::unshipped))),
        (4, Act::Deliver),
        (2, Act::Hold(goodwill % 2 == 0)),
        (3, Act::Capture(None)),
        (2, Act::Capture(Some(Money::new(part, Currency::EUR)))),
        (4, Act::AskReturn(returnable)),
    ];
    let mut acts = acts.to_vec();
    for goods in record.returns.iter().filter(|goods| goods.state.is_open()) {
        let next = match goods.state {
            ReturnState::Requested => ReturnState::Approved,
            ReturnState::Approved => ReturnState::InTransit,
            ReturnState::InTransit => ReturnState::Received,
            _ => ReturnState::Closed,
        };
        let units: Units = goods
            .lines
            .iter()
            .map(|line| (line.order_line_id, line.quantity))
            .collect();
        if goods.state == ReturnState::Received {
            acts.push((12, Act::Inspect(goods.return_seq, units)));
        } else {
            acts.push((12, Act::MoveReturn(goods.return_seq, next)));
        }
    }
    world.chance.weighted(&acts)
}

fn all_units(record: &OrderRecord, of: fn(LineUnits) -> u32) -> Units {
    let lines = record.lines.iter();
    lines
        .map(|line| (line.order_line_id, of(line.units)))
        .filter(|(_, units)| *units > 0)
        .collect()
}

fn some_units(world: &mut World, record: &OrderRecord, of: fn(LineUnits) -> u32) -> Units {
    let all = all_units(record, of);
    let Some((line, most)) = world.chance.pick(&all) else {
        return all;
    };
    vec![(line, u32::try_from(world.chance.between(1, most.into())).unwrap_or(1))]
}

/// What an act puts on the shelf or takes from it, by ware.
fn moves(world: &World, record: &OrderRecord, act: &Act) -> Vec<(usize, i64)> {
    let (units, sign) = match act {
        Act::Fulfil(units) => (units, -1),
        Act::Inspect(_, units) => (units, 1),
        _ => return Vec::new(),
    };
    let moved = |ware: &Ware| {
        let lines = record.lines.iter().filter(|line| line.variant_id == ware.variant_id);
        let units = lines.flat_map(|line| units.iter().filter(move |(id, _)| *id == line.order_line_id));
        sign * units.map(|(_, units)| i64::from(*units)).sum::<i64>()
    };
    let wares = world.wares.iter().map(moved).enumerate();
    wares.filter(|(_, units)| *units != 0).collect()
}

fn hear(
    world: &mut World,
    token: &str,
    done: Done,
    made: Result<String, Result<String, Broken>>,
) -> Result<String, Broken> {
    let made = match made {
        Ok(made) => made,
        Err(refusal) => return refusal,
    };
    if done.made.as_ref().is_some_and(|known| *known != made) {
        return Err(Broken(format!("{} made two things", done.client_ref)));
    }
    if let Some(page) = world.pages.get_mut(token) {
        page.last = Some(Done {
            made: Some(made),
            ..done
        });
    }
    Ok("ok".to_owned())
}

async fn carry_out(app: &App, order_id: OrderId, done: &Done) -> Result<String, OrderError> {
    let client_ref = done.client_ref.as_str();
    match &done.act {
        Act::Cancel(actor) => cancel(app, actor, order_id, "").await?,
        Act::CancelUnits(units) => {
            let command = CancelUnits {
                units,
                reason: "",
                client_ref,
            };
            let made = cancel_units(app, &staff(), order_id, command).await?;
            return Ok(format!("{made:?}"));
        }
        Act::Refund(wish) => {
            let command = RefundOrder {
                wish: wish.clone(),
                reason: "",
                return_seq: None,
                to: None,
                client_ref,
            };
            let made = refund(app, &staff(), order_id, command).await?;
            return Ok(made.to_string());
        }
        Act::Fulfil(units) => {
            let made = fulfil(app, &staff(), order_id, Which::Units(units), client_ref).await?;
            return Ok(made.to_string());
        }
        Act::Deliver => deliver(app, &staff(), order_id, None).await?,
        Act::Hold(is_held) => hold(app, &staff(), order_id, *is_held).await?,
        Act::Capture(amount) => capture(app, &staff(), order_id, *amount).await?,
        Act::AskReturn(units) => {
            let command = returns::RequestReturn {
                units,
                reason: ReturnReason::ChangedMind,
                refund_to: domain::order::RefundTo::Payment,
                instead: &[],
                note: "",
                client_ref,
            };
            let made = returns::request(app, &Actor::Customer, order_id, command).await?;
            return Ok(made.to_string());
        }
        Act::MoveReturn(seq, to) => match to {
            ReturnState::Approved => returns::approve(app, &staff(), order_id, *seq, "").await?,
            ReturnState::InTransit => returns::send(app, &Actor::Customer, order_id, *seq).await?,
            ReturnState::Received => returns::receive(app, &staff(), order_id, *seq).await?,
            _ => returns::close(app, &staff(), order_id, *seq).await?,
        },
        Act::Inspect(seq, units) => returns::inspect(app, &staff(), order_id, *seq, units).await?,
    }
    Ok(String::new())
}

fn words(act: &Act) -> String {
    let sum = |units: &Units| units.iter().map(|(_, units)| units).sum::<u32>();
    match act {
        Act::Cancel(actor) => format!("cancelled by {}", actor.as_str()),
        Act::CancelUnits(units) => format!("{} units cancelled", sum(units)),
        Act::Refund(wish) => format!(
            "refund of {} units, delivery {}, {}",
            sum(&wish.units),
            wish.delivery,
            wish.adjustment_minor
        ),
        Act::Fulfil(units) => format!("{} units sent", sum(units)),
        Act::Deliver => "delivered".to_owned(),
        Act::Hold(is_held) => format!("held {is_held}"),
        Act::Capture(amount) => format!("capture of {:?}", amount.map(|amount| amount.minor)),
        Act::AskReturn(units) => format!("return of {} asked for", sum(units)),
        Act::MoveReturn(seq, to) => format!("return {seq} {}", to.as_str()),
        Act::Inspect(seq, units) => format!("return {seq} inspected, {} restocked", sum(units)),
    }
}
