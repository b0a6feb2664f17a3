//! Whose name the server runs under: our own, or, since it refuses root, a plain account of the machine.

use std::ffi::OsStr;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use nix::unistd::{Uid, User};

use super::PostgresError;

/// The account that the server runs under.
#[derive(Debug, Clone)]
pub(super) enum Account {
    /// We are an ordinary user, and so is the server.
    Ourselves {
        /// Our user id.
        uid: u32,
    },
    /// We are root, and the server is somebody else.
    Other {
        /// User id.
        uid: u32,
        /// Group id.
        gid: u32,
        /// The name, for messages.
        name: String,
    },
}

/// What the server may see of our environment: where programs and libraries are, and no secret.
const PASSED_ON: [&str; 3] = ["PATH", "LD_LIBRARY_PATH", "TMPDIR"];

impl Account {
    /// Our own account, unless we are root: then the owner of the existing database, else `postgres`,
    /// else `nobody`.
    pub fn choose(owner_of_data: Option<u32>) -> Result<Self, PostgresError> {
        let ours = Uid::effective();
        if !ours.is_root() {
            return Ok(Self::Ourselves { uid: ours.as_raw() });
        }
        let owner = owner_of_data.filter(|uid| *uid != 0);
        let owner = owner.and_then(|uid| User::from_uid(Uid::from_raw(uid)).ok().flatten());
        owner
            .or_else(|| named("postgres"))
            .or_else(|| named("nobody"))
            .map(|user| Self::Other {
                uid: user.uid.as_raw(),
                gid: user.gid.as_raw(),
                name: user.name,
            })
            .ok_or(PostgresError::NoAccount)
    }

    /// The user id that owns the database files.
    pub fn uid(&self) -> u32 {
        match self {
            Self::Ourselves { uid } | Self::Other { uid, .. } => *uid,
        }
    }

    /// The account's name when it is not our own.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Ourselves { .. } => None,
            Self::Other { name, .. } => Some(name),
        }
    }

    /// A program run under this account, with no input and with an environment that holds no secret.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("LC_ALL", "C.UTF-8")
            .current_dir("/")
            .stdin(Stdio::null());
        for name in PASSED_ON {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        if let Self::Other { uid, gid, .. } = self {
            command.uid(*uid).gid(*gid);
        }
        command
    }

    /// Gives a folder to the account.
    pub fn own(&self, folder: &Path) -> Result<(), PostgresError> {
        let Self::Other { uid, gid, .. } = self else {
            return Ok(());
        };
        chown(folder, Some(*uid), Some(*gid)).map_err(PostgresError::files("give away", folder))
    }

    /// Whether the account can enter the folder: tried, since permission bits do not tell all of it.
    pub fn can_enter(&self, folder: &Path) -> bool {
        let mut probe = self.command("true");
        probe.current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
        probe.status().is_ok_and(|status| status.success())
    }
}

fn named(name: &str) -> Option<User> {
    User::from_name(name).ok().flatten()
}
