//! Proves that the numbers of an order follow from the steps that were stored with it.

use super::ProofError;
use crate::App;
use domain::pricing::Adjustment;
use domain::pricing::verify::{Difference, Proof, Snapshot, SnapshotAmounts, SnapshotLine, verify};
use store::error::StoreError;
use store::order::{Agreement, TermsAdjustment, TermsLine};

/// Most orders that one call proves.
const BATCH: i64 = 200;

/// What the proof of one order came to.
#[derive(Debug)]
pub enum Verdict {
    /// Every number follows, as far as the proof says.
    Equal(Proof),
    /// A number does not follow.
    Differs(Difference),
    /// What is stored cannot even be read.
    Unreadable(StoreError),
}

impl Verdict {
    /// Whether every number follows.
    pub const fn is_equal(&self) -> bool {
        matches!(self, Self::Equal(_))
    }
}

/// Proves one order.
///
/// # Errors
/// [`ProofError::NoOrder`], or [`ProofError::Store`] when the database does not answer.
pub async fn verify_order(app: &App, number: i64) -> Result<Verdict, ProofError> {
    match read(app, number).await {
        Ok(agreement) => Ok(judge(&agreement)),
        Err(ProofError::Store(error @ StoreError::Corrupt { .. })) => Ok(Verdict::Unreadable(error)),
        Err(error) => Err(error),
    }
}

/// Proves a batch of orders with numbers above `after`, lowest first; empty when there are no more.
///
/// # Errors
/// [`ProofError::Store`] when the database does not answer.
pub async fn verify_orders(app: &App, after: i64) -> Result<Vec<(i64, Verdict)>, ProofError> {
    let mut conn = app.pool.acquire().await?;
    let numbers = store::order::list_numbers(&mut conn, after, BATCH).await?;
    drop(conn);
    let mut verdicts = Vec::with_capacity(numbers.len());
    for (number, _) in numbers {
        verdicts.push((number, verify_order(app, number).await?));
    }
    Ok(verdicts)
}

pub(super) async fn read(app: &App, number: i64) -> Result<Agreement, ProofError> {
    let mut conn = app.pool.acquire().await?;
    let order_id = store::order::find_id_by_number(&mut conn, number)
        .await?
        .ok_or(ProofError::NoOrder)?;
    let agreement = store::order::find_agreement(&mut conn, order_id).await;
    agreement
        .map_err(|error| match error {
            // A stored document that does not read as what it should be is damage, not an outage.
            StoreError::Database(sqlx::Error::ColumnDecode { source, .. }) => StoreError::Corrupt {
                what: "orders",
                source: Some(source),
            },
            other => other,
        })?
        .ok_or(ProofError::NoOrder)
}

fn judge(agreement: &Agreement) -> Verdict {
    match verify(&snapshot(agreement)) {
        Ok(proof) => Verdict::Equal(proof),
        Err(difference) => Verdict::Differs(difference),
    }
}

fn snapshot(agreement: &Agreement) -> Snapshot<'_> {
    let (terms, calculation) = (&agreement.terms, &agreement.calculation);
    Snapshot {
        engine_version: &calculation.engine_version,
        catalog_version: calculation.catalog_version,
        basis: terms.basis,
        rounding: terms.rounding,
        relief: terms.treatment.relief(),
        tax_source: &terms.tax_source,
        lines: terms.lines.iter().map(line).collect(),
        delivery: SnapshotAmounts {
            net_minor: terms.delivery_net_minor,
            tax_minor: terms.delivery_tax_minor,
            gross_minor: terms.delivery_gross_minor,
            taxes: &terms.delivery_taxes,
        },
        adjustments: terms.adjustments.iter().map(adjustment).collect(),
        subtotal_minor: terms.subtotal_minor,
        discount_minor: terms.discount_minor,
        tax_minor: terms.tax_minor,
        total_minor: terms.total_minor,
        tenders_minor: terms.tenders.iter().map(|tender| tender.amount_minor).collect(),
        due_minor: terms.due_minor,
        trace: &calculation.trace,
    }
}

const fn adjustment(taken: &TermsAdjustment) -> Adjustment {
    Adjustment {
        promotion_id: taken.promotion_id,
        class: taken.class,
        line_seq: taken.line_seq,
        amount_minor: taken.amount_minor,
    }
}

fn line(line: &TermsLine) -> SnapshotLine<'_> {
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
