//! The words of each letter.

use super::Facts;
use domain::mail::Template;
use domain::order::{LapseReason, OrderStage};

/// What a letter says besides the order's details.
pub(super) struct Words {
    pub subject: String,
    pub heading: String,
    pub paragraphs: Vec<String>,
    /// Whether lines, sums and address follow.
    pub has_details: bool,
    /// (label, address) of one more link.
    pub link: Option<(String, String)>,
}

pub(super) fn words(template: Template, facts: &Facts<'_>) -> Option<Words> {
    let number = facts
        .order
        .number
        .map_or_else(String::new, |number| format!(" #{number}"));
    let order = format!("order{number}");
    Some(match template {
        Template::OrderPlaced => placed(&order, facts),
        Template::OrderShipped => shipped(&order, facts),
        Template::OrderCancelled => cancelled(&order, facts),
        Template::OrderRefunded => refunded(&order, facts),
        Template::ExchangePayable => payable(&order, facts),
        Template::ExchangeLapsed => lapsed(&order, facts),
        Template::VerifyEmail
        | Template::AccountExists
        | Template::ResetPassword
        | Template::PasskeyAdded
        | Template::PasskeyBlocked
        | Template::BackInStock
        | Template::StaffInvitation => return None,
    })
}

fn placed(order: &str, facts: &Facts<'_>) -> Words {
    let mut paragraphs = vec![format!(
        "We have your {order} and get it ready. You find below what was agreed; the order’s page always shows where it is."
    )];
    if facts.order.stage == OrderStage::OnHold {
        paragraphs
            .push("A person has to look at it before it can go out. We write to you if anything is needed.".to_owned());
    }
    Words {
        subject: format!("Your {order} at {}", facts.shop_name),
        heading: "Thank you for your order".to_owned(),
        paragraphs,
        has_details: true,
        link: None,
    }
}

fn shipped(order: &str, facts: &Facts<'_>) -> Words {
    let news = &facts.news;
    let mut paragraphs = vec![format!("Goods of your {order} have left for you.")];
    let parcel = match (news.carrier.as_str(), news.tracking_number.as_str()) {
        ("", "") => None,
        (carrier, "") => Some(format!("Carrier: {carrier}")),
        ("", number) => Some(format!("Parcel number: {number}")),
        (carrier, number) => Some(format!("Carrier: {carrier}, parcel number: {number}")),
    };
    // Goods may be told of twice, when they leave and when their parcel has a number: the second mail says so.
    let subject = if parcel.is_none() {
        format!("Your {order} at {} is on its way", facts.shop_name)
    } else {
        format!("The parcel of your {order} at {}", facts.shop_name)
    };
    paragraphs.extend(parcel);
    let follow = |url: &String| ("Follow the parcel".to_owned(), url.clone());
    Words {
        subject,
        heading: "Your goods are on their way".to_owned(),
        paragraphs,
        has_details: true,
        link: news.tracking_url.as_ref().map(follow),
    }
}

fn cancelled(order: &str, facts: &Facts<'_>) -> Words {
    let mut paragraphs = vec![format!("Your {order} was cancelled. Nothing more will be sent.")];
    paragraphs.extend(money_goes_back(facts));
    Words {
        subject: format!("Your {order} at {} was cancelled", facts.shop_name),
        heading: "Your order was cancelled".to_owned(),
        paragraphs,
        has_details: true,
        link: None,
    }
}

fn refunded(order: &str, facts: &Facts<'_>) -> Words {
    let paragraph = money_goes_back(facts).unwrap_or_else(|| "Money goes back to you.".to_owned());
    Words {
        subject: format!("Money back for your {order} at {}", facts.shop_name),
        heading: "Money goes back to you".to_owned(),
        paragraphs: vec![format!("This is about your {order}. {paragraph}"), the_way_back(facts)],
        has_details: true,
        link: None,
    }
}

fn payable(order: &str, facts: &Facts<'_>) -> Words {
    let due = facts.news.due_text.as_deref().unwrap_or("A difference");
    Words {
        subject: format!("Your exchange for your {order} at {}", facts.shop_name),
        heading: "One step is left for your exchange".to_owned(),
        paragraphs: vec![format!(
            "What you sent back of your {order} is credited. What you want instead costs more: {due} is left to pay. We keep \
             it for you for 14 days; after that you get the money for what you sent back."
        )],
        has_details: true,
        link: Some((
            "Pay the difference".to_owned(),
            format!("{}/exchange/{}", facts.order_url(), facts.news.return_seq),
        )),
    }
}

fn lapsed(order: &str, facts: &Facts<'_>) -> Words {
    let why = facts.news.why.unwrap_or(LapseReason::GivenUp);
    Words {
        subject: format!("Nothing is exchanged of your {order} at {}", facts.shop_name),
        heading: "Nothing is exchanged".to_owned(),
        paragraphs: vec![format!("This is about your {order}. {}", why.sentence())],
        has_details: true,
        link: None,
    }
}

fn the_way_back(facts: &Facts<'_>) -> String {
    let bank = "It goes the way that you paid; how long that takes is up to your bank or card.";
    match (facts.news.tenders.join(" "), facts.news.is_to_tenders_only) {
        (told, _) if told.is_empty() => bank.to_owned(),
        (told, true) => told,
        (told, false) => format!("{bank} {told}"),
    }
}

fn money_goes_back(facts: &Facts<'_>) -> Option<String> {
    let amount = facts.news.refund_text.as_ref()?;
    Some(format!("{amount} goes back to you."))
}
