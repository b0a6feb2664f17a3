//! What must be true when everything has come to its end: of the shop by itself, of its books beside the bank's, and of
//! what shoppers were told.

mod books;
mod money;
mod promises;

use super::world::{Broken, World};
use books::Books;

/// Every rule.
pub async fn check(world: &World) -> Result<(), Broken> {
    holds_at_any_moment(world).await?;
    if let Some(misuse) = world.bank.misused.first() {
        return Err(Broken(format!("at the bank: {misuse}")));
    }
    let books = Books::read(&world.app.pool).await;
    money::check(world, &books)?;
    promises::check(world, &books)
}

/// The view `violations` is empty, also in the middle of the storm.
pub async fn holds_at_any_moment(world: &World) -> Result<(), Broken> {
    let broken: Vec<String> = sqlx::query_scalar("select distinct rule from violations order by 1")
        .fetch_all(&world.app.pool)
        .await
        .expect("the view reads");
    if broken.is_empty() {
        Ok(())
    } else {
        Err(Broken(broken.join("; ")))
    }
}
