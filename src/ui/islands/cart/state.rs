//! The cart as every island of the page sees it. There is one page, hence one state; on the server it stays empty.
//!
//! Changes show at once and are sent one after the other; a response replaces what was shown unless a newer change is
//! waiting, so quick clicks end in the last quantity asked for and never in an older one.

use domain::cart::CartView;
use domain::id::{LineItemId, VariantId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::{CartAnswer, cart};
use std::cell::RefCell;

use super::super::browser;

const NO_ANSWER: &str = "The shop did not answer. Check your connection and try again.";
const COUNT_COOKIE: &str = "cart_items";

/// Signals that the cart's islands share.
#[derive(Clone)]
pub struct CartState {
    /// The cart, once it was asked for.
    pub cart: ArcRwSignal<Option<CartView>>,
    /// Units in the cart, for the badge.
    pub count: ArcRwSignal<u32>,
    /// Whether the drawer is open.
    pub is_open: ArcRwSignal<bool>,
    /// Whether a command is on its way.
    pub is_busy: ArcRwSignal<bool>,
    /// What is announced politely.
    pub said: ArcRwSignal<String>,
    /// What went wrong.
    pub problem: ArcRwSignal<String>,
}

thread_local! {
    static STATE: CartState = CartState {
        cart: ArcRwSignal::new(None),
        count: ArcRwSignal::new(0),
        is_open: ArcRwSignal::new(false),
        is_busy: ArcRwSignal::new(false),
        said: ArcRwSignal::new(String::new()),
        problem: ArcRwSignal::new(String::new()),
    };
    static WANTED: RefCell<Vec<(LineItemId, u32)>> = const { RefCell::new(Vec::new()) };
}

/// The state of this page.
pub fn cart_state() -> CartState {
    STATE.with(Clone::clone)
}

impl CartState {
    /// Fills the badge from the cookie; no request.
    pub fn read_count(&self) {
        self.count.set(browser::cookie_number(COUNT_COOKIE).unwrap_or(0));
    }

    /// Opens the drawer, asking for the cart if it is not known yet.
    pub fn open(&self) {
        self.is_open.set(true);
        if self.cart.with_untracked(Option::is_none) {
            self.reload();
        }
    }

    /// Adds units and opens the drawer; `done` gets the sentence of a refusal.
    pub fn add(&self, variant_id: VariantId, quantity: u32, done: impl FnOnce(Option<String>) + 'static) {
        let state = self.clone();
        state.count.update(|count| *count += quantity);
        spawn_local(async move {
            let refused = state.settle(cart::add_line(variant_id, quantity).await);
            match &refused {
                None => state.open(),
                Some(_) => state.recount(),
            }
            done(refused);
        });
    }

    /// Sets the units of a line, 0 to take it out.
    pub fn set_quantity(&self, line_item_id: LineItemId, quantity: u32) {
        self.cart.update(|cart| {
            if let Some(cart) = cart {
                show_quantity(cart, line_item_id, quantity);
            }
        });
        self.recount();
        WANTED.with_borrow_mut(|wanted| {
            wanted.retain(|(id, _)| *id != line_item_id);
            wanted.push((line_item_id, quantity));
        });
        if !self.is_busy.get_untracked() {
            self.send_wanted();
        }
    }

    fn send_wanted(&self) {
        let state = self.clone();
        state.is_busy.set(true);
        spawn_local(async move {
            while let Some((line_item_id, quantity)) = next_wanted() {
                let answer = cart::set_quantity(line_item_id, quantity).await;
                let is_last = WANTED.with_borrow(Vec::is_empty);
                if is_last && state.settle(answer).is_some() {
                    let _ = state.read().await;
                }
            }
            state.is_busy.set(false);
        });
    }

    fn reload(&self) {
        let state = self.clone();
        state.is_busy.set(true);
        spawn_local(async move {
            if let Some(refused) = state.read().await {
                state.problem.set(refused);
            }
            state.is_busy.set(false);
        });
    }

    // Reads the cart without touching the sentence of an earlier refusal.
    async fn read(&self) -> Option<String> {
        match cart::get_cart().await {
            Ok(Ok(reply)) => {
                self.accept(reply.cart);
                None
            }
            Ok(Err(refusal)) => Some(refusal.text),
            Err(_) => Some(NO_ANSWER.to_owned()),
        }
    }

    fn settle(&self, answer: Result<CartAnswer, ServerFnError>) -> Option<String> {
        let refused = match answer {
            Ok(Ok(reply)) => {
                self.said.set(announcement(&reply.cart, reply.notice));
                self.accept(reply.cart);
                None
            }
            Ok(Err(refusal)) => Some(refusal.text),
            Err(_) => Some(NO_ANSWER.to_owned()),
        };
        self.problem.set(refused.clone().unwrap_or_default());
        refused
    }

    fn accept(&self, cart: CartView) {
        let is_older = self.cart.with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.version > cart.version));
        if !is_older || cart.lines.is_empty() {
            self.cart.set(Some(cart));
        }
        self.recount();
    }

    fn recount(&self) {
        match self.cart.with_untracked(|cart| cart.as_ref().map(|cart| cart.item_count)) {
            Some(count) => self.count.set(count),
            None => self.read_count(),
        }
    }
}

fn next_wanted() -> Option<(LineItemId, u32)> {
    WANTED.with_borrow_mut(|wanted| (!wanted.is_empty()).then(|| wanted.remove(0)))
}

fn announcement(cart: &CartView, notice: Option<String>) -> String {
    let units = cart.item_count.to_string();
    let items = if cart.item_count == 1 { " item in your cart, " } else { " items in your cart, " };
    let mut text = [&units, items, &cart.subtotal_text, "."].concat();
    if let Some(notice) = notice {
        text.insert_str(0, " ");
        text.insert_str(0, &notice);
    }
    text
}

// Units only: sums come from the shop.
fn show_quantity(cart: &mut CartView, line_item_id: LineItemId, quantity: u32) {
    if quantity == 0 {
        cart.lines.retain(|line| line.line_item_id != line_item_id);
    } else if let Some(line) = cart.lines.iter_mut().find(|line| line.line_item_id == line_item_id) {
        line.quantity = quantity;
    }
    cart.item_count = cart.lines.iter().map(|line| line.quantity).sum();
}
