//! The program as a process: started, waited for, asked to stop, killed.

use anyhow::{Context as _, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const STARTS_WITHIN: Duration = Duration::from_secs(60);
const STOPS_WITHIN: Duration = Duration::from_secs(60);
/// Lines of a log that tell what went wrong.
const LAST_WORDS: usize = 12;

/// Where the program is, what it works in, and what is set.
#[derive(Debug, Clone)]
pub struct Installation {
    /// The program.
    pub program: PathBuf,
    /// Its data folder, with its logs.
    pub data_dir: PathBuf,
    /// Where the front end was built; pages come without scripts and styles where it was not.
    pub site_dir: PathBuf,
    /// Names and values of its environment. Nothing else is set, and the demo store is off.
    pub settings: Vec<(&'static str, String)>,
}

/// A running server; stopped when dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub port: u16,
    /// From its start to the first whole page.
    pub cold_start: Duration,
}

impl Installation {
    /// The same with one more setting.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.settings.push((name, value.to_string()));
        self
    }

    /// Runs a command of the program to its end.
    ///
    /// # Errors
    /// When it fails; what it said is in the log in the data folder.
    pub fn run(&self, arguments: &[&str]) -> anyhow::Result<()> {
        let status = self.command(arguments, "command.log")?.status()?;
        if !status.success() {
            bail!(
                "vitrine {} failed: {}",
                arguments.join(" "),
                self.last_words("command.log")
            );
        }
        Ok(())
    }

    /// Starts the server on a free port and waits for `path` to be answered with a page.
    ///
    /// # Errors
    /// When it ends or is not there within a minute.
    pub fn serve(&self, path: &str) -> anyhow::Result<Server> {
        self.serve_at(free_port()?, path)
    }

    /// The same on this port.
    ///
    /// # Errors
    /// When it ends or is not there within a minute.
    pub fn serve_at(&self, port: u16, path: &str) -> anyhow::Result<Server> {
        let started = Instant::now();
        let mut command = self.command(&["serve"], "store.log")?;
        command.env("VITRINE_LISTEN", format!("127.0.0.1:{port}"));
        if !self.settings.iter().any(|(name, _)| *name == "VITRINE_BASE_URL") {
            command.env("VITRINE_BASE_URL", format!("http://localhost:{port}"));
        }
        let mut server = Server {
            child: command.spawn()?,
            port,
            cold_start: Duration::ZERO,
        };
        while !answers(port, path) {
            if server.child.try_wait()?.is_some() || started.elapsed() > STARTS_WITHIN {
                bail!("the server did not start: {}", self.last_words("store.log"));
            }
            sleep(Duration::from_millis(5));
        }
        server.cold_start = started.elapsed();
        Ok(server)
    }

    /// The last lines of a log.
    pub fn last_words(&self, log: &str) -> String {
        let text = std::fs::read_to_string(self.log(log)).unwrap_or_default();
        let lines: Vec<_> = text.lines().rev().take(LAST_WORDS).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }

    // Only what is set here holds, so that nothing depends on who runs this.
    fn command(&self, arguments: &[&str], log: &str) -> anyhow::Result<Command> {
        let log = File::options().create(true).append(true).open(self.log(log))?;
        let mut command = Command::new(&self.program);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("VITRINE_") || name == "DATABASE_URL") {
            command.env_remove(name);
        }
        command
            .args(arguments)
            .env("VITRINE_DATA_DIR", &self.data_dir)
            .env("VITRINE_SITE_DIR", &self.site_dir)
            .env("VITRINE_DEMO", "off")
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .current_dir(&self.data_dir)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        Ok(command)
    }

    fn log(&self, name: &str) -> PathBuf {
        self.data_dir.join(name)
    }
}

impl Server {
    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to stop and waits until it did.
    ///
    /// # Errors
    /// When it has to be killed.
    pub fn stop(mut self) -> anyhow::Result<()> {
        self.ask_to_stop()?;
        let asked = Instant::now();
        while self.child.try_wait()?.is_none() {
            if asked.elapsed() > STOPS_WITHIN {
                bail!("the server did not stop within {} s", STOPS_WITHIN.as_secs());
            }
            sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Ends it where it stands (SIGKILL); its port is free afterwards.
    ///
    /// # Errors
    /// When it cannot be killed.
    pub fn kill(mut self) -> anyhow::Result<()> {
        self.child.kill().context("the server cannot be killed")?;
        self.child.wait().context("the server was not waited for")?;
        Ok(())
    }

    fn ask_to_stop(&self) -> anyhow::Result<()> {
        kill(Pid::from_raw(self.child.id().try_into()?), Signal::SIGTERM).context("the server cannot be asked to stop")
    }
}

impl Drop for Server {
    /// After a fault of ours the server must not stay; a moment of grace lets it stop its Postgres.
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(None)) {
            return;
        }
        let _asked = self.ask_to_stop();
        for _ in 0..250 {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            sleep(Duration::from_millis(40));
        }
        let _killed = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// The first line of the lock file of a Postgres server: its leader's process id.
///
/// # Errors
/// When no server runs there.
pub fn postgres_leader(data: &Path) -> anyhow::Result<u32> {
    let text = std::fs::read_to_string(data.join("postmaster.pid")).context("the private Postgres does not run")?;
    Ok(text.lines().next().unwrap_or_default().trim().parse()?)
}

/// A port of this machine on which nobody listens.
///
/// # Errors
/// When there is none.
pub fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn answers(port: u16, path: &str) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\n\r\n"
        )?;
        let mut text = Vec::new();
        stream.read_to_end(&mut text)?;
        Ok(text.starts_with(b"HTTP/1.1 200") && text.trim_ascii_end().ends_with(b"</html>"))
    };
    ask().unwrap_or(false)
}
