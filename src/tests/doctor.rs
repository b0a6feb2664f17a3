//! `vitrine doctor --deep` in a shop that is sound, and in one that is not.

use crate::running_store::installation;
use std::fs;
use testkit::{TestDb, TestShop};

#[tokio::test]
async fn the_doctor_finds_nothing_in_a_sound_shop_and_names_what_is_broken_in_another() {
    let db = TestDb::create().await;
    TestShop::open(&db.pool).await.product("ring").stock(5).create().await;
    let (_folder, installation) = installation();
    fs::create_dir_all(installation.site_dir.join("pkg")).unwrap();
    let installation = installation.with("DATABASE_URL", db.url());
    let examine = |arguments: &[&str]| {
        let healthy = installation.run(arguments).is_ok();
        (healthy, installation.last_words("command.log"))
    };

    let (healthy, words) = examine(&["doctor", "--deep"]);
    assert!(healthy, "{words}");
    for line in [
        "ok    proof: orders, money and stock add up",
        "ok    work: nothing is overdue",
        "ok    sessions: none sleeps in a transaction",
    ] {
        assert!(words.contains(line), "{line}: {words}");
    }

    sqlx::raw_sql(
        "update inventory_levels set on_hand = on_hand + 1;
         insert into outbox_entries (event_id, aggregate_type, aggregate_id, sequence, type, payload, created_at)
         values (gen_random_uuid(), 'shop', gen_random_uuid(), 1, 'shop.opened', '{}', now() - interval '1 hour')",
    )
    .execute(&db.pool)
    .await
    .unwrap();
    let (healthy, words) = examine(&["doctor", "--deep"]);
    assert!(!healthy, "{words}");
    for line in [
        "FAIL  proof: 1 rules are broken:",
        "S-12: on_hand by the ledger is what it adds up to: ",
        "FAIL  work: 1 things are overdue:",
        "10: an entry of the outbox is handed on within a minute",
    ] {
        assert!(words.contains(line), "{line}: {words}");
    }

    assert!(examine(&["doctor"]).0, "it is not looked at without --deep");
    db.drop_broken(&["S-12: on_hand by the ledger is what it adds up to"])
        .await;
}
