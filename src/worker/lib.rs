//! Background work: jobs from the queue, and timers that look after what a dead process left behind.
//!
//! Everything here may be killed at any moment and run on many machines at once: a job's lease runs out and somebody
//! else does it, and each job says in its own documentation why doing it twice is harmless.

mod job;
mod runner;
#[cfg(test)]
mod simulation;
mod timers;

use app::App;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Starts the background work of this process; it ends soon after `stop`.
pub fn spawn(tasks: &TaskTracker, stop: &CancellationToken, app: App) {
    tasks.spawn(runner::run(app.clone(), job::QUICK, stop.clone()));
    tasks.spawn(runner::run(app.clone(), job::SLOW, stop.clone()));
    timers::spawn(tasks, stop, &app);
}
