//! The options of a product as links. A combination that cannot be bought is shown as such, never hidden.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::choice::{Reach, reach};
use super::{BuyOption, Buyable, variant_address};

/// All options; `choose` is told the index of the variant that was picked.
#[component]
pub fn OptionList(
    options: Vec<BuyOption>,
    variants: StoredValue<Vec<Buyable>>,
    address: StoredValue<String>,
    selected: RwSignal<usize>,
    choose: Callback<usize>,
) -> impl IntoView {
    let rows = options.into_iter().enumerate().map(|(at, option)| {
        let id = ["option-", &at.to_string()].concat();
        let label = id.clone();
        let names = StoredValue::new(option.values.clone());
        let chosen = move || {
            let index = selected.get();
            let value = variants.with_value(|all| all.get(index).and_then(|variant| variant.values.get(at)).copied());
            names.with_value(|names| value.and_then(|value| names.get(usize::from(value)).cloned()))
        };
        let values = (0_u16..).zip(option.values).map(|(value, name)| {
            view! { <li>{value_link(at, value, name, variants, address, selected, choose)}</li> }
        });
        view! {
            <div class="option" role="group" aria-labelledby=label>
                <p class="option-name" id=id>{option.name} " " <span class="option-chosen">{chosen}</span></p>
                <ul class="option-values" role="list">{values.collect_view()}</ul>
            </div>
        }
    });
    view! { <div class="options">{rows.collect_view()}</div> }
}

fn value_link(
    option: usize,
    value: u16,
    name: String,
    variants: StoredValue<Vec<Buyable>>,
    address: StoredValue<String>,
    selected: RwSignal<usize>,
    choose: Callback<usize>,
) -> impl IntoView {
    let reached = Memo::new(move |_| {
        let from = selected.get();
        variants.with_value(|all| {
            let reach = reach(all, from, option, value);
            let is_sold_out = reach.index().is_none_or(|index| !all[index].level.is_available());
            let is_chosen = all.get(from).and_then(|variant| variant.values.get(option)) == Some(&value);
            (State::of(reach, is_sold_out), is_chosen, reach.index())
        })
    });
    let href = move || {
        let index = reached.get().2?;
        Some(variants.with_value(|all| address.with_value(|address| variant_address(address, &all[index]))))
    };
    let picked = move |event: MouseEvent| {
        let is_plain = !(event.meta_key() || event.ctrl_key() || event.shift_key());
        if let (Some(index), true) = (reached.get_untracked().2, is_plain) {
            event.prevent_default();
            choose.run(index);
        }
    };
    view! {
        <a
            class=move || ["option-value ", reached.get().0.class()].concat()
            href=href
            aria-current=move || reached.get().1.then_some("true")
            on:click=picked
        >
            {name}
            <span class="visually-hidden">{move || reached.get().0.words()}</span>
        </a>
    }
}

/// How a value stands to the rest of the choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Free,
    SoldOut,
    Elsewhere,
    Nowhere,
}

impl State {
    const fn of(reach: Reach, is_sold_out: bool) -> Self {
        match (reach, is_sold_out) {
            (Reach::Exact(_), false) => Self::Free,
            (Reach::Exact(_), true) => Self::SoldOut,
            (Reach::Near(_), _) => Self::Elsewhere,
            (Reach::Nowhere, _) => Self::Nowhere,
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Free => "",
            Self::SoldOut => "is-sold-out",
            Self::Elsewhere => "is-elsewhere",
            Self::Nowhere => "is-sold-out is-elsewhere",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Free => "",
            Self::SoldOut => ", sold out",
            Self::Elsewhere => ", not in this combination",
            Self::Nowhere => ", not available",
        }
    }
}
