//! `vitrine customer tax`: who owes no tax.

use super::{find, told};
use app::App;
use app::customer::{list_vat_ids, mark_vat_id, set_exemption, set_vat_id, show_tax};
use chrono::NaiveDate;
use clap::Subcommand;
use domain::tax::Exemption;

/// Who owes no tax. It counts from the next look at a checkout on.
#[derive(Subcommand)]
pub enum Tax {
    /// Shows VAT id and certificate of a customer.
    Show {
        /// E-mail address or id.
        customer: String,
    },
    /// Gives a customer a VAT id; without one, takes it away.
    VatId {
        /// E-mail address or id.
        customer: String,
        /// With its country, such as DE136695976.
        vat_id: Option<String>,
    },
    /// Frees a customer from tax by a certificate.
    Exempt {
        /// E-mail address or id.
        customer: String,
        /// Why, for the receipt.
        #[arg(long)]
        reason: String,
        /// Number of the certificate.
        #[arg(long)]
        certificate: String,
        /// Its last day, in UTC, such as 2027-12-31.
        #[arg(long, value_name = "DATE")]
        until: NaiveDate,
        /// Only for goods to this country, such as US; otherwise everywhere.
        #[arg(long, value_name = "CODE")]
        country: Option<String>,
    },
    /// Ends the exemption of a customer.
    Charge {
        /// E-mail address or id.
        customer: String,
    },
    /// Notes that a VAT id is in force, as VIES or the tax office says: buyers under it owe the tax themselves.
    Verify {
        /// With its country.
        vat_id: String,
    },
    /// Notes that a VAT id is not in force.
    Refuse {
        /// With its country.
        vat_id: String,
    },
    /// Lists the VAT ids that buyers gave, those first that nobody has looked up.
    VatIds,
}

pub(super) async fn run(app: &App, command: Tax) -> anyhow::Result<()> {
    match command {
        Tax::Show { customer } => show(app, &customer).await,
        Tax::VatId { customer, vat_id } => {
            set_vat_id(app, find(app, &customer).await?, vat_id.as_deref())
                .await
                .map_err(told)?;
            match vat_id {
                Some(vat_id) => println!("{customer} has the VAT id {vat_id}. It counts once it is verified."),
                None => println!("{customer} has no VAT id."),
            }
            Ok(())
        }
        Tax::Exempt {
            customer,
            reason,
            certificate,
            until,
            country,
        } => {
            let exemption = Exemption {
                reason,
                certificate,
                country,
                ends_on: until,
            };
            set_exemption(app, find(app, &customer).await?, Some(&exemption))
                .await
                .map_err(told)?;
            println!("{customer} is {}.", words(&exemption));
            Ok(())
        }
        Tax::Charge { customer } => {
            set_exemption(app, find(app, &customer).await?, None)
                .await
                .map_err(told)?;
            println!("{customer} is charged tax.");
            Ok(())
        }
        Tax::Verify { vat_id } => mark(app, &vat_id, true).await,
        Tax::Refuse { vat_id } => mark(app, &vat_id, false).await,
        Tax::VatIds => list(app).await,
    }
}

async fn show(app: &App, customer: &str) -> anyhow::Result<()> {
    let tax = show_tax(app, find(app, customer).await?).await.map_err(told)?;
    match &tax.vat_id {
        Some(vat_id) => println!("VAT id     {vat_id}, {}", state(tax.is_valid)),
        None => println!("VAT id     none"),
    }
    match &tax.exemption {
        Some(exemption) => println!("exemption  {}", words(exemption)),
        None => println!("exemption  none"),
    }
    Ok(())
}

async fn mark(app: &App, vat_id: &str, is_valid: bool) -> anyhow::Result<()> {
    let vat_id = mark_vat_id(app, vat_id, is_valid).await.map_err(told)?;
    println!("{vat_id} is {}.", state(Some(is_valid)));
    Ok(())
}

async fn list(app: &App) -> anyhow::Result<()> {
    let ids = list_vat_ids(app).await.map_err(told)?;
    if ids.is_empty() {
        println!("No VAT ids.");
    }
    for it in ids {
        let since = it.checked_at.map(|at| at.format(" since %Y-%m-%d").to_string());
        println!(
            "{:<15} {}{}  {} accounts  {} orders",
            it.vat_id,
            state(it.is_valid),
            since.unwrap_or_default(),
            it.accounts,
            it.orders
        );
    }
    Ok(())
}

const fn state(is_valid: Option<bool>) -> &'static str {
    match is_valid {
        Some(true) => "verified",
        Some(false) => "refused",
        None => "not looked up",
    }
}

fn words(exemption: &Exemption) -> String {
    let place = exemption.country.as_deref().unwrap_or("every country");
    format!(
        "exempt in {place} until {}: {} (certificate {})",
        exemption.ends_on, exemption.reason, exemption.certificate
    )
}
