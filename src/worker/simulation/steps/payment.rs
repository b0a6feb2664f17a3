//! What shoppers do at the bank's page and on their way home.

use super::page_of;
use crate::simulation::bank::{Mood, State};
use crate::simulation::world::{Broken, Heard, World, refused};
use app::order::{ShowOrderError, show_order};
use app::payment::{Home, come_home, give_up};
use domain::id::PaymentAttemptId;
use domain::order::OrderStage;

/// Payments whose page is open, or with another state.
pub fn sessions(world: &World, wanted: impl Fn(State) -> bool) -> Vec<PaymentAttemptId> {
    let sessions = world.bank.sessions.iter().filter(|session| wanted(session.state));
    sessions.map(|session| session.attempt_id).collect()
}

/// A shopper chooses a card.
pub fn choose(world: &mut World) {
    let open = sessions(world, |state| state == State::Open);
    let Some(attempt_id) = world.chance.pick(&open) else {
        return;
    };
    let mood = if world.chance.percent(world.weather.moods) {
        world.chance.pick(&[Mood::Refusing, Mood::Slow])
    } else {
        None
    };
    let mood = mood.unwrap_or(Mood::Kind);
    let attempt = world.trace.name("attempt", attempt_id);
    world.trace.line(format!("{attempt} is paid: {mood:?}"));
    world.bank.pay(attempt_id, mood, world.time.bank.now());
}

/// The bank makes a payment that it had called failed.
pub fn break_word(world: &mut World) {
    let failed = sessions(world, |state| matches!(state, State::Failed(_)));
    let Some(attempt_id) = world.chance.pick(&failed) else {
        return;
    };
    let attempt = world.trace.name("attempt", attempt_id);
    world.trace.line(format!("{attempt} is made after all"));
    world.bank.break_word(attempt_id, world.time.bank.now());
}

/// A shopper comes back from the bank's page, or gives up there.
pub async fn home(world: &mut World, gives_up: bool) -> Result<(), Broken> {
    let Some((token, name)) = some_page(world) else {
        return Ok(());
    };
    let word = if gives_up { "gives up" } else { "comes home" };
    let app = world.app.clone();
    world
        .start(format!("somebody {word} to {name}"), None, async move {
            let home = if gives_up {
                give_up(&app, &token).await
            } else {
                come_home(&app, &token).await
            };
            let home = home.map_err(|error| refused(&error));
            let heard: Heard = Box::new(move |world| match home {
                Ok(home) => at_home(world, &token, &home),
                Err(refusal) => refusal,
            });
            heard
        })
        .await
}

fn at_home(world: &mut World, token: &str, home: &Home) -> Result<String, Broken> {
    match home {
        Home::Order { address } if page_of(address) == token => Ok("order".to_owned()),
        Home::Order { address } => elsewhere(world, token, page_of(address)),
        Home::NotPaid { code } => {
            not_paid(world, token)?;
            Ok(format!("not paid: {code}"))
        }
        Home::Open => Ok("still open".to_owned()),
        Home::Unknown => Err(gone()),
    }
}

fn gone() -> Broken {
    Broken("the shop does not know its own link".to_owned())
}

// Money that the bank moved after all may have gone to another order of the same basket.
fn elsewhere(world: &World, token: &str, other: &str) -> Result<String, Broken> {
    let is_broken = |id: &PaymentAttemptId| world.bank.session(*id).is_some_and(|it| it.is_broken);
    let basket = |token: &str| world.pages.get(token).map(|page| page.basket);
    if world.attempts_of(token).iter().any(is_broken) && basket(token) == basket(other) {
        return Ok("the order that was made meanwhile".to_owned());
    }
    Err(Broken("another order is shown".to_owned()))
}

fn not_paid(world: &mut World, token: &str) -> Result<(), Broken> {
    world.must_be_dead(&world.attempts_of(token), "“not paid” is told")?;
    if let Some(page) = world.pages.get_mut(token) {
        page.is_failed = true;
    }
    Ok(())
}

/// Somebody looks at an order's page.
pub async fn order_page(world: &mut World) -> Result<(), Broken> {
    let Some((token, name)) = some_page(world) else {
        return Ok(());
    };
    let app = world.app.clone();
    world
        .start(format!("somebody reads {name}"), None, async move {
            let view = show_order(&app, &token).await;
            let heard: Heard = Box::new(move |world| match view {
                Ok(view) if page_of(&view.address) != token => elsewhere(world, &token, page_of(&view.address)),
                Ok(view) => read(world, &token, view.number, view.stage),
                Err(ShowOrderError::NotPaid) => {
                    not_paid(world, &token)?;
                    Ok("not paid".to_owned())
                }
                Err(ShowOrderError::NotFound) => Err(gone()),
                Err(error) => refused(&error),
            });
            heard
        })
        .await
}

fn read(world: &mut World, token: &str, number: Option<i64>, stage: OrderStage) -> Result<String, Broken> {
    let has_money = |id: &PaymentAttemptId| {
        !world
            .bank
            .session(*id)
            .is_some_and(|it| matches!(it.state, State::Open))
    };
    if number.is_some() && !world.attempts_of(token).iter().any(has_money) {
        return Err(Broken("an order is placed that nobody has paid for".to_owned()));
    }
    let page = world.pages.get_mut(token).ok_or(Broken("no such page".to_owned()))?;
    if page.number.is_some() && page.number != number {
        return Err(Broken("an order has another number than before".to_owned()));
    }
    page.number = number;
    Ok(format!("{stage:?}"))
}

fn some_page(world: &mut World) -> Option<(String, String)> {
    // In the order in which they came to be known, which is the same for the same seed.
    let token = world.chance.pick(&world.tokens)?;
    let name = world.trace.name("page", &token);
    Some((token, name))
}
