//! Taxes and delivery of the demo store: a shop in Portugal that sends to most places with a coast.

use store::demo::{CountryTax, NewDeliveryMethod, NewDeliveryZone};

/// Where the shop is.
pub const COUNTRY: &str = "PT";

const fn tax(country: &'static str, name: &'static str, rate_ppm: i32) -> CountryTax {
    CountryTax {
        country,
        name,
        rate_ppm,
    }
}

/// Standard rates of the European Union and its neighbours, 2026.
/// See <https://europa.eu/youreurope/business/taxation/vat/vat-rules-rates/index_en.htm>.
pub const TAXES: &[CountryTax] = &[
    tax("AT", "USt", 200_000),
    tax("BE", "TVA / BTW", 210_000),
    tax("BG", "ДДС", 200_000),
    tax("CH", "MWST / TVA", 81_000),
    tax("CY", "ΦΠΑ", 190_000),
    tax("CZ", "DPH", 210_000),
    tax("DE", "MwSt", 190_000),
    tax("DK", "moms", 250_000),
    tax("EE", "käibemaks", 240_000),
    tax("ES", "IVA", 210_000),
    tax("FI", "ALV", 255_000),
    tax("FR", "TVA", 200_000),
    tax("GB", "VAT", 200_000),
    tax("GR", "ΦΠΑ", 240_000),
    tax("HR", "PDV", 250_000),
    tax("HU", "ÁFA", 270_000),
    tax("IE", "VAT", 230_000),
    tax("IT", "IVA", 220_000),
    tax("LT", "PVM", 210_000),
    tax("LU", "TVA", 170_000),
    tax("LV", "PVN", 210_000),
    tax("MT", "VAT", 180_000),
    tax("NL", "btw", 210_000),
    tax("NO", "mva", 250_000),
    tax("PL", "VAT", 230_000),
    tax("PT", "IVA", 230_000),
    tax("RO", "TVA", 210_000),
    tax("SE", "moms", 250_000),
    tax("SI", "DDV", 220_000),
    tax("SK", "DPH", 230_000),
];

/// Where parcels go, and how.
pub const DELIVERY: &[NewDeliveryZone] = &[
    NewDeliveryZone {
        name: "Portugal and Spain",
        countries: &["PT", "ES"],
        methods: &[
            NewDeliveryMethod {
                name: "By post",
                description: "Tracked, to your door or the shop next to it",
                days: (1, 3),
                bands: &[(0, 390), (6000, 0)],
            },
            NewDeliveryMethod {
                name: "By courier",
                description: "Tomorrow, if you order before two",
                days: (1, 1),
                bands: &[(0, 790)],
            },
        ],
    },
    NewDeliveryZone {
        name: "European Union",
        countries: &[
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
            "MT", "NL", "PL", "RO", "SE", "SI", "SK",
        ],
        methods: &[
            NewDeliveryMethod {
                name: "By post",
                description: "Tracked, by road wherever there is one",
                days: (3, 6),
                bands: &[(0, 790), (12_000, 0)],
            },
            NewDeliveryMethod {
                name: "By courier",
                description: "For people with a train to the sea",
                days: (1, 2),
                bands: &[(0, 1690)],
            },
        ],
    },
    NewDeliveryZone {
        name: "United Kingdom, Switzerland, Norway",
        countries: &["GB", "CH", "NO"],
        methods: &[NewDeliveryMethod {
            name: "Tracked",
            description: "Taxes and customs are in the price",
            days: (4, 8),
            bands: &[(0, 1490), (25_000, 0)],
        }],
    },
    NewDeliveryZone {
        name: "Overseas",
        countries: &["AU", "BR", "CA", "JP", "NZ", "US"],
        methods: &[NewDeliveryMethod {
            name: "Tracked, by air",
            description: "Customs, if any, are paid on arrival",
            days: (6, 12),
            bands: &[(0, 2490)],
        }],
    },
];
