//! A cart as the browser prints it.

use domain::cart::{CartLineView, CartView};

use crate::{CartReply, LineReply, NO_PICTURE};

impl CartReply {
    /// The words of a cart, with what its command has to say.
    pub fn new(cart: CartView, notice: Option<String>) -> Self {
        Self {
            version: cart.version,
            item_count: cart.item_count,
            lines: cart.lines.into_iter().map(LineReply::from).collect(),
            subtotal_text: cart.subtotal_text,
            discounts: cart.discounts,
            after_text: cart.total_text,
            codes: cart
                .codes
                .into_iter()
                .map(|code| (code.code, code.text))
                .chain(cart.notes)
                .collect(),
            tax_text: cart.tax_text,
            reasons: cart.blocks_checkout.into_iter().map(|why| why.text).collect(),
            notice: notice.unwrap_or_default(),
        }
    }
}

fn discount_text(discounts: &[(String, String)]) -> String {
    let words = discounts.iter().map(|(name, amount)| format!("{name} {amount}"));
    words.collect::<Vec<_>>().join(", ")
}

impl From<CartLineView> for LineReply {
    fn from(line: CartLineView) -> Self {
        let unit_text = match &line.price_change {
            Some(change) => format!(
                "{} each, was {} when you added it",
                line.unit_price_text, change.was_text
            ),
            None => format!("{} each", line.unit_price_text),
        };
        Self {
            line_item_id: line.line_item_id,
            address: line.address,
            title: line.title,
            variant_title: line.variant_title,
            picture_address: line
                .picture
                .map_or_else(|| NO_PICTURE.to_owned(), |picture| picture.address(320, "jpg")),
            gift_text: if line.is_gift {
                format!("A gift: {} of it", line.quantity)
            } else {
                String::new()
            },
            quantity: line.quantity,
            max_quantity: line.max_quantity,
            unit_text,
            measure_text: line.per_measure_text.unwrap_or_default(),
            quote: line.quote_id.map(|id| id.to_string()).unwrap_or_default(),
            total_text: line.line_total_text,
            before_text: line.before_text.unwrap_or_default(),
            discount_text: discount_text(&line.discounts),
            problem: line.problem.unwrap_or_default(),
        }
    }
}
