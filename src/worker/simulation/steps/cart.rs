//! What shoppers do with a cart.

use crate::simulation::shopper::{Basket, Lines, Past, Press, Wish};
use crate::simulation::world::{Broken, Heard, World, refused};
use app::App;
use app::cart::{AddLine, CartChanged, RemoveLine, SetQuantity, add_line, remove_line, set_quantity};
use app::scope::Scope;
use domain::cart::CartView;

/// Presses a form of the cart: a new one, or the last one again.
pub async fn press(world: &mut World, at: usize) -> Result<(), Broken> {
    let again = world.shoppers[at].pressed.clone();
    let press = match again.filter(|_| world.chance.percent(20)) {
        Some(press) => press,
        None => fresh(world, at),
    };
    let held = world.shoppers[at].basket.map(|at| world.baskets[at].possible.clone());
    let held = held.unwrap_or_else(|| vec![Lines::new()]);
    doubt(world, at, &press, &held);
    let label = format!("shopper-{at} {} as {}", words(world, press.wish), press.op);
    let (app, scope) = (world.app.clone(), world.shoppers[at].scope.clone());
    world.shoppers[at].is_pressing = true;
    world
        .start(label, None, async move {
            let answer = send(&app, &scope, &press).await;
            let heard: Heard = Box::new(move |world| hear(world, at, &press, held, answer?));
            heard
        })
        .await
}

fn fresh(world: &mut World, at: usize) -> Press {
    let basket = world.shoppers[at].basket.map(|at| &world.baskets[at]);
    let lines: Vec<_> = basket.map_or_else(Vec::new, |basket| {
        basket
            .line_ids
            .iter()
            .map(|(variant, line)| (*variant, *line))
            .collect()
    });
    let variants: Vec<_> = world.wares.iter().map(|ware| ware.variant_id).collect();
    let units = u32::try_from(world.chance.between(1, 3)).unwrap_or(1);
    let line = world.chance.pick(&lines).filter(|_| world.chance.percent(40));
    let wish = match line {
        Some((variant, line)) if world.chance.percent(30) => Wish::Remove(line, variant),
        Some((variant, line)) => Wish::Set(line, variant, units),
        None => Wish::Add(world.chance.pick(&variants).unwrap_or(variants[0]), units),
    };
    world.shoppers[at].presses += 1;
    Press {
        wish,
        op: format!("op-{at}-{}", world.shoppers[at].presses),
        past: Past::New,
    }
}

fn words(world: &mut World, wish: Wish) -> String {
    let variant = world.trace.name("variant", wish.variant_id());
    match wish {
        Wish::Add(_, units) => format!("adds {units} {variant}"),
        Wish::Set(_, _, units) => format!("sets {units} {variant}"),
        Wish::Remove(..) => format!("removes {variant}"),
    }
}

// Until an answer comes, both may be.
fn doubt(world: &mut World, at: usize, press: &Press, held: &[Lines]) {
    let past = match &press.past {
        Past::New => Past::Unknown(held.to_vec()),
        known => known.clone(),
    };
    world.shoppers[at].pressed = Some(Press { past, ..press.clone() });
    if let Some(basket) = world.shoppers[at].basket {
        let possible = &mut world.baskets[basket].possible;
        possible.extend(held.iter().flat_map(|lines| press.wish.outcomes(lines)));
        possible.sort();
        possible.dedup();
    }
}

type Answer = Result<CartChanged, String>;

async fn send(app: &App, scope: &Scope, press: &Press) -> Result<Answer, Broken> {
    let op = press.op.as_str();
    let answer = match press.wish {
        Wish::Add(variant_id, quantity) => {
            let command = AddLine {
                variant_id,
                quantity,
                quote_id: None,
                op,
            };
            add_line(app, scope, command).await.map_err(|error| refused(&error))
        }
        Wish::Set(line_item_id, _, quantity) => {
            let command = SetQuantity {
                line_item_id,
                quantity,
                op,
            };
            set_quantity(app, scope, command).await.map_err(|error| refused(&error))
        }
        Wish::Remove(line_item_id, _) => remove_line(app, scope, RemoveLine { line_item_id, op })
            .await
            .map_err(|error| refused(&error)),
    };
    match answer {
        Ok(changed) => Ok(Ok(changed)),
        Err(refusal) => refusal.map(Err),
    }
}

