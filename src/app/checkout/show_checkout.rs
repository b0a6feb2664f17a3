//! Shows the checkout: the cart, what is filled in or was just refused, the ways to deliver, the sums.

use super::quote::{self, Quote};
use super::tax;
use super::totals::{free_or, price_text, totals};
use super::{form_key, owner, served};
use crate::App;
use crate::cart::{CartError, no_cart, view};
use crate::forms::{self, KeptForm};
use crate::scope::Scope;
use domain::checkout::{CheckoutView, DeliveryChoice, DetailsInput, country_name};
use domain::id::FormStateId;
use domain::money::Money;
use sqlx::PgConnection;
use store::checkout::CheckoutDetails;

/// The shopper's checkout as it is now. `form_state` names a form that was refused just before: then what was typed and
/// its faults are shown, and the total is not final. Changes nothing but what a tax engine is known to say; without a cart the view's cart is empty.
///
/// # Errors
/// [`CartError::Store`], [`CartError::Pricing`].
pub async fn show_checkout(
    app: &App,
    scope: &Scope,
    form_state: Option<FormStateId>,
) -> Result<CheckoutView, CartError> {
    let facts = app.shop().await?;
    let now = app.clock.now();
    let mut conn = app.pool.acquire().await?;
    let owner = owner(scope);
    let mut cart = None;
    let mut kept = None;
    if let Some(owner) = &owner {
        cart = store::cart::find_for(&mut conn, owner, now)
            .await?
            .filter(|cart| cart.completed_at.is_none());
        kept = kept_form(&mut conn, form_state, owner, now).await?;
    }
    let cart = cart.unwrap_or_else(|| no_cart(facts.market(scope.market.as_deref())));
    let mut quote = quote::load(&mut conn, app, cart, now).await?;
    if let Some(question) = quote.open_question.clone() {
        // The engine is asked while nobody waits for this connection.
        drop(conn);
        let is_settled = tax::ask(app, &quote, &question).await?;
        conn = app.pool.acquire().await?;
        if is_settled {
            quote = quote::load(&mut conn, app, quote.cart, now).await?;
        }
    }
    let home = default_country(&quote, &served(&quote.methods));
    let known = prefilled(&mut conn, &quote, home).await?;
    let unavailable = crate::payment::unavailable(app).filter(|_| quote.due().minor > 0);
    let unavailable = unavailable.or_else(|| quote.open_question.as_ref().map(|_| tax::SENTENCE.to_owned()));
    Ok(CheckoutView {
        unavailable,
        ..view_of(&quote, kept.or(known))?
    })
}

// A customer's checkout starts with what their account says, as if they had typed it: nothing is saved or counted before
// they go on.
async fn prefilled(
    conn: &mut PgConnection,
    quote: &Quote,
    home: String,
) -> Result<Option<KeptForm<DetailsInput>>, CartError> {
    if quote.details != CheckoutDetails::default() || quote.lines.is_empty() {
        return Ok(None);
    }
    let Some(known) = store::customer::cart::find_prefill(conn, quote.cart.cart_id).await? else {
        return Ok(None);
    };
    let details = CheckoutDetails {
        email: Some(known.email),
        phone: Some(known.phone),
        address: known.address,
        delivery_method_id: None,
        vat_id: quote
            .standing
            .vat_id
            .as_ref()
            .filter(|_| quote.market.asks_vat_id)
            .map(ToString::to_string),
    };
    Ok(Some(KeptForm {
        values: typed(&details, home),
        errors: Vec::new(),
    }))
}

async fn kept_form(
    conn: &mut PgConnection,
    form_state: Option<FormStateId>,
    owner: &[u8; 32],
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Option<KeptForm<DetailsInput>>, CartError> {
    let Some(form_state_id) = form_state else {
        return Ok(None);
    };
    Ok(forms::recall(conn, form_state_id, form_key(owner), now).await?)
}

fn view_of(quote: &Quote, kept: Option<KeptForm<DetailsInput>>) -> Result<CheckoutView, CartError> {
    let countries = served(&quote.methods);
    let home = default_country(quote, &countries);
    let kept = kept.unwrap_or_else(|| KeptForm {
        values: typed(&quote.details, home),
        errors: Vec::new(),
    });
    let asks_vat_id = quote.market.asks_vat_id;
    let mut details = kept.values;
    if asks_vat_id && quote.details.vat_id.is_none() && details.vat_id.is_empty() {
        details.vat_id = quote
            .standing
            .vat_id
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
    }
    let delivery = choices(quote, &details);
    if let Some(chosen) = delivery.iter().find(|choice| choice.selected) {
        details.delivery_method = chosen.delivery_method_id.to_string();
    }
    let mut totals = totals(quote);
    totals.is_final &= kept.errors.is_empty();
    Ok(CheckoutView {
        cart: view::build(
            &quote.facts,
            &quote.market,
            &quote.cart,
            &quote.lines,
            &quote.promotions,
            quote.context.now,
        )?,
        details,
        countries: countries
            .iter()
            .map(|code| (code.clone(), country_name(code).to_owned()))
            .collect(),
        delivery,
        tenders: crate::tender::view(quote),
        totals,
        asks_vat_id,
        blocks_checkout: quote.requirements.clone(),
        errors: kept.errors,
        unavailable: None,
    })
}

// The market's own country, unless it does not deliver there.
fn default_country(quote: &Quote, countries: &[String]) -> String {
    let home = &quote.market.country;
    if countries.contains(home) {
        home.clone()
    } else {
        countries.first().cloned().unwrap_or_default()
    }
}

/// The saved details as the form shows them; `home` is the country where none was saved.
pub(super) fn typed(details: &CheckoutDetails, home: String) -> DetailsInput {
    let address = details.address.clone().unwrap_or_default();
    DetailsInput {
        email: details.email.clone().unwrap_or_default(),
        phone: details.phone.clone().unwrap_or_default(),
        name: address.name,
        line1: address.line1,
        line2: address.line2,
        city: address.city,
        region: address.region,
        postal_code: address.postal_code,
        country: if address.country.is_empty() {
            home
        } else {
            address.country
        },
        delivery_method: details.delivery_method_id.map(|id| id.to_string()).unwrap_or_default(),
        vat_id: details.vat_id.clone().unwrap_or_default(),
    }
}

fn choices(quote: &Quote, details: &DetailsInput) -> Vec<DeliveryChoice> {
    let text = |minor| price_text(Money::new(minor, quote.context.currency));
    let country = details.country.trim().to_uppercase();
    let preferred = quote.preferred(&country, details.delivery_method.trim().parse().ok());
    let choices = quote.offers(&country).map(|(method, offer)| DeliveryChoice {
        delivery_method_id: offer.delivery_method_id,
        name: offer.name,
        description: method.text(),
        price_text: free_or(offer.price_minor, text),
        selected: Some(offer.delivery_method_id) == preferred,
    });
    choices.collect()
}
