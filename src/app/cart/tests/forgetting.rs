//! Housekeeping.

use super::World;
use crate::housekeeping::{Swept, sweep};
use chrono::Duration;

#[tokio::test]
async fn idle_carts_and_old_operations_are_forgotten_in_their_time() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;
    world.add_as(ring, 1, "op-1").await.unwrap();
    assert_eq!(sweep(&world.app).await.unwrap(), Swept::default());

    world.app.clock.advance(Duration::hours(24) + Duration::seconds(1));
    assert_eq!(
        sweep(&world.app).await.unwrap(),
        Swept {
            operations: 1,
            ..Swept::default()
        }
    );
    world.app.clock.advance(Duration::days(29));
    assert_eq!(
        sweep(&world.app).await.unwrap(),
        Swept {
            carts: 1,
            ..Swept::default()
        }
    );
    assert!(world.show().await.lines.is_empty());
    world.close().await;
}

#[tokio::test]
async fn carts_that_are_being_paid_or_became_orders_stay() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;
    world.add(ring, 1).await.unwrap();
    world.sql("update carts set completing_at = updated_at").await;
    world.app.clock.advance(Duration::days(31));

    assert_eq!(sweep(&world.app).await.unwrap().carts, 0);
    world
        .sql("update carts set completing_at = null, completed_at = updated_at")
        .await;
    assert_eq!(sweep(&world.app).await.unwrap().carts, 0);
    world.close_broken(super::MARKED_BY_HAND).await;
}
