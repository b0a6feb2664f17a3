//! What an exchange costs more than what came back is worth: the prepared checkout of one return. A plain form that works
//! without scripts.

use crate::document::{Head, render};
use crate::layouts::checkout_layout;
use crate::{Chrome, Rendered};
use domain::order::{ExchangeView, OrderView};
use leptos::prelude::*;
use ui::components::{ButtonKind, LinkButton, Notice, NoticeKind, SubmitButton, Totals};

/// "Your exchange", with the sums and the way to pay what is left.
pub fn exchange_page(order: &OrderView, exchange: &ExchangeView, problem: Option<String>, chrome: &Chrome) -> Rendered {
    let head = Head {
        title: "Your exchange".into(),
        is_unlisted: true,
        ..Head::default()
    };
    let address = order.address.clone();
    let number = order.number.map(|number| format!("Order #{number}"));
    let exchange = exchange.clone();
    let told = problem.or_else(|| Some(exchange.problem.clone()).filter(|text| !text.is_empty()));
    render(head, chrome, move || {
        let can_pay = exchange.problem.is_empty();
        let goods = exchange
            .goods
            .iter()
            .map(|it| view! { <li>{it.quantity}" × "{it.title.clone()}</li> })
            .collect_view();
        let problem = told.map(|text| view! { <Notice kind=NoticeKind::Problem><p>{text}</p></Notice> });
        let main = view! {
            <div class="order-form">
                <p class="order-number">{number}</p>
                <h1 class="page-title">"Your exchange"</h1>
                {problem}
                <p class="order-lead">
                    "What you sent back pays for this as far as it goes. Pay what is left until "
                    <strong>{exchange.until_text.clone()}</strong>
                    "; after that you get the money for what you sent back."
                </p>
                <ul class="order-goods">{goods}</ul>
                <Totals totals=exchange.totals.clone() />
                {pay_view(&exchange, can_pay, address)}
            </div>
        };
        checkout_layout(chrome, ("/", "Back to the shop"), main)
    })
}

fn pay_view(exchange: &ExchangeView, can_pay: bool, address: String) -> impl IntoView + use<> {
    let (total, due) = (exchange.totals.total, exchange.totals.due);
    let label = if due.minor > 0 {
        format!("Pay {}", exchange.totals.due_text)
    } else {
        "Order it".to_owned()
    };
    view! {
        <form method="post" action=exchange.address.clone() class="order-ways">
            <input type="hidden" name="expected_total_minor" value=total.minor.to_string() />
            <input type="hidden" name="expected_due_minor" value=due.minor.to_string() />
            <input type="hidden" name="currency" value=total.currency.code().to_owned() />
            {can_pay.then(|| view! { <SubmitButton label=label /> })}
            <LinkButton address=address label="Back to the order" kind=ButtonKind::Quiet />
        </form>
    }
}
