//! A case, calculated: every number, word and step that it leads to.

use crate::case::{CartLine, Case, Offered};
use crate::refunds::{Refunded, refunds};
use crate::shop::{Shop, id, market_id};
use crate::snapshot::verified;
use chrono::TimeDelta;
use domain::money::{Currency, Money};
use domain::pricing::{
    CartLineInput, DatedPrice, PriceBook, PriceRow, PricedCart, PricingContext, Quote, QuoteSubject, contenders,
    lowest_before, price_cart_with, tender, unit_display, unit_price,
};
use domain::promotion::{
    Eligibility, EnteredCode, Evaluation, Goods, LeftOut, LineFacts, Offer, Promotion, Shopper, conflicts, evaluate,
};
use domain::tax::TaxPart;
use serde::{Deserialize, Serialize};

/// What a case comes to. Equal cases have equal answers, byte by byte, on every machine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What is wrong with the settings; then there is nothing else.
    pub settings_faults: Vec<String>,
    /// What is wrong with the promotions, which are left out then.
    pub promotion_faults: Vec<String>,
    /// Pairs of promotions that would surprise.
    pub conflicts: Vec<String>,
    /// The price of each line in the cart; `None` where it is not sold.
    pub prices: Vec<Option<LinePrice>>,
    /// Id, name and code of the promotions that apply.
    pub applied: Vec<(String, String, Option<String>)>,
    /// Promotions without a code that have been used up or speak of other currencies, in words.
    pub left_out: Vec<String>,
    /// Code and reason.
    pub refused: Vec<(String, String)>,
    /// The sums with their trace, or why there are none; absent where the promotions could not be met with the cart.
    pub priced: Option<Result<PricedCart, String>>,
    /// The taxes of the cart together.
    pub taxes: Vec<TaxPart>,
    /// What a unit of each line comes to, in minor units, and whether exactly.
    pub units: Vec<(i64, bool)>,
    /// What each tender pays, and what is left to pay.
    pub tendered: Option<(Vec<i64>, i64)>,
    /// Each refund, or why not.
    pub refunds: Vec<Result<Refunded, String>>,
    /// Steps of the trace that agree with the numbers, or which does not.
    pub verified: Option<Result<usize, String>>,
}

/// The price of one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinePrice {
    /// One unit, minor units.
    pub unit_minor: i64,
    /// Crossed out beside it.
    pub compare_at_minor: Option<i64>,
    /// The lowest of the thirty days before.
    pub lowest_minor: Option<i64>,
    /// Names the price.
    pub quote_id: String,
    /// Out of which prices.
    pub contenders: Vec<PriceRow>,
}

/// Calculates. Pure, and never a panic.
pub fn answer(case: &Case) -> Answer {
    let shop = match Shop::open(case) {
        Ok(shop) => shop,
        Err(settings_faults) => {
            return Answer {
                settings_faults,
                ..Answer::default()
            };
        }
    };
    let mut answer = Answer {
        prices: case.lines.iter().map(|line| price(&shop, case, line)).collect(),
        ..Answer::default()
    };
    let offers = offers(case, &mut answer.promotion_faults);
    let promotions: Vec<Promotion> = offers.iter().map(|offer| offer.promotion.clone()).collect();
    let found = conflicts(&promotions).into_iter();
    answer.conflicts = found
        .map(|pair| format!("{} and {}: {}", pair.one, pair.other, pair.text))
        .collect();
    let context = shop.context(case);
    if let Some(evaluation) = answer.meet(case, &offers, &context) {
        answer.sum(case, &shop, &evaluation, &context);
    }
    answer
}

impl Answer {
    fn sold<'a>(&'a self, case: &'a Case) -> impl Iterator<Item = (&'a CartLine, &'a LinePrice)> {
        let pairs = case.lines.iter().zip(&self.prices);
        pairs.filter_map(|(line, price)| Some((line, price.as_ref()?)))
    }

    fn meet(&mut self, case: &Case, offers: &[Offer], context: &PricingContext) -> Option<Evaluation> {
        let facts: Vec<LineFacts> = self.sold(case).map(facts).collect();
        let shopper = Shopper {
            market_id: market_id(),
            customer_groups: case.customer_groups.as_deref(),
        };
        match evaluate(offers, &facts, &shopper, context) {
            Ok(evaluation) => {
                let applied = evaluation.applied.iter();
                self.applied = applied
                    .map(|one| (one.promotion_id.to_string(), one.name.clone(), one.code.clone()))
                    .collect();
                self.left_out = evaluation.left_out.iter().map(LeftOut::text).collect();
                let refused = evaluation.refused.iter();
                self.refused = refused.map(|one| (one.code.clone(), one.why.text())).collect();
                Some(evaluation)
            }
            Err(error) => {
                self.priced = Some(Err(error.to_string()));
                None
            }
        }
    }

    // As the checkout does it: the goods first, since what they come to decides about the delivery.
    fn sum(&mut self, case: &Case, shop: &Shop, evaluation: &Evaluation, context: &PricingContext) {
        let inputs: Vec<CartLineInput> = self.sold(case).map(input).collect();
        let priced = |delivery: Option<&_>| {
            price_cart_with(&inputs, delivery, &evaluation.discounts, context, &shop.taxes)
                .map_err(|error| error.to_string())
        };
        let cart = priced(None).and_then(|goods| {
            let goods_minor = goods.subtotal_minor - goods.discount_minor;
            match shop.delivery(case, goods_minor) {
                Some(delivery) => priced(Some(&delivery)),
                None => Ok(goods),
            }
        });
        if let Ok(cart) = &cart {
            self.taxes = cart.tax_summary();
            let unit = |line: &domain::pricing::PricedLine| {
                let unit = unit_display(line.gross_minor, line.quantity, context.rounding).ok()?;
                Some((unit.minor, unit.exact))
            };
            self.units = cart.lines.iter().filter_map(unit).collect();
            let tendered = tender(cart.total_minor, &case.tenders).ok();
            self.tendered = tendered.map(|tendered| (tendered.applied, tendered.due_minor));
            self.refunds = refunds(case, cart);
            self.verified = Some(verified(cart, context));
        }
        self.priced = Some(cart);
    }
}

