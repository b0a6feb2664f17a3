//! The worked examples of SEMANTICS 1.1, each to the unit, through the same door as every cart.

mod discounts;
mod refund_and_exchange;
mod tax;

use std::collections::BTreeSet;

use chrono::DateTime;
use uuid::Uuid;

use super::{
    CartLineInput, DeliveryInput, Destination, ENGINE_VERSION, PricedCart, PricingContext,
    discount::{
        DeliveryDiscount, Discounts, Eligible, OrderDiscount, Precedence, ProductBenefit, ProductDiscount, Reduction,
    },
    price_cart_with,
};
use crate::{
    id::{PromotionId, VariantId},
    money::Currency,
    pricing::Trace,
    rate::Rate,
    rounding::RoundingMode,
    tax::{DeliveryTax, TaxBasis, TaxRow, TaxTable, TaxTreatment},
};

/// A cart in the making: only what an example is about is said.
struct Example {
    lines: Vec<CartLineInput>,
    delivery: Option<DeliveryInput>,
    discounts: Discounts,
    context: PricingContext,
    taxes: Vec<TaxRow>,
}

fn prices(currency: Currency, basis: TaxBasis) -> Example {
    let destination = Destination {
        country: "DE".into(),
        region: None,
        postal_code: None,
    };
    Example {
        lines: Vec::new(),
        delivery: None,
        discounts: Discounts::default(),
        context: PricingContext {
            currency,
            basis,
            rounding: RoundingMode::HalfUp,
            now: DateTime::UNIX_EPOCH,
            catalog_version: 1,
            engine_version: ENGINE_VERSION,
            destination,
            treatment: TaxTreatment::Normal,
            delivery_tax: DeliveryTax::OwnCategory,
        },
        taxes: Vec::new(),
    }
}

fn untaxed() -> Example {
    prices(Currency::EUR, TaxBasis::Exclusive)
}

fn precedence(priority: i32) -> Precedence {
    Precedence {
        priority,
        promotion_id: PromotionId(Uuid::from_u128(priority.unsigned_abs().into())),
    }
}

fn percent(ppm: u32) -> Reduction {
    Reduction::Percent(Rate::from_ppm(ppm))
}

impl Example {
    fn taxed(mut self, category: &str, ppm: i64) -> Self {
        let name = format!("Tax {}", self.taxes.len() + 1);
        self.taxes
            .push(TaxRow::new("DE".into(), None, category.into(), name, ppm).unwrap());
        self
    }

    fn line(mut self, unit_price_minor: i64, quantity: u32) -> Self {
        self.push(unit_price_minor, quantity, "standard");
        self
    }

    fn line_of(mut self, category: &str, unit_price_minor: i64, quantity: u32) -> Self {
        self.push(unit_price_minor, quantity, category);
        self
    }

    fn push(&mut self, unit_price_minor: i64, quantity: u32, category: &str) {
        let line_seq = u32::try_from(self.lines.len()).unwrap() + 1;
        self.lines.push(CartLineInput {
            line_seq,
            variant_id: VariantId(Uuid::from_u128(line_seq.into())),
            quantity,
            unit_price_minor,
            prices: Vec::new(),
            tax_category: category.into(),
            is_discountable: true,
        });
    }

    fn delivery(mut self, price_minor: i64) -> Self {
        let (name, tax_category) = ("Standard".into(), "standard".into());
        self.delivery = Some(DeliveryInput {
            name,
            price_minor,
            tax_category,
        });
        self
    }

    fn product(mut self, priority: i32, benefit: ProductBenefit) -> Self {
        self.discounts.products.push(ProductDiscount {
            precedence: precedence(priority),
            tag: format!("tag-{priority}"),
            combines_with: BTreeSet::new(),
            eligible: Eligible::All,
            benefit,
        });
        self
    }

    fn all_combine(mut self) -> Self {
        let tags: BTreeSet<String> = self
            .discounts
            .products
            .iter()
            .map(|discount| discount.tag.clone())
            .collect();
        for discount in &mut self.discounts.products {
            discount.combines_with.clone_from(&tags);
        }
        self
    }

    fn order(mut self, priority: i32, reduction: Reduction) -> Self {
        let eligible = Eligible::All;
        self.discounts.order.push(OrderDiscount {
            precedence: precedence(priority),
            eligible,
            reduction,
        });
        self
    }

    fn free_delivery(mut self, priority: i32) -> Self {
        let reduction = percent(1_000_000);
        self.discounts.delivery.push(DeliveryDiscount {
            precedence: precedence(priority),
            reduction,
        });
        self
    }

    fn priced(&self) -> PricedCart {
        let taxes = TaxTable::new(self.taxes.clone());
        price_cart_with(
            &self.lines,
            self.delivery.as_ref(),
            &self.discounts,
            &self.context,
            &taxes,
        )
        .unwrap()
    }
}

impl PricedCart {
    fn discounts(&self) -> Vec<i64> {
        self.lines.iter().map(|line| line.discount_minor).collect()
    }

    fn taxes(&self) -> Vec<i64> {
        self.lines.iter().map(|line| line.tax_minor).collect()
    }

    fn grosses(&self) -> Vec<i64> {
        self.lines.iter().map(|line| line.gross_minor).collect()
    }

    fn remaining(&self) -> Vec<i64> {
        self.lines
            .iter()
            .map(|line| line.list_minor - line.discount_minor)
            .collect()
    }
}

impl Trace {
    fn amounts_of_delivery_discounts(&self) -> Vec<i64> {
        let discounts = self
            .steps
            .iter()
            .filter(|step| matches!(step.operand, super::Operand::DeliveryOffer { .. }));
        discounts.map(|step| step.result_minor).collect()
    }
}
