//! A cart priced from the first unit to the total.

use serde::{Deserialize, Serialize};

use super::{
    CartLineInput, DeliveryInput, Operand, PricingContext, PricingError, Rule, Subject, Trace, TraceStep, Witness,
    adjustment::{self, Adjustment},
    discount::{self, Applied, DeliveryDiscount, Discounts, Working},
    taxing::Taxing,
    unit_price,
};
use crate::{
    id::VariantId,
    rounding::RoundingMode,
    tax::{TaxBasis, TaxPart, TaxSource, TaxTable},
};

/// One line with everything that an order copies. Minor units throughout; `gross = net + tax`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedLine {
    /// As given.
    pub line_seq: u32,
    /// As given.
    pub variant_id: VariantId,
    /// As given.
    pub quantity: u32,
    /// As given.
    pub unit_price_minor: i64,
    /// Unit price times quantity, before discounts, on the tax basis of the prices.
    pub list_minor: i64,
    /// All discounts of the line, at most `list_minor`, on the same basis.
    pub discount_minor: i64,
    /// Without tax.
    pub net_minor: i64,
    /// The tax.
    pub tax_minor: i64,
    /// What is paid for the line.
    pub gross_minor: i64,
    /// The tax by jurisdiction; adds up to `tax_minor`.
    pub taxes: Vec<TaxPart>,
}

/// The delivery, taxed as a line of its own. Minor units; `gross = net + tax`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedDelivery {
    /// As given.
    pub name: String,
    /// Before discounts, on the tax basis of the prices.
    pub price_minor: i64,
    /// All discounts of the delivery, at most `price_minor`.
    pub discount_minor: i64,
    /// Without tax.
    pub net_minor: i64,
    /// The tax.
    pub tax_minor: i64,
    /// What is paid for the delivery.
    pub gross_minor: i64,
    /// The tax by jurisdiction; adds up to `tax_minor`.
    pub taxes: Vec<TaxPart>,
}

/// A whole cart, priced. Every total is a sum of lines (R11); nothing is computed from totals.
///
/// With inclusive prices `total = subtotal − discount + delivery`, less [`PricedCart::relief_minor`]; with exclusive ones
/// the tax is added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedCart {
    /// In the order given.
    pub lines: Vec<PricedLine>,
    /// Present where a delivery was given.
    pub delivery: Option<PricedDelivery>,
    /// What each promotion took of each line and of the delivery: line by line in the order given, then the delivery.
    /// Those of a line add up to its discount.
    #[serde(default)]
    pub adjustments: Vec<Adjustment>,
    /// Sum of the lines' list amounts: on the tax basis of the prices, before discounts and delivery.
    pub subtotal_minor: i64,
    /// Sum of the lines' discounts.
    pub discount_minor: i64,
    /// Sum of the taxes of lines and delivery.
    pub tax_minor: i64,
    /// Sum of the gross amounts of lines and delivery: what is to be paid before tenders.
    pub total_minor: i64,
    /// How it came about.
    pub trace: Trace,
}

impl PricedLine {
    /// Tax that the price contains and that is not charged: nothing where prices are without tax.
    pub const fn relief_minor(&self, basis: TaxBasis) -> i64 {
        match basis {
            TaxBasis::Inclusive => self.list_minor - self.discount_minor - self.gross_minor,
            TaxBasis::Exclusive => 0,
        }
    }
}

impl PricedDelivery {
    /// As [`PricedLine::relief_minor`].
    pub const fn relief_minor(&self, basis: TaxBasis) -> i64 {
        match basis {
            TaxBasis::Inclusive => self.price_minor - self.discount_minor - self.gross_minor,
            TaxBasis::Exclusive => 0,
        }
    }
}

impl PricedCart {
    /// Tax that the prices contain and that the buyer is not charged ([`crate::tax::TaxTreatment`]).
    pub fn relief_minor(&self, basis: TaxBasis) -> i64 {
        let lines: i64 = self.lines.iter().map(|line| line.relief_minor(basis)).sum();
        let delivery = self
            .delivery
            .as_ref()
            .map_or(0, |delivery| delivery.relief_minor(basis));
        lines + delivery
    }

