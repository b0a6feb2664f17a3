//! A private PostgreSQL server that belongs to one store.
//!
//! Without `DATABASE_URL` the store brings its own database: [`EmbeddedPostgres::start`] finds the
//! server programs on the machine, makes a database folder on the first start, runs the server on a
//! Unix socket that nobody else can reach, and hands out a URL. Four things decide its shape:
//!
//! * **Nothing is lost by a kill.** `initdb` works under another name and the folder is renamed when it
//!   is whole; a server that outlived its store is adopted, a lock file that outlived its server is seen
//!   through, and what a killed leader left running is ended before a new one starts.
//! * **It is kept up.** A server that ends by itself is started again while the store runs (see [`keeper`]).
//! * **Several programs may share it.** `vitrine import` next to `vitrine serve` uses the same server;
//!   each holds a shared lock, and only the last one to leave stops it (see [`usage`]).
//! * **PostgreSQL refuses to run as root.** Then it runs as `postgres` or `nobody`, in a folder which that
//!   account can reach (see [`account`] and [`folders`]).
//!
//! Nothing is opened to the network: there is no TCP port, and the socket folder has mode 0700.

mod account;
mod binaries;
mod cluster;
mod error;
mod folders;
mod keeper;
mod leader;
mod options;
mod processes;
mod remains;
mod session;
mod sockets;
mod usage;

#[cfg(test)]
mod tests;

use account::Account;
use binaries::Binaries;
use folders::Folders;
use keeper::{Keeper, Restart};
use leader::Leader;
use usage::{Turn, Usage};

pub use error::PostgresError;
pub use options::Options;

/// A running private server. Call [`stop`](Self::stop) on every way out; a value that is merely dropped
/// asks the server to go as well, but does not wait for it.
#[derive(Debug)]
pub struct EmbeddedPostgres {
    keeper: Option<Keeper>,
    usage: Option<Usage>,
    folders: Folders,
    url: String,
}

impl EmbeddedPostgres {
    /// Starts the private server, or joins the one that already runs on the same folder, and makes sure
    /// that the database exists. `say` gets one line for a person at each step.
    ///
    /// # Errors
    /// When no usable server is installed, when its folders cannot be used, or when it does not accept
    /// connections within [`Options::patience`]. Each error says what to do about it.
    pub async fn start(options: Options, say: impl Fn(&str) + Send + Sync) -> Result<Self, PostgresError> {
        options.check()?;
        let state = folders::state_folder(&options.state_dir)?;
        let turn = Turn::take(&state, options.patience).await?;
        let folders = Folders::choose(state, &options, &say)?;
        let binaries = Binaries::find(options.binaries.as_deref(), folders.data_version()?)?;
        cluster::ensure(&folders, &binaries, &say).await?;
        let usage = Usage::share(&folders)?;
        let leader = leader::adopt_or_start(&folders, &binaries, &options, &say).await?;
        let sockets = leader.sockets.clone();
        let url = session::url(&sockets, &options.database);
        let database = session::create_database(&sockets, &options.database).await;
        let restart = Restart {
            folders: folders.clone(),
            binaries,
            options,
        };
        let server = Self {
            keeper: Some(Keeper::watch(leader, restart)),
            usage: Some(usage),
            folders,
            url,
        };
        drop(turn);
        if let Err(error) = database {
            server.stop().await;
            return Err(error);
        }
        Ok(server)
    }

    /// The address of the store's database, in the form that `DATABASE_URL` has.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The folder with the database files, for messages and backups.
    pub fn data_folder(&self) -> &std::path::Path {
        &self.folders.data
    }

    /// Stops the server and waits until its files are closed, unless another program of this store still
    /// uses it. Takes at most 40 seconds: a fast shutdown first, an immediate one when that takes too long.
    pub async fn stop(mut self) {
        let (Some(keeper), Some(usage)) = (self.keeper.take(), self.usage.take()) else {
            return;
        };
        let leader = keeper.relieve().await;
        // Without the turn (a neighbour hangs in its start) it is safer to leave the server running.
        let Ok(_turn) = Turn::take(&self.folders.state, leader::FAST_SHUTDOWN).await else {
            tracing::warn!("Left the private Postgres running: another program is starting it");
            return;
        };
        if !usage.leave_as_last() {
            tracing::info!("Left the private Postgres running: another program uses it");
        } else if let Some(leader) = leader.or_else(|| Leader::running(&self.folders.data)) {
            leader.stop().await;
        }
    }
}

impl Drop for EmbeddedPostgres {
    /// The net for panics and forgotten error paths: asks for a shutdown and returns at once.
    fn drop(&mut self) {
        let (Some(keeper), Some(usage)) = (self.keeper.take(), self.usage.take()) else {
            return;
        };
        keeper.abandon();
        let Ok(_turn) = Turn::try_take(&self.folders.state) else {
            return;
        };
        if usage.leave_as_last()
            && let Some(leader) = Leader::running(&self.folders.data)
        {
            leader.ask_to_stop();
        }
    }
}

/// Which account the server would run under on this machine, for `vitrine doctor`; `None` is our own.
///
/// # Errors
/// When we are root and the machine has neither `postgres` nor `nobody`.
pub fn server_account() -> Result<Option<String>, PostgresError> {
    Ok(Account::choose(None)?.name().map(str::to_owned))
}

/// The folder and the major version of the server programs that would be used, for `vitrine doctor`.
///
/// # Errors
/// When no server of a supported version is installed.
pub fn server_programs() -> Result<(std::path::PathBuf, u32), PostgresError> {
    Binaries::find(None, None).map(|found| (found.folder, found.major))
}
