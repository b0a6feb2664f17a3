//! What can be asked of `vitrine order`.

use crate::cli::proof::Proved;
use clap::{Args, Subcommand};
use std::str::FromStr;

/// Looks after orders: shows, cancels, sends, refunds, takes back, and proves their numbers.
///
/// A change prints the order as it is afterwards. Lines are named by their number in the order: `2=1` is one unit of
/// line 2, `2` all that can be. Every change that names a reference (`--ref`) can be repeated: it is done once.
#[derive(Args)]
pub struct Orders {
    /// Print JSON for scripts.
    #[arg(long, global = true)]
    pub json: bool,
    /// Name that the order's history remembers for this change.
    #[arg(
        long = "as",
        global = true,
        value_name = "NAME",
        env = "USER",
        default_value = "command line"
    )]
    pub staff: String,
    #[command(subcommand)]
    pub task: Task,
}

#[derive(Subcommand)]
pub enum Task {
    /// Lists orders, the newest first.
    List(List),
    /// Shows everything about an order.
    Show {
        /// Its number, such as 1001.
        number: i64,
    },
    /// Prints how an order came to its total, step by step, as it was stored.
    Explain {
        /// Its number.
        number: i64,
    },
    /// Computes orders again from what is stored; exit code 1 when a number does not follow.
    Verify(Proved),
    /// Cancels a whole order before anything has gone out: frees its stock and gives all its money back. With --line,
    /// only units that have not gone out.
    Cancel(Cancel),
    /// Records that goods have left: all that are still here, or the units of some lines.
    Fulfil(Fulfil),
    /// Adds a parcel with its tracking number to goods that have left.
    Track(Track),
    /// Records that goods have arrived.
    Deliver {
        /// The order's number.
        number: i64,
        /// Which parcel, by its position in the order [default: all that are on their way].
        #[arg(long, value_name = "POSITION")]
        parcel: Option<u32>,
    },
    /// Gives money back: units, the delivery, an amount, or any of these together.
    Refund(Refund),
    /// Takes money that was set aside when the shopper paid, all of it or a part; the rest is let go.
    Capture {
        /// The order's number.
        number: i64,
        /// How much, such as 20.00 [default: all of it].
        #[arg(long, value_name = "AMOUNT")]
        amount: Option<String>,
        /// What has gone out, with the delivery: units that have not are cancelled.
        #[arg(long, conflicts_with = "amount")]
        sent: bool,
    },
    /// Keeps an order in the house: nothing can be sent.
    Hold {
        /// The order's number.
        number: i64,
    },
    /// Takes a hold away.
    Release {
        /// The order's number.
        number: i64,
    },
    /// Takes goods back, step by step.
    #[command(subcommand)]
    Return(Return),
    /// Looks after exchanges: returns whose value pays for other goods.
    #[command(subcommand)]
    Exchange(Exchange),
}

#[derive(Args)]
pub struct List {
    /// Only orders that are `placed`, `completed` or `cancelled`.
    #[arg(long, value_parser = ["placed", "completed", "cancelled"])]
    pub status: Option<String>,
    /// Only orders of which nothing has gone out.
    #[arg(long)]
    pub unfulfilled: bool,
    /// Only orders on hold.
    #[arg(long)]
    pub held: bool,
    /// Only numbers below this one: the page after.
    #[arg(long, value_name = "NUMBER")]
    pub before: Option<i64>,
    /// At most so many, up to 250.
    #[arg(long, default_value_t = 25)]
    pub limit: i64,
}

#[derive(Args)]
pub struct Cancel {
    /// The order's number.
    pub number: i64,
    /// Why, for the order's history.
    #[arg(long, default_value = "")]
    pub reason: String,
    /// Units of a line, such as 2=1.
    #[arg(long = "line", value_name = "LINE[=UNITS]")]
    pub lines: Vec<Units>,
    /// Your name for this cancellation of units; needed with --line.
    #[arg(long = "ref", requires = "lines", value_name = "REFERENCE")]
    pub client_ref: Option<String>,
}

#[derive(Args)]
pub struct Fulfil {
    /// The order's number.
    pub number: i64,
    /// Units of a line, such as 2=1.
    #[arg(long = "line", value_name = "LINE[=UNITS]")]
    pub lines: Vec<Units>,
    /// Your name for these goods, such as the number of the picking list [default: a new one].
    #[arg(long = "ref", value_name = "REFERENCE")]
    pub client_ref: Option<String>,
}

#[derive(Args)]
pub struct Track {
    /// The order's number.
    pub number: i64,
    /// Who carries it.
    #[arg(long)]
    pub carrier: String,
    /// The carrier's number.
    #[arg(long = "tracking", value_name = "NUMBER")]
    pub tracking_number: String,
    /// Where to follow it; has to start with https://.
    #[arg(long, value_name = "ADDRESS")]
    pub url: Option<String>,
    /// Which goods, by their position in the order [default: the last that have left].
    #[arg(long, value_name = "POSITION")]
    pub parcel: Option<u32>,
}

