//! The form that adds to the cart.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use std::time::Duration;

use super::super::browser;
use super::super::cart::state::cart_state;
use super::{Buyable, of};

/// What the button says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    Idle,
    Adding,
    Added,
}

/// Quantity and button; sent in the background once hydrated.
#[component]
pub fn AddForm(variants: StoredValue<Vec<Buyable>>, selected: RwSignal<usize>) -> impl IntoView {
    let progress = RwSignal::new(Progress::Idle);
    let problem = RwSignal::new(String::new());
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        let index = selected.get_untracked();
        let variant_id = variants.with_value(|all| all.get(index).map(|variant| variant.variant_id));
        let quantity = browser::input_value("quantity").and_then(|text| text.parse().ok()).unwrap_or(1);
        if let (Some(variant_id), Progress::Idle | Progress::Added) = (variant_id, progress.get_untracked()) {
            progress.set(Progress::Adding);
            problem.set(String::new());
            cart_state().add(variant_id, quantity, move |refused| {
                progress.set(if refused.is_none() { Progress::Added } else { Progress::Idle });
                problem.set(refused.unwrap_or_default());
                set_timeout(move || settle(progress), Duration::from_secs(2));
            });
        }
    };
    let is_available = move || of(variants, selected, |it| it.level.is_available());
    let label = move || match (is_available(), progress.get()) {
        (false, _) => "Sold out",
        (true, Progress::Idle) => "Add to cart",
        (true, Progress::Adding) => "Adding …",
        (true, Progress::Added) => "In your cart",
    };
    view! {
        <form class="buy-form" method="post" action="/cart/lines" on:submit=submitted>
            <input type="hidden" name="variant_id" value=move || of(variants, selected, |it| it.variant_id.to_string()) />
            <div class="buy-quantity">
                <label for="quantity">"Quantity"</label>
                <input id="quantity" type="number" name="quantity" value="1" min="1" max="99" inputmode="numeric" autocomplete="off" />
            </div>
            <button class="button is-primary" type="submit" disabled=move || !is_available()>{label}</button>
            <p class="buy-problem" role="alert">{move || problem.get()}</p>
        </form>
    }
}

fn settle(progress: RwSignal<Progress>) {
    if progress.get_untracked() == Progress::Added {
        progress.set(Progress::Idle);
    }
}
