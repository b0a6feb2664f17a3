//! Clicks and forms in the cart, wherever it is shown.

use domain::id::LineItemId;
use leptos::ev::{Event, MouseEvent, SubmitEvent};
use web_sys::Element;

use super::super::browser::{self, around, find_in};
use super::{commands, draw};

/// Steps of a quantity, and the ways out of the drawer.
pub fn clicked(event: MouseEvent) {
    if let Some(button) = around(&event, "[data-step]") {
        if button.get_attribute("aria-disabled").as_deref() == Some("true") {
            return;
        }
        let by = if button.get_attribute("data-step").as_deref() == Some("1") {
            1
        } else {
            -1
        };
        if let Some((line, quantity)) = quantity_around(&event) {
            ask(&line, quantity.saturating_add_signed(by).max(1));
        }
        return;
    }
    // The dialog's own box is its backdrop: everything else lies in its child.
    let is_way_out = around(&event, ".drawer-close").is_some() || around(&event, ".drawer-inner").is_none();
    if let (true, Some(drawer)) = (is_way_out, browser::dialog(".drawer[open]")) {
        drawer.close();
    }
}

/// A quantity that was typed.
pub fn changed(event: Event) {
    if let Some((line, quantity)) = quantity_around(&event) {
        ask(&line, quantity);
    }
}

/// The forms of a line: its quantity, or the way out.
pub fn submitted(event: SubmitEvent) {
    let Some(line) = around(&event, ".cart-line") else {
        return;
    };
    event.prevent_default();
    if around(&event, ".cart-line-remove").is_some() {
        take_out(&line);
    } else if let Some((line, quantity)) = quantity_around(&event) {
        ask(&line, quantity);
    }
}

fn quantity_around(event: &Event) -> Option<(Element, u32)> {
    let line = around(event, ".cart-line")?;
    let quantity = browser::input(find_in(&line, ".stepper-input"))?.value().parse().ok()?;
    Some((line, quantity))
}

fn ask(line: &Element, quantity: u32) {
    if quantity == 0 {
        return take_out(line);
    }
    let (Some(id), Some(input)) = (id_of(line), browser::input(find_in(line, ".stepper-input"))) else {
        return;
    };
    let max = browser::number(&input, "data-max").unwrap_or(99).max(1);
    let quantity = quantity.min(max);
    input.set_value(&quantity.to_string());
    draw::steps(line, quantity, max);
    commands::set_quantity(id, quantity);
}

// The focus would be lost with the line.
fn take_out(line: &Element) {
    if let Some(id) = id_of(line) {
        let heading = if around_drawer(line) {
            "#drawer-title"
        } else {
            "#cart-title"
        };
        line.remove();
        browser::focus(browser::find(heading));
        commands::set_quantity(id, 0);
    }
}

fn around_drawer(line: &Element) -> bool {
    line.closest(".drawer").ok().flatten().is_some()
}

fn id_of(line: &Element) -> Option<LineItemId> {
    line.get_attribute("data-line")?.parse().ok()
}
