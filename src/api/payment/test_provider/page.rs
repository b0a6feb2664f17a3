//! The words and the HTML of the hosted pages.

use crate::html::escape;
use adapters::payment::test_provider::{Choice, HostedPage, PageState};
use domain::money::display;

/// The page of a session, as it stands.
pub(super) fn session(token: &str, page: &HostedPage, fault: Option<&str>) -> String {
    match page.state {
        PageState::Open => open(token, page, fault),
        PageState::Challenge => challenge(token, page),
        PageState::Processing => processing(page),
        PageState::Authorized => told(
            page,
            "reserved",
            "is set aside. The shop takes it when it sends the goods.",
        ),
        PageState::Voided => told(page, "released", "is yours again. The shop did not take it."),
        PageState::Done => done(page),
    }
}

fn open(token: &str, page: &HostedPage, fault: Option<&str>) -> String {
    let cards: String = Choice::ALL.iter().map(|choice| card(*choice)).collect();
    let fault = fault
        .map(|text| format!(r#"<p class="fault" role="alert">{}</p>"#, escape(text)))
        .unwrap_or_default();
    let main = format!(
        r#"<h1>Pay {amount}</h1>
<p class="what">{description}</p>
{fault}
<form method="post" action="/test-provider/pay/{token}">
<fieldset><legend>How should this payment go?</legend>
{cards}</fieldset>
<button class="pay" type="submit">Pay {amount}</button>
</form>
<form method="post" action="/test-provider/pay/{token}/cancel">
<button class="cancel" type="submit">Cancel and go back to the shop</button>
</form>"#,
        amount = amount(page),
        description = escape(&page.description),
        token = escape(token),
    );
    layout(&format!("Pay {}", amount(page)), &main)
}

fn card(choice: Choice) -> String {
    let (name, text) = words(choice);
    let checked = if choice == Choice::Success { " checked" } else { "" };
    let word = choice.as_str();
    format!(
        r#"<label class="card"><input type="radio" name="choice" value="{word}" aria-describedby="about-{word}"{checked}>
<span class="name">{name}</span><span class="about" id="about-{word}">{text}</span></label>
"#
    )
}

const fn words(choice: Choice) -> (&'static str, &'static str) {
    match choice {
        Choice::Success => (
            "Success",
            "The money is taken at once, or set aside where the shop takes it later.",
        ),
        Choice::Decline => ("Declined", "The bank says no. Nothing is taken."),
        Choice::Challenge => ("Challenge", "The bank asks you to confirm first."),
        Choice::Slow => ("Slow", "Takes a few seconds, then succeeds."),
        Choice::Timeout => (
            "Time-out, then success",
            "This page gives up waiting; the money is taken a little later.",
        ),
        Choice::LateDecline => (
            "Time-out, then declined",
            "This page gives up waiting; the bank refuses a little later.",
        ),
        Choice::Review => (
            "Success, under review",
            "The money is taken, and somebody looks whether it is a fraud.",
        ),
        Choice::Duplicate => (
            "Success, told three times",
            "The shop is told of the payment three times.",
        ),
        Choice::Early => (
            "Success, told early",
            "The shop hears of the payment before you are back.",
        ),
    }
}

fn challenge(token: &str, page: &HostedPage) -> String {
    let main = format!(
        r#"<h1>Your bank asks: is this you?</h1>
<p class="what">{description}, {amount}</p>
<form method="post" action="/test-provider/pay/{token}/challenge">
<button class="pay" type="submit" name="answer" value="confirm">Yes, confirm {amount}</button>
<button class="cancel" type="submit" name="answer" value="refuse">No, this is not me</button>
</form>"#,
        amount = amount(page),
        description = escape(&page.description),
        token = escape(token),
    );
    layout("Confirm the payment", &main)
}

fn told(page: &HostedPage, state: &str, sentence: &str) -> String {
    let main = format!(
        r#"<h1>This payment is {state}</h1>
<p>{amount} {sentence}</p>
<p><a class="pay" href="{home}">Back to the shop</a></p>"#,
        amount = amount(page),
        home = escape(&page.return_url),
    );
    layout("Payment", &main)
}

fn processing(page: &HostedPage) -> String {
    let main = format!(
        r#"<h1>The bank did not answer in time</h1>
<p>The payment of {amount} may still go through. The shop will tell you as soon as it knows; please do not pay again.</p>
<p><a class="pay" href="{home}">Go back to the shop</a></p>"#,
        amount = amount(page),
        home = escape(&page.return_url),
    );
    layout("No answer yet", &main)
}

fn done(page: &HostedPage) -> String {
    let main = format!(
        r#"<h1>This payment was answered already</h1>
<p>There is nothing more to do here. The shop shows how it went.</p>
<p><a class="pay" href="{home}">Go back to the shop</a></p>"#,
        home = escape(&page.return_url),
    );
    layout("Answered already", &main)
}

/// For an address that nobody was given.
pub(super) fn unknown() -> String {
    layout(
        "Unknown payment",
        "<h1>We do not know this payment</h1>\n<p>Please go back to the shop and try again from there.</p>",
    )
}

/// For a failure of ours.
pub(super) fn failed() -> String {
    layout(
        "Out of order",
        "<h1>We are out of order</h1>\n<p>Nothing was taken. Please try again in a moment.</p>",
    )
}

fn layout(title: &str, main: &str) -> String {
    format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} · Test payment provider</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/test-provider/style.css">
</head>
<body>
<header><p class="brand">Test payment provider</p><p class="warning">No real money. Nothing you choose here is charged to anybody.</p></header>
<main>
{main}
</main>
</body>
</html>
"#
    )
}

fn amount(page: &HostedPage) -> String {
    escape(&display::format(page.amount, display::Locale::default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::{Currency, Money};

    fn page(state: PageState, description: &str) -> String {
        let return_url = "http://shop.test/checkout/return/abc".to_owned();
        let amount = Money::new(6588, Currency::EUR);
        session(
            "tok",
            &HostedPage {
                state,
                amount,
                description: description.to_owned(),
                return_url,
            },
            None,
        )
    }

    #[test]
    fn every_card_is_a_labelled_radio_and_every_page_says_that_no_money_moves() {
        let html = page(PageState::Open, "Shop: 2 items");

        for choice in Choice::ALL {
            assert!(
                html.contains(&format!(r#"name="choice" value="{}""#, choice.as_str())),
                "{choice:?}"
            );
        }
        assert!(html.contains("Pay €65.88") && html.contains("Shop: 2 items"));
        for state in [
            PageState::Open,
            PageState::Challenge,
            PageState::Processing,
            PageState::Authorized,
            PageState::Voided,
            PageState::Done,
        ] {
            assert!(page(state, "x").contains("No real money"));
        }
        assert!(unknown().contains("No real money"));
    }

    #[test]
    fn what_the_shop_sends_cannot_become_html() {
        let html = page(PageState::Open, r#"<script>alert("x")</script> & 'co'"#);

        assert!(!html.contains("<script"));
        assert!(html.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;co&#39;"));
    }
}
