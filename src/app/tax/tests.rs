//! Categories of variants in a real database.

use super::{TaxCategoryError, list_categories, set_category};
use crate::App;
use adapters::clock::Clock;
use testkit::{TestDb, TestShop};

#[tokio::test]
async fn a_category_is_set_for_all_or_none_and_setting_it_again_changes_nothing() {
    let db = TestDb::create().await;
    let shop = TestShop::open(&db.pool).await;
    shop.product("book").create().await;
    shop.product("map").create().await;
    let app = App::new(db.pool.clone(), Clock::manual(testkit::shop::test_time()));
    let skus = ["BOOK-1".to_owned(), "MAP-1".to_owned()];

    let (changed, has_rate) = set_category(&app, &skus, "reduced").await.unwrap();
    assert_eq!((changed.len(), has_rate), (2, true));
    assert_eq!(changed[0].before.as_deref(), Some("standard"));
    let (again, _) = set_category(&app, &skus, "reduced").await.unwrap();
    assert!(again.is_empty());

    let wrong = ["BOOK-1".to_owned(), "GHOST".to_owned()];
    let refused = set_category(&app, &wrong, "maps").await.unwrap_err();
    assert_eq!(refused.to_string(), "no variant has the stock code GHOST");
    let refused = set_category(&app, &skus, "Reduced 7").await.unwrap_err();
    assert!(matches!(refused, TaxCategoryError::Category(_)));
    let (_, has_rate) = set_category(&app, &skus[1..], "maps").await.unwrap();
    assert!(!has_rate);

    let listed: Vec<_> = list_categories(&app)
        .await
        .unwrap()
        .into_iter()
        .map(|known| (known.usage.tax_category, known.usage.variants, known.has_rate))
        .collect();
    assert_eq!(listed, [("maps".to_owned(), 1, false), ("reduced".to_owned(), 1, true)]);
    db.drop().await;
}
