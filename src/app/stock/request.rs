//! "Tell me when it is back": asked on the product page, taken back from the mail.
//!
//! What is answered says nothing about whom somebody else's address waits for: asking twice looks like asking once.

use super::StockError;
use crate::App;
use crate::cart::token::digest;
use crate::forms::{self, KeptForm};
use crate::guard;
use adapters::rng;
use chrono::Duration;
use domain::checkout::{FieldError, is_plausible_email};
use domain::customer::Action;
use domain::id::{FormStateId, VariantId};
use serde::{Deserialize, Serialize};
use store::form_state::FormKey;
use store::inventory::{self, NewRequest, Offer, Requested};

/// How long somebody waits.
const WAITS_FOR: Duration = Duration::days(365);
/// Requests of one address are counted over this time.
const COUNTED_OVER: Duration = Duration::hours(24);
/// Most requests of one address in that time.
const MOST_REQUESTS: i64 = 20;
const FORM: &str = "back_in_stock";

/// Who wants to be told of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskStock<'a> {
    /// What.
    pub variant_id: VariantId,
    /// Where the mail goes, as typed.
    pub email: &'a str,
    /// Where the shopper sits; empty where that is not known.
    pub network: &'a str,
}

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockForm {
    /// As typed.
    pub email: String,
}

/// The page of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestPage {
    /// Id.
    pub variant_id: VariantId,
    /// "Linen shirt, Coral / M".
    pub name: String,
    /// The product's page with the variant chosen.
    pub address: String,
    /// Whether it can be bought meanwhile.
    pub is_available: bool,
}

/// Notes that somebody waits. Asking again while waiting changes nothing, and looks the same.
///
/// # Errors
/// [`StockError::Invalid`] when the address cannot be one; [`StockError::NoVariant`]; [`StockError::TooMany`] for the
/// address; [`StockError::TooOften`] for the network, whatever addresses it names.
pub async fn ask(app: &App, asked: &AskStock<'_>) -> Result<(), StockError> {
    let email = asked.email.trim();
    if !is_plausible_email(email) {
        return Err(StockError::Invalid(
            "Enter an e-mail address such as name@example.com.".to_owned(),
        ));
    }
    let now = guard::count(app, Action::AskForStock, "", asked.network).await?;
    let mut tx = app.pool.begin().await?;
    if inventory::find_offer(&mut tx, asked.variant_id, now).await?.is_none() {
        return Err(StockError::NoVariant(asked.variant_id.to_string()));
    }
    let token = rng::new_token();
    let new = NewRequest {
        stock_request_id: rng::new_id(),
        variant_id: asked.variant_id,
        email,
        token: &token,
        now,
        expires_at: now + WAITS_FOR,
        counted_from: now - COUNTED_OVER,
        at_most: MOST_REQUESTS,
    };
    match inventory::insert_request(&mut tx, &new).await? {
        Requested::Noted | Requested::Known => {
            tx.commit().await?;
            Ok(())
        }
        Requested::TooMany => Err(StockError::TooMany),
    }
}

/// What the form's page shows; nothing of who waits.
///
/// # Errors
/// [`StockError::NoVariant`] when it is not for sale.
pub async fn show_form(app: &App, variant_id: VariantId) -> Result<RequestPage, StockError> {
    let mut conn = app.pool.acquire().await?;
    let offer = inventory::find_offer(&mut conn, variant_id, app.clock.now())
        .await?
        .ok_or_else(|| StockError::NoVariant(variant_id.to_string()))?;
    Ok(RequestPage {
        variant_id,
        name: offer.name(),
        address: address(&offer),
        is_available: offer.is_unlimited || offer.available > 0,
    })
}

/// The product's page with the variant chosen.
pub(crate) fn address(offer: &Offer) -> String {
    format!("/products/{}?variant={}", offer.handle, offer.variant_id)
}

/// Keeps what was typed. What is returned belongs in the address of the page that shows it, and is good for that only.
///
/// # Errors
/// [`StockError::Store`].
pub async fn keep_form(app: &App, email: &str, text: String) -> Result<String, StockError> {
    let secret = rng::new_token();
    let form = KeptForm {
        values: StockForm {
            email: email.chars().take(254).collect(),
        },
        errors: vec![FieldError::new("email", text)],
    };
    let mut conn = app.pool.acquire().await?;
    let owner = digest(&secret);
    let id = forms::keep(&mut conn, key(&owner), &form, app.clock.now()).await?;
    Ok(format!("{id}.{secret}"))
}

/// What was typed, while it is kept.
///
/// # Errors
/// [`StockError::Store`].
pub async fn recall_form(app: &App, name: &str) -> Result<Option<KeptForm<StockForm>>, StockError> {
    let Some((id, secret)) = name.split_once('.') else {
        return Ok(None);
    };
    let Ok(id) = id.parse::<FormStateId>() else {
        return Ok(None);
    };
    let mut conn = app.pool.acquire().await?;
    let owner = digest(secret);
    Ok(forms::recall(&mut conn, id, key(&owner), app.clock.now()).await?)
}

const fn key(owner: &[u8; 32]) -> FormKey<'_> {
    FormKey { owner, form: FORM }
}

/// Whether the link of a mail leads anywhere: then its page asks before anything is taken back.
///
/// # Errors
/// [`StockError::NoRequest`].
pub async fn show_withdrawal(app: &App, token: &str) -> Result<(), StockError> {
    let mut conn = app.pool.acquire().await?;
    if inventory::is_request(&mut conn, token).await? {
        Ok(())
    } else {
        Err(StockError::NoRequest)
    }
}

/// Takes back everything that the address behind a mail's link waits for. Doing it again does nothing.
///
/// # Errors
/// [`StockError::NoRequest`].
pub async fn withdraw(app: &App, token: &str) -> Result<(), StockError> {
    let mut tx = app.pool.begin().await?;
    if !inventory::is_request(&mut tx, token).await? {
        return Err(StockError::NoRequest);
    }
    inventory::withdraw_all(&mut tx, token, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}
