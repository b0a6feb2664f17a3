//! A cart line under another quantity.

use store::cart::CartLine;

/// The line with another quantity.
///
/// The price that the shopper has seen stays, so that a change of the merchant's goes on being shown. A price that moves
/// only because the new quantity reaches another quantity break is no such change: the shopper made it and sees it now.
pub(super) fn resized(line: &CartLine, quantity: u32) -> CartLine {
    let amount = |quantity| line.variant.price(quantity).map(|price| price.amount_minor);
    let seen = line.unit_price_at_add_minor;
    let unit_price_at_add_minor = match (amount(line.quantity), amount(quantity)) {
        (Some(before), Some(after)) if before == seen && line.seen_in.is_none() => after,
        _ => seen,
    };
    CartLine {
        quantity,
        unit_price_at_add_minor,
        ..line.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::pricing::PriceRow;
    use store::cart::CartVariant;
    use uuid::Uuid;

    fn price(min_quantity: u32, amount_minor: i64) -> PriceRow {
        PriceRow {
            scope: domain::pricing::PriceScope::Base,
            list_position: 0,
            list_id: Uuid::nil().into(),
            min_quantity,
            amount_minor,
            compare_at_minor: None,
        }
    }

    fn line(seen: i64, prices: Vec<PriceRow>) -> CartLine {
        CartLine {
            line_item_id: Uuid::nil().into(),
            line_seq: 1,
            quantity: 1,
            unit_price_at_add_minor: seen,
            seen_in: None,
            quote_id: None,
            added_at: chrono::DateTime::UNIX_EPOCH,
            gift_of: None,
            variant: CartVariant {
                variant_id: Uuid::nil().into(),
                product_id: Uuid::nil().into(),
                product_handle: "ring".into(),
                product_title: "Ring".into(),
                variant_title: String::new(),
                sku: String::new(),
                picture: None,
                content: None,
                tax_category: "standard".into(),
                requires_shipping: true,
                is_tracked: false,
                sells_without_stock: false,
                available: 0,
                is_published: true,
                prices,
            },
        }
    }

    #[test]
    fn a_quantity_break_that_the_shopper_reaches_is_no_price_change() {
        let resized = resized(&line(2000, vec![price(1, 2000), price(10, 1800)]), 10);

        assert_eq!((resized.quantity, resized.unit_price_at_add_minor), (10, 1800));
    }

    #[test]
    fn a_price_that_the_merchant_moved_goes_on_being_compared_with_the_one_seen() {
        assert_eq!(
            resized(&line(2000, vec![price(1, 2200)]), 3).unit_price_at_add_minor,
            2000
        );
    }
}
