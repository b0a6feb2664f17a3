//! Parts of countries of the European Union and the United Kingdom whose goods are taxed otherwise than those of the rest:
//! what a shop in Portugal charges there. By the postal codes of their posts; a starting point, not tax advice.
//!
//! Where a place is outside the VAT territory, what is sent there is an export without VAT (Directive 2006/112/EC, articles
//! 5, 6 and 146); what is levied on arrival is the buyer's. Which places these are: article 6 of the directive,
//! <https://eur-lex.europa.eu/eli/dir/2006/112/oj>, as changed by Directive (EU) 2019/475 for Campione d'Italia, and
//! <https://taxation-customs.ec.europa.eu/territorial-status-eu-countries-and-certain-territories_en>.
//! Northern Ireland (BT) has the rate of the United Kingdom, so it needs no row; Monaco is taxed as France (article 7).

use store::demo::RegionTax;

const fn place(country: &'static str, postal_codes: &'static str, name: &'static str, rate_ppm: i32) -> RegionTax {
    RegionTax {
        country,
        region: "",
        postal_prefix: "",
        postal_codes,
        name,
        rate_ppm,
        position: 1,
    }
}

const fn outside(country: &'static str, postal_codes: &'static str, name: &'static str) -> RegionTax {
    place(country, postal_codes, name, 0)
}

/// Rates by postal code; those of Monaco for a whole country.
pub const TERRITORIES: &[RegionTax] = &[
    // Jungholz and Mittelberg are reached from Germany alone: German rate, Austrian tax (UStG 1994, § 10 (4)).
    place("AT", "6691, 6991..6993", "USt (Jungholz, Mittelberg)", 190_000),
    outside("DE", "78266", "No VAT: Büsingen"),
    outside("DE", "27498", "No VAT: Heligoland"),
    outside("ES", "35*, 38*", "No VAT: Canary Islands"),
    outside("ES", "51001..51081", "No VAT: Ceuta"),
    outside("ES", "52001..52081", "No VAT: Melilla"),
    outside("FI", "22*", "No VAT: Åland"),
    // Guadeloupe with Saint Barthélemy and Saint Martin, Martinique, Guyane, Réunion, Saint Pierre and Miquelon, Mayotte;
    // 980 is Monaco, the rest of 98 the Pacific.
    outside(
        "FR",
        "971*, 972*, 973*, 974*, 975*, 976*, 977*, 978*",
        "No VAT: overseas",
    ),
    outside("FR", "984*, 986*, 987*, 988*", "No VAT: overseas territories"),
    // The Channel Islands are outside the VAT area of the United Kingdom; the Isle of Man is inside.
    outside("GB", "GY*, JE*", "No VAT: Channel Islands"),
    outside("GR", "63086, 63087", "No VAT: Mount Athos"),
    outside("IT", "22061", "No VAT: Campione d'Italia"),
    outside("IT", "23041", "No VAT: Livigno"),
    place("MC", "", "TVA", 200_000),
    // CIVA, article 18 (3): <https://info.portaldasfinancas.gov.pt/>
    place("PT", "90*, 91*, 92*, 93*, 94*", "IVA (Madeira)", 220_000),
    place("PT", "95*, 96*, 97*, 98*, 99*", "IVA (Açores)", 160_000),
];
