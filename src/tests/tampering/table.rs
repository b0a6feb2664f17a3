//! For every address that changes something a form as our own pages send it. Words with a `$` stand for what a test knows:
//! `$ring`, `$line`, `$order` and so on. The order is that of a visit: the account ends last.

/// Who sends a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A shopper with a cart.
    Guest,
    /// A customer who is signed in.
    Customer,
    /// A script of a page: the fields travel as JSON.
    Island,
}

/// (route, where it is sent, who sends it, the fields).
pub type Entry = (&'static str, &'static str, Who, &'static [(&'static str, &'static str)]);

/// What is typed at checkout.
pub const DETAILS: [(&str, &str); 7] = [
    ("email", "shopper@example.com"),
    ("name", "Robin Shopper"),
    ("line1", "Unter den Linden 1"),
    ("city", "Berlin"),
    ("postal_code", "10117"),
    ("country", "DE"),
    ("delivery_method", "$delivery"),
];

/// Every entry.
pub const ENTRIES: &[Entry] = &[
    (
        "/cart/lines",
        "/cart/lines",
        Who::Guest,
        &[("variant_id", "$ring"), ("quantity", "1"), ("quote", "$other_quote")],
    ),
    (
        "/cart/lines/{line_item_id}",
        "/cart/lines/$line",
        Who::Guest,
        &[("quantity", "2")],
    ),
    (
        "/cart/lines/{line_item_id}/remove",
        "/cart/lines/$line/remove",
        Who::Guest,
        &[],
    ),
    ("/cart/note", "/cart/note", Who::Guest, &[("note", "Please ring twice")]),
    ("/cart/codes", "/cart/codes", Who::Guest, &[("code", "NOSUCHCODE")]),
    (
        "/cart/codes/remove",
        "/cart/codes/remove",
        Who::Guest,
        &[("code", "NOSUCHCODE")],
    ),
    ("/_fn/get_cart", "$get_cart", Who::Island, &[]),
    (
        "/_fn/add_line",
        "$add_line",
        Who::Island,
        &[("variant_id", "$ring"), ("quantity", "1"), ("quote", "$other_quote")],
    ),
    (
        "/_fn/set_quantity",
        "$set_quantity",
        Who::Island,
        &[("line_item_id", "$line"), ("quantity", "2")],
    ),
    (
        "/_fn/remove_line",
        "$remove_line",
        Who::Island,
        &[("line_item_id", "$line")],
    ),
    ("/_fn/suggest", "$suggest", Who::Island, &[("query", "ring")]),
    (
        "/market",
        "/market",
        Who::Guest,
        &[("market", "$market"), ("to", "/cart")],
    ),
    ("/checkout/details", "/checkout/details", Who::Guest, &DETAILS),
    (
        "/checkout/gift-cards",
        "/checkout/gift-cards",
        Who::Guest,
        &[
            DETAILS[0],
            DETAILS[1],
            DETAILS[2],
            DETAILS[3],
            DETAILS[4],
            DETAILS[5],
            DETAILS[6],
            ("gift_card", "AAAA-AAAA-AAAA-AAAA"),
        ],
    ),
    (
        "/checkout/gift-cards/remove",
        "/checkout/gift-cards/remove",
        Who::Guest,
        &[
            DETAILS[0],
            DETAILS[1],
            DETAILS[2],
            DETAILS[3],
            DETAILS[4],
            DETAILS[5],
            DETAILS[6],
            ("gift_card_id", "$nobody"),
        ],
    ),
    (
        "/checkout/store-credit",
        "/checkout/store-credit",
        Who::Guest,
        &[
            DETAILS[0],
            DETAILS[1],
            DETAILS[2],
            DETAILS[3],
            DETAILS[4],
            DETAILS[5],
            DETAILS[6],
            ("store_credit", "use"),
        ],
    ),
    (
        "/checkout/place",
        "/checkout/place",
        Who::Guest,
        &[
            DETAILS[0],
            DETAILS[1],
            DETAILS[2],
            DETAILS[3],
            DETAILS[4],
            DETAILS[5],
            DETAILS[6],
            ("expected_total_minor", "1"),
            ("expected_total_currency", "EUR"),
        ],
    ),
    (
        "/test-provider/pay/{token}",
        "$page",
        Who::Guest,
        &[("choice", "success")],
    ),
    (
        "/test-provider/pay/{token}/challenge",
        "$page/challenge",
        Who::Guest,
        &[("answer", "yes")],
    ),
    (
        "/test-provider/pay/{token}/cancel",
        "/test-provider/pay/$nobody/cancel",
        Who::Guest,
        &[],
    ),
    (
        "/webhooks/payments/{provider}",
        "/webhooks/payments/test",
        Who::Guest,
        &[("type", "payment.captured"), ("attempt_id", "$attempt")],
    ),
    (
        "/orders/{token}/return",
        "$sent/return",
        Who::Guest,
        &[("units.$sent_line", "1"), ("reason", "damaged"), ("note", "seam")],
    ),
    ("/orders/{token}/cancel", "$order/cancel", Who::Guest, &[]),
    (
        "/back-in-stock",
        "/back-in-stock",
        Who::Guest,
        &[("variant_id", "$ring"), ("email", "shopper@example.com")],
    ),
    ("/back-in-stock/{token}", "/back-in-stock/$nobody", Who::Guest, &[]),
    (
        "/account/register",
        "/account/register",
        Who::Guest,
        &[("email", "eve@example.com")],
    ),
    (
        "/account/register/{token}",
        "/account/register/$nobody",
        Who::Guest,
        &[("name", "Eve"), ("password", "salt on the skin")],
    ),
    (
        "/account/reset",
        "/account/reset",
        Who::Guest,
        &[("email", "eve@example.com")],
    ),
    (
        "/account/reset/{token}",
        "/account/reset/$nobody",
        Who::Guest,
        &[("password", "salt on the skin")],
    ),
    (
        "/account/sign-in/passkey/options",
        "/account/sign-in/passkey/options",
        Who::Guest,
        &[],
    ),
    (
        "/account/sign-in/passkey",
        "/account/sign-in/passkey",
        Who::Guest,
        &[("challenge", "$nobody"), ("answer", "{}")],
    ),
    (
        "/account/addresses",
        "/account/addresses",
        Who::Customer,
        &[
            ("name", "Robin Shopper"),
            ("line1", "Unter den Linden 1"),
            ("city", "Berlin"),
            ("postal_code", "10117"),
            ("country", "DE"),
        ],
    ),
    (
        "/account/addresses/{id}",
        "/account/addresses/$address",
        Who::Customer,
        &[
            ("name", "Robin Shopper"),
            ("line1", "Unter den Linden 2"),
            ("city", "Berlin"),
            ("postal_code", "10117"),
            ("country", "DE"),
        ],
    ),
    (
        "/account/addresses/{id}/default",
        "/account/addresses/$address/default",
        Who::Customer,
        &[],
    ),
    (
        "/account/addresses/{id}/delete",
        "/account/addresses/$nobody/delete",
        Who::Customer,
        &[],
    ),
    (
        "/account/profile",
        "/account/profile",
        Who::Customer,
        &[("name", "Robin"), ("phone", "")],
    ),
    (
        "/account/passkeys/options",
        "/account/passkeys/options",
        Who::Customer,
        &[("name", "Phone"), ("password", "salt on the skin")],
    ),
    (
        "/account/passkeys",
        "/account/passkeys",
        Who::Customer,
        &[("challenge", "$nobody"), ("answer", "{}"), ("name", "Phone")],
    ),
    (
        "/account/passkeys/{id}",
        "/account/passkeys/$nobody",
        Who::Customer,
        &[("name", "Phone")],
    ),
    (
        "/account/passkeys/{id}/remove",
        "/account/passkeys/$nobody/remove",
        Who::Customer,
        &[],
    ),
    (
        "/account/sessions/{id}/end",
        "/account/sessions/$nobody/end",
        Who::Customer,
        &[],
    ),
    (
        "/account/sessions/others/end",
        "/account/sessions/others/end",
        Who::Customer,
        &[],
    ),
    (
        "/account/password",
        "/account/password",
        Who::Customer,
        &[("current", "salt on the skin"), ("password", "salt on the skin again")],
    ),
    (
        "/account/erase",
        "/account/erase",
        Who::Customer,
        &[("password", "not the password")],
    ),
    ("/account/sign-out", "/account/sign-out", Who::Customer, &[]),
    (
        "/account/sign-in",
        "/account/sign-in",
        Who::Customer,
        &[("email", "shopper@example.com"), ("password", "salt on the skin again")],
    ),
];

/// What no page of ours sends, and nobody may decide by sending it.
pub const FORGED: &[(&str, &str)] = &[
    ("price", "1"),
    ("price_minor", "1"),
    ("unit_price_minor", "1"),
    ("amount", "1"),
    ("amount_minor", "1"),
    ("total", "1"),
    ("total_minor", "1"),
    ("due_minor", "0"),
    ("discount", "100"),
    ("discount_minor", "1000000"),
    ("tax", "0"),
    ("tax_minor", "0"),
    ("delivery_minor", "0"),
    ("currency", "JPY"),
    ("status", "paid"),
    ("payment_status", "paid"),
    ("captured_minor", "1000000"),
    ("role", "admin"),
    ("is_admin", "true"),
    ("customer_group", "staff"),
    ("customer_id", "00000000-0000-0000-0000-000000000001"),
    ("order_id", "00000000-0000-0000-0000-000000000001"),
    ("cart_id", "00000000-0000-0000-0000-000000000001"),
    ("price_list_id", "00000000-0000-0000-0000-000000000001"),
    ("store_credit_minor", "1000000"),
];

/// Numbers that are no number of units.
pub const NUMBERS: [&str; 9] = [
    "-1",
    "0",
    "1.5",
    "1e3",
    "0x10",
    "NaN",
    "4294967297",
    "9223372036854775808",
    "-9223372036854775809",
];
