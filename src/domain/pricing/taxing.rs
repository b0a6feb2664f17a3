//! The taxes of one cart (R9, R10). All of it goes to one place, so the rates of each category are looked up once.

use super::{
    CartLineInput, Operand, PricingContext, PricingError, Rule, Subject, TieBreak, Trace, Witness,
    allocation::allocate_noting_ties, discount::Working,
};
use crate::{
    rate::Rate,
    rounding::RoundingMode,
    tax::{DeliveryShare, DeliveryTax, Relief, TaxRate, TaxTable, TaxedAmount, relieved_line, tax_line},
};

/// Taxes amounts where the goods go.
pub(super) struct Taxing<'a> {
    context: &'a PricingContext,
    taxes: &'a TaxTable,
    known: Vec<(&'a str, Vec<&'a TaxRate>)>,
}

/// Goods of one category.
struct Group<'a> {
    category: &'a str,
    lines: Vec<u32>,
    weight_minor: i64,
}

impl<'a> Taxing<'a> {
    pub const fn new(context: &'a PricingContext, taxes: &'a TaxTable) -> Self {
        Self {
            context,
            taxes,
            known: Vec::new(),
        }
    }

    /// R3.
    pub const fn rounding(&self) -> RoundingMode {
        self.context.rounding
    }

    /// The tax of an amount of one category.
    pub fn tax(
        &mut self,
        amount_minor: i64,
        category: &'a str,
        subject: Subject,
        trace: &mut Trace,
    ) -> Result<TaxedAmount, PricingError> {
        let context = self.context;
        let (basis, rounding) = (context.basis, context.rounding);
        let relief = context.treatment.relief();
        let rates = self.rates(category);
        let amounts = taxed(amount_minor, rates, context, relief)?;
        let rates = rates.iter().map(|rate| rate.rate).collect();
        let operand = || match relief {
            None => Operand::Tax {
                amount_minor,
                rates,
                basis,
            },
            Some(why) => Operand::Relief {
                amount_minor,
                rates,
                basis,
                why,
            },
        };
        trace.rounded(Rule::R10, subject, operand, (rounding, None), amounts.tax);
        Ok(amounts)
    }

    /// The tax of the delivery, by the market's rule.
    pub fn tax_delivery(
        &mut self,
        amount_minor: i64,
        category: &'a str,
        (lines, left): (&'a [CartLineInput], &[Working]),
        trace: &mut Trace,
    ) -> Result<TaxedAmount, PricingError> {
        let groups = match self.context.delivery_tax {
            DeliveryTax::OwnCategory => Vec::new(),
            DeliveryTax::ProportionalToGoods => groups(lines, left)?,
        };
        if groups.is_empty() {
            return self.tax(amount_minor, category, Subject::Delivery, trace);
        }
        self.share(amount_minor, groups, trace)
    }

    fn share(
        &mut self,
        amount_minor: i64,
        groups: Vec<Group<'a>>,
        trace: &mut Trace,
    ) -> Result<TaxedAmount, PricingError> {
        let context = self.context;
        let why = context.treatment.relief();
        let weights: Vec<(u32, i64)> = groups
            .iter()
            .map(|group| (group.lines[0], group.weight_minor))
            .collect();
        let (amounts, is_tied) = allocate_noting_ties(amount_minor, &weights)?;
        let (mut sum, mut shares) = (TaxedAmount::default(), Vec::with_capacity(groups.len()));
        for (group, amount_minor) in groups.into_iter().zip(amounts) {
            let rates = self.rates(group.category);
            let taxed = taxed(amount_minor, rates, context, why)?;
            shares.push(DeliveryShare {
                lines: group.lines,
                weight_minor: group.weight_minor,
                amount_minor,
                rates: rates.iter().map(|rate| rate.rate).collect::<Vec<Rate>>(),
            });
            add(&mut sum, taxed).ok_or(PricingError::Overflow)?;
        }
        let operand = || Operand::SharedTax {
            amount_minor,
            shares,
            basis: context.basis,
            why,
        };
        let how = (context.rounding, is_tied.then_some(TieBreak::LineSeq));
        trace.rounded(Rule::R10, Subject::Delivery, operand, how, sum.tax);
        Ok(sum)
    }

    fn rates(&mut self, category: &'a str) -> &[&'a TaxRate] {
        let position = self.known.iter().position(|(known, _)| *known == category);
        let position = position.unwrap_or_else(|| {
            let rates = self.taxes.rates_at(&self.context.destination, category);
            self.known.push((category, rates));
            self.known.len() - 1
        });
        &self.known[position].1
    }
}

fn taxed(
    amount_minor: i64,
    rates: &[&TaxRate],
    context: &PricingContext,
    relief: Option<Relief>,
) -> Result<TaxedAmount, PricingError> {
    let (basis, rounding) = (context.basis, context.rounding);
    Ok(match relief {
        None => tax_line(amount_minor, rates, basis, rounding)?,
        Some(_) => relieved_line(amount_minor, rates, basis, rounding)?,
    })
}

fn add(sum: &mut TaxedAmount, taxed: TaxedAmount) -> Option<()> {
    sum.net = sum.net.checked_add(taxed.net)?;
    sum.tax = sum.tax.checked_add(taxed.tax)?;
    sum.gross = sum.gross.checked_add(taxed.gross)?;
    sum.split.extend(taxed.split);
    Some(())
}

// The goods that cost anything, by category, the one with the oldest line first, whatever order the lines have.
fn groups<'a>(lines: &'a [CartLineInput], left: &[Working]) -> Result<Vec<Group<'a>>, PricingError> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let costing = lines.iter().zip(left).filter(|(_, left)| left.remaining_minor() > 0);
    for (line, left) in costing {
        let category = line.tax_category.as_str();
        let position = groups.iter().position(|group| group.category == category);
        let position = position.unwrap_or_else(|| {
            groups.push(Group {
                category,
                lines: Vec::new(),
                weight_minor: 0,
            });
            groups.len() - 1
        });
        let group = &mut groups[position];
        group.lines.push(line.line_seq);
        let sum = group.weight_minor.checked_add(left.remaining_minor());
        group.weight_minor = sum.ok_or(PricingError::Overflow)?;
    }
    for group in &mut groups {
        group.lines.sort_unstable();
    }
    groups.sort_unstable_by_key(|group| group.lines[0]);
    Ok(groups)
}
