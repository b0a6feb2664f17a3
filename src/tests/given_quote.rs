//! What browsers say of printed prices, over HTTP: evidence, which never keeps anybody from buying.

use crate::running_store::RunningStore;
use testkit::{TestDb, TestShop};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_quote_that_is_none_never_breaks_an_add_to_cart() {
    let db = TestDb::create().await;
    let shop = TestShop::open(&db.pool).await;
    let ring = shop.product("ring").stock(50).create().await[0].to_string();
    let store = RunningStore::start(db, &[]);
    let long = "q".repeat(5000);
    let malformed = [
        "",
        "q_",
        "q_MZXW6YTBOIAAAAAA",
        "\0",
        "\u{202e}q_",
        "' or 1=1 --",
        "<script>",
        long.as_str(),
    ];

    for (count, quote) in (1_i64..).zip(malformed) {
        let mut browser = store.browser();
        let fields = [("variant_id", ring.as_str()), ("quote", quote)];

        let next = browser.submit("/cart/lines", &fields).await.unwrap();

        assert_eq!(next, "/cart", "{quote:?}");
        assert_eq!(store.count("select count(*) from line_items").await, count, "{quote:?}");
    }
    assert_eq!(
        store
            .count("select count(*) from line_items where quote_id is not null")
            .await,
        0
    );

    // A well-formed one that nobody printed is kept as what was said, and decides nothing.
    let mut browser = store.browser();
    let fields = [("variant_id", ring.as_str()), ("quote", "q_mzxw6ytboiaaaaaa")];
    assert_eq!(browser.submit("/cart/lines", &fields).await.unwrap(), "/cart");
    assert_eq!(
        store
            .count("select count(*) from line_items where quote_id = 'q_mzxw6ytboiaaaaaa' and unit_price_at_add_minor = 2000")
            .await,
        1
    );
    store.close().await;
}
