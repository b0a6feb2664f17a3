//! Several programs of one store, and the last of them to leave.

use super::*;

#[tokio::test]
async fn the_server_stays_until_its_last_user_leaves() {
    let shop = Shop::new();
    let store = shop.start().await.unwrap();
    let import = shop.start().await.unwrap();
    let leader = shop.leader().unwrap();

    store.stop().await;
    assert!(
        processes::works_in(leader, &shop.data()),
        "the import lost its database"
    );
    note_an_order(import.url()).await;

    import.stop().await;
    assert!(!processes::works_in(leader, &shop.data()));
}

#[tokio::test]
async fn two_programs_that_start_at_once_share_one_server() {
    let shop = Shop::new();

    let (one, other) = tokio::join!(shop.start(), shop.start());

    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.url(), other.url());
    one.stop().await;
    other.stop().await;
    assert_eq!(processes::all_in(&shop.data()), []);
}

#[tokio::test]
async fn a_dropped_server_goes_by_itself() {
    let shop = Shop::new();
    let server = shop.start().await.unwrap();

    drop(server);

    eventually("ended", || processes::all_in(&shop.data()).is_empty()).await;
    shop.start().await.unwrap().stop().await;
}
