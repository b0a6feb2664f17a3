//! Checkout against a real database.

mod delivery_tax;
mod details;
mod engine;
mod quoting;
mod showing;
mod territories;
mod treatment;

use crate::cart::tests::World;
use domain::checkout::{DetailsInput, TotalsView};

/// Everything filled in, to Berlin, without a choice of delivery.
fn berlin() -> DetailsInput {
    DetailsInput {
        email: " ana@example.com ".into(),
        name: "Ana Mar".into(),
        line1: "Sonnenallee 1".into(),
        city: "Berlin".into(),
        postal_code: "12047".into(),
        country: "DE".into(),
        ..DetailsInput::default()
    }
}

/// The totals of a checkout in the words of its order.
fn as_order(totals: TotalsView) -> TotalsView {
    TotalsView {
        due_label: "Paid otherwise".to_owned(),
        ..totals
    }
}

/// A shop and a shopper with two rings of 20.00 in the cart.
async fn world_with_rings() -> World {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;
    world.add(ring, 2).await.unwrap();
    world
}
