//! A priced cart as an order keeps it, to be verified against its trace.

use domain::pricing::verify::{Snapshot, SnapshotAmounts, SnapshotLine, verify};
use domain::pricing::{PricedCart, PricedDelivery, PricedLine, PricingContext, Trace};

/// How many steps of the trace agree with the numbers, or the first that does not, in words.
pub fn verified(cart: &PricedCart, context: &PricingContext) -> Result<usize, String> {
    let trace = cart.trace.clone().sealed();
    verify(&of(cart, &trace, context))
        .map(|proof| proof.steps)
        .map_err(|difference| difference.to_string())
}

fn of<'a>(cart: &'a PricedCart, trace: &'a Trace, context: &'a PricingContext) -> Snapshot<'a> {
    Snapshot {
        engine_version: context.engine_version,
        catalog_version: context.catalog_version,
        basis: context.basis,
        rounding: context.rounding,
        relief: context.treatment.relief(),
        tax_source: &cart.trace.tax_source,
        lines: cart.lines.iter().map(line).collect(),
        delivery: cart.delivery.as_ref().map_or(NOTHING, delivery),
        adjustments: cart.adjustments.clone(),
        subtotal_minor: cart.subtotal_minor,
        discount_minor: cart.discount_minor,
        tax_minor: cart.tax_minor,
        total_minor: cart.total_minor,
        tenders_minor: Vec::new(),
        due_minor: cart.total_minor,
        trace,
    }
}

const NOTHING: SnapshotAmounts<'static> = SnapshotAmounts {
    net_minor: 0,
    tax_minor: 0,
    gross_minor: 0,
    taxes: &[],
};

fn line(line: &PricedLine) -> SnapshotLine<'_> {
    SnapshotLine {
        line_seq: line.line_seq,
        quantity: line.quantity,
        unit_price_minor: line.unit_price_minor,
        list_minor: line.list_minor,
        discount_minor: line.discount_minor,
        amounts: SnapshotAmounts {
            net_minor: line.net_minor,
            tax_minor: line.tax_minor,
            gross_minor: line.gross_minor,
            taxes: &line.taxes,
        },
    }
}

fn delivery(delivery: &PricedDelivery) -> SnapshotAmounts<'_> {
    SnapshotAmounts {
        net_minor: delivery.net_minor,
        tax_minor: delivery.tax_minor,
        gross_minor: delivery.gross_minor,
        taxes: &delivery.taxes,
    }
}
