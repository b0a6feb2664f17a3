//! Against the real server programs. Run as root they check the change of account as well.

mod recovery;
mod sharing;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use nix::unistd::{Pid, Uid};
use sqlx::{Connection, PgConnection};

use super::{EmbeddedPostgres, Options, PostgresError, processes};

/// A folder that other accounts can enter, with settings that spare the disk.
struct Shop {
    folder: tempfile::TempDir,
    said: Mutex<Vec<String>>,
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        permit(folder.path(), 0o755);
        Self {
            folder,
            said: Mutex::new(Vec::new()),
        }
    }

    fn options(&self) -> Options {
        let spare = ["fsync", "full_page_writes"].map(|name| (name.to_owned(), "off".to_owned()));
        Options {
            settings: spare.to_vec(),
            fallback_parent: self.folder.path().join("far"),
            ..Options::in_folder(self.folder.path().join("state"))
        }
    }

    async fn start(&self) -> Result<EmbeddedPostgres, PostgresError> {
        EmbeddedPostgres::start(self.options(), |line| {
            self.said.lock().unwrap().push(line.to_owned());
        })
        .await
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("state/postgres/data")
    }

    fn leader(&self) -> Option<Pid> {
        processes::pid_file(&self.data()).map(|file| file.leader)
    }

    fn has_said(&self, words: &str) -> bool {
        self.said.lock().unwrap().iter().any(|line| line.contains(words))
    }
}

fn permit(folder: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(mode)).unwrap();
}

async fn note_an_order(url: &str) {
    let mut session = PgConnection::connect(url).await.unwrap();
    let table = "create table if not exists orders (id serial primary key)";
    sqlx::query(table).execute(&mut session).await.unwrap();
    sqlx::query("insert into orders default values")
        .execute(&mut session)
        .await
        .unwrap();
}

async fn orders(url: &str) -> i64 {
    let mut session = PgConnection::connect(url).await.unwrap();
    sqlx::query_scalar("select count(*) from orders")
        .fetch_one(&mut session)
        .await
        .unwrap()
}

async fn eventually(what: &str, is_so: impl Fn() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < Duration::from_secs(30), "still not: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_fresh_start_makes_the_database_and_a_restart_keeps_what_is_in_it() {
    let shop = Shop::new();
    let server = shop.start().await.unwrap();
    note_an_order(server.url()).await;
    server.stop().await;
    assert_eq!(processes::all_in(&shop.data()), [], "the server outlived its stop");
    assert!(
        !processes::pid_file_path(&shop.data()).exists(),
        "the stop was not clean"
    );
    let born = std::fs::metadata(shop.data()).unwrap().created().unwrap();
    shop.said.lock().unwrap().clear();

    let server = shop.start().await.unwrap();

    assert_eq!(orders(server.url()).await, 1);
    assert!(!shop.has_said("making the database folder"), "{:?}", shop.said);
    assert_eq!(std::fs::metadata(shop.data()).unwrap().created().unwrap(), born);
    server.stop().await;
}

#[tokio::test]
async fn the_socket_is_out_of_reach_for_others_and_there_is_no_port() {
    use std::os::unix::fs::MetadataExt;
    let shop = Shop::new();
    let server = shop.start().await.unwrap();

    let sockets = std::fs::metadata(shop.folder.path().join("state/postgres/run")).unwrap();
    let mut session = PgConnection::connect(server.url()).await.unwrap();
    let listens: String = sqlx::query_scalar("show listen_addresses")
        .fetch_one(&mut session)
        .await
        .unwrap();

    assert_eq!(sockets.mode() & 0o777, 0o700);
    assert_eq!(listens, "");
    assert_ne!(sockets.uid(), 0, "the server does not run as root");
    drop(session);
    server.stop().await;
}

#[tokio::test]
async fn a_folder_with_somebodys_files_is_neither_overwritten_nor_emptied() {
    let shop = Shop::new();
    std::fs::create_dir_all(shop.data()).unwrap();
    std::fs::write(shop.data().join("thesis.txt"), "years of work").unwrap();
    let account = super::Account::choose(None).unwrap();
    account.own(&shop.data()).unwrap();

    let refusal = shop.start().await.unwrap_err();

    assert!(matches!(refusal, PostgresError::NotADatabase { .. }), "{refusal}");
    assert!(shop.data().join("thesis.txt").exists());
}

#[tokio::test]
async fn a_path_too_long_for_a_socket_gets_a_short_folder() {
    let shop = Shop::new();
    let deep = shop.folder.path().join("d".repeat(120));
    std::fs::create_dir(&deep).unwrap();
    let options = Options {
        state_dir: deep,
        ..shop.options()
    };

    let server = EmbeddedPostgres::start(options, |_| ()).await.unwrap();

    note_an_order(server.url()).await;
    let sockets = server.folders.sockets.clone();
    server.stop().await;
    std::fs::remove_dir_all(sockets).unwrap();
}

#[tokio::test]
async fn root_puts_the_database_elsewhere_when_the_servers_account_cannot_reach_the_store() {
    if !Uid::effective().is_root() {
        eprintln!("skipped: only root has to change the account");
        return;
    }
    let shop = Shop::new();
    let (closed, far) = (shop.folder.path().join("closed"), shop.folder.path().join("far"));
    std::fs::create_dir(&closed).unwrap();
    std::fs::create_dir(&far).unwrap();
    permit(&closed, 0o700);
    let options = Options {
        state_dir: closed.join("state"),
        ..shop.options()
    };

    let said = Mutex::new(Vec::new());
    let say = |line: &str| said.lock().unwrap().push(line.to_owned());
    let server = EmbeddedPostgres::start(options.clone(), say).await.unwrap();
    note_an_order(server.url()).await;
    let data = server.data_folder().to_path_buf();
    server.stop().await;

    assert!(data.starts_with(&far), "{}", data.display());
    assert!(said.lock().unwrap().iter().any(|line| line.contains("cannot reach")));
    let again = EmbeddedPostgres::start(options, |_| ()).await.unwrap();
    assert_eq!(again.data_folder(), data);
    assert_eq!(orders(again.url()).await, 1);
    again.stop().await;
}
