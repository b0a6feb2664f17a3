//! What a killed server leaves behind, put away before the next one starts.

use std::path::Path;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use tokio::time::sleep;

use super::folders::Folders;
use super::processes;

const BETWEEN_TRIES: Duration = Duration::from_millis(40);
const SOCKET_LOCK: &str = ".s.PGSQL.5432.lock";

/// After a leader was killed, its helpers may finish what they were at; a new server refuses to start beside
/// them. They get the order that their leader would have given.
pub(super) async fn end_helpers(data: &Path, patience: Duration) {
    let begin = Instant::now();
    let mut helpers = processes::all_in(data);
    while !helpers.is_empty() && begin.elapsed() < patience {
        for pid in helpers {
            processes::signal(pid, Signal::SIGQUIT);
        }
        sleep(BETWEEN_TRIES).await;
        helpers = processes::all_in(data);
    }
}

/// PostgreSQL sees through a lock file whose process is gone, but not through one whose process id has been
/// given to a stranger since, as happens after every restart of a container. When nobody works in the
/// folder any more, neither file protects anything.
pub(super) fn forget_strangers(folders: &Folders) {
    if processes::are_visible() && processes::all_in(&folders.data).is_empty() {
        // When they stay, the server says so itself.
        let _ = std::fs::remove_file(processes::pid_file_path(&folders.data));
        let _ = std::fs::remove_file(folders.sockets.join(SOCKET_LOCK));
    }
}
