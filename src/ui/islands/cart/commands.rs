//! What is asked of the shop. Changes show at once and are sent one after the other; an answer is drawn unless a newer
//! change is waiting, so quick clicks end in the last quantity asked for and never in an older one.

use domain::id::{LineItemId, VariantId};
use leptos::prelude::ServerFnError;
use leptos::task::spawn_local;
use rpc::{CartAnswer, CartReply, cart};
use std::cell::RefCell;

use super::super::browser;
use super::draw;

const NO_ANSWER: &str = "The shop did not answer. Check your connection and try again.";

/// What is known of the cart between two commands.
#[derive(Default)]
struct Memory {
    version: Option<i64>,
    wanted: Vec<(LineItemId, u32)>,
    is_sending: bool,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// Opens the drawer, asking for the cart if it is not known yet.
pub fn open() {
    if let Some(drawer) = browser::dialog(".drawer")
        && !drawer.open()
    {
        let _ = drawer.show_modal();
    }
    if MEMORY.with_borrow(|memory| memory.version.is_none()) {
        spawn_local(async { read().await });
    }
}

/// Adds units at the printed price that `quote` names and opens the drawer; `done` gets the sentence of a refusal, or nothing.
pub fn add(variant_id: VariantId, quantity: u32, quote: String, done: impl FnOnce(&str) + 'static) {
    draw::count_more(quantity);
    spawn_local(async move {
        let refused = settle(cart::add_line(variant_id, quantity, Some(quote)).await);
        if refused.is_empty() {
            open();
        } else {
            draw::count_from_cookie();
        }
        done(&refused);
    });
}

/// Sets the units of a line, 0 to take it out.
pub fn set_quantity(line_item_id: LineItemId, quantity: u32) {
    let is_sending = MEMORY.with_borrow_mut(|memory| {
        memory.wanted.retain(|(id, _)| *id != line_item_id);
        memory.wanted.push((line_item_id, quantity));
        std::mem::replace(&mut memory.is_sending, true)
    });
    draw::busy(true);
    if !is_sending {
        spawn_local(send());
    }
}

async fn send() {
    while let Some((line_item_id, quantity)) = MEMORY.with_borrow_mut(|memory| memory.wanted.pop()) {
        let answer = cart::set_quantity(line_item_id, quantity).await;
        let is_last = MEMORY.with_borrow(|memory| memory.wanted.is_empty());
        if is_last {
            let refused = settle(answer);
            if !refused.is_empty() {
                read().await;
                draw::problem(&refused);
            }
        }
    }
    MEMORY.with_borrow_mut(|memory| memory.is_sending = false);
    draw::busy(false);
}

async fn read() {
    let refused = settle(cart::get_cart().await);
    draw::problem(&refused);
}

// Draws the cart and returns nothing, or the sentence of a refusal.
fn settle(answer: Result<CartAnswer, ServerFnError>) -> String {
    let refused = match answer {
        Ok(Ok(reply)) => {
            accept(&reply);
            return String::new();
        }
        Ok(Err(refusal)) => refusal.text,
        Err(_) => NO_ANSWER.to_owned(),
    };
    draw::problem(&refused);
    refused
}

fn accept(reply: &CartReply) {
    // A cart that is done with starts again at its first version.
    let is_older = MEMORY.with_borrow(|memory| {
        memory
            .version
            .is_some_and(|known| known > reply.version && reply.version > 1)
    });
    if !is_older {
        MEMORY.with_borrow_mut(|memory| memory.version = Some(reply.version));
        draw::cart(reply);
        draw::problem("");
    }
}

/// Forgets the cart, so that it is asked for again.
pub fn forget() {
    MEMORY.with_borrow_mut(|memory| memory.version = None);
}
