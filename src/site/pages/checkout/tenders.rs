//! Gift cards and store credit in the form of checkout: their buttons send the whole form, so that nothing typed is lost.

use domain::tender::{ChosenTender, StoreCreditView, TendersView};
use leptos::prelude::*;
use ui::components::{ButtonKind, Field, SubmitButton};

/// The field for a card, the cards that were entered, and the choice about store credit. What they pay stands with the
/// sums.
pub fn tenders_view(tenders: TendersView, error: Option<String>) -> impl IntoView {
    let TendersView {
        gift_cards,
        store_credit,
    } = tenders;
    let is_open = error.is_some() || !gift_cards.is_empty();
    let cards = (!gift_cards.is_empty()).then(|| {
        let cards = gift_cards.into_iter().map(card_view);
        view! { <ul class="checkout-tenders" role="list">{cards.collect_view()}</ul> }
    });
    view! {
        <div id="checkout-tenders" class="checkout-part">
            {store_credit.map(credit_view)}
            <details class="fold checkout-gift-card" open=is_open>
                <summary>"Have a gift card?"</summary>
                {cards}
                <Field name="gift_card" label="Code of the gift card" value=String::new() autocomplete="off" is_optional=true
                    error=error />
                <SubmitButton label="Use the gift card" kind=ButtonKind::Quiet formaction="/checkout/gift-cards" skips_checks=true />
            </details>
        </div>
    }
}

fn card_view(card: ChosenTender) -> impl IntoView {
    let ChosenTender {
        tender_account_id,
        label,
        problem,
    } = card;
    let problem = (!problem.is_empty()).then(|| view! { <span class="field-error">{problem}</span> });
    view! {
        <li>
            <span>{label.clone()}</span>
            {problem}
            <button
                class="button is-plain"
                type="submit"
                name="gift_card_id"
                value=tender_account_id.to_string()
                formaction="/checkout/gift-cards/remove"
                formnovalidate=true
            >
                "Remove"<span class="visually-hidden">" "{label}</span>
            </button>
        </li>
    }
}

fn credit_view(credit: StoreCreditView) -> impl IntoView {
    let StoreCreditView { balance_text, is_used } = credit;
    let (value, label) = if is_used {
        ("keep", "Keep it for later")
    } else {
        ("use", "Pay with it")
    };
    view! {
        <p class="checkout-credit">
            <span>"You have "<strong>{balance_text}</strong>" of store credit."</span>
            <button
                class="button"
                type="submit"
                name="store_credit"
                value=value
                formaction="/checkout/store-credit"
                formnovalidate=true
            >
                {label}
            </button>
        </p>
    }
}
