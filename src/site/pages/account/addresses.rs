//! The address book, and the form for one address.

use super::frame::{AccountNews, Typed, document, fault_view, inside};
use crate::{Chrome, Rendered};
use domain::checkout::{region_names, rules_of};
use domain::customer::AddressCard;
use leptos::prelude::*;
use ui::components::{ButtonKind, DrawingKind, EmptyState, Field, LinkButton, SelectField, SubmitButton};

const HERE: &str = "/account/addresses";

/// The address book.
pub fn addresses_page(cards: &[AddressCard], news: Option<AccountNews>, op: &str, chrome: &Chrome) -> Rendered {
    let cards = cards.to_vec();
    document("Your addresses", chrome, || {
        let body = if cards.is_empty() {
            view! {
                <EmptyState drawing=DrawingKind::Bottle title="No address yet" text="Checkout starts with the address that you keep here.">
                    <LinkButton address="/account/addresses/new" label="Add an address" />
                </EmptyState>
            }
            .into_any()
        } else {
            let cards = cards.into_iter().map(|card| card_view(card, op)).collect_view();
            view! {
                <ul class="account-addresses" role="list">{cards}</ul>
                <LinkButton address="/account/addresses/new" label="Add an address" />
            }
            .into_any()
        };
        inside("Your addresses", HERE, news, op, chrome, body)
    })
}

fn card_view(card: AddressCard, op: &str) -> impl IntoView + use<> {
    let id = card.customer_address_id;
    let name = card.lines.first().cloned().unwrap_or_default();
    let of = |what: &str| format!("{op}.{what}.{id}");
    let (delete_op, default_op) = (of("delete"), of("default"));
    let lines = card
        .lines
        .into_iter()
        .map(|line| view! { <span class="order-line">{line}</span> });
    let make_default = (!card.is_default).then(|| {
        view! {
            <form method="post" action=format!("{HERE}/{id}/default")>
                <input type="hidden" name="_op" value=default_op />
                <button class="button is-plain" type="submit">
                    "Use at checkout" <span class="visually-hidden">": " {name.clone()}</span>
                </button>
            </form>
        }
    });
    view! {
        <li class="account-card">
            {card.is_default.then_some(view! { <p class="account-mark">"Used at checkout"</p> })}
            <address>{lines.collect_view()}</address>
            <div class="account-ways">
                <a class="button is-plain" href=format!("{HERE}/{id}")>
                    "Change" <span class="visually-hidden">" the address of " {name.clone()}</span>
                </a>
                {make_default}
                <form method="post" action=format!("{HERE}/{id}/delete")>
                    <input type="hidden" name="_op" value=delete_op />
                    <button class="button is-plain" type="submit">
                        "Delete" <span class="visually-hidden">" the address of " {name.clone()}</span>
                    </button>
                </form>
            </div>
        </li>
    }
}

/// A form for one address.
#[derive(Clone)]
pub struct AddressForm {
    /// Where it is sent: the book's address, or one address's own.
    pub action: String,
    /// What stands in it, and what is at fault.
    pub typed: Typed,
    /// Countries that the shop delivers to, as (code, name).
    pub countries: Vec<(String, String)>,
}

/// Adds or changes an address.
pub fn address_page(form: &AddressForm, op: &str, chrome: &Chrome) -> Rendered {
    let title = if form.action == HERE {
        "Add an address"
    } else {
        "Change an address"
    };
    let form = form.clone();
    document(title, chrome, || {
        let body = form_view(form, format!("{op}.address"));
        inside(title, HERE, None, op, chrome, body.into_any())
    })
}

fn form_view(form: AddressForm, op: String) -> impl IntoView {
    let AddressForm {
        action,
        typed,
        countries,
    } = form;
    let country = typed.value("country");
    let has_region = rules_of(&country).is_some_and(|rules| rules.needs_region);
    let regions = region_names(&country);
    let (value, error) = (|field| typed.value(field), |field| typed.error(field));
    view! {
        {fault_view(&typed.errors)}
        <form class="account-form" method="post" action=action novalidate=true>
            <input type="hidden" name="_op" value=op />
            <SelectField name="country" label="Country" value=country choices=countries placeholder="Choose a country"
                autocomplete="country" error=error("country") />
            <Field name="name" label="Full name" value=value("name") autocomplete="name" error=error("name") />
            <Field name="line1" label="Street and number" value=value("line1") autocomplete="address-line1" error=error("line1") />
            <Field name="line2" label="Flat, company, care of" value=value("line2") autocomplete="address-line2" is_optional=true
                error=error("line2") />
            <div class="checkout-row">
                <Field name="postal_code" label="Postal code" value=value("postal_code") autocomplete="postal-code"
                    error=error("postal_code") />
                <Field name="city" label="Town or city" value=value("city") autocomplete="address-level2" error=error("city") />
            </div>
            <Field name="region" label="State, province or prefecture" value=value("region") autocomplete="address-level1"
                is_optional=!has_region suggestions=regions error=error("region") />
            <p class="account-ways">
                <SubmitButton label="Keep the address" />
                <LinkButton address=HERE label="Back to your addresses" kind=ButtonKind::Quiet />
            </p>
        </form>
    }
}
