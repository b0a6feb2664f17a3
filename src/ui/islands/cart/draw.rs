//! Prints the cart into every place of the page that shows it. Elements stay while their words change, so that the focus
//! stays where it is.

use rpc::{CartReply, LineReply};
use web_sys::Element;

use super::super::browser::{self, find_in, set, set_text, toggle};

const COUNT_COOKIE: &str = "cart_items";

/// Fills the badge from the cookie; no request.
pub fn count_from_cookie() {
    count(browser::cookie_number(COUNT_COOKIE).unwrap_or(0));
}

/// Shows more units than before, until the shop has answered.
pub fn count_more(quantity: u32) {
    let shown = browser::find(".cart-count")
        .and_then(|badge| badge.text_content()?.parse().ok())
        .unwrap_or(0);
    count(quantity.saturating_add(shown));
}

fn count(units: u32) {
    let text = if units == 0 { String::new() } else { units.to_string() };
    for link in browser::all(".cart-link") {
        set_text(&link, ".cart-count", &text);
        set_text(&link, ".cart-count-unit", if units == 0 { "" } else { " items" });
        if let Some(badge) = find_in(&link, ".cart-count") {
            toggle(&badge, "is-empty", units == 0);
        }
    }
}

/// Says what went wrong, or takes it back.
pub fn problem(text: &str) {
    for root in browser::all(".cart") {
        set_text(&root, ".cart-problem", text);
    }
}

/// Shows that sums are about to change.
pub fn busy(is_busy: bool) {
    for root in browser::all(".cart") {
        toggle(&root, "is-busy", is_busy);
    }
}

/// Prints the whole cart.
pub fn cart(cart: &CartReply) {
    count(cart.item_count);
    for root in browser::all(".cart") {
        toggle(&root, "is-waiting", false);
        toggle(&root, "is-empty", cart.lines.is_empty());
        if let Some(list) = find_in(&root, ".cart-lines") {
            lines(&list, &cart.lines);
        }
        set_text(&root, ".cart-subtotal strong", &cart.subtotal_text);
        pairs(&root, ".cart-discounts", &cart.discounts);
        set_text(&root, ".cart-after strong", &cart.after_text);
        if let Some(after) = find_in(&root, ".cart-after") {
            toggle(&after, "is-none", cart.after_text.is_empty());
        }
        pairs(&root, ".cart-codes", &cart.codes);
        set_text(&root, ".cart-tax", &cart.tax_text);
        reasons(&root, &cart.reasons);
        set_text(&root, ".cart-status", &announcement(cart));
    }
}

fn announcement(cart: &CartReply) -> String {
    let items = if cart.item_count == 1 {
        " item in your cart, "
    } else {
        " items in your cart, "
    };
    [
        &cart.notice,
        " ",
        &cart.item_count.to_string(),
        items,
        if cart.after_text.is_empty() {
            &cart.subtotal_text
        } else {
            &cart.after_text
        },
    ]
    .concat()
}

fn lines(list: &Element, lines: &[LineReply]) {
    for old in browser::all_in(list, ".cart-line") {
        let id = old.get_attribute("data-line").unwrap_or_default();
        if !lines.iter().any(|line| line.line_item_id.to_string() == id) {
            old.remove();
        }
    }
    for line in lines {
        let id = line.line_item_id.to_string();
        let known = find_in(list, &["[data-line=\"", &id, "\"]"].concat());
        let shown = known.or_else(|| {
            let fresh = new_line(line, &id)?;
            list.append_child(&fresh).is_ok().then_some(fresh)
        });
        if let Some(shown) = shown {
            numbers(&shown, line);
        }
    }
}

// What never changes while a line is in the cart.
fn new_line(line: &LineReply, id: &str) -> Option<Element> {
    let fresh = browser::copy_of("#cart-line")?;
    set(&fresh, "data-line", id);
    set_text(&fresh, ".cart-line-title a", &line.title);
    set_text(&fresh, ".cart-line-name", &line.title);
    set_text(&fresh, ".cart-line-variant", &line.variant_title);
    set(&find_in(&fresh, ".cart-line-title a")?, "href", &line.address);
    set(&find_in(&fresh, ".cart-line-picture")?, "src", &line.picture_address);
    set_text(&fresh, ".cart-line-gift", &line.gift_text);
    if !line.gift_text.is_empty() {
        find_in(&fresh, ".cart-line-forms")?.remove();
        return Some(fresh);
    }
    let action = ["/cart/lines/", id].concat();
    set(&find_in(&fresh, ".stepper")?, "action", &action);
    set(
        &find_in(&fresh, ".cart-line-remove")?,
        "action",
        &[&action, "/remove"].concat(),
    );
    let input = ["quantity-", id].concat();
    set(&find_in(&fresh, "label")?, "for", &input);
    set(&find_in(&fresh, ".stepper-input")?, "id", &input);
    Some(fresh)
}

fn numbers(shown: &Element, line: &LineReply) {
    set_text(shown, ".cart-line-unit", &line.unit_text);
    if let Some(unit) = find_in(shown, ".cart-line-unit") {
        set(&unit, "data-quote", &line.quote);
    }
    set_text(shown, ".cart-line-measure", &line.measure_text);
    set_text(shown, ".cart-line-discount", &line.discount_text);
    set_text(shown, ".cart-line-before", &line.before_text);
    set_text(shown, ".cart-line-now", &line.total_text);
    set_text(shown, ".cart-line-problem", &line.problem);
    if let Some(input) = browser::input(find_in(shown, ".stepper-input")) {
        set(&input, "data-max", &line.max_quantity.to_string());
        input.set_value(&line.quantity.to_string());
    }
    steps(shown, line.quantity, line.max_quantity);
}

/// Says which way a line's quantity can still go.
pub fn steps(line: &Element, quantity: u32, max: u32) {
    for (selector, is_end) in [
        ("[data-step=\"-1\"]", quantity <= 1),
        ("[data-step=\"1\"]", quantity >= max),
    ] {
        if let Some(button) = find_in(line, selector) {
            set(&button, "aria-disabled", if is_end { "true" } else { "false" });
        }
    }
}

// Rows of two words each.
fn pairs(root: &Element, selector: &str, rows: &[(String, String)]) {
    let Some(list) = find_in(root, selector) else {
        return;
    };
    list.set_text_content(None);
    let document = leptos::prelude::document();
    for (name, text) in rows {
        let Ok(item) = document.create_element("li") else {
            return;
        };
        for word in [name, text] {
            if let Ok(span) = document.create_element("span") {
                span.set_text_content(Some(word));
                let _ = item.append_child(&span);
            }
        }
        let _ = list.append_child(&item);
    }
}

fn reasons(root: &Element, reasons: &[String]) {
    if let Some(list) = find_in(root, ".cart-reasons") {
        list.set_text_content(None);
        for reason in reasons {
            if let Ok(item) = leptos::prelude::document().create_element("li") {
                item.set_text_content(Some(reason));
                let _ = list.append_child(&item);
            }
        }
    }
    if let Some(link) = find_in(root, ".cart-checkout") {
        if reasons.is_empty() {
            set(&link, "href", "/checkout");
            let _ = link.remove_attribute("aria-disabled");
        } else {
            set(&link, "aria-disabled", "true");
            let _ = link.remove_attribute("href");
        }
    }
}
