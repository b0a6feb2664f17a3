//! The letter as HTML: tables and inline styles, since mail programs know little else. No pictures, no scripts, nothing
//! loaded from anywhere. Readable on dark grounds, with colours for programs that listen to the reader's wish.

use super::escape::html as safe;
use super::text::{name, sums};
use super::{Facts, Words};
use std::fmt::Write as _;

const FONT: &str = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

pub(super) fn render(words: &Words, facts: &Facts<'_>) -> String {
    let mut body = opening(words);
    if words.has_details {
        body.push_str(&lines(facts));
        body.push_str(&sum_rows(facts));
        body.push_str(&tax_note(facts));
        body.push_str(&address(facts));
    }
    body.push_str(&button("Look at your order", &facts.order_url()));
    body.push_str(&footer(facts.shop_name, facts.shop_email));
    document(&words.subject, facts.shop_name, &body)
}

pub(super) fn account(words: &Words, shop_name: &str, shop_email: &str) -> String {
    let mut body = opening(words);
    body.push_str(&footer(shop_name, shop_email));
    document(&words.subject, shop_name, &body)
}

fn footer(shop_name: &str, shop_email: &str) -> String {
    format!(
        "<p class=\"quiet\" style=\"margin:24px 0 0;font-size:14px;line-height:20px;color:#5b6570\">Questions? Write to \
         <a class=\"link\" href=\"mailto:{email}\" style=\"color:#0b5c75\">{email}</a>.<br>{shop}</p>",
        email = safe(shop_email),
        shop = safe(shop_name),
    )
}

/// A few words and, at the foot, a link as (label, address) to hear no more.
pub(super) fn with_goodbye(words: &Words, shop_name: &str, (label, address): (&str, &str)) -> String {
    let mut body = opening(words);
    let _ = write!(
        body,
        "<p class=\"quiet\" style=\"margin:24px 0 0;font-size:14px;line-height:20px;color:#5b6570\"><a class=\"link\" \
         href=\"{}\" style=\"color:#0b5c75\">{}</a></p>",
        safe(address),
        safe(label)
    );
    document(&words.subject, shop_name, &body)
}

pub(super) fn brief(words: &Words) -> String {
    document(&words.subject, "", &opening(words))
}

fn opening(words: &Words) -> String {
    let mut body = format!(
        "<h1 class=\"ink\" style=\"margin:0 0 16px;font-size:24px;line-height:30px;color:#14212b\">{}</h1>",
        safe(&words.heading)
    );
    for paragraph in &words.paragraphs {
        let _ = write!(
            body,
            "<p class=\"ink\" style=\"margin:0 0 16px;font-size:16px;line-height:24px;color:#14212b\">{}</p>",
            safe(paragraph)
        );
    }
    if let Some((label, address)) = &words.link {
        body.push_str(&button(label, address));
    }
    body
}

fn lines(facts: &Facts<'_>) -> String {
    let mut rows = String::new();
    for line in &facts.order.lines {
        let _ = write!(
            rows,
            "<tr{quote}><td class=\"ink rule\" style=\"padding:10px 12px 10px 0;border-bottom:1px solid #dfe5ea;color:#14212b\">\
             {quantity} × {name}</td><td class=\"ink rule\" align=\"right\" style=\"padding:10px 0;border-bottom:1px solid \
             #dfe5ea;white-space:nowrap;color:#14212b\">{amount}</td></tr>",
            quote = line
                .quote_id
                .map_or_else(String::new, |id| format!(" data-quote=\"{id}\"")),
            quantity = line.quantity,
            name = safe(&name(&line.title, &line.variant_title)),
            amount = safe(&line.line_total_text),
        );
    }
    table(&rows, "margin:8px 0 0")
}

fn sum_rows(facts: &Facts<'_>) -> String {
    let sums = sums(facts);
    let last = sums.len().saturating_sub(1);
    let mut rows = String::new();
    for (index, (label, amount)) in sums.iter().enumerate() {
        let weight = if index == last { "font-weight:bold;" } else { "" };
        let _ = write!(
            rows,
            "<tr><td class=\"ink\" style=\"padding:4px 12px 4px 0;{weight}color:#14212b\">{}</td><td class=\"ink\" \
             align=\"right\" style=\"padding:4px 0;{weight}white-space:nowrap;color:#14212b\">{}</td></tr>",
            safe(label),
            safe(amount)
        );
    }
    table(&rows, "margin:8px 0 0")
}

fn tax_note(facts: &Facts<'_>) -> String {
    let note = |text: &String| {
        format!(
            "<p class=\"ink\" style=\"margin:8px 0 0;font-size:14px;line-height:20px;color:#14212b\">{}</p>",
            safe(text)
        )
    };
    facts.order.totals.tax_note.as_ref().map(note).unwrap_or_default()
}

fn address(facts: &Facts<'_>) -> String {
    if facts.order.delivery_lines.is_empty() {
        return String::new();
    }
    let lines: Vec<_> = facts.order.delivery_lines.iter().map(|line| safe(line)).collect();
    format!(
        "<p class=\"ink\" style=\"margin:16px 0 0;font-size:16px;line-height:22px;color:#14212b\"><strong>Goes to</strong><br>{}</p>",
        lines.join("<br>")
    )
}

fn table(rows: &str, style: &str) -> String {
    format!(
        "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"{style};border-collapse:collapse;font-size:16px;\
         line-height:22px\">{rows}</table>"
    )
}

fn button(label: &str, address: &str) -> String {
    format!(
        "<p style=\"margin:20px 0 0\"><a class=\"button\" href=\"{}\" style=\"display:inline-block;padding:12px 20px;\
         border-radius:6px;background-color:#0b5c75;color:#ffffff;font-size:16px;line-height:20px;text-decoration:none\">{}</a></p>",
        safe(address),
        safe(label)
    )
}

fn document(title: &str, shop_name: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\">\
         <title>{title}</title><style>@media (prefers-color-scheme:dark){{\
         .ground{{background-color:#10171d!important}}.sheet{{background-color:#18222b!important}}\
         .ink{{color:#eef3f6!important}}.quiet{{color:#aab6c0!important}}.link{{color:#7cc7de!important}}\
         .rule{{border-color:#33414d!important}}.button{{background-color:#7cc7de!important;color:#10171d!important}}\
         }}</style></head>\
         <body class=\"ground\" style=\"margin:0;padding:0;background-color:#f3f6f8\">\
         <table role=\"presentation\" class=\"ground\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" \
         style=\"background-color:#f3f6f8\"><tr><td align=\"center\" style=\"padding:24px 12px\">\
         <table role=\"presentation\" class=\"sheet\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" \
         style=\"max-width:600px;background-color:#ffffff;border-radius:8px;{FONT}\"><tr><td align=\"left\" style=\"padding:28px\">\
         <p class=\"quiet\" style=\"margin:0 0 12px;font-size:14px;line-height:20px;color:#5b6570\">{shop}</p>{body}\
         </td></tr></table></td></tr></table></body></html>\n",
        title = safe(title),
        shop = safe(shop_name),
    )
}
