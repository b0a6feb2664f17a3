//! What shoppers were told is so, and nothing was sold that was not there.

use super::books::Books;
use crate::simulation::shopper::{Lines, Page};
use crate::simulation::world::{Broken, World};
use uuid::Uuid;

pub fn check(world: &World, books: &Books) -> Result<(), Broken> {
    for (token, page) in &world.pages {
        told(world, books, token, page)?;
    }
    for (at, basket) in world.baskets.iter().enumerate() {
        let is_bought = |order: &str| world.pages.get(order).is_some_and(|page| page.basket == at);
        let orders: Vec<_> = books.orders.iter().filter(|it| is_bought(&it.access_token)).collect();
        let has_broken_word = basket
            .attempts
            .iter()
            .any(|id| world.bank.session(*id).is_some_and(|it| it.is_broken));
        if orders.len() > 1 && !has_broken_word {
            return Err(Broken("a basket was bought twice".to_owned()));
        }
        if basket.is_over && orders.is_empty() {
            return Err(Broken("a basket was emptied by no order".to_owned()));
        }
    }
    confirmed(books)?;
    lines(world, books)?;
    stock(world, books)
}

fn told(world: &World, books: &Books, token: &str, page: &Page) -> Result<(), Broken> {
    let order = books.orders.iter().find(|order| order.access_token == token);
    if let Some(number) = page.number
        && order.is_none_or(|order| order.number != Some(number))
    {
        return Err(Broken(format!("order #{number} was shown and is gone")));
    }
    let is_broken = |id| world.bank.session(id).is_some_and(|session| session.is_broken);
    if page.is_failed && order.is_some() && !world.attempts_of(token).into_iter().any(is_broken) {
        return Err(Broken("“not paid” was told of an order that is placed".to_owned()));
    }
    Ok(())
}

/// Each placed order is confirmed by one mail.
fn confirmed(books: &Books) -> Result<(), Broken> {
    for order in &books.orders {
        let mails = books.confirmed.iter().filter(|id| **id == order.order_id).count();
        if mails != 1 {
            return Err(Broken(format!("an order was confirmed {mails} times")));
        }
    }
    Ok(())
}

/// An order is what was in the basket when "pay" was pressed.
fn lines(world: &World, books: &Books) -> Result<(), Broken> {
    for (attempt_id, agreement) in &world.agreements {
        let Some(agreed) = &agreement.lines else { continue };
        let fact = books.facts.iter().find(|fact| fact.attempt_id == attempt_id.0);
        let Some(order_id) = fact.and_then(|fact| fact.order_id) else {
            continue;
        };
        let is_its_own = books
            .order(order_id)
            .is_some_and(|order| world.attempts_of(&order.access_token).contains(attempt_id));
        let of_order = books.lines.iter().filter(|line| line.order_id == order_id);
        let ordered: Lines = of_order
            .map(|line| (line.variant_id.into(), line.quantity.unsigned_abs()))
            .collect();
        if is_its_own && ordered != *agreed {
            return Err(Broken(format!(
                "{:?} were ordered of {:?}",
                ordered.values(),
                agreed.values()
            )));
        }
        let due = books.order(order_id).map(|order| order.due_minor);
        if is_its_own && due != Some(agreement.total.minor) {
            return Err(Broken(format!("{due:?} is due of {}", agreement.total.minor)));
        }
    }
    Ok(())
}

fn stock(world: &World, books: &Books) -> Result<(), Broken> {
    for ware in &world.wares {
        let of_ware = |id: Uuid| id == ware.variant_id.0;
        let Some(level) = books.levels.iter().find(|level| of_ware(level.variant_id)) else {
            return Err(Broken("a level is gone".to_owned()));
        };
        if !ware.on_hand.contains(&level.on_hand) {
            return Err(Broken(format!(
                "{}: {} on the shelf, of {:?}",
                ware.sku, level.on_hand, ware.on_hand
            )));
        }
        let promised: i64 = books
            .lines
            .iter()
            .filter(|line| of_ware(line.variant_id))
            .map(|line| line.promised)
            .sum();
        if promised != level.allocated {
            return Err(Broken(format!(
                "{}: {} allocated, {promised} promised",
                ware.sku, level.allocated
            )));
        }
        if promised > level.on_hand && !ware.was_short {
            return Err(Broken(format!(
                "{}: {promised} promised of {}",
                ware.sku, level.on_hand
            )));
        }
    }
    Ok(())
}