fn hear(world: &mut World, at: usize, press: &Press, held: Vec<Lines>, answer: Answer) -> Result<String, Broken> {
    world.shoppers[at].is_pressing = false;
    let changed = match answer {
        Ok(changed) => changed,
        Err(refusal) => {
            if refusal.ends_with("operation_reused") {
                return Err(Broken(format!("{} is taken for another form", press.op)));
            }
            // Nothing was done, and nothing is kept of a refusal (I-8).
            world.shoppers[at].pressed = matches!(press.past, Past::Done).then(|| press.clone());
            if let Some(basket) = world.shoppers[at].basket {
                world.baskets[basket].possible = held;
            }
            return Ok(refusal);
        }
    };
    let is_replay = changed.replayed;
    let lines = lines_of(&changed.cart);
    if let Some(token) = changed.new_token {
        world.shoppers[at].scope.cart_token = Some(token);
        world.shoppers[at].basket = Some(world.baskets.len());
        world.baskets.push(Basket::default());
        expect(&lines, &press.wish.outcomes(&Lines::new()))?;
    } else {
        let (bases, must_replay) = match &press.past {
            Past::New => (&held, Some(false)),
            Past::Unknown(before) => (before, None),
            Past::Done => (&held, Some(true)),
        };
        if must_replay.is_some_and(|must| must != is_replay) {
            return Err(Broken(format!("{} is a replay: {is_replay}", press.op)));
        }
        if matches!(press.past, Past::Done) {
            expect(&lines, bases)?;
        } else {
            let outcomes: Vec<_> = bases.iter().flat_map(|lines| press.wish.outcomes(lines)).collect();
            expect(&lines, &outcomes)?;
        }
    }
    world.shoppers[at].pressed = Some(Press {
        past: Past::Done,
        ..press.clone()
    });
    // Some pay what they saw before, which the shop has to notice.
    let keeps_total = world.chance.percent(15);
    note(world, at, &changed.cart, keeps_total);
    if let Some(basket) = world.shoppers[at].basket.filter(|_| !is_replay) {
        let attempts = world.baskets[basket].attempts.clone();
        world.must_be_dead(&attempts, "the cart could be changed")?;
    }
    let word = if is_replay { "again: " } else { "" };
    Ok(format!("{word}{:?}", lines.values().collect::<Vec<_>>()))
}

fn expect(lines: &Lines, possible: &[Lines]) -> Result<(), Broken> {
    if possible.contains(lines) {
        return Ok(());
    }
    let units = |lines: &Lines| lines.values().copied().collect::<Vec<_>>();
    let possible: Vec<_> = possible.iter().map(units).collect();
    Err(Broken(format!(
        "the cart holds {:?}, which is none of {possible:?}",
        units(lines)
    )))
}

pub(super) fn lines_of(cart: &CartView) -> Lines {
    cart.lines.iter().map(|line| (line.variant_id, line.quantity)).collect()
}

/// What the shop says is in the cart is in the basket.
pub(super) fn note(world: &mut World, at: usize, cart: &CartView, keeps_total: bool) {
    let Some(basket) = world.shoppers[at].basket else {
        return;
    };
    let basket = &mut world.baskets[basket];
    let lines = vec![lines_of(cart)];
    if basket.possible != lines && !keeps_total {
        basket.seen = None;
    }
    basket.possible = lines;
    basket.line_ids = cart
        .lines
        .iter()
        .map(|line| (line.variant_id, line.line_item_id))
        .collect();
}
