//! What can happen next, and which of it does.

mod cart;
mod checkout;
mod machine;
mod order;
mod payment;
mod stock;
pub mod wire;

pub use machine::{relay, sweep_holds, sweep_payments, sweep_refunds, work};

use super::bank::{BackState, State};
use super::kill::Place;
use super::world::{Broken, World};
use app::steps::Step as Named;

/// Verbs that are under way at once.
const MOST_TASKS: usize = 6;
/// Letters that are on their way at once.
const MOST_LETTERS: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Shop,
    Choose,
    ComeHome,
    GiveUp,
    OrderPage,
    Order,
    Say,
    Reprice,
    Prove,
    Work,
    SweepPayments,
    SweepRefunds,
    SweepHolds,
    Relay,
    Call,
    Stray,
    Send,
    Letter,
    TurnBack,
    BreakWord,
    Pass,
    SetClock,
    Kill,
    LightFuse,
}

/// Does one step.
pub async fn step(world: &mut World) -> Result<(), Broken> {
    let step = next(world);
    let at = world.chance.below(world.shoppers.len());
    match step {
        Step::Shop => shop(world, at).await,
        Step::ComeHome => payment::home(world, false).await,
        Step::GiveUp => payment::home(world, true).await,
        Step::OrderPage => payment::order_page(world).await,
        Step::Order => order::act(world).await,
        Step::Say => stock::say(world).await,
        Step::Reprice => stock::reprice(world).await,
        Step::Prove => stock::prove(world).await,
        Step::Work => work(world).await,
        Step::SweepPayments => sweep_payments(world).await,
        Step::SweepRefunds => sweep_refunds(world).await,
        Step::SweepHolds => sweep_holds(world).await,
        Step::Relay => relay(world).await,
        Step::Call => wire::call(world).await,
        Step::Letter => wire::letter(world).await,
        quiet => {
            outside(world, quiet);
            Ok(())
        }
    }
}

/// What a shopper does next: mostly what leads to an order.
async fn shop(world: &mut World, at: usize) -> Result<(), Broken> {
    let shopper = &world.shoppers[at];
    let basket = shopper.basket.map(|at| &world.baskets[at]);
    let basket = basket.filter(|basket| !basket.is_over);
    let is_bought = |at| {
        world
            .pages
            .values()
            .any(|page| page.basket == at && page.number.is_some())
    };
    let acts = match basket {
        None => vec![(1, Act::Press)],
        Some(_) if shopper.basket.is_some_and(is_bought) => vec![(5, Act::Press), (1, Act::Look), (1, Act::Pay)],
        Some(basket) if basket.seen.is_none() => vec![(2, Act::Press), (3, Act::Details), (4, Act::Look)],
        Some(_) => vec![
            (2, Act::Press),
            (1, Act::Details),
            (2, Act::Look),
            (9, Act::Pay),
            (1, Act::Reopen),
        ],
    };
    match world.chance.weighted(&acts) {
        Some(Act::Press) if !world.shoppers[at].is_pressing => cart::press(world, at).await,
        Some(Act::Details) => checkout::details(world, at).await,
        Some(Act::Pay) => checkout::pay(world, at).await,
        Some(Act::Reopen) => checkout::reopen(world, at).await,
        _ => checkout::look(world, at).await,
    }
}

#[derive(Debug, Clone, Copy)]
enum Act {
    Press,
    Details,
    Look,
    Pay,
    Reopen,
}

/// What happens outside of the shop, or to it.
fn outside(world: &mut World, step: Step) {
    match step {
        Step::Choose => payment::choose(world),
        Step::BreakWord => payment::break_word(world),
        Step::Stray => wire::stray(world),
        Step::Send => wire::send(world),
        Step::TurnBack => wire::turn_back(world),
        Step::SetClock => wire::set_clock(world),
        Step::LightFuse => light(world),
        Step::Kill => {
            world.trace.line("killed".to_owned());
            world.die();
        }
        _ => wire::pass(world),
    }
}

fn next(world: &mut World) -> Step {
    let is_free = world.tasks.len() < MOST_TASKS;
    let when = |weight: u32, is_possible: bool| if is_possible { weight } else { 0 };
    let knows = !world.tokens.is_empty();
    let is_placed = world.pages.values().any(|page| page.number.is_some());
    let is_open = world.bank.sessions.iter().any(|it| it.state == State::Open);
    let has_failed = world
        .bank
        .sessions
        .iter()
        .any(|it| matches!(it.state, State::Failed(_)));
    let is_pending = world.bank.backs.iter().any(|it| it.state == BackState::Pending);
    let is_unheard = world.bank.news.iter().any(|it| !it.is_heard);
    let weather = world.weather;
    let (calls, letters) = (world.tasks.len(), world.letters.len());
    let weights = [
        (when(400, is_free), Step::Shop),
        (when(140, is_open), Step::Choose),
        (when(70, is_free && knows), Step::ComeHome),
        (when(12, is_free && knows), Step::GiveUp),
        (when(60, is_free && knows), Step::OrderPage),
        (when(110, is_free && is_placed), Step::Order),
        (when(20, is_free), Step::Say),
        (when(10, is_free), Step::Reprice),
        (when(6, is_free), Step::Prove),
        (when(60, is_free), Step::Work),
        (when(30, is_free), Step::SweepPayments),
        (when(15, is_free), Step::SweepRefunds),
        (when(20, is_free), Step::SweepHolds),
        (when(12, is_free), Step::Relay),
        (when(400, calls > 0), Step::Call),
        (when(30, !world.strays.is_empty()), Step::Stray),
        (when(60, is_unheard && letters < MOST_LETTERS), Step::Send),
        (when(80, is_free && letters > 0), Step::Letter),
        (when(30, is_pending), Step::TurnBack),
        (when(weather.broken_words, has_failed), Step::BreakWord),
        (80, Step::Pass),
        (weather.clock, Step::SetClock),
        (weather.kills, Step::Kill),
        (when(weather.kills * 3, !world.fuse.is_lit()), Step::LightFuse),
    ];
    world.chance.weighted(&weights).unwrap_or(Step::Pass)
}

// The next verb that comes there is killed, and everything with it.
fn light(world: &mut World) {
    let named = [Named::PURCHASE.as_slice(), &Named::AFTER].concat();
    let place = if world.chance.percent(40) {
        world.chance.pick(&named).map(Place::At)
    } else {
        let statements = u32::try_from(world.chance.between(1, 20)).unwrap_or(1);
        Some(Place::After(statements))
    };
    world.trace.line(format!("a kill will come: {place:?}"));
    world.fuse.light(place);
}

/// The last part of an address.
fn page_of(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or_default()
}
