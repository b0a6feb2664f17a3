//! `vitrine price explain`, `vitrine order explain` and `verify`: numbers that explain themselves, and the proof that they are right.

use super::{prices, with_app};
use crate::config::Config;
use app::App;
use app::pricing::{Explained, Explanation, Verdict};
use clap::{Args, Subcommand};
use domain::id::CartId;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum Price {
    /// Prints how a cart comes to its total, step by step.
    Explain {
        /// Id of the cart.
        #[arg(long, value_name = "ID")]
        cart: CartId,
    },
    /// Lists the price lists.
    Lists,
    /// Writes the prices of a CSV file into a list. Repeating it changes nothing.
    Import(prices::Import),
    /// Writes the prices of a list as CSV.
    Export {
        /// Name of the list.
        #[arg(long, value_name = "NAME")]
        list: String,
        /// Into this file instead of standard output.
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Makes lists from the lists that their settings name, at the rate that they name. Repeating it changes nothing.
    Publish(prices::Publish),
}

#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct Proved {
    /// Number of the order.
    number: Option<i64>,
    /// Every order.
    #[arg(long)]
    all: bool,
}

/// Does what was asked about a price.
pub async fn price(config: &Config, command: Price) -> anyhow::Result<ExitCode> {
    match command {
        Price::Explain { cart } => {
            with_app(config, async |app| {
                print(&app::pricing::explain_cart(app, cart).await?);
                Ok(ExitCode::SUCCESS)
            })
            .await
        }
        Price::Lists => prices::lists(config).await,
        Price::Import(asked) => prices::import(config, &asked).await,
        Price::Export { list, to } => prices::export(config, &list, to.as_deref()).await,
        Price::Publish(asked) => prices::publish(config, &asked).await,
    }
}

/// Prints the steps of an order.
pub async fn explain(config: &Config, number: i64) -> anyhow::Result<ExitCode> {
    with_app(config, async |app| {
        print(&app::pricing::explain_order(app, number).await?);
        Ok(ExitCode::SUCCESS)
    })
    .await
}

/// Proves one order or all.
pub async fn verify(config: &Config, which: Proved) -> anyhow::Result<ExitCode> {
    with_app(config, async |app| match which.number {
        Some(number) => {
            let verdict = app::pricing::verify_order(app, number).await?;
            println!("#{number}: {}", words(&verdict));
            Ok(code(verdict.is_equal()))
        }
        None => verify_all(app).await,
    })
    .await
}

// Only what differs is printed one by one: a shop may have many orders.
async fn verify_all(app: &App) -> anyhow::Result<ExitCode> {
    let (mut equal, mut older, mut different, mut after) = (0_u64, 0_u64, 0_u64, 0);
    loop {
        let verdicts = app::pricing::verify_orders(app, after).await?;
        let Some((last, _)) = verdicts.last() else { break };
        after = *last;
        for (number, verdict) in &verdicts {
            match verdict {
                Verdict::Equal(proof) => {
                    equal += 1;
                    older += u64::from(!proof.is_whole());
                }
                Verdict::Differs(_) | Verdict::Unreadable(_) => {
                    different += 1;
                    println!("#{number}: {}", words(verdict));
                }
            }
        }
    }
    println!("{equal} orders are equal, {different} differ.");
    if older > 0 {
        println!(
            "{older} of them are verified to the depth of trace version 1, which does not say how large promotions were."
        );
    }
    Ok(code(different == 0))
}

fn words(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Equal(proof) => proof.to_string(),
        Verdict::Differs(difference) => difference.to_string(),
        Verdict::Unreadable(error) => format!("cannot be read: {error}"),
    }
}

fn code(is_equal: bool) -> ExitCode {
    if is_equal { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn print(explanation: &Explanation) {
    let steps = &explanation.steps;
    let width = |of: fn(&Explained) -> &str| steps.iter().map(|step| of(step).chars().count()).max().unwrap_or(0);
    let (subject, operand) = (width(|step| &step.subject), width(|step| &step.operand));
    for step in steps {
        println!(
            "{:>4}  {:<3}  {:<subject$}  {:<operand$}  {:<9}  {:>12}",
            step.number, step.rule, step.subject, step.operand, step.rounding, step.result
        );
    }
    if !explanation.left_out.is_empty() {
        println!("Left out:");
    }
    for sentence in &explanation.left_out {
        println!("      {sentence}");
    }
    println!("Printed prices:");
    for quote in &explanation.quotes {
        let id = quote.quote_id.map_or_else(|| "-".to_owned(), |id| id.to_string());
        println!("      {}  {id:<18}  {}", quote.subject, quote.words);
    }
}
