//! How many statements a placement costs, whatever the number of lines.

use crate::App;
use crate::checkout::{PlaceOrder, place_order};
use crate::payment::come_home;
use crate::payment::tests::{Till, last_part};
use adapters::payment::test_provider::Choice;
use testkit::statements::{pool, recorded};

#[tokio::test]
async fn a_placement_takes_at_most_fifteen_statements_and_its_completion_at_most_fourteen() {
    let till = Till::open().await;
    let mut wanted = Vec::new();
    for number in 0..8 {
        wanted.push((till.variant(&format!("thing-{number}"), 50).await, 1));
    }
    let seen = pool(till.database()).await;
    let app = App {
        pool: seen.clone(),
        ..till.app.clone()
    };
    for lines in [1, 8] {
        let buyer = till.buyer(&wanted[..lines]).await;
        let command = PlaceOrder {
            expected_total: Some(buyer.total),
            expected_due: None,
        };

        let (placed, placing) = recorded(place_order(&app, &buyer.scope, command)).await;

        let Ok(crate::checkout::Placement::Pay {
            redirect_url,
            status_address,
        }) = placed
        else {
            panic!("not placed")
        };
        assert!((8..=15).contains(&placing.len()), "{}: {placing:#?}", placing.len());
        till.choose(&last_part(&redirect_url), Choice::Success).await;
        let token = last_part(&status_address);
        let (home, completing) = recorded(come_home(&app, &token)).await;
        home.unwrap();
        assert!(
            (8..=14).contains(&completing.len()),
            "{}: {completing:#?}",
            completing.len()
        );
    }
    drop(app);
    seen.close().await;
    till.close().await;
}
