//! After the storm: nothing is lost any more, nobody is killed, clocks are right, and everything that is under way comes
//! to its end.

use super::steps::{self, wire};
use super::world::{Broken, Weather, World};
use chrono::Duration;

/// How far time goes on between two rounds, minutes: past the end of every hold and every pause of a job.
const ROUNDS: [i64; 12] = [1, 31, 6, 6, 31, 61, 61, 61, 61, 61, 61, 61];

/// What is still to be done, by name. Dead jobs are never done.
const OPEN: &str = "select what
     from (
         select 'a draft' as what from orders where status = 'draft'
         union all
         select 'a payment' from payment_attempts where status in ('created', 'processing')
         union all
         select 'a refund' from refunds where state in ('requested', 'unknown')
         union all
         select 'an event' from payment_events where processed_at is null
         union all
         select 'a hold' from reservations where state <> 'allocated'
         union all
         select 'an entry of the outbox' from outbox_entries where relayed_at is null
         union all
         select 'the job ' || kind || ', try ' || attempts || ', ' || coalesce(last_error, '')
         from jobs
         where state <> 'done'
     ) o
     order by what";

/// Runs until nothing is open.
pub async fn heal(world: &mut World) -> Result<(), Broken> {
    world.trace.line("the storm is over".to_owned());
    world.fuse.light(None);
    world.time.mend();
    world.weather = Weather::default();
    for minutes in ROUNDS {
        settle(world).await?;
        if open(world).await.is_empty() && world.bank.news.iter().all(|news| news.is_heard) {
            return Ok(());
        }
        world.time.pass(Duration::minutes(minutes));
    }
    let mut open = open(world).await;
    open.extend(
        world
            .bank
            .news
            .iter()
            .filter(|it| !it.is_heard)
            .map(|it| format!("news: {}", it.kind)),
    );
    Err(Broken(format!("still open: {}", open.join("; "))))
}

async fn settle(world: &mut World) -> Result<(), Broken> {
    finish_calls(world).await?;
    let strays: Vec<_> = world.strays.drain(..).collect();
    for question in strays {
        wire::arrive(world, &question);
    }
    world.bank.settle_slow(world.time.bank.now());
    let backs = world.bank.backs.len();
    for _ in 0..backs {
        wire::turn_back(world);
    }
    world.letters.clear();
    for news in 0..world.bank.news.len() {
        if !world.bank.news[news].is_heard {
            wire::post(world, news);
        }
    }
    while let Some(letter) = world.letters.pop() {
        wire::deliver(world, letter, false).await?;
        finish_calls(world).await?;
    }
    steps::sweep_holds(world).await?;
    steps::sweep_payments(world).await?;
    finish_calls(world).await?;
    steps::sweep_refunds(world).await?;
    finish_calls(world).await?;
    while has_due_job(world).await {
        steps::work(world).await?;
        finish_calls(world).await?;
    }
    steps::relay(world).await
}

async fn finish_calls(world: &mut World) -> Result<(), Broken> {
    while !world.tasks.is_empty() {
        wire::settle(world).await?;
    }
    Ok(())
}

async fn has_due_job(world: &World) -> bool {
    sqlx::query_scalar(
        "select exists (
             select
             from jobs
             where (state = 'ready' and run_at <= $1) or (state = 'running' and leased_until < $1)
         )",
    )
    .bind(world.time.shop.now())
    .fetch_one(&world.app.pool)
    .await
    .expect("the jobs can be read")
}

async fn open(world: &World) -> Vec<String> {
    sqlx::query_scalar(OPEN)
        .fetch_all(&world.app.pool)
        .await
        .expect("what is open can be read")
}
