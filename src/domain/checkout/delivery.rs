//! Ways of delivering and what they cost (R9): price bands on the goods, offered by the zone of a country.

use crate::id::DeliveryMethodId;

/// From this subtotal of the goods on, this price applies. Minor units of the market's currency, on its tax basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateBand {
    /// Goods after discounts, before delivery.
    pub min_subtotal_minor: i64,
    /// Price of the delivery.
    pub price_minor: i64,
}

/// A way of delivering with the countries of its zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryMethod {
    /// Id.
    pub delivery_method_id: DeliveryMethodId,
    /// "Standard".
    pub name: String,
    /// The merchant's words; may be empty.
    pub description: String,
    /// Category in the tax table.
    pub tax_category: String,
    /// Fewest working days until it arrives.
    pub days_min: u16,
    /// Most working days until it arrives.
    pub days_max: u16,
    /// ISO 3166-1 alpha-2.
    pub countries: Vec<String>,
    /// In any order.
    pub bands: Vec<RateBand>,
}

impl DeliveryMethod {
    /// Whether it goes there.
    pub fn serves(&self, country: &str) -> bool {
        self.countries.iter().any(|served| served == country)
    }

    /// What it costs for goods of this subtotal: the band with the largest minimum that the goods reach. `None` when
    /// they reach none, so that it is not offered.
    pub fn price_for(&self, subtotal_minor: i64) -> Option<i64> {
        self.bands
            .iter()
            .filter(|band| band.min_subtotal_minor <= subtotal_minor)
            .max_by_key(|band| band.min_subtotal_minor)
            .map(|band| band.price_minor)
    }

    /// The merchant's words and when it arrives, for people.
    pub fn text(&self) -> String {
        let arrival = match (self.days_min.min(self.days_max), self.days_max) {
            (0, 0) => "Arrives today".to_owned(),
            (1, 1) => "Arrives in 1 working day".to_owned(),
            (days, most) if days == most => format!("Arrives in {days} working days"),
            (from, to) => format!("Arrives in {from} to {to} working days"),
        };
        if self.description.is_empty() {
            arrival
        } else {
            format!("{}. {arrival}", self.description.trim_end_matches('.'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn standard() -> DeliveryMethod {
        DeliveryMethod {
            delivery_method_id: Uuid::nil().into(),
            name: "Standard".into(),
            description: String::new(),
            tax_category: "standard".into(),
            days_min: 2,
            days_max: 4,
            countries: vec!["DE".into()],
            bands: [(5000, 0), (0, 495)]
                .map(|(min_subtotal_minor, price_minor)| RateBand {
                    min_subtotal_minor,
                    price_minor,
                })
                .into(),
        }
    }

    #[test]
    fn the_highest_band_that_the_goods_reach_prices_the_delivery() {
        assert_eq!(standard().price_for(4999), Some(495));
        assert_eq!(standard().price_for(5000), Some(0));
    }

    #[test]
    fn a_method_whose_bands_are_all_out_of_reach_is_not_offered() {
        let bulky = DeliveryMethod {
            bands: vec![RateBand {
                min_subtotal_minor: 10_000,
                price_minor: 0,
            }],
            ..standard()
        };

        assert_eq!(bulky.price_for(9_999), None);
    }

    #[test]
    fn the_words_say_when_it_arrives() {
        assert_eq!(standard().text(), "Arrives in 2 to 4 working days");
        let described = DeliveryMethod {
            description: "By bicycle.".into(),
            days_max: 2,
            ..standard()
        };
        assert_eq!(described.text(), "By bicycle. Arrives in 2 working days");
    }
}
