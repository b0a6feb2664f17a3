//! The command line.

mod alerts;
mod customers;
mod definitions;
mod demo;
mod doctor;
mod gallery;
mod gift_cards;
mod import;
mod mail;
mod migrate;
mod orders;
mod parity;
mod prices;
mod promotions;
mod proof;
mod settings;
mod staff;
mod stock;
mod tax;
mod tenders;

use crate::boot::Database;
use crate::config::Config;
use crate::{boot, telemetry};
use app::App;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// An open storefront in one binary: server-rendered pages, cart, checkout and orders on Postgres.
///
/// Without `DATABASE_URL` the store runs a private Postgres of its own under `.vitrine/`.
#[derive(Parser)]
#[command(name = "vitrine", version, disable_help_subcommand = true)]
struct Cli {
    /// Configuration file [default: vitrine.toml, where it exists].
    #[arg(long, global = true, value_name = "FILE", env = "VITRINE_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the store: web server and background work.
    Serve,
    /// Brings the database to the shape that this version needs. Repeating it does nothing.
    Migrate,
    /// Brings data in from files.
    #[command(subcommand)]
    Import(Import),
    /// Publishes and lists promotions.
    #[command(subcommand)]
    Promotions(Promotions),
    /// Lists, shows, exports and erases customer accounts, and puts them in groups.
    #[command(subcommand, name = "customer", alias = "customers")]
    Customers(customers::Customers),
    /// Lists, publishes and withdraws galleries.
    #[command(subcommand, alias = "galleries")]
    Gallery(gallery::Galleries),
    /// Lists, grants and revokes rights to show what customers and creators posted.
    #[command(subcommand)]
    Rights(gallery::Rights),
    /// Lists and closes alerts: what a person must look at.
    #[command(subcommand, alias = "alert")]
    Alerts(alerts::Alerts),
    /// Issues, shows and disables gift cards.
    #[command(subcommand, name = "gift-card", alias = "gift-cards")]
    GiftCard(gift_cards::GiftCards),
    /// Loads the demo store. Repeating it changes nothing.
    Demo,
    /// Shows, tries and repeats mails.
    #[command(subcommand)]
    Mail(mail::Mail),
    Parity(parity::Parity),
    /// Explains prices; fills and publishes price lists.
    #[command(subcommand)]
    Price(proof::Price),
    /// Shows and changes the settings of the shop: markets, price lists, taxes, delivery.
    #[command(subcommand)]
    Settings(settings::Task),
    /// Invites, lists and disables people who work for the shop; searches the audit log.
    #[command(subcommand)]
    Staff(staff::Staff),
    #[command(alias = "orders")]
    Order(orders::Orders),
    Stock(stock::Stock),
    /// Lists and sets tax categories of variants.
    #[command(subcommand)]
    Tax(tax::Tax),
    /// Checks database, version, disk, clock, mail and front end, and says what to do.
    Doctor {
        /// Prove, too, that stored orders, money and stock are possible. Reads all of them.
        #[arg(long)]
        deep: bool,
    },
}

#[derive(Subcommand)]
enum Import {
    /// Imports products from a CSV file of Shopify or WooCommerce.
    Products(import::Products),
}

#[derive(Subcommand)]
enum Promotions {
    /// Makes promotions what a JSON or TOML file says; docs/promotions.md describes it. Repeating it changes nothing.
    Apply(promotions::Apply),
    /// Lists promotions, the ones in force first.
    List,
}

/// Runs the command; the exit code is 0 when it did what it was asked to.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match execute(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("vitrine: {error}");
            for cause in error.chain().skip(1) {
                eprintln!("  because: {cause}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Opens the database in the shape that this version needs, and closes it again when the work is done.
async fn with_app(
    config: &Config,
    work: impl AsyncFnOnce(&App) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    let database = Database::open(config).await?;
    let done = async {
        database.migrate().await?;
        work(&boot::application(config, &database)?).await
    };
    let done = done.await;
    database.close().await;
    done
}

fn execute(cli: Cli) -> anyhow::Result<ExitCode> {
    let config = Config::load(cli.config.as_deref())?;
    telemetry::start(&config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match cli.command {
            Command::Serve => boot::serve(config).await.map(|()| ExitCode::SUCCESS),
            Command::Migrate => migrate::run(&config).await,
            Command::Import(Import::Products(request)) => import::run(&config, request).await,
            Command::Promotions(Promotions::Apply(request)) => promotions::apply(&config, &request).await,
            Command::Promotions(Promotions::List) => promotions::list(&config).await,
            Command::Customers(command) => customers::run(&config, command).await,
            Command::Gallery(task) => gallery::galleries(&config, task).await,
            Command::Rights(task) => gallery::rights(&config, task).await,
            Command::Alerts(command) => alerts::run(&config, command).await,
            Command::GiftCard(command) => gift_cards::run(&config, command).await,
            Command::Demo => demo::run(&config).await,
            Command::Mail(command) => mail::run(&config, command).await,
            Command::Parity(asked) => parity::run(&config, asked).await,
            Command::Price(command) => proof::price(&config, command).await,
            Command::Settings(task) => settings::run(&config, task).await,
            Command::Staff(command) => staff::run(&config, command).await,
            Command::Order(asked) => orders::run(&config, asked).await,
            Command::Stock(asked) => stock::run(&config, asked).await,
            Command::Tax(command) => tax::run(&config, command).await,
            Command::Doctor { deep } => doctor::run(&config, deep).await,
        }
    })
}
