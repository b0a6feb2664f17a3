//! What is wanted instead: a variant for all units of a line that comes back.

use crate::order::OrderError;
use crate::order::open::Open;
use domain::id::{OrderLineId, VariantId};
use domain::order::OrderRefusal;
use store::order::{ExchangeLine, Replacement};

/// Checks what is wanted against what can be had now: of the same product, and enough of it. `units` come back.
pub(in crate::order) async fn wish(
    order: &mut Open<'_>,
    units: &[(OrderLineId, u32)],
    instead: &[(OrderLineId, VariantId)],
) -> Result<Vec<ExchangeLine>, OrderError> {
    if instead.is_empty() {
        return Ok(Vec::new());
    }
    let choices = store::order::list_replacements(&mut order.tx, order.head.order_id, order.now).await?;
    let mut lines: Vec<ExchangeLine> = Vec::new();
    for (order_line_id, variant_id) in instead {
        let count = units
            .iter()
            .find(|(id, _)| id == order_line_id)
            .map(|(_, count)| *count);
        let is_repeated = lines.iter().any(|line| line.order_line_id == *order_line_id);
        let Some(quantity) = count.filter(|_| !is_repeated) else {
            return Err(OrderRefusal::NoSuchLine.into());
        };
        let choice = choices
            .iter()
            .find(|choice| (choice.order_line_id, choice.variant_id) == (*order_line_id, *variant_id))
            .ok_or(OrderRefusal::NotExchangeable)?;
        let same: u32 = lines
            .iter()
            .filter(|line| line.variant_id == *variant_id)
            .map(|line| line.quantity)
            .sum();
        if !can_be_had(choice, quantity + same) {
            return Err(OrderRefusal::NotExchangeable.into());
        }
        lines.push(ExchangeLine {
            order_line_id: *order_line_id,
            variant_id: *variant_id,
            quantity,
            title: title(choice),
        });
    }
    Ok(lines)
}

// A cart's line has at most 99.
fn can_be_had(choice: &Replacement, quantity: u32) -> bool {
    quantity <= 99
        && choice
            .available
            .is_none_or(|available| available >= i64::from(quantity))
}

/// "Ebbe Bikini, Coral / M".
pub(super) fn title(choice: &Replacement) -> String {
    if choice.variant_title.is_empty() {
        choice.product_title.clone()
    } else {
        format!("{}, {}", choice.product_title, choice.variant_title)
    }
}
