//! Which processes belong to a database folder, as the system tells it.
//!
//! Every process of a server works in its database folder, so `/proc/<pid>/cwd` proves what a bare process
//! id does not: ids are used again, and a lock file left by a killed server may name a stranger.

use std::path::{Path, PathBuf};

use nix::errno::Errno;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// What a server wrote into `postmaster.pid`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PidFile {
    /// The leader.
    pub leader: Pid,
    /// The folder of its socket, once it has one.
    pub sockets: Option<PathBuf>,
}

/// The path of the lock file in a database folder.
pub(super) fn pid_file_path(data: &Path) -> PathBuf {
    data.join("postmaster.pid")
}

/// Reads the lock file; `None` when there is none, or one that was cut short.
pub(super) fn pid_file(data: &Path) -> Option<PidFile> {
    parse_pid_file(&std::fs::read_to_string(pid_file_path(data)).ok()?)
}

/// Lines: process id, data folder, start time, port, socket folder, listen address, shared memory, status.
fn parse_pid_file(text: &str) -> Option<PidFile> {
    let mut lines = text.lines();
    let leader = Pid::from_raw(lines.next()?.trim().parse().ok()?);
    let sockets = lines
        .nth(3)
        .map(str::trim)
        .filter(|path| !path.is_empty())
        .map(PathBuf::from);
    (leader.as_raw() > 1).then_some(PidFile { leader, sockets })
}

/// Whether the process lives and works in the database folder. Where the system does not tell, a living
/// process is taken at its word.
pub(super) fn works_in(pid: Pid, data: &Path) -> bool {
    match std::fs::read_link(format!("/proc/{pid}/cwd")) {
        Ok(folder) => folder == data && !is_finished(pid),
        Err(_) if are_visible() => false,
        Err(_) => kill(pid, None) != Err(Errno::ESRCH),
    }
}

/// Whether the system tells who works where; Linux does.
pub(super) fn are_visible() -> bool {
    Path::new("/proc/self/cwd").exists()
}

/// Everybody who works in the database folder.
pub(super) fn all_in(data: &Path) -> Vec<Pid> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.map(Pid::from_raw)
        .filter(|pid| is_server(*pid) && works_in(*pid, data))
        .collect()
}

/// Sends a signal; a process that is already gone is what one wanted.
pub(super) fn signal(pid: Pid, signal: Signal) {
    if let Err(error) = kill(pid, signal)
        && error != Errno::ESRCH
    {
        tracing::warn!(%pid, %signal, %error, "Could not signal the private Postgres");
    }
}

/// A person's shell may stand in the database folder too; it is not ours to end.
fn is_server(pid: Pid) -> bool {
    std::fs::read_to_string(format!("/proc/{pid}/comm"))
        .is_ok_and(|name| matches!(name.trim_end(), "postgres" | "postmaster"))
}

/// A zombie works no more, though its entry stays until its parent asks for it.
fn is_finished(pid: Pid) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(") ").next().is_none_or(|rest| rest.starts_with(['Z', 'X']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_of_a_running_server_is_read() {
        let text = "4711\n/srv/data\n1763845000\n5432\n/srv/run\n\n  123456   7\nready   \n";

        let read = parse_pid_file(text);

        let expected = PidFile {
            leader: Pid::from_raw(4711),
            sockets: Some("/srv/run".into()),
        };
        assert_eq!(read, Some(expected));
    }

    #[test]
    fn a_lock_file_that_was_cut_short_or_names_everybody_is_no_leader() {
        assert_eq!(parse_pid_file(""), None);
        assert_eq!(parse_pid_file("-1\n/srv/data\n"), None);
        assert_eq!(parse_pid_file("1\n/srv/data\n"), None);
        assert_eq!(parse_pid_file("47\n").unwrap().sockets, None);
    }

    #[test]
    fn we_work_in_our_own_folder_and_in_no_other() {
        let here = std::env::current_dir().unwrap();

        assert!(works_in(Pid::this(), &here));
        assert!(!works_in(Pid::this(), Path::new("/nowhere")));
        assert!(!all_in(&here).contains(&Pid::this()), "a test is not a server");
    }
}
