//! What can be wrong with a definition. Every fault is collected, so that one look at the answer is enough.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{BenefitDefinition, CodeDefinition, Definition, DefinitionError, faults::Faults};
use crate::{
    customer::is_customer_group,
    id::{MarketId, PromotionId, VariantId},
    money::Currency,
    promotion::{Benefit, Eligibility, Goods, Limits, Minimum, Promotion, normalise_code},
    quantity::Quantity,
};

/// Most codes of one promotion.
const MOST_CODES: usize = 1000;

impl Definition {
    /// The promotion and its codes with their limits. Goods, markets and the variant
    /// that is given were looked up before.
    ///
    /// # Errors
    /// Every fault, never none.
    #[expect(
        clippy::type_complexity,
        reason = "a promotion and its codes, named by the caller at once"
    )]
    pub fn checked(
        &self,
        promotion_id: PromotionId,
        currency: Currency,
        goods: Goods,
        markets: BTreeSet<MarketId>,
        gift: Option<VariantId>,
    ) -> Result<(Promotion, Vec<(String, Option<u32>)>), Vec<DefinitionError>> {
        let mut faults = Faults {
            handle: &self.handle,
            currency,
            found: Vec::new(),
        };
        let tag = self.tag.clone().unwrap_or_else(|| self.handle.clone());
        self.check_words(&tag, &mut faults);
        self.check_circumstances(&mut faults);
        self.check_eligibility(&mut faults);
        let codes = self.codes(&mut faults);
        let benefit = self.benefit(gift, &mut faults);
        let subtotal = self.minimum.subtotal.as_deref();
        let subtotal_minor = subtotal.map(|text| faults.amount("minimum.subtotal", text));
        let in_currencies = self.in_currencies(&benefit, &mut faults);
        if !faults.found.is_empty() {
            return Err(faults.found);
        }
        let has_amounts = subtotal_minor.is_some() || benefit.has_amounts();
        let promotion = Promotion {
            promotion_id,
            handle: self.handle.clone(),
            name: self.name.trim().to_owned(),
            class: self.class,
            benefit,
            priority: self.priority,
            tag,
            combines_with_tags: self.combines_with.tags.clone(),
            combines_with_classes: self.combines_with.classes.clone(),
            status: self.status,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            by_code: !codes.is_empty(),
            limits: Limits {
                total: self.limits.total,
                per_customer: self.limits.per_customer,
            },
            minimum: Minimum {
                subtotal_minor,
                quantity: self.minimum.quantity,
            },
            currency: has_amounts.then_some(currency),
            in_currencies,
            goods,
            eligibility: Eligibility {
                markets,
                customer_groups: self.customer_groups.clone(),
                first_order: self.first_order,
            },
        };
        Ok((promotion, codes))
    }

    fn check_words(&self, tag: &str, faults: &mut Faults<'_>) {
        let handle = "use small letters and digits with single hyphens between them, at most 100";
        faults.unless(is_handle(&self.handle), "handle", handle);
        faults.unless(is_handle(tag), "tag", handle);
        faults.unless(
            self.combines_with.tags.iter().all(|tag| is_handle(tag)),
            "combines_with.tags",
            handle,
        );
        faults.unless(
            self.combines_with.tags.len() <= 50,
            "combines_with.tags",
            "name at most 50",
        );
        let name = self.name.trim();
        let is_line = !name.is_empty() && name.chars().count() <= 120 && !name.chars().any(char::is_control);
        faults.unless(is_line, "name", "write one line of 1 to 120 characters");
    }

    fn check_circumstances(&self, faults: &mut Faults<'_>) {
        faults.unless(
            (-1000..=1000).contains(&self.priority),
            "priority",
            "choose from -1000 to 1000",
        );
        faults.unless(
            !self.combines_with.classes.contains(&self.class),
            "combines_with.classes",
            "name other classes only; promotions of one class combine by tags",
        );
        let window = self.starts_at.zip(self.ends_at);
        faults.unless(
            window.is_none_or(|(starts, ends)| starts < ends),
            "ends_at",
            "must be later than starts_at",
        );
        let limits = [
            ("limits.total", self.limits.total),
            ("limits.per_customer", self.limits.per_customer),
        ];
        for (field, limit) in limits {
            faults.unless(
                limit.is_none_or(is_count),
                field,
                "use 1 to 2147483647, or leave it out for no limit",
            );
        }
        let quantity = self.minimum.quantity;
        faults.unless(
            quantity.is_none_or(|quantity| (1..=9999).contains(&quantity)),
            "minimum.quantity",
            "use 1 to 9999, or leave it out",
        );
        let most = [
            ("goods.collections", self.goods.collections.len(), 100),
            ("goods.products", self.goods.products.len(), 500),
            ("goods.skus", self.goods.skus.len(), 500),
        ];
        for (field, count, most) in most {
            faults.unless(count <= most, field, &format!("name at most {most}"));
        }
    }

    fn check_eligibility(&self, faults: &mut Faults<'_>) {
        faults.unless(self.markets.len() <= 100, "markets", "name at most 100");
        faults.unless(self.customer_groups.len() <= 20, "customer_groups", "name at most 20");
        faults.unless(
            self.customer_groups.iter().all(|group| is_customer_group(group)),
            "customer_groups",
            "a group is a small letter and then small letters, digits, hyphens and underscores, at most 40 in all",
        );
        faults.unless(
            !self.first_order || !self.codes.is_empty(),
            "first_order",
            "only a promotion with codes can be for first orders",
        );
    }

    fn codes(&self, faults: &mut Faults<'_>) -> Vec<(String, Option<u32>)> {
        faults.unless(
            self.codes.len() <= MOST_CODES,
            "codes",
            &format!("use at most {MOST_CODES}"),
        );
        let mut codes: Vec<(String, Option<u32>)> = Vec::new();
        for code in &self.codes {
            let (typed, limit) = code.parts();
            faults.unless(limit.is_none_or(is_count), "codes", "a limit is 1 to 2147483647");
            match normalise_code(typed) {
                Ok(code) if codes.iter().any(|(known, _)| *known == code) => {
                    faults.add("codes", format!("{code} is there twice"));
                }
                Ok(code) => codes.push((code, limit)),
                Err(error) => faults.add("codes", format!("“{typed}”: {error}")),
            }
        }
        codes
    }

    fn benefit(&self, gift: Option<VariantId>, faults: &mut Faults<'_>) -> Benefit {
        let benefit = match &self.benefit {
            BenefitDefinition::Percent { percent } => Benefit::Percent {
                rate: faults.percent("benefit.percent", percent),
            },
            BenefitDefinition::FixedPerUnit { amount } => Benefit::FixedPerUnit {
                amount_minor: faults.amount("benefit.amount", amount),
            },
            BenefitDefinition::FixedPerLine { amount } => Benefit::FixedPerLine {
                amount_minor: faults.amount("benefit.amount", amount),
            },
            BenefitDefinition::FixedOrder { amount } => Benefit::FixedOrder {
                amount_minor: faults.amount("benefit.amount", amount),
            },
            BenefitDefinition::BuyXGetY { buy, get } => {
                let is_sound = (1..=999).contains(buy) && (1..=999).contains(get);
                faults.unless(is_sound, "benefit", "buy and get are 1 to 999");
                Benefit::BuyXGetY { buy: *buy, get: *get }
            }
            BenefitDefinition::Tiers { tiers } => Benefit::Tiers {
                tiers: faults.tiers(tiers),
            },
            BenefitDefinition::FreeDelivery {} => Benefit::FreeDelivery,
            BenefitDefinition::Gift { sku, quantity } => {
                faults.unless(
                    (1..=Quantity::MAX).contains(quantity),
                    "benefit.quantity",
                    "use 1 to 99",
                );
                let unknown = format!("there is no variant with the stock code “{sku}”");
                faults.unless(gift.is_some(), "benefit.sku", &unknown);
                Benefit::Gift {
                    variant_id: gift.unwrap_or(VariantId(Uuid::nil())),
                    quantity: *quantity,
                }
            }
        };
        faults.unless(
            benefit.fits(self.class),
            "benefit.kind",
            "product promotions give percent, fixed_per_unit, fixed_per_line, buy_x_get_y or gift, order promotions percent, \
             fixed_order or tiers, delivery promotions percent or free_delivery",
        );
        benefit
    }
}

impl CodeDefinition {
    /// As written.
    pub fn word(&self) -> &str {
        self.parts().0
    }

    fn parts(&self) -> (&str, Option<u32>) {
        match self {
            Self::Plain(code) => (code, None),
            Self::Limited { code, limit } => (code, Some(*limit)),
        }
    }
}

fn is_count(count: u32) -> bool {
    count >= 1 && i32::try_from(count).is_ok()
}

fn is_handle(text: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= 100 && text.split('-').all(is_part)
}
