//! The two things that a shopper can do with an order: cancel it, which is asked again before it is done, and send
//! something back. Both are plain forms that work without scripts.

use crate::document::{Head, render};
use crate::layouts::checkout_layout;
use crate::{Chrome, Rendered};
use domain::order::{OrderView, RefundTo, ReplacementView, ReturnInput, ReturnReason, ReturnableLine};
use leptos::prelude::*;
use ui::components::{ButtonKind, LinkButton, Notice, NoticeKind, SelectField, SubmitButton, TextArea};

/// "Cancel this order?"
pub fn cancel_page(order: &OrderView, op: &str, chrome: &Chrome) -> Rendered {
    let head = Head {
        title: "Cancel this order".into(),
        is_unlisted: true,
        ..Head::default()
    };
    let (address, total) = (order.address.clone(), order.totals.total_text.clone());
    let number = order.number.map(|number| format!("Order #{number}"));
    let op = op.to_owned();
    render(head, chrome, move || {
        let action = [&address, "/cancel"].concat();
        let main = view! {
            <div class="order-form">
                <p class="order-number">{number}</p>
                <h1 class="page-title">"Cancel this order?"</h1>
                <p class="order-lead">
                    "Nothing will be sent, and what you have paid of " <strong>{total}</strong>
                    " goes back the way it came. A cancelled order cannot be taken up again."
                </p>
                <form method="post" action=action class="order-ways">
                    <input type="hidden" name="_op" value=op />
                    <SubmitButton label="Cancel this order" />
                    <LinkButton address=address label="Keep it" kind=ButtonKind::Quiet />
                </form>
            </div>
        };
        checkout_layout(chrome, ("/", "Back to the shop"), main)
    })
}

/// "Send something back", with what was typed before and what is at fault. `choices` can be had instead.
pub fn return_page(
    order: &OrderView,
    choices: &[ReplacementView],
    (typed, problem): (&ReturnInput, Option<String>),
    op: &str,
    chrome: &Chrome,
) -> Rendered {
    let head = Head {
        title: "Send something back".into(),
        is_unlisted: true,
        ..Head::default()
    };
    let (address, lines) = (order.address.clone(), order.aftermath.returnable.clone());
    let number = order.number.map(|number| format!("Order #{number}"));
    let (typed, op, choices) = (typed.clone(), op.to_owned(), choices.to_vec());
    let has_account = order.aftermath.has_account;
    render(head, chrome, move || {
        let action = [&address, "/return"].concat();
        let problem = problem.map(|text| view! { <Notice kind=NoticeKind::Problem><p>{text}</p></Notice> });
        let lines = (1..)
            .zip(lines)
            .map(|line| units_view(line, &choices, &typed))
            .collect_view();
        let money = has_account.then(|| money_view(&typed));
        let reasons = ReturnReason::ALL.map(|reason| (reason.as_str().to_owned(), reason.text().to_owned()));
        let main = view! {
            <div class="order-form">
                <p class="order-number">{number}</p>
                <h1 class="page-title">"Send something back"</h1>
                {problem}
                <form method="post" action=action class="checkout-part">
                    <input type="hidden" name="_op" value=op />
                    <fieldset class="checkout-part">
                        <legend class="checkout-heading">"What comes back?"</legend>
                        {lines}
                    </fieldset>
                    <SelectField name="reason" label="Why?" value=typed.reason choices=reasons.into()
                        placeholder="Choose a reason" />
                    {money}
                    <div class="field">
                        <p class="field-hint">"Anything that we should know (optional)"</p>
                        <TextArea name="note" label="Anything that we should know (optional)" value=typed.note max_length=500 />
                    </div>
                    <p class="order-ways">
                        <SubmitButton label="Ask for the return" />
                        <LinkButton address=address label="Keep everything" kind=ButtonKind::Quiet />
                    </p>
                </form>
            </div>
        };
        checkout_layout(chrome, ("/", "Back to the shop"), main)
    })
}

/// Where money goes of what is not exchanged.
fn money_view(typed: &ReturnInput) -> impl IntoView + use<> {
    let ways = [
        (RefundTo::Payment, "The way that I paid"),
        (RefundTo::StoreCredit, "To my store credit"),
    ];
    let ways = ways.map(|(to, text)| (to.as_str().to_owned(), text.to_owned()));
    let chosen = RefundTo::from_word(&typed.refund_to)
        .unwrap_or_default()
        .as_str()
        .to_owned();
    view! { <SelectField name="refund_to" label="Where should money go?" value=chosen choices=ways.into() placeholder="" /> }
}

/// "Money back", or something of the same product instead.
fn instead_view(
    (position, line): (usize, &ReturnableLine),
    choices: &[ReplacementView],
    typed: &ReturnInput,
) -> Option<impl IntoView + use<>> {
    let id = line.order_line_id.to_string();
    let chosen = typed.instead.get(&id).cloned().unwrap_or_default();
    let own = choices
        .iter()
        .filter(|choice| choice.order_line_id == line.order_line_id);
    let options: Vec<_> = own
        .map(|choice| {
            let value = choice.variant_id.to_string();
            let selected = value == chosen;
            let text = ["Exchange for ", &choice.title].concat();
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect();
    let name = ["instead.", &id].concat();
    let label = format!("Money or something else for item {position}");
    (!options.is_empty()).then(|| {
        view! {
            <label class="visually-hidden" for=name.clone()>{label}</label>
            <select id=name.clone() name=name.clone()>
                <option value="">"Money back"</option>
                {options}
            </select>
        }
    })
}

fn units_view(
    (position, line): (usize, ReturnableLine),
    choices: &[ReplacementView],
    typed: &ReturnInput,
) -> impl IntoView + use<> {
    let instead = instead_view((position, &line), choices, typed);
    let id = line.order_line_id.to_string();
    let name = ["units.", &id].concat();
    let chosen = typed.units.get(&id).cloned().unwrap_or_default();
    let counts = (0..=line.units).map(|count| {
        let value = count.to_string();
        let selected = value == chosen;
        view! { <option value=value.clone() selected=selected>{value.clone()}</option> }
    });
    view! {
        <div class="field order-units">
            <label for=name.clone()>{line.title}</label>
            <select id=name.clone() name=name.clone()>{counts.collect_view()}</select>
            {instead}
        </div>
    }
}
