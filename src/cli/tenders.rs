//! What the commands about gift cards and about store credit have in common, and `vitrine customer credit`.

use app::App;
use app::refusal::Refusal as _;
use app::tender::{CreditCustomer, TenderError, credit_customer, show_credit};
use chrono::{DateTime, Utc};
use clap::Subcommand;
use domain::id::CustomerId;
use domain::money::{Currency, Money, display};
use store::tender::Entry;

/// What to do with the store credit of a customer.
#[derive(Subcommand)]
pub enum Credit {
    /// Gives store credit; an amount below zero takes some away.
    Add {
        /// E-mail address or id.
        customer: String,
        /// How much, such as 10.00.
        #[arg(allow_hyphen_values = true)]
        amount: String,
        /// Its currency [default: that of the shop].
        #[arg(long)]
        currency: Option<String>,
        /// What for.
        #[arg(long, default_value = "")]
        note: String,
        /// Your name for this change: repeating it changes nothing [default: a new one].
        #[arg(long = "ref", value_name = "REFERENCE")]
        client_ref: Option<String>,
        /// Name that the books remember.
        #[arg(long = "as", value_name = "NAME", env = "USER", default_value = "command line")]
        staff: String,
    },
    /// Shows what a customer has and how it came about.
    Show {
        /// E-mail address or id.
        customer: String,
    },
}

impl Credit {
    /// Whose.
    pub fn customer(&self) -> &str {
        match self {
            Self::Add { customer, .. } | Self::Show { customer } => customer,
        }
    }
}

/// Does what was asked for the customer that was named.
pub async fn credit(app: &App, customer_id: CustomerId, command: Credit) -> anyhow::Result<()> {
    if let Credit::Add {
        amount,
        currency,
        note,
        client_ref,
        staff,
        ..
    } = command
    {
        let amount = Money::parse_decimal(&amount, currency_of(app, currency.as_deref()).await?)?;
        let client_ref = client_ref.unwrap_or_else(adapters::rng::new_token);
        let wanted = CreditCustomer {
            customer_id,
            amount,
            client_ref: &client_ref,
            actor_name: &staff,
            note: &note,
        };
        let changed = credit_customer(app, wanted).await.map_err(told)?;
        let when = if changed.is_repeated {
            "was done before"
        } else {
            "is done"
        };
        println!(
            "{} {when}. The customer has {} now.",
            text(amount),
            text(changed.account.balance)
        );
        return Ok(());
    }
    let states = show_credit(app, customer_id).await.map_err(told)?;
    if states.is_empty() {
        println!("No store credit.");
    }
    for state in states {
        println!("{}", text(state.account.balance));
        print_entries(&state.entries, state.account.balance.currency);
    }
    Ok(())
}

/// The currency that was named, or that of the shop.
pub async fn currency_of(app: &App, named: Option<&str>) -> anyhow::Result<Currency> {
    match named {
        Some(code) => Ok(Currency::parse(&code.trim().to_uppercase())?),
        None => Ok(app.shop().await?.shop.currency),
    }
}

/// An amount for people.
pub fn text(money: Money) -> String {
    display::format(money, display::Locale::default())
}

/// A moment for people.
pub fn day(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// How a balance came about, the newest first.
pub fn print_entries(entries: &[Entry], currency: Currency) {
    for entry in entries {
        let order = entry.order_number.map(|number| format!("order #{number}"));
        let parts = [order.unwrap_or_default(), entry.actor_name.clone(), entry.note.clone()];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        println!(
            "  {}  {:<8} {:>12} {:>12}  {}",
            entry.created_at.format("%Y-%m-%d %H:%M:%S"),
            entry.kind,
            text(Money::new(entry.amount_minor, currency)),
            text(Money::new(entry.balance_minor, currency)),
            parts.join(", ")
        );
    }
}

fn told(error: TenderError) -> anyhow::Error {
    let sentence = format!("{} ({})", error.sentence(), error.code());
    anyhow::Error::from(error).context(sentence)
}