#[derive(Args)]
pub struct Refund {
    /// The order's number.
    pub number: i64,
    /// Units of a line, such as 2=1: what they cost, to the cent.
    #[arg(long = "line", value_name = "LINE[=UNITS]")]
    pub lines: Vec<Units>,
    /// Also what the delivery cost.
    #[arg(long)]
    pub delivery: bool,
    /// Goodwill, such as 5.00; below zero is kept back.
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub amount: Option<String>,
    /// Why, for the order's history.
    #[arg(long, default_value = "")]
    pub reason: String,
    /// For which return, by its number in the order.
    #[arg(long = "return", value_name = "RETURN")]
    pub return_seq: Option<u32>,
    /// Where it goes: `payment`, the way it came, or `store-credit`, for orders with an account [default: what the customer
    /// wants for the return, or else `payment`].
    #[arg(long, value_name = "WHERE", value_parser = ["payment", "store-credit"])]
    pub to: Option<String>,
    /// Your name for this refund. The same name never gives money back twice.
    #[arg(long = "ref", value_name = "REFERENCE")]
    pub client_ref: String,
}

/// Which return of which order.
#[derive(Args)]
pub struct Which {
    /// The order's number.
    pub number: i64,
    /// The return's number in the order.
    #[arg(default_value_t = 1, value_name = "RETURN")]
    pub return_seq: u32,
}

#[derive(Subcommand)]
pub enum Return {
    /// Opens a return for a customer.
    Request {
        /// The order's number.
        number: i64,
        /// Units of a line, such as 2=1.
        #[arg(long = "line", value_name = "LINE[=UNITS]", required = true)]
        lines: Vec<Units>,
        /// `too_small`, `too_large`, `not_as_described`, `damaged`, `wrong_item`, `changed_mind` or `other`.
        #[arg(long, default_value = "other")]
        reason: String,
        /// What is wanted instead of the money, by line: the stock code of a variant of the same product, such as 2=RING-L.
        #[arg(long, value_name = "LINE=SKU")]
        exchange: Vec<Instead>,
        /// Where the money is to go: `payment` or, for orders with an account, `store-credit`.
        #[arg(long, value_name = "WHERE", default_value = "payment", value_parser = ["payment", "store-credit"])]
        to: String,
        /// Your name for this return [default: a new one].
        #[arg(long = "ref", value_name = "REFERENCE")]
        client_ref: Option<String>,
    },
    /// Lets the customer send the goods.
    Approve {
        #[command(flatten)]
        which: Which,
        /// What the customer reads, such as where to send them.
        #[arg(long, default_value = "")]
        answer: String,
    },
    /// Does not take the goods back.
    Reject {
        #[command(flatten)]
        which: Which,
        /// What the customer reads.
        #[arg(long)]
        answer: String,
    },
    /// Notes that the goods are on their way.
    Send(Which),
    /// Notes that the goods have arrived.
    Receive(Which),
    /// Says which units are sold again; all others are written off.
    Inspect {
        #[command(flatten)]
        which: Which,
        /// Units of a line that go back on the shelf, such as 2=1.
        #[arg(long = "restock", value_name = "LINE=UNITS")]
        restock: Vec<Units>,
    },
    /// Ends a return that was inspected, or one whose goods never came.
    Close(Which),
}

#[derive(Subcommand)]
pub enum Exchange {
    /// Credits the value of an approved return before the goods are back, and orders what is wanted instead.
    Credit(Which),
    /// Gives an exchange up: the return goes on as one for money.
    GiveUp(Which),
    /// Gives back what is left of the value of an exchange that is over, again if that failed.
    PayOut {
        #[command(flatten)]
        which: Which,
        /// Where it goes: `payment`, the way it came, or `store-credit` [default: what the customer wants].
        #[arg(long, value_name = "WHERE", value_parser = ["payment", "store-credit"])]
        to: Option<String>,
    },
}

/// `2=RING-L`: for what comes back of line 2, as many of the variant with this stock code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instead {
    /// Number of the line in the order.
    pub line: u32,
    /// Stock code of a variant.
    pub sku: String,
}

impl FromStr for Instead {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("“{text}” is not LINE=SKU, such as 2=RING-L");
        let (line, sku) = text.split_once('=').ok_or_else(wrong)?;
        let line = line.trim().parse().ok().filter(|line| *line > 0).ok_or_else(wrong)?;
        let sku = sku.trim().to_owned();
        if sku.is_empty() {
            return Err(wrong());
        }
        Ok(Self { line, sku })
    }
}

/// `2=1`: one unit of line 2; `2`: all that can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Units {
    /// Number of the line in the order.
    pub line: u32,
    /// Units; absent for all.
    pub units: Option<u32>,
}

impl FromStr for Units {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |part: &str| {
            let number = part.trim().parse::<u32>().ok().filter(|number| *number > 0);
            number.ok_or_else(|| format!("“{text}” is not LINE=UNITS, such as 2=1"))
        };
        Ok(match text.split_once('=') {
            Some((line, units)) => Self {
                line: number(line)?,
                units: Some(number(units)?),
            },
            None => Self {
                line: number(text)?,
                units: None,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_instead_is_named_by_line_and_stock_code() {
        let wanted = Instead {
            line: 2,
            sku: "RING-L".to_owned(),
        };
        assert_eq!("2=RING-L".parse(), Ok(wanted));
        for bad in ["", "=", "2=", "0=A", "RING-L", "two=A"] {
            assert!(bad.parse::<Instead>().is_err(), "{bad}");
        }
    }

    #[test]
    fn units_are_named_by_line_with_or_without_a_count() {
        assert_eq!(
            "2=1".parse(),
            Ok(Units {
                line: 2,
                units: Some(1)
            })
        );
        assert_eq!("2".parse(), Ok(Units { line: 2, units: None }));
        for bad in ["", "=", "2=", "0=1", "2=0", "-1", "two"] {
            assert!(bad.parse::<Units>().is_err(), "{bad}");
        }
    }
}
