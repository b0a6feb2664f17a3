//! Purchases a second, beside what the same Postgres does with the bare statements.

use std::fmt::Write as _;

/// Buyers at once.
pub const BUYERS: u32 = 64;
/// The name of the placement alone, in the table and for `--only`.
pub const PLACEMENT: &str = "placement of 2 lines, the request alone";
/// The name of a purchase of goods in turn.
pub const MIXED: &str = "whole purchase of 2 lines";
/// The name of a purchase of what everybody wants.
pub const HOT: &str = "whole purchase of one hot variant";

/// What Postgres came to, in transactions a second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bare {
    /// A cart of two lines becomes a draft with a payment attempt: what the placement request writes.
    pub placement: f64,
    /// The same, and the draft becomes a paid order: what a whole purchase writes from "pay" on.
    pub purchase: f64,
    /// The same for one line, of one variant for all.
    pub hot: f64,
}

/// The rates that are compared; what was not measured is absent.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Purchases {
    /// Placement requests a second.
    pub placement: Option<f64>,
    /// Whole purchases of two lines a second.
    pub mixed: Option<f64>,
    /// Whole purchases of the hot variant a second.
    pub hot: Option<f64>,
    /// Without a store around them.
    pub bare: Option<Bare>,
}

/// At least so much of the bare figure.
const OF_BARE: f64 = 0.5;
/// At least so much of the mixed figure.
const OF_MIXED: f64 = 0.4;

impl Purchases {
    /// The section of the page; empty where nothing was measured.
    pub fn to_markdown(self) -> String {
        if self == Self::default() {
            return String::new();
        }
        let mut text = format!(
            "## Purchases beside the bare database\n\n\
             {BUYERS} buyers at once. Bare is the same Postgres in the same run with the store stopped: pgbench sends the statements\n\
             that the store sends (src/benches/load/bare), prepared, over {BUYERS} connections. The first row compares like with like:\n\
             one request from “pay” to the redirect to the payment page, with its pricing and the provider's session, and the one\n\
             transaction in it. A whole purchase is eight requests or more, with pages, cart and payment; beside it stands one\n\
             transaction with all that is written from “pay” to the paid order.\n\n\
             | what | store, per second | bare, per second | store of bare | goal, at least |\n\
             | --- | ---: | ---: | ---: | ---: |\n",
        );
        let bare = |pick: fn(&Bare) -> f64| self.bare.as_ref().map(pick);
        for (what, store, bare, goal) in [
            (PLACEMENT, self.placement, bare(|bare| bare.placement), Some(OF_BARE)),
            (MIXED, self.mixed, bare(|bare| bare.purchase), Some(OF_BARE)),
            (HOT, self.hot, bare(|bare| bare.hot), None),
        ] {
            let _ = writeln!(
                text,
                "| {what} | {} | {} | {} | {} |",
                whole(store),
                whole(bare),
                share(store, bare),
                goal.map(percent).unwrap_or_default(),
            );
        }
        let _ = write!(
            text,
            "\nA hot variant, of purchases of 2 lines: {} (goal: at least {}).\n",
            share(self.hot, self.mixed),
            percent(OF_MIXED),
        );
        if self.bare.is_none() {
            text += "No pgbench was found, so there is no bare figure: it comes with PostgreSQL's server or contrib package.\n";
        }
        text + "\n"
    }
}

fn whole(rate: Option<f64>) -> String {
    rate.map_or_else(|| "not measured".to_owned(), |rate| format!("{rate:.0}"))
}

fn share(one: Option<f64>, other: Option<f64>) -> String {
    let share = one.zip(other).filter(|(_, other)| *other > 0.0);
    share.map_or_else(|| "not measured".to_owned(), |(one, other)| percent(one / other))
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}
