//! `vitrine gift-card`: issues gift cards, shows and disables them.

use super::tenders::{currency_of, day, print_entries, text};
use crate::config::Config;
use app::App;
use app::refusal::Refusal as _;
use app::tender::{
    GiftCardState, IssueGiftCard, TenderError, disable_gift_card, find_gift_card, issue_gift_card, show_gift_card,
};
use chrono::{DateTime, Utc};
use clap::Subcommand;
use domain::money::Money;
use serde_json::json;
use std::process::ExitCode;

/// What to do with gift cards.
#[derive(Subcommand)]
pub enum GiftCards {
    /// Issues a card and prints its code, this once: only a digest of it is kept.
    Issue {
        /// What is on it, such as 50.00.
        amount: String,
        /// Its currency [default: that of the shop].
        #[arg(long)]
        currency: Option<String>,
        /// Good until before this moment, such as 2029-12-31T23:00:00Z [default: for ever].
        #[arg(long, value_name = "TIME")]
        expires: Option<DateTime<Utc>>,
        /// What for.
        #[arg(long, default_value = "")]
        note: String,
        /// Your name for this card, such as the number of a ticket: issuing it again issues no second one [default: a
        /// new one].
        #[arg(long = "ref", value_name = "REFERENCE")]
        client_ref: Option<String>,
        /// Name that the books remember.
        #[arg(long = "as", value_name = "NAME", env = "USER", default_value = "command line")]
        staff: String,
        /// As JSON for scripts.
        #[arg(long)]
        json: bool,
    },
    /// Shows a card and how its balance came about.
    Show {
        /// Its id, its code, or the last four characters of that.
        card: String,
        /// As JSON for scripts.
        #[arg(long)]
        json: bool,
    },
    /// Disables a card for good: it pays nothing any more. Repeating it changes nothing.
    Disable {
        /// Its id, its code, or the last four characters of that.
        card: String,
        /// As JSON for scripts.
        #[arg(long)]
        json: bool,
    },
}

/// Does what was asked.
pub async fn run(config: &Config, command: GiftCards) -> anyhow::Result<ExitCode> {
    super::with_app(config, async |app| {
        carry_out(app, command).await.map(|()| ExitCode::SUCCESS)
    })
    .await
}

async fn carry_out(app: &App, command: GiftCards) -> anyhow::Result<()> {
    match command {
        GiftCards::Issue {
            amount,
            currency,
            expires,
            note,
            client_ref,
            staff,
            json,
        } => {
            let amount = Money::parse_decimal(&amount, currency_of(app, currency.as_deref()).await?)?;
            let client_ref = client_ref.unwrap_or_else(adapters::rng::new_token);
            let wanted = IssueGiftCard {
                amount,
                expires_at: expires,
                client_ref: &client_ref,
                actor_name: &staff,
                note: &note,
            };
            issue(app, wanted, json).await
        }
        GiftCards::Show { card, json } => {
            let id = find_gift_card(app, &card).await.map_err(told)?;
            print(&show_gift_card(app, id).await.map_err(told)?, json)
        }
        GiftCards::Disable { card, json } => {
            let id = find_gift_card(app, &card).await.map_err(told)?;
            print(&disable_gift_card(app, id).await.map_err(told)?, json)
        }
    }
}

async fn issue(app: &App, wanted: IssueGiftCard<'_>, json: bool) -> anyhow::Result<()> {
    let issued = issue_gift_card(app, wanted).await.map_err(told)?;
    let code = issued.code.map(|code| code.to_string());
    if json {
        let document = json!({ "gift_card": issued.card, "code": code });
        println!("{}", serde_json::to_string_pretty(&document)?);
        return Ok(());
    }
    match code {
        Some(code) => {
            println!("{code}");
            println!(
                "{} are on it. The code is not kept: this was the only time to read it.",
                text(issued.card.initial)
            );
        }
        None => println!(
            "This reference has issued the card …{} before; its code was printed then. {} are left on it.",
            issued.card.last_four,
            text(issued.card.balance)
        ),
    }
    Ok(())
}

fn print(state: &GiftCardState, json: bool) -> anyhow::Result<()> {
    let card = &state.card;
    if json {
        let document = json!({ "gift_card": card, "entries": state.entries });
        println!("{}", serde_json::to_string_pretty(&document)?);
        return Ok(());
    }
    println!("Gift card …{}", card.last_four);
    println!("  id       {}", card.gift_card_id);
    println!("  left     {} of {}", text(card.balance), text(card.initial));
    println!("  issued   {}", day(card.created_at));
    println!(
        "  good     {}",
        card.expires_at
            .map_or_else(|| "for ever".to_owned(), |end| format!("until {}", day(end)))
    );
    if let Some(at) = card.disabled_at {
        println!("  disabled {}", day(at));
    }
    print_entries(&state.entries, card.balance.currency);
    Ok(())
}

fn told(error: TenderError) -> anyhow::Error {
    let sentence = format!("{} ({})", error.sentence(), error.code());
    anyhow::Error::from(error).context(sentence)
}
