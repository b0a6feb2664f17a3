//! Makes the database folder, once.
//!
//! `initdb` takes seconds and may be killed at any of them. So it works on `data.new`, which is thrown away
//! if it is found there, and the finished folder gets its name by one rename.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::PostgresError;
use super::binaries::Binaries;
use super::folders::Folders;
use super::session::USER;

/// Makes the folder when there is none, leaves an existing one as it is, and refuses what is neither.
/// Call it with the [`Turn`](super::usage::Turn) in hand.
pub(super) async fn ensure(folders: &Folders, binaries: &Binaries, say: &impl Fn(&str)) -> Result<(), PostgresError> {
    if folders.data_version()?.is_some() {
        return Ok(());
    }
    make_way(&folders.data)?;
    say(&format!(
        "Postgres: making the database folder {} with version {} (first start only)",
        folders.data.display(),
        binaries.major
    ));
    let unfinished = unfinished(&folders.data);
    discard(&unfinished)?;
    initialise(folders, binaries, &unfinished).await?;
    std::fs::rename(&unfinished, &folders.data).map_err(PostgresError::files("rename", unfinished))?;
    sync_parent(&folders.data)
}

/// An empty folder may go; anything in it is somebody's.
fn make_way(data: &Path) -> Result<(), PostgresError> {
    match std::fs::remove_dir(data) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(_) => Err(PostgresError::NotADatabase {
            folder: data.to_path_buf(),
        }),
    }
}

fn unfinished(data: &Path) -> PathBuf {
    data.with_extension("new")
}

fn discard(unfinished: &Path) -> Result<(), PostgresError> {
    match std::fs::remove_dir_all(unfinished) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(PostgresError::files("remove", unfinished)(error)),
        _ => Ok(()),
    }
}

/// The C.UTF-8 locale sorts alike on every machine; checksums find a failing disk before a shopper does.
async fn initialise(folders: &Folders, binaries: &Binaries, into: &Path) -> Result<(), PostgresError> {
    let program = binaries.program("initdb");
    let mut initdb = folders.account.command(&program);
    initdb
        .arg("-D")
        .arg(into)
        .args(["-U", USER, "-A", "trust", "-E", "UTF8"]);
    initdb.args(["--locale=C.UTF-8", "--data-checksums", "--no-instructions"]);
    let mut initdb = tokio::process::Command::from(initdb);
    let ended = initdb.kill_on_drop(true).output().await;
    let ended = ended.map_err(|source| PostgresError::Program { program, source })?;
    if ended.status.success() {
        return Ok(());
    }
    let output = String::from_utf8_lossy(&ended.stderr).trim().to_owned();
    Err(PostgresError::InitDb { output })
}

/// Without it a power cut could undo the rename, though not what is in the folder.
fn sync_parent(data: &Path) -> Result<(), PostgresError> {
    let Some(parent) = data.parent() else {
        return Ok(());
    };
    let synced = File::open(parent).and_then(|folder| folder.sync_all());
    synced.map_err(PostgresError::files("write", parent))
}
