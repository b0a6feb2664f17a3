//! What can be asked of `vitrine stock`.

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Looks after stock: counts, differences, limits, places, and the proof that it adds up.
#[derive(Args)]
pub struct Stock {
    #[command(subcommand)]
    pub task: Task,
}

/// Which variant where.
#[derive(Args)]
pub struct At {
    /// Stock code.
    pub sku: String,
    /// Place by its name [default: the first that is in use].
    #[arg(long, value_name = "NAME")]
    pub location: Option<String>,
}

#[derive(Subcommand)]
pub enum Task {
    /// Says how many are on the shelf, or sets limits. What was sold or came in since --as-of is counted on top.
    Set {
        #[command(flatten)]
        at: At,
        /// Units on the shelf.
        on_hand: Option<i32>,
        /// When they were counted, such as 2026-11-23T08:00:00Z [default: now].
        #[arg(long, value_name = "MOMENT")]
        as_of: Option<DateTime<Utc>>,
        /// Units that are never promised.
        #[arg(long, value_name = "UNITS")]
        safety: Option<i32>,
        /// Units that may be promised beyond what is there.
        #[arg(long, value_name = "UNITS")]
        backorder: Option<i32>,
        /// A name of yours: the same one again changes nothing.
        #[arg(long = "ref", value_name = "NAME")]
        external_ref: Option<String>,
        /// Why, for the history.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Books what came or went: `+5`, `-2`.
    Adjust {
        #[command(flatten)]
        at: At,
        /// Units.
        #[arg(allow_hyphen_values = true)]
        delta: i32,
        /// A name of yours: the same one again changes nothing.
        #[arg(long = "ref", value_name = "NAME")]
        external_ref: Option<String>,
        /// Why, for the history.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Takes counts and differences from a CSV file; docs/stock.md describes it. The exit code is 2 when some rows could
    /// not be done.
    Recount {
        /// The file.
        file: PathBuf,
        /// When counts without a moment of their own were made [default: now].
        #[arg(long, value_name = "MOMENT")]
        as_of: Option<DateTime<Utc>>,
        /// Why, for the history.
        #[arg(long, default_value = "recount")]
        reason: String,
    },
    /// Lists levels.
    List {
        /// Of this place only.
        #[arg(long, value_name = "NAME")]
        location: Option<String>,
        /// Of this stock code only.
        #[arg(long)]
        sku: Option<String>,
        /// Only those of which at most so many are available.
        #[arg(long, value_name = "UNITS", num_args = 0..=1, default_missing_value = "3", allow_hyphen_values = true)]
        low: Option<i32>,
    },
    /// Lists what happened to a variant's stock, newest first.
    History {
        /// Stock code.
        sku: String,
    },
    /// Proves that stock is what its ledger and the reservations add up to, and lists orders that are short. The exit
    /// code is 1 when something does not add up.
    Verify,
    /// Lists, adds and changes the places that hold stock.
    #[command(subcommand)]
    Locations(Locations),
    /// Whether pages say how many are left: `on` or `off`.
    Counts {
        /// `on` or `off`.
        #[arg(value_parser = ["on", "off"])]
        shown: String,
    },
}

#[derive(Subcommand)]
pub enum Locations {
    /// Lists places in the order in which they are asked.
    List,
    /// Adds a place.
    Add {
        /// Its name.
        name: String,
        #[command(flatten)]
        change: Change,
    },
    /// Changes a place.
    Set {
        /// Its name.
        name: String,
        #[command(flatten)]
        change: Change,
    },
}

#[derive(Args)]
pub struct Change {
    /// Priority: lower is asked first.
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    pub priority: Option<i32>,
    /// Countries that it sends to, such as DE,AT; `all` for every one.
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub countries: Option<Vec<String>>,
    /// Whether its stock counts.
    #[arg(long, value_name = "BOOL")]
    pub active: Option<bool>,
}
