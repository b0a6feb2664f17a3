//! The sums of a checkout or an order, as the pricing floor wrote them.

use domain::checkout::TotalsView;
use leptos::prelude::*;

/// Goods, delivery, taxes, total, and what gift cards and store credit pay of it.
#[component]
pub fn Totals(
    /// What is printed.
    totals: TotalsView,
) -> impl IntoView {
    let delivery = totals.delivery_text.unwrap_or_else(|| "Chosen below".to_owned());
    let prefix = if totals.tax_included { "Includes " } else { "" };
    let taxes = totals.taxes.into_iter().map(|(name, amount)| {
        view! { <div class="totals-row is-tax"><dt>{prefix}{name}</dt><dd>{amount}</dd></div> }
    });
    let label = if totals.is_final { "Total" } else { "Total so far" };
    let total_row = view! {
        <div class="totals-row is-total">
            <dt>{label}</dt>
            <dd><data value=totals.total.to_decimal_string()>{totals.total_text}</data></dd>
        </div>
    };
    let tender_rows = totals.tenders.into_iter().map(|(label, amount)| {
        view! { <div class="totals-row is-tender"><dt>{label}</dt><dd>{amount}</dd></div> }
    });
    let tender_rows = tender_rows.collect_view();
    let due_row = (!tender_rows.is_empty()).then(|| {
        view! {
            <div class="totals-row is-total is-due">
                <dt>{totals.due_label}</dt>
                <dd><data value=totals.due.to_decimal_string()>{totals.due_text}</data></dd>
            </div>
        }
    });
    let goods_row = view! { <div class="totals-row"><dt>"Goods"</dt><dd>{totals.subtotal_text}</dd></div> };
    let delivery_row = view! { <div class="totals-row"><dt>"Delivery"</dt><dd>{delivery}</dd></div> };
    let discount_rows = |rows: Vec<(String, String)>| {
        let row = |(name, amount)| view! { <div class="totals-row is-discount"><dt>{name}</dt><dd>{amount}</dd></div> };
        rows.into_iter().map(row).collect_view()
    };
    let of_order = discount_rows(totals.discounts);
    let of_delivery = discount_rows(totals.delivery_discounts);
    let taxes = taxes.collect_view();
    let relief = discount_rows(totals.relief.into_iter().collect());
    let note = totals.tax_note.map(|text| view! { <p class="totals-note">{text}</p> });
    let rows = if totals.tax_included {
        view! { <dl class="totals">{goods_row}{of_order}{delivery_row}{of_delivery}{relief}{total_row}{taxes}{tender_rows}{due_row}</dl> }
            .into_any()
    } else {
        view! { <dl class="totals">{goods_row}{of_order}{delivery_row}{of_delivery}{taxes}{total_row}{tender_rows}{due_row}</dl> }.into_any()
    };
    view! {
        {rows}
        {note}
    }
}
