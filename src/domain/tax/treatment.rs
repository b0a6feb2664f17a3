//! Who owes the tax of a sale: the shop, as ever; nobody, for an exempt buyer; or the buyer, under reverse charge.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{VatId, is_in_union};
use crate::pricing::Destination;

/// How a sale is taxed. Kept with the order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TaxTreatment {
    /// The shop charges tax by its table.
    #[default]
    Normal,
    /// The buyer is exempt: no tax.
    Exempt {
        /// Why, in words for the receipt.
        reason: String,
        /// Number of the certificate.
        certificate: String,
    },
    /// The buyer, a business in another member state, accounts for the tax (Directive 2006/112/EC, articles 138 and 196).
    ReverseCharge {
        /// Whose.
        vat_id: VatId,
    },
}

/// Why no tax is charged, without the particulars: what a trace says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relief {
    /// See [`TaxTreatment::Exempt`].
    Exempt,
    /// See [`TaxTreatment::ReverseCharge`].
    ReverseCharge,
}

impl TaxTreatment {
    /// Why no tax is charged; `None` where it is.
    pub const fn relief(&self) -> Option<Relief> {
        match self {
            Self::Normal => None,
            Self::Exempt { .. } => Some(Relief::Exempt),
            Self::ReverseCharge { .. } => Some(Relief::ReverseCharge),
        }
    }

    /// What the receipt has to say of it; `None` where there is nothing to say.
    pub fn sentence(&self) -> Option<String> {
        match self {
            Self::Normal => None,
            Self::Exempt { reason, certificate } => {
                Some(format!("No tax is charged: {reason} (certificate {certificate})."))
            }
            Self::ReverseCharge { vat_id } => Some(format!(
                "Reverse charge: the customer accounts for the tax (VAT id {vat_id})."
            )),
        }
    }
}

/// A certificate that frees a buyer from tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    /// Why, in words for the receipt.
    pub reason: String,
    /// Its number.
    pub certificate: String,
    /// Where it counts, ISO 3166-1 alpha-2; `None` for everywhere.
    pub country: Option<String>,
    /// Its last day, in UTC.
    pub ends_on: NaiveDate,
}

/// What is known of a buyer's duties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaxStanding {
    /// The number that this sale is made under.
    pub vat_id: Option<VatId>,
    /// Whether an operator found that number to be in force.
    pub is_verified: bool,
    /// At most one.
    pub exemption: Option<Exemption>,
}

impl TaxStanding {
    /// How goods are taxed that a shop of `home` sends to `to`.
    ///
    /// A certificate goes first. Under reverse charge are only goods for another member state than the shop's, sold under
    /// a verified number of that state: a number of a third state would be right in some chains of sales, but who cannot
    /// be sure charges the tax.
    pub fn treatment(&self, home: &str, to: &Destination, today: NaiveDate) -> TaxTreatment {
        if let Some(exemption) = self.exemption.as_ref().filter(|it| it.counts(&to.country, today)) {
            return TaxTreatment::Exempt {
                reason: exemption.reason.clone(),
                certificate: exemption.certificate.clone(),
            };
        }
        let is_across = is_in_union(home) && home != to.country;
        match &self.vat_id {
            Some(vat_id) if self.is_verified && is_across && vat_id.country() == to.country => {
                TaxTreatment::ReverseCharge { vat_id: vat_id.clone() }
            }
            _ => TaxTreatment::Normal,
        }
    }
}

impl Exemption {
    fn counts(&self, country: &str, today: NaiveDate) -> bool {
        today <= self.ends_on && self.country.as_ref().is_none_or(|only| only == country)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(country: &str) -> Destination {
        Destination {
            country: country.into(),
            region: None,
            postal_code: None,
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn business(vat_id: &str, is_verified: bool) -> TaxStanding {
        TaxStanding {
            vat_id: Some(VatId::parse(vat_id).unwrap()),
            is_verified,
            exemption: None,
        }
    }

    fn relief(standing: &TaxStanding, home: &str, country: &str) -> Option<Relief> {
        standing.treatment(home, &to(country), day("2026-11-23")).relief()
    }

    #[test]
    fn a_verified_business_of_another_member_state_accounts_for_the_tax_itself() {
        let german = business("DE136695976", true);
        assert_eq!(relief(&german, "PT", "DE"), Some(Relief::ReverseCharge));
        let greek = business("EL094259216", true);
        assert_eq!(relief(&greek, "PT", "GR"), Some(Relief::ReverseCharge));
    }

    #[test]
    fn sales_at_home_outside_the_union_elsewhere_or_unverified_are_taxed() {
        let german = business("DE136695976", true);
        assert_eq!(relief(&german, "DE", "DE"), None);
        assert_eq!(relief(&german, "PT", "FR"), None);
        assert_eq!(relief(&german, "PT", "US"), None);
        assert_eq!(relief(&german, "GB", "DE"), None);
        assert_eq!(relief(&business("DE136695976", false), "PT", "DE"), None);
        assert_eq!(relief(&TaxStanding::default(), "PT", "DE"), None);
    }

    #[test]
    fn a_certificate_counts_where_it_says_up_to_its_last_day() {
        let embassy = |country: Option<&str>, ends_on: &str| TaxStanding {
            exemption: Some(Exemption {
                reason: "Embassy".into(),
                certificate: "E-1".into(),
                country: country.map(Into::into),
                ends_on: day(ends_on),
            }),
            ..business("DE136695976", true)
        };
        assert_eq!(relief(&embassy(None, "2026-11-23"), "PT", "US"), Some(Relief::Exempt));
        assert_eq!(
            relief(&embassy(Some("PT"), "2026-11-23"), "PT", "PT"),
            Some(Relief::Exempt)
        );
        assert_eq!(relief(&embassy(Some("US"), "2026-11-23"), "PT", "PT"), None);
        assert_eq!(relief(&embassy(None, "2026-11-22"), "PT", "US"), None);
        assert_eq!(
            relief(&embassy(None, "2026-11-22"), "PT", "DE"),
            Some(Relief::ReverseCharge)
        );
    }
}
