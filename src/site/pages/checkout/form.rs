//! The form of checkout. Names are those of [`DetailsInput`]; it posts to `/checkout/details` to be kept and priced, and
//! to `/checkout/place` to be paid. It never asks for a card: that happens at the payment provider (section 9).

use super::tenders::tenders_view;
use domain::checkout::{CheckoutView, DeliveryChoice, DetailsInput, FieldError, region_names, rules_of};
use domain::money::Money;
use leptos::prelude::*;
use ui::components::{ButtonKind, Field, FieldKind, Notice, NoticeKind, SelectField, SubmitButton};

/// Fields, delivery and the button that pays.
pub fn form_view(view: CheckoutView, op: String) -> impl IntoView {
    let CheckoutView {
        details,
        countries,
        delivery,
        tenders,
        totals,
        blocks_checkout,
        errors,
        asks_vat_id,
        ..
    } = view;
    let stops: Vec<_> = blocks_checkout
        .into_iter()
        .filter(|why| why.line_item_id.is_some())
        .map(|why| why.text)
        .collect();
    let pay = (totals.is_final && stops.is_empty()).then_some((totals.total, totals.due, totals.due_text));
    let card_fault = error_of(&errors, "gift_card");
    let has_delivery = !delivery.is_empty();
    view! {
        // Faults are told by the page itself, all at once and by their fields.
        <form class="checkout-form" id="checkout-form" method="post" action="/checkout/place" novalidate=true>
            <input type="hidden" name="_op" value=op />
            {contact_view(&details, &errors)}
            {address_view(&details, countries, &errors)}
            {asks_vat_id.then(|| business_view(&details, &errors))}
            <div id="checkout-delivery" class="checkout-part">
                {has_delivery.then(|| delivery_view(delivery, &details.delivery_method, &errors))}
                <SubmitButton
                    label=if has_delivery { "Update delivery and total" } else { "Continue to delivery" }
                    kind=if has_delivery { ButtonKind::Quiet } else { ButtonKind::Primary }
                    formaction="/checkout/details"
                    skips_checks=true
                />
            </div>
            {tenders_view(tenders, card_fault)}
            <div id="checkout-pay" class="checkout-part checkout-pay">
                {(!stops.is_empty()).then(|| stops_view(stops))}
                {pay.map(pay_view)}
            </div>
        </form>
    }
}

fn error_of(errors: &[FieldError], field: &str) -> Option<String> {
    errors
        .iter()
        .find(|error| error.field == field)
        .map(|error| error.text.clone())
}

fn contact_view(details: &DetailsInput, errors: &[FieldError]) -> impl IntoView + use<> {
    let (email, phone) = (details.email.clone(), details.phone.clone());
    let is_new = email.is_empty();
    view! {
        <fieldset class="checkout-part">
            <legend class="checkout-heading">"Contact"</legend>
            {is_new.then_some(view! { <p><a href="/account/sign-in?next=/checkout">"Have an account? Sign in"</a></p> })}
            <Field name="email" label="E-mail" value=email kind=FieldKind::Email autocomplete="email"
                hint="Only for this order." error=error_of(errors, "email") />
            <Field name="phone" label="Phone" value=phone kind=FieldKind::Phone autocomplete="tel" is_optional=true
                hint="Only for the carrier, if there is a question." error=error_of(errors, "phone") />
        </fieldset>
    }
}

