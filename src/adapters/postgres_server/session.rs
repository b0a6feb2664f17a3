//! The few things said to the server as its superuser: is it ours, is it ready, make the database.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use super::PostgresError;

/// The superuser of the private server; the socket's folder decides who may be it.
pub(super) const USER: &str = "vitrine";
/// Names the socket; nothing listens on a port.
pub(super) const PORT: u16 = 5432;
const ONE_TRY: Duration = Duration::from_secs(5);

/// What the store puts into its pool. The path is percent-encoded so that every client reads it alike.
pub(super) fn url(sockets: &Path, database: &str) -> String {
    let mut host = String::new();
    for byte in sockets.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(byte) {
            host.push(char::from(*byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(host, "%{byte:02X}");
        }
    }
    format!("postgres://{USER}@localhost:{PORT}/{database}?host={host}")
}

/// Connects and asks where the server's files are: the answer proves that it is ready and whose it is.
pub(super) async fn data_folder(sockets: &Path) -> Result<PathBuf, sqlx::Error> {
    let mut session = connect(sockets).await?;
    let folder: String = sqlx::query_scalar("show data_directory")
        .fetch_one(&mut session)
        .await?;
    session.close().await?;
    Ok(PathBuf::from(folder))
}

/// Makes the database unless it is there.
pub(super) async fn create_database(sockets: &Path, name: &str) -> Result<(), PostgresError> {
    let refused = |source| PostgresError::Refused {
        action: "create the database",
        source,
    };
    let mut session = connect(sockets).await.map_err(refused)?;
    let exists = "select exists (select from pg_database where datname = $1)";
    let exists: bool = sqlx::query_scalar(exists)
        .bind(name)
        .fetch_one(&mut session)
        .await
        .map_err(refused)?;
    if !exists {
        // The name was checked by `Options::check`.
        let create = AssertSqlSafe(format!("create database \"{name}\""));
        sqlx::query(create).execute(&mut session).await.map_err(refused)?;
    }
    session.close().await.map_err(refused)
}

async fn connect(sockets: &Path) -> Result<PgConnection, sqlx::Error> {
    let options = PgConnectOptions::new_without_pgpass()
        .socket(sockets)
        .port(PORT)
        .username(USER)
        .database("postgres")
        .disable_statement_logging();
    let timed_out = |_| sqlx::Error::PoolTimedOut;
    tokio::time::timeout(ONE_TRY, PgConnection::connect_with(&options))
        .await
        .map_err(timed_out)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_spaces_and_umlauts_is_encoded_for_every_client() {
        let url = url(Path::new("/srv/my shop/für"), "vitrine");

        assert_eq!(
            url,
            "postgres://vitrine@localhost:5432/vitrine?host=/srv/my%20shop/f%C3%BCr"
        );
    }
}
