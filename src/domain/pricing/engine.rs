//! A priced cart with the taxes of an outside engine in place of those of the table (R16).

use super::{Operand, PricedCart, PricingContext, PricingError, Rule, Subject};
use crate::tax::{TaxAnswer, TaxBasis, TaxPart, TaxSource, sum_of};

impl PricedCart {
    /// The same cart, taxed as an engine answered; its trace says so. The answer was checked against the question about
    /// this cart.
    ///
    /// # Errors
    /// [`PricingError::Overflow`] for an answer that was not.
    pub fn with_engine_taxes(
        mut self,
        answer: &TaxAnswer,
        source: TaxSource,
        context: &PricingContext,
    ) -> Result<Self, PricingError> {
        for line in &mut self.lines {
            line.taxes = answer.of_line(line.line_seq).to_vec();
            let amounts = split(line.list_minor - line.discount_minor, &line.taxes, context.basis)?;
            (line.net_minor, line.tax_minor, line.gross_minor) = amounts;
        }
        if let Some(delivery) = &mut self.delivery {
            delivery.taxes.clone_from(&answer.delivery);
            let amounts = split(
                delivery.price_minor - delivery.discount_minor,
                &delivery.taxes,
                context.basis,
            )?;
            (delivery.net_minor, delivery.tax_minor, delivery.gross_minor) = amounts;
        }
        let of_delivery = self.delivery.as_ref().map(|it| (it.tax_minor, it.gross_minor));
        let lines = self.lines.iter().map(|line| (line.tax_minor, line.gross_minor));
        (self.tax_minor, self.total_minor) = lines
            .chain(of_delivery)
            .try_fold((0_i64, 0_i64), |(tax, gross), (more_tax, more_gross)| {
                Some((tax.checked_add(more_tax)?, gross.checked_add(more_gross)?))
            })
            .ok_or(PricingError::Overflow)?;
        self.trace_engine(source, context.basis);
        Ok(self)
    }

    fn trace_engine(&mut self, source: TaxSource, basis: TaxBasis) {
        self.trace.tax_source = source;
        for step in &mut self.trace.steps {
            match (step.rule, step.subject) {
                (Rule::R10, Subject::Line(seq)) => {
                    let line = self.lines.iter().find(|line| line.line_seq == seq);
                    step.result_minor = line.map_or(0, |line| line.tax_minor);
                }
                (Rule::R10, _) => step.result_minor = self.delivery.as_ref().map_or(0, |delivery| delivery.tax_minor),
                (Rule::R11, _) => step.result_minor = self.total_minor,
                _ => {}
            }
            if let Operand::Tax { amount_minor, .. } | Operand::SharedTax { amount_minor, .. } = step.operand {
                step.operand = Operand::EngineTax { amount_minor, basis };
                step.rounding = None;
                step.tie_break = None;
            }
        }
    }
}

fn split(amount: i64, taxes: &[TaxPart], basis: TaxBasis) -> Result<(i64, i64, i64), PricingError> {
    let tax = sum_of(taxes).ok_or(PricingError::Overflow)?;
    let (net, gross) = match basis {
        TaxBasis::Inclusive => (amount.checked_sub(tax), Some(amount)),
        TaxBasis::Exclusive => (Some(amount), amount.checked_add(tax)),
    };
    Ok((
        net.ok_or(PricingError::Overflow)?,
        tax,
        gross.ok_or(PricingError::Overflow)?,
    ))
}