fn price(shop: &Shop, case: &Case, line: &CartLine) -> Option<LinePrice> {
    let groups = case.customer_groups.as_deref().unwrap_or_default();
    let audience = shop.audience(case, groups);
    let book = PriceBook::new(&shop.lists, &audience);
    let mut rows: Vec<PriceRow> = Vec::new();
    let mut dated: Vec<DatedPrice> = Vec::new();
    for price in &line.prices {
        let list = shop.lists.get(usize::from(price.list))?;
        let (amount_minor, compare_at_minor) = match shop.conversions.get(usize::from(price.list))? {
            Some(conversion) => {
                let source = Money::new(price.amount_minor, case.shop_currency);
                let made = conversion.apply(source, price.compare_at_minor, list.currency, shop.rounding);
                made.ok()?
            }
            None => (price.amount_minor, price.compare_at_minor),
        };
        if price.hours.is_none() {
            rows.extend(book.row(list.list_id, price.min_quantity, amount_minor, compare_at_minor));
        }
        let from = case.now - TimeDelta::hours(price.hours_ago.into());
        dated.push(DatedPrice {
            list_id: list.list_id,
            amount_minor,
            from,
            until: price.hours.map(|hours| from + TimeDelta::hours(hours.into())),
        });
    }
    let row = unit_price(&rows, line.quantity)?;
    let quote = Quote {
        engine_version: domain::pricing::ENGINE_VERSION,
        catalog_version: case.catalog_version,
        settings_version: 1,
        market_id: market_id(),
        channel: audience.channel,
        customer_groups: groups,
        subject: QuoteSubject::Variant(id(5, line.variant)),
        quantity: line.quantity,
        unit_price: Money::new(row.amount_minor, shop.currency),
        compare_at_minor: row.compare_at_minor,
    };
    Some(LinePrice {
        unit_minor: row.amount_minor,
        compare_at_minor: quote.compare_at_minor(),
        lowest_minor: lowest_before(&dated, &shop.lists, &audience),
        quote_id: quote.id().to_string(),
        contenders: contenders(&rows, line.quantity),
    })
}

fn facts((line, price): (&CartLine, &LinePrice)) -> LineFacts {
    LineFacts {
        line_seq: line.line_seq,
        product_id: id(6, line.product),
        variant_id: id(5, line.variant),
        collections: line.collections.iter().map(|number| id(7, *number)).collect(),
        quantity: line.quantity,
        unit_price_minor: price.unit_minor,
        is_discountable: line.is_discountable,
    }
}

fn input((line, price): (&CartLine, &LinePrice)) -> CartLineInput {
    CartLineInput {
        line_seq: line.line_seq,
        variant_id: id(5, line.variant),
        quantity: line.quantity,
        unit_price_minor: price.unit_minor,
        prices: price.contenders.clone(),
        tax_category: line.tax_category.clone(),
        is_discountable: line.is_discountable,
    }
}

fn offers(case: &Case, faults: &mut Vec<String>) -> Vec<Offer> {
    let numbered = (0_u32..).zip(&case.offers);
    numbered
        .filter_map(|(number, offered)| offer(number, offered, case.shop_currency, faults))
        .collect()
}

fn offer(number: u32, offered: &Offered, currency: Currency, faults: &mut Vec<String>) -> Option<Offer> {
    let goods = Goods {
        collections: offered.collections.iter().map(|number| id(7, *number)).collect(),
        products: offered.products.iter().map(|number| id(6, *number)).collect(),
        variants: offered.variants.iter().map(|number| id(5, *number)).collect(),
    };
    let here = |here: bool| if here { market_id() } else { id(1, 2_u8) };
    let markets = offered.market.map(here).into_iter().collect();
    let checked = offered
        .definition
        .checked(id(8, number), currency, goods, markets, None);
    let (promotion, codes) = match checked {
        Ok(checked) => checked,
        Err(found) => {
            faults.extend(found.iter().map(ToString::to_string));
            return None;
        }
    };
    let codes = codes.into_iter().take(offered.codes_entered.into());
    let codes: Vec<EnteredCode> = codes
        .map(|(code, limit)| EnteredCode {
            code,
            limit,
            used: offered.used,
        })
        .collect();
    let Eligibility { first_order, .. } = promotion.eligibility;
    // Only those whose code was typed, and those without codes, ever meet a cart.
    (!promotion.by_code || !codes.is_empty()).then_some(Offer {
        promotion,
        used: offered.used,
        used_by_customer: offered.used_by_customer,
        has_ordered: offered.has_ordered && first_order,
        // No case has gifts among its lines.
        gift: None,
        codes,
    })
}
