//! What was killed, and when: the store, the server's leader, `initdb`; and what the next start makes of it.

use super::super::Account;
use super::*;

#[tokio::test]
async fn a_server_that_outlived_its_store_is_adopted_and_then_stopped() {
    let shop = Shop::new();
    let server = shop.start().await.unwrap();
    note_an_order(server.url()).await;
    let leader = shop.leader().unwrap();
    outlive(server);

    let adopting = shop.start().await.unwrap();

    assert!(shop.has_said("found running"), "{:?}", shop.said);
    assert_eq!(shop.leader(), Some(leader));
    assert_eq!(orders(adopting.url()).await, 1);
    adopting.stop().await;
    assert!(!processes::works_in(leader, &shop.data()));
}

/// What kill -9 of the store does to its locks and its server.
fn outlive(mut server: EmbeddedPostgres) {
    server.usage = None;
    if let Some(keeper) = server.keeper.take() {
        keeper.abandon();
    }
}

#[tokio::test]
async fn a_killed_leader_with_busy_helpers_is_replaced_and_committed_work_is_there() {
    let shop = Shop::new();
    let server = shop.start().await.unwrap();
    note_an_order(server.url()).await;
    let url = server.url().to_owned();
    let busy = tokio::spawn(async move {
        let mut session = PgConnection::connect(&url).await.unwrap();
        let busy = "select count(*) from generate_series(1, 300000000)";
        sqlx::query(busy).execute(&mut session).await.is_err()
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    outlive(server);
    processes::signal(shop.leader().unwrap(), Signal::SIGKILL);

    let next = shop.start().await.unwrap();

    assert!(busy.await.unwrap(), "the helper of the killed leader went on");
    assert_eq!(orders(next.url()).await, 1);
    next.stop().await;
}

#[tokio::test]
async fn a_lock_file_that_names_a_stranger_does_not_keep_the_store_closed() {
    let shop = Shop::new();
    shop.start().await.unwrap().stop().await;
    let account = Account::choose(None).unwrap();
    let mut stranger = account.command("sleep").arg("60").spawn().unwrap();
    let lock = processes::pid_file_path(&shop.data());
    let text = format!("{}\n{}\n1\n5432\n\n\n", stranger.id(), shop.data().display());
    std::fs::write(&lock, text).unwrap();
    account.own(&lock).unwrap();

    let server = shop.start().await.unwrap();

    assert!(stranger.try_wait().unwrap().is_none(), "the stranger was ended");
    server.stop().await;
    stranger.kill().unwrap();
    stranger.wait().unwrap();
}

#[tokio::test]
async fn an_initdb_that_was_killed_halfway_is_begun_again() {
    let shop = Shop::new();
    let unfinished = shop.data().with_extension("new");
    std::fs::create_dir_all(unfinished.join("base")).unwrap();
    let account = Account::choose(None).unwrap();
    account.own(unfinished.parent().unwrap()).unwrap();

    let server = shop.start().await.unwrap();

    assert!(!unfinished.exists());
    server.stop().await;
}

#[tokio::test]
async fn a_server_that_cannot_start_says_why_and_leaves_nothing_behind() {
    let shop = Shop::new();
    let mut options = shop.options();
    options
        .settings
        .push(("shared_buffers".to_owned(), "plenty".to_owned()));

    let refusal = EmbeddedPostgres::start(options, |_| ()).await.unwrap_err().to_string();

    assert!(refusal.contains("shared_buffers"), "{refusal}");
    assert_eq!(processes::all_in(&shop.data()), []);
    shop.start().await.unwrap().stop().await;
}

#[tokio::test]
async fn a_server_that_is_killed_under_a_running_store_comes_back() {
    let shop = Shop::new();
    let server = shop.start().await.unwrap();
    note_an_order(server.url()).await;
    let killed = shop.leader().unwrap();

    processes::signal(killed, Signal::SIGKILL);

    let is_another = || {
        shop.leader()
            .is_some_and(|leader| leader != killed && processes::works_in(leader, &shop.data()))
    };
    eventually("started again", is_another).await;
    let mut session = PgConnection::connect(server.url()).await;
    for _ in 0..100 {
        if session.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        session = PgConnection::connect(server.url()).await;
    }
    assert_eq!(orders(server.url()).await, 1);
    drop(session);
    server.stop().await;
    assert_eq!(processes::all_in(&shop.data()), []);
}