    /// The taxes of the whole cart, one entry a tax: what the pages and the invoice list. Sums of the lines' parts, in
    /// the order in which they first occur.
    pub fn tax_summary(&self) -> Vec<TaxPart> {
        let delivery = self.delivery.iter().flat_map(|delivery| &delivery.taxes);
        let parts = self.lines.iter().flat_map(|line| &line.taxes).chain(delivery);
        let mut summary: Vec<TaxPart> = Vec::new();
        for part in parts {
            match summary.iter_mut().find(|known| same_tax(known, part)) {
                // No part exceeds the total of all taxes, which fits.
                Some(known) => known.amount_minor += part.amount_minor,
                None => summary.push(part.clone()),
            }
        }
        summary
    }
}

fn same_tax(left: &TaxPart, right: &TaxPart) -> bool {
    left.jurisdiction == right.jurisdiction && left.name == right.name && left.rate == right.rate
}

/// Prices a cart without promotions. Pure: the same arguments give the same bytes.
///
/// # Errors
/// [`PricingError`]: a negative price, a line of no units, a `line_seq` given twice, or an amount beyond 64 bits.
pub fn price_cart(
    lines: &[CartLineInput],
    delivery: Option<&DeliveryInput>,
    context: &PricingContext,
    taxes: &TaxTable,
) -> Result<PricedCart, PricingError> {
    price_cart_with(lines, delivery, &Discounts::default(), context, taxes)
}

/// Prices a cart with the discounts that its conditions were found to meet.
///
/// # Errors
/// As [`price_cart`]; also for a discount below zero.
pub fn price_cart_with(
    lines: &[CartLineInput],
    delivery: Option<&DeliveryInput>,
    discounts: &Discounts,
    context: &PricingContext,
    taxes: &TaxTable,
) -> Result<PricedCart, PricingError> {
    let mut trace = Trace {
        engine_version: context.engine_version.to_owned(),
        catalog_version: context.catalog_version,
        tax_source: TaxSource::Table,
        steps: Vec::with_capacity(lines.len() * (3 + discounts.order.len()) + discounts.products.len() + 8),
        ..Trace::default()
    };
    let mut working = list_amounts(lines, &mut trace)?;
    discount::apply(&mut working, discounts, context.rounding, &mut trace)?;
    let mut adjustments = adjustment::of_lines(&working);
    let mut taxing = Taxing::new(context, taxes);
    let goods = lines;
    let lines = goods
        .iter()
        .zip(&working)
        .map(|(line, amount)| priced_line(line, amount, &mut taxing, &mut trace))
        .collect::<Result<Vec<_>, _>>()?;
    let delivery = match delivery {
        Some(delivery) => {
            let (priced, applied) = priced_delivery(delivery, discounts, (goods, &working), &mut taxing, &mut trace)?;
            let of_delivery = |applied| Adjustment::new(None, applied);
            adjustments.extend(applied.into_iter().map(of_delivery));
            Some(priced)
        }
        None => None,
    };
    totalled(lines, delivery, adjustments, trace)
}

/// The lines at their list amounts (R5).
pub(super) fn list_amounts(lines: &[CartLineInput], trace: &mut Trace) -> Result<Vec<Working>, PricingError> {
    let working = lines
        .iter()
        .map(|line| list_amount(line, trace))
        .collect::<Result<Vec<_>, _>>()?;
    refuse_duplicates(lines)?;
    Ok(working)
}

fn list_amount(line: &CartLineInput, trace: &mut Trace) -> Result<Working, PricingError> {
    let mut working = Working::new(line.line_seq, line.unit_price_minor, line.quantity)?;
    if !line.is_discountable {
        working = working.gift_card();
    }
    trace.step(|| TraceStep {
        rule: Rule::R5,
        subject: Subject::Line(line.line_seq),
        operand: Operand::Units {
            unit_minor: line.unit_price_minor,
            quantity: line.quantity,
            prices: line.prices.clone(),
            is_gift_card: !line.is_discountable,
        },
        rounding: None,
        tie_break: unit_price::tie_break(&line.prices),
        result_minor: working.list_minor(),
    });
    Ok(working)
}

