//! What an event says beyond the order's own page: a parcel, an amount. Read leniently: a letter without them is still true.

use crate::checkout::totals::price_text;
use domain::money::{Currency, Money};
use domain::order::LapseReason;
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
    /// What of it is on gift cards or store credit, a sentence each.
    pub tenders: Vec<String>,
    /// Whether that is all of it.
    pub is_to_tenders_only: bool,
    /// What is left to pay for an exchange, for people.
    pub due_text: Option<String>,
    /// The number of the return in its order; 0 for news of none.
    pub return_seq: u64,
    /// Why nothing comes of an exchange.
    pub why: Option<LapseReason>,
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
        let money = |path: &str| -> Option<Money> {
            let money = payload.pointer(path)?;
            serde_json::from_value(money.clone()).ok()
        };
        let amount = money("/data/amount");
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
            due_text: money("/data/due").map(price_text),
            return_seq: payload
                .pointer("/data/return")
                .and_then(Value::as_u64)
                .unwrap_or_default(),
            why: LapseReason::from_word(&text("/data/why")),
            is_to_tenders_only: amount.is_some_and(|amount| amount.minor == to_tenders),
            tenders: amount
                .map(|amount| in_words(&tenders, amount.currency))
                .unwrap_or_default(),
        }
    }
}

fn in_words(tenders: &[RefundTender], currency: Currency) -> Vec<String> {
    let words = |tender: &RefundTender| {
        let amount = price_text(Money::new(tender.amount_minor, currency));
        let label = tender.kind.label(&tender.last_four);
        tender.kind.comes_back(&label, &amount)
    };
    tenders.iter().map(words).collect()
}
