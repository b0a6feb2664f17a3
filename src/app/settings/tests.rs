//! Files of settings over a real database.

use super::{Applied, SettingsError, apply, show};
use crate::App;
use crate::catalog::{Found, show_product};
use crate::price_list::publish_prices;
use crate::scope::Scope;
use adapters::clock::Clock;
use domain::settings::Settings;
use sqlx::PgPool;
use store::written::Written::{self, Created, Unchanged, Updated};
use testkit::{TestDb, TestShop};

const JAPAN: &str = r#"{
    "shop": {"tagline": "Rings and boards", "time_zone": "Asia/Tokyo"},
    "markets": [{"code": "japan", "name": "Japan", "countries": ["JP"], "country": "JP", "currency": "JPY",
                 "language": "ja", "tax_basis": "inclusive", "position": 2}],
    "price_lists": [{"name": "Yen", "currency": "JPY", "market": "japan",
                     "converted": {"from": "Base", "rate": "163", "charm": {"kind": "nearest", "step": "100"}}}],
    "taxes": [{"country": "JP", "rates": [{"name": "Consumption tax", "percent": "10"},
                                          {"name": "Food", "percent": "8", "tax_category": "reduced"}]}],
    "delivery_zones": [{"name": "Japan", "market": "japan", "countries": ["JP"], "methods": [
        {"name": "Air", "days_min": 6, "days_max": 10,
         "prices": [{"from": "0", "price": "2200"}, {"from": "30000", "price": "0"}]},
        {"name": "Sea", "days_min": 30, "days_max": 60, "prices": [{"from": "0", "price": "900"}]}]}]
}"#;

struct World {
    db: TestDb,
    app: App,
    shop: TestShop,
}

impl World {
    async fn open() -> Self {
        let db = TestDb::create().await;
        let shop = TestShop::open(&db.pool).await;
        let app = App::new(db.pool.clone(), Clock::manual(testkit::shop::test_time()));
        Self { db, app, shop }
    }

    async fn apply(&self, json: &str) -> Result<Applied, SettingsError> {
        apply(&self.app, &serde_json::from_str(json).unwrap(), false).await
    }

    async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.db.pool).await.unwrap()
    }

    async fn close(self) {
        testkit::invariants::check(&self.db.pool).await;
        self.db.drop().await;
    }
}

fn outcomes(applied: &Applied) -> Vec<Written> {
    applied.parts.iter().map(|(_, written)| *written).collect()
}

async fn refresh(pool: &PgPool) {
    sqlx::raw_sql("select refresh_product_summaries(null)")
        .execute(pool)
        .await
        .unwrap();
}

#[tokio::test]
async fn one_file_opens_a_market_that_sells_and_again_changes_nothing() {
    let world = World::open().await;
    world.shop.product("ring").price(4200).compare_at(4900).create().await;
    refresh(&world.db.pool).await;

    let first = world.apply(JAPAN).await.unwrap();
    publish_prices(&world.app, &[], false).await.unwrap();

    assert_eq!(outcomes(&first), [Updated, Created, Created, Created, Created]);
    let japan = Scope {
        market: Some("japan".to_owned()),
        ..Scope::default()
    };
    let Found::Page(page) = show_product(&world.app, &japan, "ring", None).await.unwrap() else {
        panic!("it is sold there");
    };
    assert_eq!(page.selected_variant().unwrap().price.text, "¥6,800");
    let again = world.apply(JAPAN).await.unwrap();
    assert_eq!(outcomes(&again), [Unchanged; 5]);
    world.close().await;
}

#[tokio::test]
async fn what_is_shown_is_a_file_that_changes_nothing() {
    let world = World::open().await;
    world.apply(JAPAN).await.unwrap();

    let shown = show(&world.app).await.unwrap();
    // Over the words of a file, as a merchant has them.
    let read: Settings = serde_json::from_str(&serde_json::to_string(&shown).unwrap()).unwrap();
    let applied = apply(&world.app, &read, false).await.unwrap();

    assert_eq!(shown.markets.len(), 2);
    assert_eq!(shown.taxes.len(), 4);
    assert!(
        outcomes(&applied).iter().all(|written| *written == Written::Unchanged),
        "{applied:?}"
    );
    assert_eq!(show(&world.app).await.unwrap(), shown);
    world.close().await;
}

#[tokio::test]
async fn a_file_at_fault_and_a_try_change_nothing() {
    let world = World::open().await;
    let before = show(&world.app).await.unwrap();

    let faulty = JAPAN.replace("Asia/Tokyo", "Asia/Kyoto");
    let SettingsError::Invalid(faults) = world.apply(&faulty).await.unwrap_err() else {
        panic!("a fault");
    };
    assert_eq!(faults[0].field, "time_zone");
    let tried = apply(&world.app, &serde_json::from_str(JAPAN).unwrap(), true)
        .await
        .unwrap();

    assert_eq!(outcomes(&tried)[1], Written::Created);
    assert_eq!(show(&world.app).await.unwrap(), before);
    world.close().await;
}

#[tokio::test]
async fn rates_and_methods_that_a_file_no_longer_names_are_over_and_others_stay() {
    let world = World::open().await;
    world.apply(JAPAN).await.unwrap();

    let less = r#"{
        "taxes": [{"country": "JP", "rates": [{"name": "Consumption tax", "percent": "12"}]}],
        "delivery_zones": [{"name": "Japan", "market": "japan", "countries": ["JP"], "methods": [
            {"name": "Air", "days_min": 6, "days_max": 9, "prices": [{"from": "0", "price": "2500"}]}]}]
    }"#;
    let applied = world.apply(less).await.unwrap();

    assert_eq!(outcomes(&applied), [Written::Updated; 2]);
    let shown = show(&world.app).await.unwrap();
    let japan = shown.delivery_zones.iter().find(|zone| zone.name == "Japan").unwrap();
    assert_eq!(japan.methods.len(), 1);
    assert_eq!(japan.methods[0].prices.len(), 1);
    assert_eq!(shown.delivery_zones.len(), 2);
    let taxes = shown.taxes.iter().find(|tax| tax.country == "JP").unwrap();
    assert_eq!(taxes.rates.len(), 1);
    assert_eq!(taxes.rates[0].percent, "12");
    // Somebody may have chosen it, so the row stays.
    assert_eq!(
        world
            .count("select count(*) from delivery_methods where name = 'Sea' and not active")
            .await,
        1
    );
    assert_eq!(
        world.count("select count(*) from tax_rates where country = 'DE'").await,
        2
    );
    world.close().await;
}

#[tokio::test]
async fn a_new_default_market_takes_that_from_the_old_one() {
    let world = World::open().await;
    let japan = JAPAN.replace("\"position\": 2", "\"is_default\": true");

    world.apply(&japan).await.unwrap();

    assert_eq!(
        world
            .count("select count(*) from markets where is_default and code = 'japan'")
            .await,
        1
    );
    assert_eq!(world.count("select count(*) from markets where is_default").await, 1);
    world.close().await;
}