fn refuse_duplicates(lines: &[CartLineInput]) -> Result<(), PricingError> {
    let mut seqs: Vec<u32> = lines.iter().map(|line| line.line_seq).collect();
    seqs.sort_unstable();
    match seqs.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(PricingError::DuplicateLine { line_seq: pair[0] }),
        None => Ok(()),
    }
}

fn priced_line<'a>(
    line: &'a CartLineInput,
    amount: &Working,
    taxing: &mut Taxing<'a>,
    trace: &mut Trace,
) -> Result<PricedLine, PricingError> {
    let subject = Subject::Line(line.line_seq);
    let amounts = taxing.tax(amount.remaining_minor(), &line.tax_category, subject, trace)?;
    Ok(PricedLine {
        line_seq: line.line_seq,
        variant_id: line.variant_id,
        quantity: line.quantity,
        unit_price_minor: line.unit_price_minor,
        list_minor: amount.list_minor(),
        discount_minor: amount.discount_minor(),
        net_minor: amounts.net,
        tax_minor: amounts.tax,
        gross_minor: amounts.gross,
        taxes: amounts.split,
    })
}

fn priced_delivery<'a>(
    delivery: &'a DeliveryInput,
    discounts: &Discounts,
    goods: (&'a [CartLineInput], &[Working]),
    taxing: &mut Taxing<'a>,
    trace: &mut Trace,
) -> Result<(PricedDelivery, Vec<Applied>), PricingError> {
    if delivery.price_minor < 0 {
        return Err(PricingError::NegativeAmount);
    }
    let (left, applied) = delivered(delivery.price_minor, &discounts.delivery, taxing.rounding(), trace)?;
    let amounts = taxing.tax_delivery(left, &delivery.tax_category, goods, trace)?;
    let priced = PricedDelivery {
        name: delivery.name.clone(),
        price_minor: delivery.price_minor,
        discount_minor: delivery.price_minor - left,
        net_minor: amounts.net,
        tax_minor: amounts.tax,
        gross_minor: amounts.gross,
        taxes: amounts.split,
    };
    Ok((priced, applied))
}

/// The price of the delivery less its discounts (R9), and what each of these took.
pub(super) fn delivered(
    price_minor: i64,
    discounts: &[DeliveryDiscount],
    mode: RoundingMode,
    trace: &mut Trace,
) -> Result<(i64, Vec<Applied>), PricingError> {
    let operand = || Operand::Price {
        amount_minor: price_minor,
    };
    trace.exact(Rule::R9, Subject::Delivery, operand, price_minor);
    discount::apply_to_delivery(price_minor, discounts, mode, trace)
}

fn totalled(
    lines: Vec<PricedLine>,
    delivery: Option<PricedDelivery>,
    adjustments: Vec<Adjustment>,
    mut trace: Trace,
) -> Result<PricedCart, PricingError> {
    let (delivery_tax, delivery_gross) = delivery
        .as_ref()
        .map_or((0, 0), |delivery| (delivery.tax_minor, delivery.gross_minor));
    let subtotal_minor = sum(lines.iter().map(|line| line.list_minor))?;
    let discount_minor = sum(lines.iter().map(|line| line.discount_minor))?;
    let tax_minor = sum(lines.iter().map(|line| line.tax_minor).chain([delivery_tax]))?;
    let total_minor = sum(lines.iter().map(|line| line.gross_minor).chain([delivery_gross]))?;
    let terms = lines.len() + usize::from(delivery.is_some());
    trace.exact(Rule::R11, Subject::Cart, || Operand::Sum { terms }, total_minor);
    Ok(PricedCart {
        lines,
        delivery,
        adjustments,
        subtotal_minor,
        discount_minor,
        tax_minor,
        total_minor,
        trace,
    })
}

fn sum(mut amounts: impl Iterator<Item = i64>) -> Result<i64, PricingError> {
    amounts.try_fold(0_i64, i64::checked_add).ok_or(PricingError::Overflow)
}
