//! What is agreed with a shopper, as one value: copied into the order at placement, kept with an attempt when its draft
//! is rolled back (P-7), compared when the shopper presses "pay" again.

use chrono::{DateTime, Utc};
use domain::catalog::Picture;
use domain::checkout::Address;
use domain::id::{ProductId, PromotionId, TenderAccountId, VariantId};
use domain::money::{Currency, Money};
use domain::pricing::{QuoteId, Trace};
use domain::promotion::PromotionClass;
use domain::rounding::RoundingMode;
use domain::tax::{TaxBasis, TaxPart, TaxSource, TaxTreatment};
use domain::tender::TenderKind;
use serde::{Deserialize, Serialize};

/// Terms and how their numbers came about. No `Debug`: it holds an address.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// What both sides see.
    pub terms: Terms,
    /// Why the numbers are these.
    pub calculation: Calculation,
}

/// Why the numbers are what they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calculation {
    /// Version of the pricing rules.
    pub engine_version: String,
    /// Version of the catalogue.
    pub catalog_version: i64,
    /// Each step.
    pub trace: Trace,
    /// The moment that the prices were read at.
    pub priced_at: DateTime<Utc>,
}

/// What both sides agree on. Equal terms are the same agreement: nothing in here depends on when it was made.
/// All amounts in minor units, ≥ 0.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Code of the market that it was agreed in; empty in agreements of before there were any.
    #[serde(default)]
    pub market: String,
    /// Of every amount.
    pub currency: Currency,
    /// Whether prices contain tax.
    pub basis: TaxBasis,
    /// R3.
    pub rounding: RoundingMode,
    /// Where the confirmation goes.
    pub email: String,
    /// For the carrier; may be empty.
    pub phone: String,
    /// Where the goods go.
    pub address: Address,
    /// The shopper's note.
    pub note: String,
    /// "Standard".
    pub delivery_method_name: String,
    /// Without tax.
    pub delivery_net_minor: i64,
    /// Tax of the delivery.
    pub delivery_tax_minor: i64,
    /// What is paid for the delivery.
    pub delivery_gross_minor: i64,
    /// The tax of the delivery by jurisdiction.
    pub delivery_taxes: Vec<TaxPart>,
    /// Of a business, verified or not; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub vat_id: String,
    /// Who owes the tax.
    #[serde(default)]
    pub treatment: TaxTreatment,
    /// Where the taxes come from.
    #[serde(default)]
    pub tax_source: TaxSource,
    /// Tax that the price of the delivery holds and that is not charged.
    #[serde(default)]
    pub delivery_relief_minor: i64,
    /// Sum of the lines' list amounts.
    pub subtotal_minor: i64,
    /// Sum of the lines' discounts.
    pub discount_minor: i64,
    /// Sum of the taxes of lines and delivery.
    pub tax_minor: i64,
    /// Sum of the gross amounts of lines and delivery.
    pub total_minor: i64,
    /// Total less tenders (R12).
    pub due_minor: i64,
    /// In creation order.
    pub lines: Vec<TermsLine>,
    /// What promotions took, in the order in which they took it. Absent in agreements of before there were any.
    #[serde(default)]
    pub adjustments: Vec<TermsAdjustment>,
    /// What pays beside the payment, in the order in which it is taken. Absent in agreements of before there were any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tenders: Vec<TermsTender>,
}

/// What a gift card or store credit pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsTender {
    /// Which account.
    pub tender_account_id: TenderAccountId,
    /// What sort.
    pub kind: TenderKind,
    /// The end of a card's code; empty for store credit.
    pub last_four: String,
    /// Above zero.
    pub amount_minor: i64,
}

/// One amount that a promotion took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsAdjustment {
    /// Which promotion.
    pub promotion_id: PromotionId,
    /// At which stage.
    pub class: PromotionClass,
    /// Name at placement.
    pub name: String,
    /// The code that it came by; empty for none.
    pub code: String,
    /// Of which line; `None` for the delivery.
    pub line_seq: Option<u32>,
    /// Above zero.
    pub amount_minor: i64,
}

/// One line of the terms.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsLine {
    /// Creation order in the cart.
    pub line_seq: u32,
    /// Its product.
    pub product_id: ProductId,
    /// What is bought.
    pub variant_id: VariantId,
    /// Address part of the product at placement.
    pub product_handle: String,
    /// Name at placement.
    pub product_title: String,
    /// "Coral / M"; may be empty.
    pub variant_title: String,
    /// Stock code; may be empty.
    pub sku: String,
    /// Picture at placement.
    pub picture: Option<Picture>,
    /// Category in the tax table.
    pub tax_category: String,
    /// Units.
    pub quantity: u32,
    /// One unit.
    pub unit_price_minor: i64,
    /// The printed price that the line came from, as the browser said; it decides nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote_id: Option<QuoteId>,
    /// Unit price times quantity.
    pub list_minor: i64,
    /// All discounts of the line.
    pub discount_minor: i64,
    /// Without tax.
    pub net_minor: i64,
    /// The tax.
    pub tax_minor: i64,
    /// What is paid for the line.
    pub gross_minor: i64,
    /// The tax by jurisdiction.
    pub taxes: Vec<TaxPart>,
    /// Whether a promotion gave it: then all of it is discount. Absent in agreements of before there were gifts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_gift: bool,
}

impl Terms {
    /// What is to be paid.
    pub const fn due(&self) -> Money {
        Money::new(self.due_minor, self.currency)
    }

    /// Tax that the prices hold and that is not charged, of lines and delivery.
    pub fn relief_minor(&self) -> i64 {
        let of = |line: &TermsLine| line.list_minor - line.discount_minor - line.gross_minor;
        match self.treatment.relief().filter(|_| self.basis == TaxBasis::Inclusive) {
            Some(_) => self.lines.iter().map(of).sum::<i64>() + self.delivery_relief_minor,
            None => 0,
        }
    }

    /// What the order comes to.
    pub const fn total(&self) -> Money {
        Money::new(self.total_minor, self.currency)
    }

    /// The promotions that took something, each with its code, once.
    pub fn promotions(&self) -> Vec<(PromotionId, &str)> {
        let mut promotions: Vec<(PromotionId, &str)> = Vec::new();
        for adjustment in &self.adjustments {
            let used = (adjustment.promotion_id, adjustment.code.as_str());
            if !promotions.contains(&used) {
                promotions.push(used);
            }
        }
        promotions
    }

    /// The gift cards and store credit that pay.
    pub fn tender_ids(&self) -> Vec<TenderAccountId> {
        self.tenders.iter().map(|tender| tender.tender_account_id).collect()
    }

    /// What gift cards and store credit pay, minor units.
    pub fn tendered_minor(&self) -> i64 {
        self.tenders.iter().map(|tender| tender.amount_minor).sum()
    }

    /// Units in all lines.
    pub fn units(&self) -> i64 {
        self.lines.iter().map(|line| i64::from(line.quantity)).sum()
    }
}
