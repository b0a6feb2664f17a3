//! `vitrine promotions apply`, below the command line.

use super::{off, published, try_publish};
use crate::cart::tests::World;
use crate::promotion::{PublishError, list_promotions};
use serde_json::json;
use store::written::Written;

fn outcomes(published: &crate::promotion::Published) -> Vec<Written> {
    published.written.iter().map(|(_, written)| *written).collect()
}

#[tokio::test]
async fn publishing_again_changes_nothing_and_a_difference_changes_one() {
    let world = World::open().await;
    let two = |percent| json!([off("one", percent, &["ONE", "UNO"]), off("two", "5", &["TWO"])]);

    assert_eq!(outcomes(&published(&world.app, two("10")).await), [Written::Created; 2]);
    assert_eq!(
        outcomes(&published(&world.app, two("10")).await),
        [Written::Unchanged; 2]
    );
    let changed = published(&world.app, two("15")).await;
    assert_eq!(outcomes(&changed), [Written::Updated, Written::Unchanged]);

    let fewer = published(&world.app, json!([off("one", "15", &["ONE"])])).await;
    assert_eq!(outcomes(&fewer), [Written::Updated]);
    let listed = list_promotions(&world.app).await.unwrap();
    assert_eq!(
        (listed.len(), listed[0].codes.as_slice()),
        (2, ["ONE".to_owned()].as_slice())
    );
    world.close().await;
}

#[tokio::test]
async fn a_file_with_faults_names_each_and_changes_nothing() {
    let world = World::open().await;
    published(&world.app, json!([off("one", "10", &["ONE"])])).await;
    let mut nowhere = off("nowhere", "10", &[]);
    nowhere["goods"] = json!({ "collections": ["atlantis"], "products": ["none"], "skus": ["X-1"] });
    let file = json!([
        off("fine", "10", &[]),
        nowhere,
        off("thief", "10", &["one"]),
        off("bad", "200", &[])
    ]);

    let Err(PublishError::Invalid(faults)) = try_publish(&world.app, file).await else {
        panic!("published")
    };

    let fields: Vec<(&str, &str)> = faults
        .iter()
        .map(|fault| (fault.handle.as_str(), fault.field))
        .collect();
    let expected = [
        ("nowhere", "goods.collections"),
        ("nowhere", "goods.products"),
        ("nowhere", "goods.skus"),
        ("thief", "codes"),
        ("bad", "benefit.percent"),
    ];
    assert_eq!(fields, expected);
    assert_eq!(
        faults[0].to_string(),
        "nowhere: goods.collections: there is no collection “atlantis”"
    );
    assert_eq!(world.count("select count(*) from promotions").await, 1);
    world.close().await;
}

#[tokio::test]
async fn surprising_pairs_are_published_only_when_they_are_wanted() {
    let world = World::open().await;
    let free = |handle: &str| json!({ "handle": handle, "name": "Free", "class": "delivery", "status": "active", "benefit": { "kind": "free_delivery" } });
    try_publish(&world.app, json!([free("one")])).await.unwrap();

    let refused = try_publish(&world.app, json!([free("two")])).await;
    assert!(matches!(refused, Err(PublishError::Conflicts(conflicts)) if conflicts.len() == 1));
    assert_eq!(world.count("select count(*) from promotions").await, 1);

    assert_eq!(published(&world.app, json!([free("two")])).await.conflicts.len(), 1);
    world.close().await;
}

#[tokio::test]
async fn the_number_of_promotions_that_every_cart_reads_is_bounded() {
    let world = World::open().await;
    let many: Vec<_> = (0..51).map(|number| off(&format!("p{number}"), "1", &[])).collect();

    let refused = try_publish(&world.app, json!(many)).await;

    assert!(matches!(refused, Err(PublishError::TooManyAutomatic(51))));
    world.close().await;
}
