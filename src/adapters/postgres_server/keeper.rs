//! Watches the server while the store runs, and starts it again when it ends without being told to.
//!
//! A leader that is killed (by the kernel for want of memory, or by a slip of a person) would otherwise leave a
//! store that answers every page with an error until somebody restarts it.

use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::binaries::Binaries;
use super::folders::Folders;
use super::leader::{self, Leader};
use super::usage::Turn;
use super::{Options, PostgresError};

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// What a new start needs.
#[derive(Debug)]
pub(super) struct Restart {
    /// Where the database is.
    pub folders: Folders,
    /// With what it is run.
    pub binaries: Binaries,
    /// And how.
    pub options: Options,
}

/// The watching task.
#[derive(Debug)]
pub(super) struct Keeper {
    task: JoinHandle<Leader>,
    end: oneshot::Sender<()>,
}

impl Keeper {
    /// Begins to watch. Runs until [`relieve`](Self::relieve) or [`abandon`](Self::abandon).
    pub fn watch(leader: Leader, restart: Restart) -> Self {
        let (end, told) = oneshot::channel();
        let task = tokio::spawn(keep(leader, restart, told));
        Self { task, end }
    }

    /// Ends the watch and hands back the leader; a start that is under way is waited for.
    pub async fn relieve(self) -> Option<Leader> {
        // The task ends by itself only if it panicked; then there is nothing to hand back.
        let _ = self.end.send(());
        self.task.await.ok()
    }

    /// Ends the watch at once and leaves the server to itself.
    pub fn abandon(self) {
        self.task.abort();
    }
}

async fn keep(mut leader: Leader, restart: Restart, mut told: oneshot::Receiver<()>) -> Leader {
    loop {
        tokio::select! {
            biased;
            _ = &mut told => return leader,
            () = leader.ended() => {}
        }
        tracing::error!("The private Postgres ended by itself; starting it again");
        let mut pause = FIRST_PAUSE;
        while let Err(error) = restart.begin(&mut leader).await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "The private Postgres does not start"
            );
            tokio::select! {
                biased;
                _ = &mut told => return leader,
                () = sleep(pause) => pause = LONGEST_PAUSE.min(pause * 2),
            }
        }
    }
}

impl Restart {
    /// Another program of this store may have been quicker; then its server is adopted.
    async fn begin(&self, leader: &mut Leader) -> Result<(), PostgresError> {
        let _turn = Turn::take(&self.folders.state, self.options.patience).await?;
        let say = |line: &str| tracing::info!("{line}");
        *leader = leader::adopt_or_start(&self.folders, &self.binaries, &self.options, &say).await?;
        Ok(())
    }
}
