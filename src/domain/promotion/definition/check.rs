//! What can be wrong with a definition. Every fault is collected, so that one look at the answer is enough.

use rust_decimal::Decimal;

use super::{BenefitDefinition, CodeDefinition, Definition, DefinitionError, TierDefinition};
use crate::{
    id::PromotionId,
    money::{Currency, Money},
    promotion::{Benefit, Goods, Limits, Minimum, Off, Promotion, Tier, normalise_code},
    rate::Rate,
};

// Collects every fault, so that one look at the answer is enough.
struct Faults<'a> {
    handle: &'a str,
    currency: Currency,
    found: Vec<DefinitionError>,
}

/// Most codes of one promotion.
const MOST_CODES: usize = 1000;

impl Definition {
    /// The promotion and its codes with their limits. The goods were looked up before.
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
    ) -> Result<(Promotion, Vec<(String, Option<u32>)>), Vec<DefinitionError>> {
        let mut faults = Faults {
            handle: &self.handle,
            currency,
            found: Vec::new(),
        };
        let tag = self.tag.clone().unwrap_or_else(|| self.handle.clone());
        self.check_words(&tag, &mut faults);
        self.check_circumstances(&mut faults);
        let codes = self.codes(&mut faults);
        let benefit = self.benefit(&mut faults);
        let subtotal = self.minimum.subtotal.as_deref();
        let subtotal_minor = subtotal.map(|text| faults.amount("minimum.subtotal", text));
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
            goods,
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
            faults.unless(
                limit.is_none() || !self.codes.is_empty(),
                field,
                "only a promotion with codes can have limits",
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

    fn benefit(&self, faults: &mut Faults<'_>) -> Benefit {
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
        };
        faults.unless(
            benefit.fits(self.class),
            "benefit.kind",
            "product promotions give percent, fixed_per_unit, fixed_per_line or buy_x_get_y, order promotions percent, \
             fixed_order or tiers, delivery promotions percent or free_delivery",
        );
        benefit
    }
}

impl Faults<'_> {
    fn add(&mut self, field: &'static str, reason: String) {
        self.found.push(DefinitionError {
            handle: self.handle.to_owned(),
            field,
            reason,
        });
    }

    fn unless(&mut self, is_sound: bool, field: &'static str, reason: &str) {
        if !is_sound {
            self.add(field, reason.to_owned());
        }
    }

    fn amount(&mut self, field: &'static str, text: &str) -> i64 {
        match Money::parse_decimal(text, self.currency) {
            Ok(money) if money.minor > 0 => money.minor,
            Ok(_) => {
                self.add(field, "must be more than nothing".to_owned());
                1
            }
            Err(error) => {
                self.add(field, format!("“{text}”: {error}"));
                1
            }
        }
    }

    fn percent(&mut self, field: &'static str, text: &str) -> Rate {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let hundredths = Decimal::from_str_exact(text).ok().filter(|_| is_plain);
        let rate = hundredths.and_then(|percent| Rate::from_decimal(percent / Decimal::ONE_HUNDRED).ok());
        if let Some(rate) = rate.filter(|rate| !rate.is_zero() && *rate <= Rate::ONE) {
            return rate;
        }
        let rule = "write a decimal such as 12.5, more than 0, at most 100, four decimals at most";
        self.add(field, format!("“{text}”: {rule}"));
        Rate::ZERO
    }

    fn tiers(&mut self, tiers: &[TierDefinition]) -> Vec<Tier> {
        self.unless((1..=20).contains(&tiers.len()), "benefit.tiers", "use 1 to 20");
        let mut checked: Vec<Tier> = tiers.iter().map(|tier| self.tier(tier)).collect();
        checked.sort_by_key(|tier| tier.min_subtotal_minor);
        let rises = checked
            .windows(2)
            .all(|pair| pair[0].min_subtotal_minor < pair[1].min_subtotal_minor);
        self.unless(rises, "benefit.tiers", "two tiers start at the same subtotal");
        checked
    }

    fn tier(&mut self, tier: &TierDefinition) -> Tier {
        let off = match (&tier.percent, &tier.amount) {
            (Some(percent), None) => Off::Percent(self.percent("benefit.tiers.percent", percent)),
            (None, Some(amount)) => Off::AmountMinor(self.amount("benefit.tiers.amount", amount)),
            _ => {
                self.add("benefit.tiers", "each tier has either percent or amount".to_owned());
                Off::AmountMinor(1)
            }
        };
        Tier {
            min_subtotal_minor: self.amount("benefit.tiers.from", &tier.from),
            off,
        }
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
