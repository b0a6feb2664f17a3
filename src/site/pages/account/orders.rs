//! The first page of the account: the orders, the newest first.

use super::frame::{AccountNews, document, inside};
use crate::{Chrome, Rendered};
use domain::customer::{AccountOrder, AccountOrders, CustomerView};
use leptos::prelude::*;
use ui::components::{DrawingKind, EmptyState, LinkButton, Pagination};

/// The orders of a customer, one page of them.
pub fn orders_page(
    customer: &CustomerView,
    orders: &AccountOrders,
    news: Option<AccountNews>,
    op: &str,
    chrome: &Chrome,
) -> Rendered {
    let (name, email, orders) = (customer.name.clone(), customer.email.clone(), orders.clone());
    document("Your orders", chrome, || {
        let body = if orders.orders.is_empty() {
            empty_view().into_any()
        } else {
            list_view(orders).into_any()
        };
        let body = view! {
            <p class="page-lead">"Signed in as " <strong>{name}</strong> ", " {email}</p>
            {body}
        };
        inside("Your orders", "/account", news, op, chrome, body.into_any())
    })
}

fn empty_view() -> impl IntoView {
    view! {
        <EmptyState drawing=DrawingKind::Shell title="No orders yet" text="What you order stands here, also what you ordered without an account under the same e-mail address.">
            <LinkButton address="/collections" label="See all collections" />
        </EmptyState>
    }
}

fn list_view(orders: AccountOrders) -> impl IntoView {
    let AccountOrders {
        orders,
        page,
        page_count,
    } = orders;
    let rows = orders.into_iter().map(row_view).collect_view();
    view! {
        <ul class="account-orders" role="list">{rows}</ul>
        <Pagination page=page page_count=page_count address=|page| format!("/account?page={page}") />
    }
}

fn row_view(order: AccountOrder) -> impl IntoView {
    view! {
        <li class="account-order">
            <a class="account-order-number" href=order.address>{format!("Order #{}", order.number)}</a>
            <span class="account-order-goods">{order.goods_text}</span>
            <span class="account-order-state">{order.state_text}</span>
            <time datetime=order.placed_at>{order.placed_text}</time>
            <span class="account-order-total">{order.total_text}</span>
        </li>
    }
}
