//! Stock against a real database. Every test ends with the invariants, but for those that set columns by hand.

mod counting;
mod holding;
mod places;
mod telling;

use super::{Wanted, hold};
use crate::checkout::{save_details, show_checkout};
use crate::payment::tests::Till;
use crate::scope::Scope;
use domain::checkout::DetailsInput;
use domain::inventory::{Needs, Short};
use sqlx::PgPool;
use uuid::Uuid;

/// What a shopper types at checkout.
fn details(country: &str) -> DetailsInput {
    DetailsInput {
        email: "ana@example.com".into(),
        name: "Ana Mar".into(),
        line1: "Sonnenallee 1".into(),
        city: "Berlin".into(),
        postal_code: if country == "FR" { "75001" } else { "12047" }.into(),
        country: country.into(),
        ..DetailsInput::default()
    }
}

/// A shopper with units in the cart, not yet at checkout.
async fn shopper(till: &Till, wanted: &[(Uuid, u32)]) -> Scope {
    let mut scope = Scope::default();
    for (variant_id, quantity) in wanted {
        till.add(&mut scope, *variant_id, *quantity).await;
    }
    scope
}

/// The shopper writes to the checkout.
async fn write(till: &Till, scope: &Scope) {
    save_details(&till.app, scope, details("DE"), "").await.unwrap();
}

/// Why the shopper's checkout cannot go on.
async fn blocks(till: &Till, scope: &Scope) -> Vec<String> {
    let view = show_checkout(&till.app, scope, None).await.unwrap();
    view.blocks_checkout.into_iter().map(|reason| reason.code).collect()
}

/// A cart that nobody shops with.
async fn cart(pool: &PgPool) -> Uuid {
    let cart_id = Uuid::now_v7();
    let statement = "insert into carts (cart_id, token_hash, currency, market_id)
                     select $1, sha256($2), currency, market_id from markets where is_default";
    sqlx::query(statement)
        .bind(cart_id)
        .bind(cart_id.as_bytes().as_slice())
        .execute(pool)
        .await
        .unwrap();
    cart_id
}

/// Holds for a cart in a transaction of its own.
async fn hold_for(till: &Till, cart_id: Uuid, wanted: &[(Uuid, u32)], country: Option<&str>) -> Vec<Short> {
    let mut needs = Needs::default();
    for (variant_id, quantity) in wanted {
        needs.add((*variant_id).into(), *quantity, false);
    }
    let mut tx = till.app.pool.begin().await.unwrap();
    let wanted = Wanted {
        cart_id: cart_id.into(),
        needs: &needs,
        country,
        now: till.app.clock.now(),
    };
    let shorts = hold(&mut tx, &till.app, &wanted).await.unwrap();
    tx.commit().await.unwrap();
    shorts
}

async fn events(till: &Till) -> String {
    let query = "select coalesce(string_agg(type, ' ' order by outbox_entry_id), '')
                 from outbox_entries
                 where aggregate_type = 'variant'";
    till.text(query).await.unwrap_or_default()
}
