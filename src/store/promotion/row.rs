//! A promotion as its row says it.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::money::Currency;
use domain::promotion::{
    Benefit, Eligibility, Goods, InCurrency, Limits, Minimum, Promotion, PromotionClass, PromotionStatus,
};
use sqlx::types::Json;
use uuid::Uuid;

pub(super) struct PromotionRow {
    pub promotion_id: Uuid,
    pub handle: String,
    pub name: String,
    pub class: String,
    pub benefit: Json<Benefit>,
    pub priority: i32,
    pub tag: String,
    pub combines_with_tags: Vec<String>,
    pub combines_with_classes: Vec<String>,
    pub status: String,
    pub starts_at: Option<DateTime<Utc>>,
    pub ends_at: Option<DateTime<Utc>>,
    pub by_code: bool,
    pub total_limit: Option<i32>,
    pub customer_limit: Option<i32>,
    pub min_subtotal_minor: Option<i64>,
    pub min_quantity: Option<i32>,
    pub currency: Option<String>,
    pub in_currencies: Json<Vec<InCurrency>>,
    pub collection_ids: Vec<Uuid>,
    pub product_ids: Vec<Uuid>,
    pub variant_ids: Vec<Uuid>,
    pub market_ids: Vec<Uuid>,
    pub customer_groups: Vec<String>,
    pub first_order: bool,
}

impl TryFrom<PromotionRow> for Promotion {
    type Error = StoreError;

    fn try_from(row: PromotionRow) -> Result<Self, StoreError> {
        let currency = row.currency.as_deref().map(Currency::parse).transpose();
        let classes = row.combines_with_classes.iter().map(|word| class(word));
        Ok(Self {
            promotion_id: row.promotion_id.into(),
            class: class(&row.class)?,
            combines_with_classes: classes.collect::<Result<_, _>>()?,
            status: PromotionStatus::from_word(&row.status).ok_or_else(|| unreadable("promotions.status"))?,
            currency: currency.map_err(|error| StoreError::corrupt("promotions.currency", error))?,
            in_currencies: row.in_currencies.0,
            handle: row.handle,
            name: row.name,
            benefit: row.benefit.0,
            priority: row.priority,
            tag: row.tag,
            combines_with_tags: row.combines_with_tags.into_iter().collect(),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            by_code: row.by_code,
            limits: Limits {
                total: row.total_limit.map(i32::unsigned_abs),
                per_customer: row.customer_limit.map(i32::unsigned_abs),
            },
            minimum: Minimum {
                subtotal_minor: row.min_subtotal_minor,
                quantity: row.min_quantity.map(i32::unsigned_abs),
            },
            goods: Goods {
                collections: row.collection_ids.into_iter().map(Into::into).collect(),
                products: row.product_ids.into_iter().map(Into::into).collect(),
                variants: row.variant_ids.into_iter().map(Into::into).collect(),
            },
            eligibility: Eligibility {
                markets: row.market_ids.into_iter().map(Into::into).collect(),
                customer_groups: row.customer_groups.into_iter().collect(),
                first_order: row.first_order,
            },
        })
    }
}

fn class(word: &str) -> Result<PromotionClass, StoreError> {
    PromotionClass::from_word(word).ok_or_else(|| unreadable("promotions.class"))
}

pub(super) fn unreadable(what: &'static str) -> StoreError {
    StoreError::Corrupt { what, source: None }
}
