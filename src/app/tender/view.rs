//! What the checkout shows of gift cards and store credit.

use crate::checkout::quote::Quote;
use crate::checkout::totals::price_text;
use domain::money::Money;
use domain::tender::{ChosenTender, StoreCreditView, TenderKind, TendersView};
use store::tender::CartTender;

/// The entered cards, and what a signed-in customer has.
pub(crate) fn view(quote: &Quote) -> TendersView {
    let of = |kind| quote.tenders.iter().filter(move |tender| tender.kind == kind);
    let cards = of(TenderKind::GiftCard).filter(|tender| tender.is_chosen);
    let credit = of(TenderKind::StoreCredit).find(|tender| tender.is_usable && is_payable(quote, tender));
    TendersView {
        gift_cards: cards
            .map(|tender| ChosenTender {
                tender_account_id: tender.tender_account_id,
                label: tender.kind.label(&tender.last_four),
                problem: problem(quote, tender).to_owned(),
            })
            .collect(),
        store_credit: credit.map(|tender| StoreCreditView {
            balance_text: price_text(Money::new(tender.balance_minor, tender.currency)),
            is_used: tender.is_chosen,
        }),
    }
}

fn is_payable(quote: &Quote, tender: &CartTender) -> bool {
    tender.balance_minor > 0 && tender.currency == quote.context.currency
}

// A card was good when it was entered; who has entered it may know what became of it.
fn problem(quote: &Quote, tender: &CartTender) -> &'static str {
    if !tender.is_usable {
        "is not good any more"
    } else if tender.currency != quote.context.currency {
        "is in another currency"
    } else if tender.balance_minor == 0 {
        "is empty"
    } else {
        ""
    }
}
