//! What holds for every answer.

use crate::answer::Answer;
use crate::case::Case;
use domain::pricing::{PricedCart, PricedLine};

/// What is wrong with an answer; empty for every case there is.
pub fn unsound(case: &Case, answer: &Answer) -> Vec<String> {
    let mut wrong = Wrong(Vec::new());
    wrong.unless(
        answer.applied.len() + answer.refused.len() <= 100,
        "promotions beyond count",
    );
    if let Some(Ok(cart)) = &answer.priced {
        wrong.lines(cart, case);
        wrong.totals(cart);
        wrong.adjustments(cart, answer);
        wrong.tenders(cart, case, answer);
        wrong.refunds(cart, answer);
        wrong.unless(
            answer.verified == Some(Ok(cart.trace.steps.len())),
            format!("the trace does not verify: {:?}", answer.verified),
        );
    }
    wrong.0
}

struct Wrong(Vec<String>);

impl Wrong {
    fn unless(&mut self, is_sound: bool, what: impl Into<String>) {
        if !is_sound {
            self.0.push(what.into());
        }
    }

    fn lines(&mut self, cart: &PricedCart, case: &Case) {
        let is_taxed = case.treatment.relief().is_none();
        for line in &cart.lines {
            let of = |what: &str| format!("line {}: {what}", line.line_seq);
            let list = i128::from(line.unit_price_minor) * i128::from(line.quantity);
            self.unless(i128::from(line.list_minor) == list, of("list amount"));
            self.unless((0..=line.list_minor).contains(&line.discount_minor), of("discount"));
            self.unless(line.net_minor >= 0 && line.tax_minor >= 0, of("below nothing"));
            self.unless(
                line.gross_minor - line.net_minor == line.tax_minor,
                of("gross, net and tax"),
            );
            let taxed = line.list_minor - line.discount_minor;
            // Whoever owes no tax pays what is left of a price without it.
            let is_amount = if is_taxed {
                taxed == line.gross_minor || taxed == line.net_minor
            } else {
                line.tax_minor == 0 && line.gross_minor <= taxed
            };
            self.unless(is_amount, of("taxed amount"));
            let parts = line.taxes.iter().map(|part| i128::from(part.amount_minor));
            self.unless(parts.sum::<i128>() == line.tax_minor.into(), of("parts of the tax"));
        }
    }

    fn totals(&mut self, cart: &PricedCart) {
        let delivery = cart.delivery.as_ref();
        let of = |pick: fn(&PricedLine) -> i64| cart.lines.iter().map(|line| i128::from(pick(line))).sum::<i128>();
        let (tax, gross) = delivery.map_or((0, 0), |delivery| (delivery.tax_minor, delivery.gross_minor));
        let sums = [
            ("subtotal", cart.subtotal_minor, of(|line| line.list_minor)),
            ("discount", cart.discount_minor, of(|line| line.discount_minor)),
            ("tax", cart.tax_minor, of(|line| line.tax_minor) + i128::from(tax)),
            (
                "total",
                cart.total_minor,
                of(|line| line.gross_minor) + i128::from(gross),
            ),
        ];
        for (what, stored, sum) in sums {
            self.unless(i128::from(stored) == sum && stored >= 0, what);
        }
        if let Some(delivery) = delivery {
            self.unless(
                (0..=delivery.price_minor).contains(&delivery.discount_minor),
                "discount of the delivery",
            );
            self.unless(
                delivery.net_minor >= 0 && delivery.gross_minor - delivery.net_minor == delivery.tax_minor,
                "gross, net and tax of the delivery",
            );
        }
        let parts = cart
            .tax_summary()
            .iter()
            .map(|part| i128::from(part.amount_minor))
            .sum::<i128>();
        self.unless(parts == cart.tax_minor.into(), "summary of the taxes");
    }

    fn adjustments(&mut self, cart: &PricedCart, answer: &Answer) {
        let taken = |line_seq| {
            let own = cart.adjustments.iter().filter(move |taken| taken.line_seq == line_seq);
            own.map(|taken| i128::from(taken.amount_minor)).sum::<i128>()
        };
        for line in &cart.lines {
            let is_whole = taken(Some(line.line_seq)) == line.discount_minor.into();
            self.unless(is_whole, format!("line {}: what its promotions took", line.line_seq));
        }
        let of_delivery = cart.delivery.as_ref().map_or(0, |delivery| delivery.discount_minor);
        self.unless(
            taken(None) == of_delivery.into(),
            "what promotions took of the delivery",
        );
        for taken in &cart.adjustments {
            let id = taken.promotion_id.to_string();
            self.unless(taken.amount_minor > 0, format!("{id} took nothing"));
            let is_named = answer.applied.iter().any(|(applied, ..)| *applied == id);
            self.unless(
                is_named,
                format!("{id} took something and is not among those that apply"),
            );
        }
    }

    fn tenders(&mut self, cart: &PricedCart, case: &Case, answer: &Answer) {
        let Some((applied, due)) = &answer.tendered else {
            return self.unless(false, "tenders");
        };
        let paid: i128 = applied.iter().map(|paid| i128::from(*paid)).sum();
        self.unless(
            paid + i128::from(*due) == cart.total_minor.into(),
            "tenders and what is due",
        );
        let within = applied
            .iter()
            .zip(&case.tenders)
            .all(|(paid, balance)| (0..=*balance).contains(paid));
        self.unless(within && *due >= 0, "a tender beyond its balance");
    }

    fn refunds(&mut self, cart: &PricedCart, answer: &Answer) {
        let given = || answer.refunds.iter().filter_map(|refund| refund.as_ref().ok());
        let total: i128 = given().map(|refund| i128::from(refund.amount_minor)).sum();
        self.unless(total <= cart.total_minor.into(), "more given back than was paid");
        for line in &cart.lines {
            let id = crate::refunds::order_line(line.line_seq).to_string();
            let slots: Vec<_> = given()
                .flat_map(|refund| &refund.slots)
                .filter(|slot| slot.0 == id)
                .collect();
            let worth: i128 = slots.iter().map(|slot| i128::from(slot.2)).sum();
            let is_all = slots.len() == line.quantity as usize;
            let fits = if is_all {
                worth == line.gross_minor.into()
            } else {
                worth <= line.gross_minor.into()
            };
            self.unless(fits, format!("line {}: what its units were worth", line.line_seq));
        }
    }
}
