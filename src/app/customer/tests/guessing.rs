//! How often a password may be tried (RELIABILITY T42).

use super::{ANA, Browser, Club, NOBODY, SECRET};
use crate::customer::{Caller, CustomerError, RequestKind, SignIn, sign_in};
use crate::refusal::Refusal as _;
use chrono::Duration;
use domain::customer::Action;

async fn try_from(club: &Club, network: &str, email: &str, password: &str) -> Result<(), CustomerError> {
    let command = SignIn {
        email,
        password,
        caller: Caller { network, ..NOBODY },
    };
    sign_in(&club.till.app, &Browser::default().scope, command)
        .await
        .map(drop)
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_words() {
    let club = Club::open().await;
    club.member(ANA).await;

    let wrong = try_from(&club, "a", ANA, "not the password").await.unwrap_err();
    let unknown = try_from(&club, "a", "nobody@example.com", SECRET).await.unwrap_err();

    assert_eq!(wrong.sentence(), unknown.sentence());
    assert_eq!(wrong.code(), "wrong_password");
    club.close().await;
}

#[tokio::test]
async fn the_eleventh_try_in_a_minute_waits_wherever_it_comes_from() {
    let club = Club::open().await;
    club.member(ANA).await;
    for network in 0..10 {
        let refused = try_from(&club, &network.to_string(), ANA, "guess").await;
        assert!(matches!(refused, Err(CustomerError::WrongPassword)));
        club.wait(Duration::seconds(1));
    }

    let Err(CustomerError::TooOften { wait }) = try_from(&club, "elsewhere", " ANA@example.com", SECRET).await else {
        panic!("an eleventh try is looked at");
    };

    assert_eq!(wait, Duration::seconds(50));
    club.wait(wait);
    try_from(&club, "elsewhere", ANA, SECRET).await.unwrap();
    club.close().await;
}

#[tokio::test]
async fn one_network_tries_thirty_addresses_a_minute_and_others_do_not_notice() {
    let club = Club::open().await;
    club.member(ANA).await;
    // The tries are counted before anything is hashed; thirty hashes would make the test slow.
    for _ in 0..30 {
        let counted = crate::guard::count(&club.till.app, Action::SignIn, "", "bad").await;
        assert!(counted.is_ok());
    }

    let refused = try_from(&club, "bad", ANA, SECRET).await;

    assert!(matches!(refused, Err(CustomerError::TooOften { .. })));
    try_from(&club, "good", ANA, SECRET).await.unwrap();
    club.close().await;
}

#[tokio::test]
async fn who_gets_in_starts_anew() {
    let club = Club::open().await;
    club.member(ANA).await;
    for _ in 0..3 {
        for _ in 0..3 {
            try_from(&club, "a", ANA, "slip").await.unwrap_err();
        }
        try_from(&club, "a", ANA, SECRET).await.unwrap();
    }
    club.close().await;
}

#[tokio::test]
async fn tries_at_once_are_counted_one_by_one() {
    let club = Club::open().await;
    let tries = (0..30).map(|_| crate::guard::count(&club.till.app, Action::SignIn, ANA, ""));

    let let_in = futures::future::join_all(tries).await;

    assert_eq!(let_in.iter().filter(|tried| tried.is_ok()).count(), 10);
    club.close().await;
}

#[tokio::test]
async fn nobody_is_flooded_with_mails() {
    let club = Club::open().await;
    for _ in 0..4 {
        club.ask(RequestKind::Reset, ANA, "").await.unwrap();
    }

    let refused = club.ask(RequestKind::Register, ANA, "").await;

    assert!(matches!(refused, Err(CustomerError::TooOften { .. })));
    club.wait(Duration::hours(1));
    club.ask(RequestKind::Register, ANA, "").await.unwrap();
    club.close().await;
}

#[tokio::test]
async fn addresses_that_cannot_be_one_are_counted_too() {
    let club = Club::open().await;
    for _ in 0..Action::AskForMail.per_network().tries {
        let refused = club.ask(RequestKind::Register, "nonsense", "").await;
        assert!(matches!(refused, Err(CustomerError::Invalid(_))));
    }

    let refused = club.ask(RequestKind::Register, "nonsense", "").await;

    assert!(matches!(refused, Err(CustomerError::TooOften { .. })));
    club.close().await;
}

#[tokio::test]
async fn ten_tries_a_minute_of_one_account_are_compared_and_an_unknown_one_costs_as_much_as_a_known_one() {
    let club = Club::open().await;
    club.member(ANA).await;
    let hashed = || club.till.app.passwords.compared();
    let before = hashed();
    for try_ in 0..25 {
        let refused = try_from(&club, &format!("192.0.2.{try_}"), ANA, "guess").await;
        assert!(refused.is_err(), "{try_}");
    }
    assert_eq!(hashed() - before, 10, "the others never came that far");

    let before = hashed();
    let unknown = try_from(&club, "198.51.100.1", "nobody@example.com", "guess").await;
    assert!(matches!(unknown, Err(CustomerError::WrongPassword)));
    assert_eq!(
        hashed() - before,
        1,
        "somebody who is not there has a hash all the same"
    );
    club.close().await;
}
