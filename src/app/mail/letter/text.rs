//! The letter for readers without HTML. Every text of others stays on its one line, so that none can pass for ours.

use super::escape::one_line;
use super::{Facts, Words};
use std::fmt::Write as _;

pub(super) fn render(words: &Words, facts: &Facts<'_>) -> String {
    let mut text = brief(words);
    if words.has_details {
        details(&mut text, facts);
    }
    // Writing to a text cannot fail.
    let _ = write!(
        text,
        "\nYour order’s page:\n{}\n\nQuestions? Write to {}.\n{}\n",
        facts.order_url(),
        one_line(facts.shop_email),
        one_line(facts.shop_name)
    );
    text
}

/// A few words and, at the foot, a link as (label, address) to hear no more.
pub(super) fn with_goodbye(words: &Words, (label, address): (&str, &str)) -> String {
    format!("{}\n{}:\n{}\n", brief(words), one_line(label), one_line(address))
}

pub(super) fn brief(words: &Words) -> String {
    let mut text = format!("{}\n", one_line(&words.heading));
    for paragraph in &words.paragraphs {
        let _ = write!(text, "\n{}\n", one_line(paragraph));
    }
    if let Some((label, address)) = &words.link {
        let _ = write!(text, "\n{}:\n{}\n", one_line(label), one_line(address));
    }
    text
}

pub(super) fn account(words: &Words, shop_name: &str, shop_email: &str) -> String {
    let mut text = brief(words);
    let (email, shop) = (one_line(shop_email), one_line(shop_name));
    let _ = write!(text, "\nQuestions? Write to {email}.\n{shop}\n");
    text
}

fn details(text: &mut String, facts: &Facts<'_>) {
    let order = facts.order;
    text.push_str("\nWhat you bought\n");
    for line in &order.lines {
        let _ = writeln!(
            text,
            "  {} × {}  {}",
            line.quantity,
            name(&line.title, &line.variant_title),
            one_line(&line.line_total_text)
        );
    }
    text.push('\n');
    for (label, amount) in sums(facts) {
        let _ = writeln!(text, "  {}: {}", one_line(&label), one_line(&amount));
    }
    if let Some(note) = &order.totals.tax_note {
        let _ = writeln!(text, "\n{}", one_line(note));
    }
    if !order.delivery_lines.is_empty() {
        text.push_str("\nGoes to\n");
        for line in &order.delivery_lines {
            let _ = writeln!(text, "  {}", one_line(line));
        }
    }
}

/// "Linen shirt, Coral / M".
pub(super) fn name(title: &str, variant_title: &str) -> String {
    if variant_title.is_empty() {
        one_line(title)
    } else {
        one_line(&format!("{title}, {variant_title}"))
    }
}

/// The sums as the order page lists them, as (label, amount); the last is the total, or what was
/// paid of it beside gift cards and store credit.
pub(super) fn sums(facts: &Facts<'_>) -> Vec<(String, String)> {
    let totals = &facts.order.totals;
    let mut rows = vec![("Goods".to_owned(), totals.subtotal_text.clone())];
    rows.extend(totals.discounts.iter().cloned());
    if let Some(delivery) = &totals.delivery_text {
        let label = match facts.order.delivery_method.as_str() {
            "" => "Delivery".to_owned(),
            method => format!("Delivery ({method})"),
        };
        rows.push((label, delivery.clone()));
    }
    rows.extend(totals.delivery_discounts.iter().cloned());
    rows.extend(totals.relief.iter().cloned());
    for (tax, amount) in &totals.taxes {
        let label = if totals.tax_included {
            format!("{tax}, included")
        } else {
            tax.clone()
        };
        rows.push((label, amount.clone()));
    }
    rows.push(("Total".to_owned(), totals.total_text.clone()));
    if !totals.tenders.is_empty() {
        rows.extend(totals.tenders.iter().cloned());
        rows.push((totals.due_label.clone(), totals.due_text.clone()));
    }
    rows
}
