//! `vitrine customer`: lists, shows, exports and erases accounts, and says which groups they are in and who owes no tax.

mod tax;

use super::tenders::{Credit, credit};
use crate::boot::{self, Database};
use crate::config::Config;
use anyhow::Context as _;
use app::App;
use app::customer::{
    CustomerError, add_to_group, erase, export, find_by_email, get, list_customers, list_groups, list_groups_of,
    remove_from_group,
};
use app::refusal::Refusal as _;
use chrono::{DateTime, Utc};
use clap::Subcommand;
use domain::id::CustomerId;
use std::path::PathBuf;
use std::process::ExitCode;

/// What to do with accounts.
#[derive(Subcommand)]
pub enum Customers {
    /// Lists accounts, the newest first.
    List {
        /// Only those made before this moment, such as 2026-11-22T12:00:00Z: the page after.
        #[arg(long, value_name = "TIME")]
        before: Option<DateTime<Utc>>,
        /// At most so many, 1 to 250.
        #[arg(long, default_value_t = 50)]
        limit: i64,
        /// As JSON for scripts.
        #[arg(long)]
        json: bool,
    },
    /// Shows an account.
    Show {
        /// E-mail address or id.
        customer: String,
    },
    /// Writes everything that is kept of a customer as JSON.
    Export {
        /// E-mail address or id.
        customer: String,
        /// Writes it to this file; otherwise it is printed.
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Erases an account for good: profile, addresses, sessions, open cart. Orders stay.
    Erase {
        /// E-mail address or id.
        customer: String,
        /// Says that this is meant.
        #[arg(long)]
        yes: bool,
    },
    /// Store credit of a customer.
    #[command(subcommand)]
    Credit(Credit),
    /// Groups of customers, which price lists and promotions speak to.
    #[command(subcommand)]
    Group(Group),
    /// Who owes no tax: VAT ids and certificates.
    #[command(subcommand)]
    Tax(tax::Tax),
}

/// What to do with groups. One is there as soon as a customer, a price list or a promotion names it.
#[derive(Subcommand)]
pub enum Group {
    /// Puts a customer in a group.
    Add {
        /// E-mail address or id.
        customer: String,
        /// Small letters, digits, hyphens and underscores, such as trade.
        group: String,
    },
    /// Takes a customer out of a group.
    Remove {
        /// E-mail address or id.
        customer: String,
        /// As above.
        group: String,
    },
    /// Lists the groups of a customer; without one, every group with what there is of it.
    List {
        /// E-mail address or id.
        customer: Option<String>,
    },
}

/// Does what was asked.
pub async fn run(config: &Config, command: Customers) -> anyhow::Result<ExitCode> {
    let database = Database::open(config).await?;
    let done = match boot::application(config, &database) {
        Ok(app) => carry_out(&app, command).await,
        Err(error) => Err(error),
    };
    database.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn carry_out(app: &App, command: Customers) -> anyhow::Result<()> {
    match command {
        Customers::List { before, limit, json } => list(app, before, limit, json).await,
        Customers::Show { customer } => show(app, &customer).await,
        Customers::Export { customer, file } => {
            let customer_id = find(app, &customer).await?;
            let document = format!("{:#}\n", export(app, customer_id).await.map_err(told)?);
            let Some(file) = file else {
                print!("{document}");
                return Ok(());
            };
            std::fs::write(&file, document).with_context(|| format!("{} cannot be written", file.display()))?;
            println!("Written to {}.", file.display());
            Ok(())
        }
        Customers::Erase { customer, yes } => {
            let customer_id = find(app, &customer).await?;
            anyhow::ensure!(
                yes,
                "nothing was erased: this cannot be undone; add --yes if it is meant"
            );
            erase(app, customer_id).await.map_err(told)?;
            println!("The account {customer_id} is erased. Its orders stay.");
            Ok(())
        }
        Customers::Credit(command) => credit(app, find(app, command.customer()).await?, command).await,
        Customers::Group(command) => group(app, command).await,
        Customers::Tax(command) => tax::run(app, command).await,
    }
}

async fn group(app: &App, command: Group) -> anyhow::Result<()> {
    match command {
        Group::Add { customer, group } => {
            let added = add_to_group(app, find(app, &customer).await?, &group)
                .await
                .map_err(told)?;
            println!(
                "{customer} is {} in the group {group}.",
                if added { "now" } else { "already" }
            );
        }
        Group::Remove { customer, group } => {
            let removed = remove_from_group(app, find(app, &customer).await?, &group)
                .await
                .map_err(told)?;
            println!(
                "{customer} is {} in the group {group}.",
                if removed { "no longer" } else { "not" }
            );
        }
        Group::List {
            customer: Some(customer),
        } => {
            let groups = list_groups_of(app, find(app, &customer).await?).await.map_err(told)?;
            println!(
                "{}",
                if groups.is_empty() {
                    "No groups.".to_owned()
                } else {
                    groups.join("\n")
                }
            );
        }
        Group::List { customer: None } => {
            let groups = list_groups(app).await.map_err(told)?;
            if groups.is_empty() {
                println!("No groups.");
            }
            for it in groups {
                println!(
                    "{}  {} members  {} price lists  {} promotions",
                    it.customer_group, it.members, it.price_lists, it.promotions
                );
            }
        }
    }
    Ok(())
}

async fn list(app: &App, before: Option<DateTime<Utc>>, limit: i64, json: bool) -> anyhow::Result<()> {
    let customers = list_customers(app, before, limit).await.map_err(told)?;
    if json {
        println!("{}", serde_json::to_string_pretty(&customers)?);
        return Ok(());
    }
    if customers.is_empty() {
        println!("No customers.");
    }
    for it in customers {
        println!(
            "{}  {}  {:>4} orders  {}  {}",
            it.customer_id,
            it.created_at.format("%Y-%m-%d %H:%M"),
            it.orders,
            it.email,
            it.name
        );
    }
    Ok(())
}

async fn show(app: &App, customer: &str) -> anyhow::Result<()> {
    let customer_id = find(app, customer).await?;
    let customer = get(app, customer_id).await.map_err(told)?;
    let groups = list_groups_of(app, customer_id).await.map_err(told)?;
    let groups = if groups.is_empty() {
        "none".to_owned()
    } else {
        groups.join(", ")
    };
    let phone = if customer.phone.is_empty() {
        "none"
    } else {
        &customer.phone
    };
    println!("Customer {}", customer.customer_id);
    println!("  e-mail   {}", customer.email);
    println!("  name     {}", customer.name);
    println!("  phone    {phone}");
    println!("  groups   {groups}");
    println!("  since    {}", customer.created_at.format("%Y-%m-%d %H:%M UTC"));
    Ok(())
}

async fn find(app: &App, customer: &str) -> anyhow::Result<CustomerId> {
    match customer.parse() {
        Ok(customer_id) => Ok(customer_id),
        Err(_) => find_by_email(app, customer).await.map_err(told),
    }
}

fn told(error: CustomerError) -> anyhow::Error {
    if let CustomerError::Invalid(faults) = &error {
        let texts: Vec<&str> = faults.iter().map(|fault| fault.text.as_str()).collect();
        return anyhow::anyhow!("{} ({})", texts.join(" "), error.code());
    }
    let sentence = format!("{} ({})", error.sentence(), error.code());
    anyhow::Error::from(error).context(sentence)
}
