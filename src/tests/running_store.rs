//! A store of a test's own: the program as a process, its database, its folder.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;
use testkit::browser::Browser;
use testkit::program::{Installation, Server};
use testkit::{TestDb, invariants};

/// A page that is made anew each time and needs the database.
pub const READY: &str = "/cart";

/// A store that runs, until it is closed or dropped.
pub struct RunningStore {
    /// Where it listens, before and after every restart.
    pub port: u16,
    /// Its database.
    pub db: TestDb,
    // In this order: the log is told before its folder goes.
    log: Log,
    server: Option<Server>,
    /// Whether its background work runs.
    works: bool,
    _folder: TempDir,
}

/// Tells the last lines of the store's log when a test fails.
pub struct Log(pub Installation);

impl RunningStore {
    /// Starts the program over this database. No front end is built for it: its pages come without scripts and styles.
    pub fn start(db: TestDb, settings: &[(&'static str, &str)]) -> Self {
        let (folder, installation) = installation();
        let installation = installation.with("DATABASE_URL", db.url()).with("VITRINE_LOG", "warn");
        let log = Log(settings
            .iter()
            .fold(installation, |all, (name, value)| all.with(name, value)));
        let server = log.0.serve(READY).unwrap();
        Self {
            port: server.port,
            db,
            log,
            server: Some(server),
            works: !settings.contains(&("VITRINE_WORKER", "off")),
            _folder: folder,
        }
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser {
        Browser::new(self.port)
    }

    /// Kills the process (SIGKILL), starts it again and returns how long it took until it answered.
    pub fn kill_and_restart(&mut self) -> Duration {
        self.server.take().unwrap().kill().unwrap();
        let server = self.log.0.serve_at(self.port, READY).unwrap();
        let ready_after = server.cold_start;
        self.server = Some(server);
        ready_after
    }

    /// Runs a command of the program beside the running one, and returns the last lines that it and those before it
    /// printed; an error holds them as well.
    pub fn run(&self, arguments: &[&str]) -> anyhow::Result<String> {
        self.log.0.run(arguments)?;
        Ok(self.log.0.last_words("command.log"))
    }

    /// The last lines of the store itself.
    pub fn last_words(&self) -> String {
        self.log.0.last_words("store.log")
    }

    /// A number from the database.
    pub async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(&self.db.pool).await.unwrap()
    }

    /// Stops the program, checks the invariants before and after, and drops the database.
    pub async fn close(mut self) {
        if self.works {
            invariants::check_work(&self.db.pool).await;
        }
        invariants::check_sessions(&self.db.pool).await;
        self.server.take().unwrap().stop().unwrap();
        invariants::check_stopped(&self.db.pool).await;
        invariants::check(&self.db.pool).await;
        self.db.drop().await;
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("The store's last words:\n{}", self.0.last_words("store.log"));
        }
    }
}

/// The program as it was built beside this test, in a folder that goes when it is dropped.
pub fn installation() -> (TempDir, Installation) {
    // A private Postgres may run as another user, who has to get there, and its socket wants a short path.
    let folder = tempfile::Builder::new()
        .prefix("vitrine-test-")
        .permissions(Permissions::from_mode(0o755))
        .tempdir_in("/var/tmp")
        .unwrap();
    let installation = Installation {
        program: PathBuf::from(env!("CARGO_BIN_EXE_vitrine")),
        data_dir: folder.path().to_path_buf(),
        site_dir: folder.path().join("site"),
        settings: Vec::new(),
    };
    (folder, installation)
}
