//! What an event says beyond the order's own page: a parcel, an amount. Read leniently: a letter without them is still true.

use crate::checkout::totals::price_text;
use domain::money::{Currency, Money};
use serde_json::Value;
use store::order::RefundTender;

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
    /// What of it is on gift cards or store credit again, as (label, amount for people).
    pub tenders: Vec<(String, String)>,
    /// Whether that is all of it.
    pub is_to_tenders_only: bool,
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
        let amount: Option<Money> = payload
            .pointer("/data/amount")
            .and_then(|amount| serde_json::from_value(amount.clone()).ok());
        let tenders: Vec<RefundTender> = payload
            .pointer("/data/tenders")
            .and_then(|tenders| serde_json::from_value(tenders.clone()).ok())
            .unwrap_or_default();
        let to_tenders: i64 = tenders.iter().map(|tender| tender.amount_minor).sum();
        Self {
            carrier: text("/data/carrier"),
            tracking_number: text("/data/tracking_number"),
            tracking_url: (url.starts_with("https://") || url.starts_with("http://")).then_some(url),
            refund_text: amount.map(price_text),
            is_to_tenders_only: amount.is_some_and(|amount| amount.minor == to_tenders),
            tenders: amount
                .map(|amount| in_words(&tenders, amount.currency))
                .unwrap_or_default(),
        }
    }
}

fn in_words(tenders: &[RefundTender], currency: Currency) -> Vec<(String, String)> {
    let words = |tender: &RefundTender| {
        let amount = price_text(Money::new(tender.amount_minor, currency));
        (tender.kind.label(&tender.last_four), amount)
    };
    tenders.iter().map(words).collect()
}
