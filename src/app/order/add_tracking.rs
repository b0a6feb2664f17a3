//! Says in which parcel goods travel, and where to follow it.

use super::OrderError;
use super::open::open;
use crate::App;
use adapters::rng;
use domain::id::OrderId;
use domain::order::Actor;
use serde_json::json;
use store::order::Shipment;
use url::Url;

/// Adds a parcel to the order's fulfilment at a position (from 1, in the order in which they left). The same number
/// again changes nothing.
///
/// # Errors
/// [`OrderError`].
pub async fn add_tracking(
    app: &App,
    actor: &Actor,
    order_id: OrderId,
    position: u32,
    parcel: Shipment,
) -> Result<(), OrderError> {
    let parcel = checked(parcel)?;
    let mut order = open(app, actor, order_id).await?;
    let fulfilments = store::order::list_fulfilments(&mut order.tx, order_id).await?;
    let at = (position as usize).checked_sub(1);
    let fulfilment = at
        .and_then(|at| fulfilments.get(at))
        .ok_or(OrderError::NoSuchPart("fulfilment"))?;
    let shipment_id = rng::new_id();
    let is_new =
        store::order::insert_shipment(&mut order.tx, shipment_id, fulfilment.fulfilment_id, &parcel, order.now).await?;
    if !is_new {
        return Ok(());
    }
    order
        .tell(
            "shipment.created",
            json!({
                "fulfilment_id": fulfilment.fulfilment_id,
                "shipment_id": shipment_id,
                "carrier": parcel.carrier,
                "tracking_number": parcel.tracking_number,
                "tracking_url": parcel.tracking_url,
            }),
        )
        .await?;
    order.finish_derived().await
}

fn checked(parcel: Shipment) -> Result<Shipment, OrderError> {
    let word = |text: String, most: usize, what| {
        let text = text.trim().to_owned();
        let is_sound = (1..=most).contains(&text.chars().count()) && !text.chars().any(char::is_control);
        if is_sound {
            Ok(text)
        } else {
            Err(OrderError::Invalid(what))
        }
    };
    let tracking_url = match parcel.tracking_url {
        Some(text) => Some(address(text.trim())?),
        None => None,
    };
    Ok(Shipment {
        carrier: word(parcel.carrier, 80, "The carrier's name has to have 1 to 80 characters.")?,
        tracking_number: word(
            parcel.tracking_number,
            100,
            "The tracking number has to have 1 to 100 characters.",
        )?,
        tracking_url,
    })
}

// Shoppers follow it, so it can only be a web address.
fn address(text: &str) -> Result<String, OrderError> {
    let url = Url::parse(text).ok().filter(|url| url.scheme() == "https");
    url.map(String::from)
        .filter(|url| url.len() <= 2000)
        .ok_or(OrderError::Invalid("The tracking address has to start with https://."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parcel(tracking_url: &str) -> Shipment {
        Shipment {
            carrier: " Post ".into(),
            tracking_number: "RR 1".into(),
            tracking_url: Some(tracking_url.into()),
        }
    }

    #[test]
    fn only_a_web_address_can_be_followed() {
        for bad in ["javascript:alert(1)", "http://post.example/1", "post.example", ""] {
            assert!(checked(parcel(bad)).is_err(), "{bad}");
        }
        let sound = checked(parcel("https://post.example/RR1")).unwrap();
        assert_eq!(sound.carrier, "Post");
    }
}
