//! Where the database lives: beside the store, or, when the server's account cannot get there, elsewhere.
//!
//! ```text
//! .vitrine/postgres/data       the database files, made whole by one rename
//! .vitrine/postgres/run        the socket, unless its path would be too long for the system
//! .vitrine/postgres/log        what the server says
//! .vitrine/postgres.location   only when the three are elsewhere: where
//! .vitrine/postgres.{turn,users}   the locks of `usage`
//! ```

use std::fs::DirBuilder;
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::account::Account;
use super::{Options, PostgresError, sockets};

pub(super) const OWNER_ONLY: u32 = 0o700;
const MARKER: &str = "postgres.location";

/// The folders of one store's database, all of them usable by [`account`](Self::account).
#[derive(Debug, Clone)]
pub(super) struct Folders {
    /// The store's own folder; the locks are here.
    pub state: PathBuf,
    /// The database files, present after the first start.
    pub data: PathBuf,
    /// Where a new server puts its socket.
    pub sockets: PathBuf,
    /// The server's log.
    pub log: PathBuf,
    /// Who owns all this.
    pub account: Account,
}

impl Folders {
    /// The folder of an earlier start, or a new one that the server's account can reach.
    /// Call it with the [`Turn`](super::usage::Turn) in hand.
    pub fn choose(state: PathBuf, options: &Options, say: &impl Fn(&str)) -> Result<Self, PostgresError> {
        let home = remembered_home(&state);
        let account = Account::choose(owner(&home.join("data")))?;
        if home.join("data").exists() {
            must_be_usable(&home, &account)?;
        } else if !prepare(&home, &account)? {
            let home = move_away(&home, &state, &account, options, say)?;
            return Self::at(state, &home, account);
        }
        Self::at(state, &home, account)
    }

    fn at(state: PathBuf, home: &Path, account: Account) -> Result<Self, PostgresError> {
        // The system tells a process's folder without links, and we compare with that.
        let home = home.canonicalize().map_err(PostgresError::files("find", home))?;
        let sockets = sockets::folder(&home, &account)?;
        let (data, log) = (home.join("data"), home.join("log"));
        Ok(Self {
            state,
            data,
            sockets,
            log,
            account,
        })
    }

    /// The folder and the major version that made it; `None` before the first start.
    pub fn data_version(&self) -> Result<Option<(PathBuf, u32)>, PostgresError> {
        let file = self.data.join("PG_VERSION");
        match std::fs::read_to_string(&file) {
            Ok(version) => {
                let not_ours = || PostgresError::NotADatabase {
                    folder: self.data.clone(),
                };
                let major = version.trim().parse().map_err(|_| not_ours())?;
                Ok(Some((self.data.clone(), major)))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(PostgresError::files("read", file)(error)),
        }
    }
}

/// The store's folder with an absolute name, made when it is missing.
pub(super) fn state_folder(folder: &Path) -> Result<PathBuf, PostgresError> {
    std::fs::create_dir_all(folder).map_err(PostgresError::files("create", folder))?;
    folder.canonicalize().map_err(PostgresError::files("find", folder))
}

/// Where an earlier start put the database, else the place beside the store.
fn remembered_home(state: &Path) -> PathBuf {
    match std::fs::read_to_string(state.join(MARKER)) {
        Ok(elsewhere) => PathBuf::from(elsewhere.trim_end()),
        Err(_) => state.join("postgres"),
    }
}

/// Finds a home that the account can reach, and writes down where it is.
fn move_away(
    near: &Path,
    state: &Path,
    account: &Account,
    options: &Options,
    say: &impl Fn(&str),
) -> Result<PathBuf, PostgresError> {
    let far = free_name(&options.fallback_parent, state);
    let name = account.name().unwrap_or("(ours)");
    let (from, to) = (near.display(), far.display());
    say(&format!(
        "Postgres: user {name} cannot reach {from}, so the database goes to {to}"
    ));
    // Harmless when it fails: the empty folder is in nobody's way.
    let _ = std::fs::remove_dir(near);
    if !prepare(&far, account)? {
        return Err(unreachable(&far, account));
    }
    let marker = state.join(MARKER);
    std::fs::write(&marker, format!("{to}\n")).map_err(PostgresError::files("write", marker))?;
    Ok(far)
}

/// Makes the folder for the account, mode 0700; `false` when the account cannot enter it all the same.
pub(super) fn prepare(folder: &Path, account: &Account) -> Result<bool, PostgresError> {
    match DirBuilder::new().mode(OWNER_ONLY).create(folder) {
        Ok(()) => account.own(folder)?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(PostgresError::files("create", folder)(error)),
    }
    must_be_ours(folder, account)?;
    Ok(account.can_enter(folder))
}

fn must_be_usable(folder: &Path, account: &Account) -> Result<(), PostgresError> {
    must_be_ours(&folder.join("data"), account)?;
    if account.can_enter(folder) {
        Ok(())
    } else {
        Err(unreachable(folder, account))
    }
}

fn must_be_ours(folder: &Path, account: &Account) -> Result<(), PostgresError> {
    match std::fs::symlink_metadata(folder) {
        Ok(found) if found.uid() == account.uid() => Ok(()),
        Ok(found) => Err(PostgresError::NotOurs {
            folder: folder.to_path_buf(),
            owner: found.uid(),
        }),
        Err(error) => Err(PostgresError::files("look at", folder)(error)),
    }
}

pub(super) fn unreachable(folder: &Path, account: &Account) -> PostgresError {
    let account = account.name().unwrap_or("(the one you are)").to_owned();
    PostgresError::Unreachable {
        folder: folder.to_path_buf(),
        account,
    }
}

fn owner(path: &Path) -> Option<u32> {
    std::fs::metadata(path).ok().map(|found| found.uid())
}

/// A name that no earlier checkout at the same path has used: its database is not ours.
fn free_name(parent: &Path, state: &Path) -> PathBuf {
    let name = format!("vitrine-{}", short_hash(state));
    let numbered = (2..).map(|number| parent.join(format!("{name}-{number}")));
    let mut names = std::iter::once(parent.join(&name)).chain(numbered);
    names.find(|path| !path.exists()).unwrap_or_else(|| parent.join(name))
}

pub(super) fn short_hash(path: &Path) -> String {
    let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
    hex::encode(&digest[..6])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_is_left_to_the_checkout_that_made_it() {
        let parent = tempfile::tempdir().unwrap();
        let state = Path::new("/root/shop/.vitrine");
        let first = free_name(parent.path(), state);
        std::fs::create_dir(&first).unwrap();

        let second = free_name(parent.path(), state);

        assert_eq!(second, parent.path().join(format!("vitrine-{}-2", short_hash(state))));
    }
}
