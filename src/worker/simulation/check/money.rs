//! The shop's books and the bank's tell the same story.

use super::books::Books;
use crate::simulation::bank::{BackState, Session, State};
use crate::simulation::world::{Broken, World};
use domain::id::PaymentAttemptId;
use uuid::Uuid;

pub fn check(world: &World, books: &Books) -> Result<(), Broken> {
    for session in &world.bank.sessions {
        let name = format!("{:?}", session.state);
        one(world, books, session).map_err(|what| Broken(format!("a payment that is {name}: {what}")))?;
    }
    for fact in &books.facts {
        if world.bank.session(PaymentAttemptId(fact.attempt_id)).is_none() {
            return Err(Broken(format!("the bank knows nothing of a {}", fact.kind)));
        }
    }
    backs(world, books)?;
    nothing_is_kept_in_vain(world, books)?;
    nobody_paid_twice(world)
}

fn one(world: &World, books: &Books, session: &Session) -> Result<(), String> {
    let attempt_id = session.attempt_id.0;
    let sum = |kind| books.sum(attempt_id, kind);
    let (set_aside, captured, voided) = (sum("authorization"), sum("capture"), sum("void"));
    let (taken, expected_voided) = match session.state {
        State::Taken(money) => (money.minor, (set_aside - money.minor).max(0)),
        State::LetGo => (0, set_aside),
        _ => (0, 0),
    };
    if captured != taken {
        return Err(format!("the shop knows of {captured} taken"));
    }
    if voided != expected_voided {
        return Err(format!("the shop knows of {voided} let go"));
    }
    let is_set_aside = session.state == State::SetAside;
    if is_set_aside && set_aside != session.amount.minor {
        return Err(format!("the shop knows of {set_aside} set aside"));
    }
    let of_attempt = books.facts.iter().filter(|fact| fact.attempt_id == attempt_id);
    for fact in of_attempt {
        let order = fact.order_id.and_then(|order_id| books.order(order_id));
        let Some(order) = order.filter(|order| order.status != "draft") else {
            return Err(format!("no order for a {}", fact.kind));
        };
        if is_set_aside && order.status == "cancelled" {
            return Err("it is kept for an order that is cancelled".to_owned());
        }
        if set_aside_for(world, books, order.order_id) != order.authorized_minor {
            return Err(format!("its order counts on {}", order.authorized_minor));
        }
    }
    let agreement = world.agreements.get(&session.attempt_id);
    if agreement.is_none_or(|agreement| agreement.total != session.amount) {
        return Err("nobody agreed to it".to_owned());
    }
    Ok(())
}

/// What the bank has set aside for an order, minor units.
fn set_aside_for(world: &World, books: &Books, order_id: Uuid) -> i64 {
    let set_aside = world.bank.sessions.iter().filter(|it| it.state == State::SetAside);
    let is_its = |session: &&Session| {
        let mut facts = books.facts.iter();
        facts.any(|fact| fact.attempt_id == session.attempt_id.0 && fact.order_id == Some(order_id))
    };
    set_aside.filter(is_its).map(|session| session.amount.minor).sum()
}

/// Where the bank has broken its word an order may have had two payments: what it does not need was let go.
fn nothing_is_kept_in_vain(world: &World, books: &Books) -> Result<(), Broken> {
    for order in books.orders.iter().filter(|order| order.status != "draft") {
        let of_order = |session: &&Session| {
            let mut facts = books.facts.iter();
            session.state == State::SetAside
                && facts.any(|fact| fact.attempt_id == session.attempt_id.0 && fact.order_id == Some(order.order_id))
        };
        if world.bank.sessions.iter().filter(of_order).count() > 1 {
            return Err(Broken("two payments are set aside for one order".to_owned()));
        }
    }
    Ok(())
}

fn backs(world: &World, books: &Books) -> Result<(), Broken> {
    for back in &world.bank.backs {
        let known = books.refunds.iter().find(|refund| refund.refund_id == back.refund_id.0);
        let Some(known) = known else {
            return Err(Broken("the bank gave something back that no order knows of".to_owned()));
        };
        let expected = match back.state {
            BackState::Done => "succeeded",
            BackState::Failed => "failed",
            BackState::Pending => "still open",
        };
        if known.state != expected || known.minor != back.amount.minor {
            return Err(Broken(format!(
                "a refund of {} is {:?} at the bank, and of {} and {} in the shop",
                back.amount.minor, back.state, known.minor, known.state
            )));
        }
    }
    let unknown = books
        .refunds
        .iter()
        .find(|refund| refund.state == "succeeded" && world.bank.back(refund.refund_id.into()).is_none());
    match unknown {
        Some(_) => Err(Broken("a refund succeeded that the bank knows nothing of".to_owned())),
        None => Ok(()),
    }
}

/// At most one payment of a basket has money, unless the bank itself broke its word.
fn nobody_paid_twice(world: &World) -> Result<(), Broken> {
    for basket in &world.baskets {
        let sessions = basket.attempts.iter().filter_map(|id| world.bank.session(*id));
        let paid: Vec<_> = sessions.filter(|session| session.money().is_some()).collect();
        if paid.len() > 1 && paid.iter().all(|session| !session.is_broken) {
            return Err(Broken("a shopper has paid twice for one basket".to_owned()));
        }
    }
    Ok(())
}
