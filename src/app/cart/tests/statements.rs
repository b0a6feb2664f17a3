//! How many statements a command costs; a second trip per line would show here.

use super::World;
use crate::App;
use crate::cart::{AddLine, add_line, show_cart};
use crate::scope::Scope;
use adapters::clock::Clock;
use testkit::shop::test_time;
use testkit::statements::{pool, recorded};

#[tokio::test]
async fn an_add_takes_at_most_six_statements_and_a_look_at_most_four() {
    let world = World::open().await;
    let sizes = ["1", "2", "3", "4", "5", "6"];
    let variants = world.shop.product("ring").sizes(&sizes).create().await;
    let app = App::new(pool(&world.db).await, Clock::manual(test_time()));
    let mut scope = Scope::default();
    app.shop().await.unwrap();

    for (variant, op) in variants.into_iter().zip(sizes) {
        let command = AddLine {
            variant_id: variant.into(),
            quantity: 1,
            quote_id: None,
            op,
        };
        let (added, statements) = recorded(add_line(&app, &scope, command)).await;
        scope.cart_token = added.unwrap().new_token.or(scope.cart_token);
        assert!((3..=6).contains(&statements.len()), "{statements:#?}");
    }
    let (cart, statements) = recorded(show_cart(&app, &scope)).await;

    assert_eq!(cart.unwrap().lines.len(), 6);
    assert!((1..=4).contains(&statements.len()), "{statements:#?}");
    app.pool.close().await;
    world.close().await;
}
