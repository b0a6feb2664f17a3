//! Background work: jobs from the queue, and timers that look after what a dead process left behind.
//!
//! Everything here may be killed at any moment and run on many machines at once: a job's lease runs out and somebody
//! else does it, and each job says in its own documentation why doing it twice is harmless.

mod job;
mod runner;
#[cfg(test)]
mod simulation;
mod supervisor;
mod timers;

use app::App;
use supervisor::{PACE, keep_going};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Starts the background work of this process; it ends soon after `stop`.
pub fn spawn(tasks: &TaskTracker, stop: &CancellationToken, app: App) {
    for (lane, kinds) in [("quick jobs", job::QUICK), ("slow jobs", job::SLOW)] {
        let (kept, stopped) = (app.clone(), stop.clone());
        let start = move || runner::run(kept.clone(), kinds, stopped.clone());
        tasks.spawn(keep_going(lane, PACE, app.clone(), stop.clone(), start));
    }
    timers::spawn(tasks, stop, &app);
}
