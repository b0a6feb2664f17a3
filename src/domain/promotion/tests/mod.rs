//! What shoppers get, what they are told, and what holds for every stack of promotions.

mod eligibility;
mod evaluating;
mod properties;
mod publishing;

use std::collections::BTreeSet;

use chrono::DateTime;
use uuid::Uuid;

use super::*;
use crate::{
    pricing::{CartLineInput, DeliveryInput, Destination, ENGINE_VERSION, PricedCart, PricingContext, price_cart_with},
    rate::Rate,
    rounding::RoundingMode,
    tax::{DeliveryTax, TaxBasis, TaxTable, TaxTreatment},
};

fn context() -> PricingContext {
    PricingContext {
        currency: Currency::EUR,
        basis: TaxBasis::Inclusive,
        rounding: RoundingMode::HalfUp,
        now: DateTime::UNIX_EPOCH,
        catalog_version: 1,
        engine_version: ENGINE_VERSION,
        destination: Destination {
            country: "DE".into(),
            region: None,
            postal_code: None,
        },
        treatment: TaxTreatment::Normal,
        delivery_tax: DeliveryTax::OwnCategory,
    }
}

// A guest.
fn shopper() -> Shopper<'static> {
    Shopper {
        market_id: Uuid::nil().into(),
        customer_groups: None,
    }
}

fn promotion(id: u128, class: PromotionClass, benefit: Benefit) -> Promotion {
    Promotion {
        promotion_id: PromotionId(Uuid::from_u128(id)),
        handle: format!("p{id}"),
        name: format!("Promotion {id}"),
        class,
        benefit,
        priority: 0,
        tag: format!("p{id}"),
        combines_with_tags: BTreeSet::new(),
        combines_with_classes: BTreeSet::new(),
        status: PromotionStatus::Active,
        starts_at: None,
        ends_at: None,
        by_code: false,
        limits: Limits::default(),
        minimum: Minimum::default(),
        currency: None,
        in_currencies: Vec::new(),
        goods: Goods::default(),
        eligibility: Eligibility::default(),
    }
}

fn percent(id: u128, class: PromotionClass, percent: u32) -> Promotion {
    let rate = Rate::from_ppm(percent * 10_000);
    promotion(id, class, Benefit::Percent { rate })
}

fn automatic(promotion: Promotion) -> Offer {
    Offer {
        promotion,
        used: 0,
        used_by_customer: 0,
        has_ordered: false,
        gift: None,
        codes: Vec::new(),
    }
}

fn by_code(promotion: Promotion, code: &str) -> Offer {
    let code = EnteredCode {
        code: code.to_owned(),
        limit: None,
        used: 0,
    };
    Offer {
        codes: vec![code],
        ..automatic(Promotion {
            by_code: true,
            ..promotion
        })
    }
}

fn line(line_seq: u32, unit_price_minor: i64, quantity: u32) -> LineFacts {
    LineFacts {
        line_seq,
        product_id: Uuid::from_u128(u128::from(line_seq) + 100).into(),
        variant_id: Uuid::from_u128(line_seq.into()).into(),
        collections: BTreeSet::new(),
        quantity,
        unit_price_minor,
        is_discountable: true,
    }
}

// A promotion that gives one of the variant 900 as the line 900 + its number, worth 690.
fn giving(id: u128) -> Offer {
    let benefit = Benefit::Gift {
        variant_id: Uuid::from_u128(900).into(),
        quantity: 1,
    };
    Offer {
        gift: Some(GiftFacts {
            line_seq: 900 + u32::try_from(id).unwrap(),
            unit_price_minor: 690,
        }),
        ..automatic(promotion(id, PromotionClass::Product, benefit))
    }
}

// A gift is a line like any other to the engine.
fn gift_input(gift: &Gift, offers: &[Offer]) -> CartLineInput {
    let offer = offers
        .iter()
        .find(|offer| offer.promotion.promotion_id == gift.promotion_id);
    CartLineInput {
        line_seq: gift.line_seq,
        variant_id: gift.variant_id,
        quantity: gift.quantity,
        unit_price_minor: offer.and_then(|offer| offer.gift).unwrap().unit_price_minor,
        prices: Vec::new(),
        tax_category: "standard".into(),
        is_discountable: true,
    }
}

fn priced(offers: &[Offer], lines: &[LineFacts], delivery_minor: i64) -> (Evaluation, PricedCart) {
    let evaluation = evaluate(offers, lines, &shopper(), &context()).unwrap();
    let inputs: Vec<CartLineInput> = lines
        .iter()
        .map(|line| CartLineInput {
            line_seq: line.line_seq,
            variant_id: line.variant_id,
            quantity: line.quantity,
            unit_price_minor: line.unit_price_minor,
            prices: Vec::new(),
            tax_category: "standard".into(),
            is_discountable: line.is_discountable,
        })
        .chain(evaluation.gifts.iter().map(|gift| gift_input(gift, offers)))
        .collect();
    let delivery = DeliveryInput {
        name: "Standard".into(),
        price_minor: delivery_minor,
        tax_category: "standard".into(),
    };
    let cart = price_cart_with(
        &inputs,
        Some(&delivery),
        &evaluation.discounts,
        &context(),
        &TaxTable::new(Vec::new()),
    );
    (evaluation, cart.unwrap())
}

fn refused(offer: &Offer, lines: &[LineFacts]) -> Option<CodeRefusal> {
    let evaluation = evaluate(std::slice::from_ref(offer), lines, &shopper(), &context()).unwrap();
    evaluation.refused.into_iter().map(|refused| refused.why).next()
}

fn names(evaluation: &Evaluation) -> Vec<&str> {
    evaluation.applied.iter().map(|applied| applied.name.as_str()).collect()
}