fn address_view(
    details: &DetailsInput,
    countries: Vec<(String, String)>,
    errors: &[FieldError],
) -> impl IntoView + use<> {
    let it = details.clone();
    let has_region = rules_of(&it.country).is_some_and(|rules| rules.needs_region);
    let regions = region_names(&it.country);
    let error = |field| error_of(errors, field);
    view! {
        <fieldset class="checkout-part">
            <legend class="checkout-heading">"Delivery address"</legend>
            <SelectField name="country" label="Country" value=it.country choices=countries placeholder="Choose a country"
                autocomplete="country" error=error("country") />
            <Field name="name" label="Full name" value=it.name autocomplete="name" error=error("name") />
            <Field name="line1" label="Street and number" value=it.line1 autocomplete="address-line1" error=error("line1") />
            <Field name="line2" label="Flat, company, care of" value=it.line2 autocomplete="address-line2" is_optional=true
                error=error("line2") />
            <div class="checkout-row">
                <Field name="postal_code" label="Postal code" value=it.postal_code autocomplete="postal-code"
                    error=error("postal_code") />
                <Field name="city" label="Town or city" value=it.city autocomplete="address-level2" error=error("city") />
            </div>
            <Field name="region" label="State, province or prefecture" value=it.region autocomplete="address-level1"
                is_optional=!has_region suggestions=regions error=error("region") />
        </fieldset>
    }
}

fn business_view(details: &DetailsInput, errors: &[FieldError]) -> impl IntoView + use<> {
    let vat_id = details.vat_id.clone();
    view! {
        <fieldset class="checkout-part">
            <legend class="checkout-heading">"Buying for a business?"</legend>
            <Field name="vat_id" label="VAT id" value=vat_id is_optional=true
                hint="With its country, such as DE123456789. It appears on the receipt." error=error_of(errors, "vat_id") />
        </fieldset>
    }
}

fn delivery_view(delivery: Vec<DeliveryChoice>, chosen: &str, errors: &[FieldError]) -> impl IntoView + use<> {
    let is_any_selected = delivery.iter().any(|choice| choice.selected);
    let chosen = chosen.to_owned();
    let error = error_of(errors, "delivery_method");
    let described_by = error.is_some().then_some("delivery_method-error");
    let choices = delivery.into_iter().enumerate().map(|(at, choice)| {
        let id = choice.delivery_method_id.to_string();
        let checked = choice.selected || (!is_any_selected && id == chosen);
        // The first one carries the field's own name, so that the list of faults leads to it.
        let input_id = if at == 0 {
            "delivery_method".to_owned()
        } else {
            format!("delivery_method-{at}")
        };
        view! {
            <label class="choice">
                <input id=input_id type="radio" name="delivery_method" value=id checked=checked />
                <span class="choice-text">
                    <span class="choice-name">{choice.name}</span>
                    <span class="choice-hint">{choice.description}</span>
                </span>
                <span class="choice-price">{choice.price_text}</span>
            </label>
        }
    });
    view! {
        <fieldset class="checkout-delivery" aria-describedby=described_by>
            <legend class="checkout-heading">"Delivery"</legend>
            {choices.collect_view()}
            {error.map(|text| view! { <p class="field-error" id="delivery_method-error">{text}</p> })}
        </fieldset>
    }
}

fn stops_view(stops: Vec<String>) -> impl IntoView {
    let reasons = stops.into_iter().map(|text| view! { <li>{text}</li> });
    view! {
        <Notice kind=NoticeKind::Warning>
            <ul>{reasons.collect_view()}</ul>
            <p><a href="/cart">"Change the cart"</a></p>
        </Notice>
    }
}

// What is agreed to is what is sent along: placement refuses when the sum is not this one any more.
fn pay_view((total, due, text): (Money, Money, String)) -> impl IntoView {
    let is_due = due.minor > 0;
    let label = if is_due {
        format!("Pay {text}")
    } else {
        "Place the order".to_owned()
    };
    view! {
        <input type="hidden" name="expected_total_minor" value=total.minor.to_string() />
        <input type="hidden" name="expected_total_currency" value=total.currency.code() />
        <input type="hidden" name="expected_due_minor" value=due.minor.to_string() />
        <SubmitButton label=label />
        {is_due.then_some(view! {
            <p class="checkout-hint">"You pay on the secure page of our payment provider and come back here."</p>
        })}
    }
}
