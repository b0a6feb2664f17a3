//! Addresses in parts of countries that are taxed otherwise.

use super::{berlin, world_with_rings};
use crate::cart::token;
use crate::checkout::{quote, save_details, show_checkout};
use crate::demo::territories::TERRITORIES;
use domain::checkout::DetailsInput;

#[tokio::test]
async fn an_address_in_a_territory_pays_its_tax_and_the_town_next_to_it_that_of_the_country() {
    let world = world_with_rings().await;
    world
        .sql(
            "update delivery_zones set countries = '{AT,DE,ES,FI,FR,GB,GR,IT,PT}';
             insert into tax_rates (country, tax_category, name, rate_ppm)
             values ('AT', 'standard', 'USt', 200000), ('ES', 'standard', 'IVA', 210000),
                    ('FI', 'standard', 'ALV', 255000), ('GB', 'standard', 'VAT', 200000),
                    ('GR', 'standard', 'FPA', 240000), ('IT', 'standard', 'IVA', 220000),
                    ('PT', 'standard', 'IVA', 230000);",
        )
        .await;
    let mut conn = world.app.pool.acquire().await.unwrap();
    store::demo::insert_region_taxes(&mut conn, TERRITORIES).await.unwrap();
    drop(conn);

    for (country, postal_code, rate_ppm) in [
        ("ES", "28001", 210_000),
        ("ES", "35001", 0),
        ("ES", "38 700", 0),
        ("ES", "51002", 0),
        ("ES", "52080", 0),
        ("DE", "78266", 0),
        ("DE", "78267", 190_000),
        ("DE", "27498", 0),
        ("IT", "23041", 0),
        ("IT", "22061", 0),
        ("IT", "23030", 220_000),
        ("GR", "63086", 0),
        ("FI", "22100", 0),
        ("FI", "00100", 255_000),
        ("FR", "97400", 0),
        ("FR", "75001", 200_000),
        ("PT", "9000-001", 220_000),
        ("PT", "9500-321", 160_000),
        ("PT", "1100-148", 230_000),
        ("AT", "6992", 190_000),
        ("AT", "6994", 200_000),
        ("GB", "JE2 3AB", 0),
        ("GB", "BT1 5GS", 200_000),
    ] {
        let address = DetailsInput {
            country: country.into(),
            postal_code: postal_code.into(),
            ..berlin()
        };
        save_details(&world.app, &world.scope, address, "").await.unwrap();
        let mut tx = world.app.pool.begin().await.unwrap();
        let token_hash = token::digest(world.scope.cart_token.as_deref().unwrap());
        let cart = store::lock::cart(&mut tx, &token_hash, world.app.clock.now())
            .await
            .unwrap()
            .unwrap();
        let quote = quote::load(&mut tx, &world.app, cart, world.app.clock.now())
            .await
            .unwrap();
        let rates: Vec<_> = quote.priced.lines[0].taxes.iter().map(|tax| tax.rate.ppm()).collect();
        assert_eq!(rates, [rate_ppm], "{country} {postal_code}");
        // Prices with the tax in them stay what they are.
        assert_eq!(quote.total().minor, 4495, "{country} {postal_code}");
        let expected = if rate_ppm == 0 { 0 } else { quote.priced.tax_minor };
        assert_eq!(quote.priced.tax_minor, expected, "{country} {postal_code}");
    }
    let shown = show_checkout(&world.app, &world.scope, None).await.unwrap();
    assert_eq!(shown.totals.taxes[0].0, "VAT 20 %");
    world.close().await;
}
