//! Who uses the server, so that the last one out turns off the light.
//!
//! Two files in the store's folder, both only locked, never read: whoever starts or stops the server takes
//! the *turn*, one at a time; whoever uses it holds a share of *users*. A program that is killed loses its
//! locks with its life, so nothing is left to clean up.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use super::PostgresError;
use super::folders::Folders;

const BETWEEN_TRIES: Duration = Duration::from_millis(50);

/// The right to start or stop the server, until dropped.
#[derive(Debug)]
pub(super) struct Turn {
    lock: File,
}

impl Drop for Turn {
    /// Closing the file is not enough: a child that another thread is just starting holds a copy of it until it has
    /// become the other program, and with the copy the lock.
    fn drop(&mut self) {
        if let Err(error) = self.lock.unlock() {
            tracing::debug!(%error, "The turn could not be given back at once");
        }
    }
}

impl Turn {
    /// Waits for the turn.
    pub async fn take(state: &Path, patience: Duration) -> Result<Self, PostgresError> {
        let begin = Instant::now();
        loop {
            match Self::try_take(state) {
                Err(PostgresError::Busy { .. }) if begin.elapsed() < patience => {
                    tokio::time::sleep(BETWEEN_TRIES).await;
                }
                Err(PostgresError::Busy { .. }) => return Err(PostgresError::Busy { patience }),
                settled => return settled,
            }
        }
    }

    /// Takes the turn if nobody has it.
    pub fn try_take(state: &Path) -> Result<Self, PostgresError> {
        let (lock, path) = open(state, "postgres.turn")?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { lock }),
            Err(std::fs::TryLockError::WouldBlock) => Err(PostgresError::Busy {
                patience: Duration::ZERO,
            }),
            Err(std::fs::TryLockError::Error(error)) => Err(PostgresError::files("lock", path)(error)),
        }
    }
}

/// One program's share in the server. Taken and left only by the holder of the [`Turn`].
#[derive(Debug)]
pub(super) struct Usage {
    lock: File,
}

impl Usage {
    /// Joins the users.
    pub fn share(folders: &Folders) -> Result<Self, PostgresError> {
        let (lock, path) = open(&folders.state, "postgres.users")?;
        lock.lock_shared().map_err(PostgresError::files("lock", path))?;
        Ok(Self { lock })
    }

    /// Leaves, and tells whether nobody else is left.
    pub fn leave_as_last(self) -> bool {
        self.lock.unlock().is_ok() && self.lock.try_lock().is_ok()
    }
}

/// Opened for reading only, so that a lock which root made serves an ordinary user too.
fn open(state: &Path, name: &str) -> Result<(File, std::path::PathBuf), PostgresError> {
    let path = state.join(name);
    if !path.exists() {
        let mut create = OpenOptions::new();
        let made = create.write(true).create(true).truncate(false).mode(0o644).open(&path);
        made.map_err(PostgresError::files("create", &path))?;
    }
    let lock = File::open(&path).map_err(PostgresError::files("open", &path))?;
    Ok((lock, path))
}
