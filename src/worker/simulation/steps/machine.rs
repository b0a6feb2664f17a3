//! What the store does by itself: jobs and sweepers.

use crate::simulation::world::{Broken, Heard, World, refused};
use crate::{job, runner};
use app::{order, payment, relay, stock};

const AT_ONCE: i64 = 20;

fn said(told: Result<String, Result<String, Broken>>) -> Heard {
    Box::new(move |_| told.or_else(|refusal| refusal))
}

/// Claims a job and does it.
pub async fn work(world: &mut World) -> Result<(), Broken> {
    let app = world.app.clone();
    world
        .start("a job".to_owned(), None, async move {
            let kinds: Vec<_> = job::QUICK.iter().map(|kind| (*kind).to_owned()).collect();
            let done = match runner::claim(&app, &kinds).await {
                Ok(Some(job)) => {
                    runner::work(&app, &job).await;
                    Ok(format!("{}, try {}", job.kind, job.attempts))
                }
                Ok(None) => Ok("none".to_owned()),
                Err(error) => Err(Err(Broken(format!("no job can be claimed: {error}")))),
            };
            said(done)
        })
        .await
}

/// P-6.
pub async fn sweep_payments(world: &mut World) -> Result<(), Broken> {
    let app = world.app.clone();
    world
        .start("payments are swept".to_owned(), None, async move {
            let swept = payment::sweep(&app, AT_ONCE).await;
            said(swept.map(|swept| format!("{swept:?}")).map_err(|error| refused(&error)))
        })
        .await
}

/// Refunds whose end is not known.
pub async fn sweep_refunds(world: &mut World) -> Result<(), Broken> {
    let app = world.app.clone();
    world
        .start("refunds are swept".to_owned(), None, async move {
            let swept = order::sweep_refunds(&app, AT_ONCE).await;
            said(swept.map(|swept| format!("{swept}")).map_err(|error| refused(&error)))
        })
        .await
}

/// S-10.
pub async fn sweep_holds(world: &mut World) -> Result<(), Broken> {
    let app = world.app.clone();
    world
        .start("holds are swept".to_owned(), None, async move {
            let swept = stock::sweep_holds(&app).await;
            let broken = |error| Err(Broken(format!("holds cannot be swept: {error}")));
            said(swept.map(|swept| format!("{swept}")).map_err(broken))
        })
        .await
}

/// W-1.
pub async fn relay(world: &mut World) -> Result<(), Broken> {
    let app = world.app.clone();
    world
        .start("the outbox is relayed".to_owned(), None, async move {
            let relayed = relay::relay(&app).await;
            let broken = |error| Err(Broken(format!("the outbox cannot be relayed: {error}")));
            said(relayed.map(|count| format!("{count}")).map_err(broken))
        })
        .await
}
