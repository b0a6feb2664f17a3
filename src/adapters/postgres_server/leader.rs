//! The server's first process: started by us, or found running and adopted; waited for; ended.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use nix::unistd::Pid;
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use super::binaries::Binaries;
use super::folders::Folders;
use super::session::PORT;
use super::{Options, PostgresError, processes, remains, session};

/// How long a fast shutdown may take before an immediate one is ordered.
pub(super) const FAST_SHUTDOWN: Duration = Duration::from_secs(30);
const IMMEDIATE_SHUTDOWN: Duration = Duration::from_secs(10);
const BETWEEN_TRIES: Duration = Duration::from_millis(40);
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);
const BETWEEN_MESSAGES: Duration = Duration::from_secs(5);
const LOG_LIMIT: u64 = 16 * 1024 * 1024;
const TAIL_LINES: usize = 12;

/// The process that all others of the server descend from.
#[derive(Debug)]
pub(super) struct Leader {
    pid: Pid,
    /// Present when we started it, and so are the one to reap it.
    child: Option<Child>,
    data: PathBuf,
    /// The folder of the socket that it listens on.
    pub sockets: PathBuf,
}

/// Joins the server that runs on the folder, or starts one. Returns when it accepts connections. Call it
/// with the [`Turn`](super::usage::Turn) in hand.
pub(super) async fn adopt_or_start(
    folders: &Folders,
    binaries: &Binaries,
    options: &Options,
    say: &impl Fn(&str),
) -> Result<Leader, PostgresError> {
    let begin = Instant::now();
    if let Some(mut running) = Leader::running(&folders.data) {
        say(&format!("Postgres: found running as process {}, using it", running.pid));
        match running.wait_until_ready(folders, options.patience, say).await {
            // It was on its way out; make a new start.
            Err(PostgresError::Ended { .. }) => {}
            ready => return ready.map(|()| running),
        }
    }
    remains::end_helpers(&folders.data, IMMEDIATE_SHUTDOWN).await;
    remains::forget_strangers(folders);
    let mut leader = Leader::spawn(folders, binaries, options)?;
    let ready = leader.wait_until_ready(folders, options.patience, say).await;
    if let Err(error) = ready {
        leader.stop().await;
        return Err(error);
    }
    say(&format!(
        "Postgres: version {} is ready after {:.1} s, as {}, files in {}",
        binaries.major,
        begin.elapsed().as_secs_f32(),
        folders
            .account
            .name()
            .map_or("ourselves".to_owned(), |name| format!("user {name}")),
        folders.data.display()
    ));
    Ok(leader)
}

impl Leader {
    /// The leader that the lock file names, if it lives.
    pub fn running(data: &Path) -> Option<Self> {
        let written = processes::pid_file(data)?;
        let pid = written.leader;
        let sockets = written.sockets.unwrap_or_default();
        processes::works_in(pid, data).then(|| Self {
            pid,
            child: None,
            data: data.to_path_buf(),
            sockets,
        })
    }

    /// In a process group of its own, so that Ctrl-C at the terminal reaches the store alone.
    fn spawn(folders: &Folders, binaries: &Binaries, options: &Options) -> Result<Self, PostgresError> {
        let program = binaries.program("postgres");
        let log = open_log(&folders.log)?;
        let again = log.try_clone().map_err(PostgresError::files("open", &folders.log))?;
        let mut command = folders.account.command(&program);
        command.arg("-D").arg(&folders.data).arg("-k").arg(&folders.sockets);
        command.args(["-p", &PORT.to_string()]);
        command.args(options.all_settings().flat_map(|setting| ["-c".to_owned(), setting]));
        command.stdout(Stdio::from(log)).stderr(Stdio::from(again));
        let child = Command::from(command).process_group(0).spawn();
        let child = child.map_err(|source| PostgresError::Program { program, source })?;
        let pid = Pid::from_raw(child.id().and_then(|id| i32::try_from(id).ok()).unwrap_or(0));
        let (data, sockets) = (folders.data.clone(), folders.sockets.clone());
        Ok(Self {
            pid,
            child: Some(child),
            data,
            sockets,
        })
    }

    /// Recovery after a crash counts as starting; so does an adopted server's shutdown that is under way.
    async fn wait_until_ready(
        &mut self,
        folders: &Folders,
        patience: Duration,
        say: &impl Fn(&str),
    ) -> Result<(), PostgresError> {
        let begin = Instant::now();
        let mut next_message = BETWEEN_MESSAGES;
        loop {
            match session::data_folder(&self.sockets).await {
                Ok(theirs) if theirs == self.data => return Ok(()),
                Ok(theirs) => tracing::debug!(?theirs, "Another server answers on our socket"),
                Err(error) => tracing::trace!(%error, "The private Postgres is not ready yet"),
            }
            if !self.is_alive() {
                let tail = tail(&folders.log);
                return Err(PostgresError::Ended {
                    log: folders.log.clone(),
                    tail,
                });
            }
            if begin.elapsed() > patience {
                return Err(PostgresError::TooSlow {
                    log: folders.log.clone(),
                    patience,
                });
            }
            if begin.elapsed() > next_message {
                say(&format!("Postgres: still starting after {} s", next_message.as_secs()));
                next_message += BETWEEN_MESSAGES;
            }
            self.learn_sockets();
            sleep(BETWEEN_TRIES).await;
        }
    }

    /// An adopted server may have been found before it wrote down where its socket is.
    fn learn_sockets(&mut self) {
        let written = processes::pid_file(&self.data).and_then(|file| file.sockets);
        if self.child.is_none()
            && let Some(sockets) = written
        {
            self.sockets = sockets;
        }
    }

    fn is_alive(&mut self) -> bool {
        match &mut self.child {
            Some(child) => matches!(child.try_wait(), Ok(None)),
            None => processes::works_in(self.pid, &self.data),
        }
    }

    /// Orders a fast shutdown and returns at once.
    pub fn ask_to_stop(mut self) {
        if self.is_alive() {
            processes::signal(self.pid, Signal::SIGINT);
        }
    }

    /// A fast shutdown, and an immediate one when that takes too long; the next start recovers from either.
    pub async fn stop(mut self) {
        for (order, patience) in [(Signal::SIGINT, FAST_SHUTDOWN), (Signal::SIGQUIT, IMMEDIATE_SHUTDOWN)] {
            if !self.is_alive() {
                return;
            }
            processes::signal(self.pid, order);
            if timeout(patience, self.ended()).await.is_ok() {
                return;
            }
            tracing::warn!(pid = %self.pid, "The private Postgres did not stop on {order}");
        }
    }

    /// Returns when the leader is gone.
    pub async fn ended(&mut self) {
        if let Some(child) = &mut self.child {
            // It fails only when the child was reaped already.
            let _ = child.wait().await;
        }
        while self.is_alive() {
            sleep(BETWEEN_LOOKS).await;
        }
    }
}

/// The log is opened by us and handed to the server. One old log is kept.
fn open_log(path: &Path) -> Result<std::fs::File, PostgresError> {
    if std::fs::metadata(path).is_ok_and(|found| found.len() > LOG_LIMIT) {
        std::fs::rename(path, path.with_extension("old")).map_err(PostgresError::files("rename", path))?;
    }
    let mut append = OpenOptions::new();
    append.create(true).append(true).mode(0o600);
    append.open(path).map_err(PostgresError::files("open", path))
}

fn tail(log: &Path) -> String {
    let bytes = std::fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(TAIL_LINES)..].join("\n")
}
