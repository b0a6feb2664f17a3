//! What an event says beyond the order's own page: a parcel, an amount. Read leniently: a letter without them is still true.

use crate::checkout::totals::price_text;
use domain::money::Money;
use serde_json::Value;

/// The news of one event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::mail) struct News {
    /// "DHL"; may be empty.
    pub carrier: String,
    /// The carrier's number; may be empty.
    pub tracking_number: String,
    /// Where the carrier shows the parcel; http or https.
    pub tracking_url: Option<String>,
    /// The amount that goes back, for people.
    pub refund_text: Option<String>,
}

impl News {
    /// Reads `carrier`, `tracking_number` and `tracking_url` of a shipment's payload, and `amount` of a refund's, from below `data`.
    pub fn read(payload: &Value) -> Self {
        let text = |path: &str| {
            payload
                .pointer(path)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let url = text("/data/tracking_url");
        let amount = payload.pointer("/data/amount").cloned();
        Self {
            carrier: text("/data/carrier"),
            tracking_number: text("/data/tracking_number"),
            tracking_url: (url.starts_with("https://") || url.starts_with("http://")).then_some(url),
            refund_text: amount
                .and_then(|amount| serde_json::from_value::<Money>(amount).ok())
                .map(price_text),
        }
    }
}
