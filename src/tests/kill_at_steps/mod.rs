//! The program is killed (SIGKILL) at each named step of what it does (T04), is started again, and whoever waits for it
//! presses again, with the same operation id. Each test counts the steps at which it was killed: none may be left out.
//!
//! A kill between the draft and the payment page leaves a placement of which nobody knows whether it still runs; a job and
//! a mail stay leased to the dead program. Here the books are put back by the time that all of these last.

mod aftermath;
mod news;
mod purchase;

use crate::running_store::RunningStore;
use crate::shoppers::{Thanks, Wanted, pay_after_waiting, shop};
use app::steps::Step;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use testkit::{TestDb, TestShop};

/// No step is further away than this.
const PATIENCE: Duration = Duration::from_secs(30);
const GLANCE: Duration = Duration::from_millis(5);

/// A store whose program can be killed at a step.
struct Field {
    store: RunningStore,
    wanted: Wanted,
    trap: TempDir,
    sprung: Vec<Step>,
}

impl Field {
    /// A shop with rings, and this much more said to the program.
    async fn open(settings: &[(&'static str, &str)]) -> Self {
        let trap = tempfile::tempdir().unwrap();
        let db = TestDb::create().await;
        let shop = TestShop::open(&db.pool).await;
        let wanted = Wanted {
            variant_id: shop.product("ring").stock(1000).create().await[0].to_string(),
            delivery_method: shop.standard_delivery_id.to_string(),
            is_told_to_wait: false,
        };
        let settings = [settings, &[("TEST_KILL_AT_STEP_IN", trap.path().to_str().unwrap())]].concat();
        let store = RunningStore::start(db, &settings);
        Self {
            store,
            wanted,
            trap,
            sprung: Vec::new(),
        }
    }

    /// The next program that comes to this step ends there.
    fn set(&self, step: Step) {
        fs::write(self.trap.path().join(format!("{step:?}")), "").unwrap();
    }

    fn has_sprung(&self, step: Step) -> bool {
        self.trap.path().join(format!("{step:?}.reached")).exists()
    }

    /// Waits until the running store was killed there, and starts it again.
    async fn restart_after(&mut self, step: Step) {
        let since = Instant::now();
        while !self.has_sprung(step) {
            assert!(since.elapsed() < PATIENCE, "{step:?} was never reached");
            tokio::time::sleep(GLANCE).await;
        }
        tokio::task::block_in_place(|| self.store.kill_and_restart());
        self.sprung.push(step);
    }

    /// A shopper buys one ring, and is killed where the trap is.
    async fn buy_through(&mut self, step: Step) -> Thanks {
        self.set(step);
        let buying = tokio::spawn(shop(self.store.browser(), 0, self.wanted.clone(), over()));
        self.restart_after(step).await;
        let mut story = buying.await.unwrap().unwrap();
        story
            .thanked
            .extend(pay_after_waiting(&self.store.db.pool, story.waiting).await);
        assert_eq!(story.thanked.len(), 1, "{step:?}");
        story.thanked.remove(0)
    }

    /// A shopper buys one ring, and nothing happens. The number of the order.
    async fn buy(&self) -> (String, String) {
        let story = shop(self.store.browser(), 0, self.wanted.clone(), over())
            .await
            .unwrap();
        let number = self.store.count("select max(order_number) from orders").await;
        (story.thanked[0].address.clone(), number.to_string())
    }

    /// A command of the program is killed at a step; whoever gave it gives it again.
    fn command_through(&mut self, step: Step, words: &[&str]) {
        self.set(step);
        assert!(self.store.run(words).is_err(), "{step:?}: {words:?} was not killed");
        assert!(self.has_sprung(step), "{step:?} was never reached by {words:?}");
        self.sprung.push(step);
        self.store
            .run(words)
            .unwrap_or_else(|error| panic!("{step:?}: {error}"));
    }

    /// Leases of the dead program have run out.
    async fn let_leases_run_out(&self) {
        for statement in [
            "update jobs set leased_until = now() - interval '1 second' where state = 'running'",
            "update jobs set run_at = now() where state = 'ready'",
            "update mails set next_attempt_at = now() where state in ('queued', 'failed')",
        ] {
            sqlx::query(statement).execute(&self.store.db.pool).await.unwrap();
        }
        sqlx::query("select pg_notify('vitrine_jobs', '')")
            .execute(&self.store.db.pool)
            .await
            .unwrap();
    }

    /// Waits until nothing is counted any more.
    async fn until_none(&self, query: &'static str) {
        let since = Instant::now();
        while self.store.count(query).await > 0 {
            assert!(since.elapsed() < PATIENCE, "{query} never came to nothing");
            tokio::time::sleep(GLANCE * 10).await;
        }
    }
}

// One purchase is enough.
fn over() -> Arc<AtomicBool> {
    Arc::new(AtomicBool::new(true))
}
