//! Why the private server cannot be had, each with what to do about it.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// A refusal of [`EmbeddedPostgres::start`](super::EmbeddedPostgres::start). The messages are written for
/// the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum PostgresError {
    /// No server programs of a supported version were found.
    #[error(
        "no PostgreSQL server of version 15 or newer is installed (looked in {looked_in}); install one \
         (Debian and Ubuntu: apt-get install postgresql) or set DATABASE_URL to a server that you have"
    )]
    NotInstalled {
        /// The folders that were searched.
        looked_in: String,
    },
    /// The database folder was made by a version that is not installed any more.
    #[error(
        "{} was made by PostgreSQL {needed}, but only version {available} is installed; install that \
         version again (apt-get install postgresql-{needed}), or move the data with pg_upgrade",
        .folder.display()
    )]
    OtherVersion {
        /// The database folder.
        folder: PathBuf,
        /// The major version that made it.
        needed: u32,
        /// The versions that are installed.
        available: String,
    },
    /// The database name is not a plain word.
    #[error("the database name {name:?} is not a lower-case letter followed by letters, digits and _")]
    DatabaseName {
        /// The refused name.
        name: String,
    },
    /// We are root, the server refuses to be, and there is nobody else to be.
    #[error(
        "PostgreSQL does not run as root, and this machine has no account named postgres or nobody; add \
         one (useradd --system postgres) or start the store as an ordinary user"
    )]
    NoAccount,
    /// The folder belongs to somebody else.
    #[error(
        "{} belongs to user id {owner}: start the store as that user or as root",
        .folder.display()
    )]
    NotOurs {
        /// The folder in question.
        folder: PathBuf,
        /// The user id that owns it.
        owner: u32,
    },
    /// The account cannot get at the folder.
    #[error(
        "user {account} cannot reach {}: give each folder above it the x permission (chmod o+x), or set \
         DATABASE_URL to a server that you have",
        .folder.display()
    )]
    Unreachable {
        /// The folder in question.
        folder: PathBuf,
        /// The account that the server would run under.
        account: String,
    },
    /// Something else is where the database should be.
    #[error(
        "{} exists, but is no PostgreSQL database folder: move it away and start again",
        .folder.display()
    )]
    NotADatabase {
        /// The folder in question.
        folder: PathBuf,
    },
    /// A file or folder could not be used.
    #[error("cannot {action} {}", .path.display())]
    Files {
        /// What was tried, as a verb.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A server program could not be run at all.
    #[error("cannot run {}", .program.display())]
    Program {
        /// The program.
        program: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// `initdb` gave up.
    #[error("initdb failed: {output}")]
    InitDb {
        /// The end of what it printed.
        output: String,
    },
    /// The server ended before it accepted a connection.
    #[error("PostgreSQL ended while starting; its log {} says:\n{tail}", .log.display())]
    Ended {
        /// The server's log.
        log: PathBuf,
        /// The log's last lines.
        tail: String,
    },
    /// It is running, but did not accept connections in time.
    #[error(
        "PostgreSQL did not accept connections within {} s; see its log {}",
        .patience.as_secs(), .log.display()
    )]
    TooSlow {
        /// The server's log.
        log: PathBuf,
        /// How long we waited.
        patience: Duration,
    },
    /// Another program of this store has been starting or stopping the server all the while.
    #[error(
        "another program has been starting or stopping this store's database for {} s; wait for it or \
         end it, then try again",
        .patience.as_secs()
    )]
    Busy {
        /// How long we waited.
        patience: Duration,
    },
    /// The server refused a statement.
    #[error("the private PostgreSQL refused to {action}")]
    Refused {
        /// What was asked, as a verb.
        action: &'static str,
        /// What it answered.
        #[source]
        source: sqlx::Error,
    },
}

impl PostgresError {
    /// A closure for `map_err` on an operation with a path.
    pub(super) fn files(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Files { action, path, source }
    }
}
