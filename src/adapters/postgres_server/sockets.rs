//! Where the server's socket goes: beside the database, or, when that path is too long, somewhere short.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::PostgresError;
use super::account::Account;
use super::folders::{OWNER_ONLY, prepare, short_hash, unreachable};

/// A Unix socket address holds 108 bytes, the closing zero included.
const LONGEST_SOCKET_PATH: usize = 107;
const SOCKET_NAME: &str = ".s.PGSQL.5432";

/// `run/` in the database's folder when its path fits into a socket address, else a short one of our own.
pub(super) fn folder(home: &Path, account: &Account) -> Result<PathBuf, PostgresError> {
    let beside = home.join("run");
    if fits(&beside) {
        prepare(&beside, account)?;
        return Ok(beside);
    }
    let name = format!("vitrine-{}", short_hash(home));
    let mut refusal = unreachable(&beside, account);
    for parent in short_parents(account) {
        let folder = parent.join(&name);
        if !fits(&folder) {
            continue;
        }
        match prepare(&folder, account) {
            Ok(true) if is_private(&folder) => return Ok(folder),
            Ok(_) => refusal = unreachable(&folder, account),
            Err(error) => refusal = error,
        }
    }
    Err(refusal)
}

/// Root may write to `/run`, others have a folder of their own there; `/tmp` is the last resort, safe since
/// the folder in it is refused unless it is a real one, ours alone.
fn short_parents(account: &Account) -> Vec<PathBuf> {
    let own = match account {
        Account::Other { .. } => Some(PathBuf::from("/run")),
        Account::Ourselves { .. } => std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from),
    };
    own.into_iter().chain([PathBuf::from("/tmp")]).collect()
}

fn fits(folder: &Path) -> bool {
    let socket = folder.join(SOCKET_NAME);
    socket.to_str().is_some_and(|path| path.len() <= LONGEST_SOCKET_PATH)
}

fn is_private(folder: &Path) -> bool {
    let private = |found: Metadata| found.is_dir() && found.mode() & 0o777 == OWNER_ONLY;
    std::fs::symlink_metadata(folder).is_ok_and(private)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_path_at_the_limit_fits_and_one_byte_more_does_not() {
        let longest = LONGEST_SOCKET_PATH - SOCKET_NAME.len() - 1;
        let at_limit = format!("/{}", "d".repeat(longest - 1));
        let above = format!("/{}", "d".repeat(longest));

        assert!(fits(Path::new(&at_limit)));
        assert!(!fits(Path::new(&above)));
    }
}
