//! How often passwords and codes may be tried.

use super::{NOBODY, Office, SECRET};
use crate::refusal::Refusal as _;
use crate::staff::{Caller, SignIn, StaffError, finish_sign_in, sign_in};
use chrono::Duration;
use domain::staff::Role;

const ANA: &str = "ana@example.com";

async fn try_from(office: &Office, network: &str, email: &str, password: &str) -> Result<String, StaffError> {
    let command = SignIn {
        email,
        password,
        caller: Caller { network, ..NOBODY },
    };
    sign_in(&office.app, command).await
}

#[tokio::test]
async fn wrong_unknown_and_disabled_get_the_same_words() {
    let office = Office::open().await;
    office.clerk(ANA, Role::Owner).await;
    let bo = office.clerk("bo@example.com", Role::Analyst).await;
    let bo = office.who(&bo.session).await.unwrap().staff_member_id;
    crate::staff::disable(&office.app, crate::staff::By::Cli, bo)
        .await
        .unwrap();

    let wrong = try_from(&office, "a", ANA, "not the password").await.unwrap_err();
    let unknown = try_from(&office, "a", "nobody@example.com", SECRET).await.unwrap_err();
    let disabled = try_from(&office, "a", "bo@example.com", SECRET).await.unwrap_err();

    assert_eq!(wrong.code(), "wrong_password");
    assert_eq!(wrong.sentence(), unknown.sentence());
    assert_eq!(wrong.sentence(), disabled.sentence());
    office.close().await;
}

#[tokio::test]
async fn the_eleventh_password_in_a_minute_waits_wherever_it_comes_from() {
    let office = Office::open().await;
    office.clerk(ANA, Role::Owner).await;
    for network in 0..10 {
        let refused = try_from(&office, &network.to_string(), ANA, "guess").await;
        assert!(matches!(refused, Err(StaffError::WrongPassword)));
    }

    let eleventh = try_from(&office, "elsewhere", " ANA@example.com", SECRET).await;

    assert!(matches!(eleventh, Err(StaffError::TooOften { .. })));
    office.wait(Duration::minutes(1));
    assert!(try_from(&office, "elsewhere", ANA, SECRET).await.is_ok());
    office.close().await;
}

#[tokio::test]
async fn the_eleventh_code_waits_a_quarter_of_an_hour_also_with_a_new_first_step() {
    let office = Office::open().await;
    let ana = office.clerk(ANA, Role::Owner).await;
    office.wait(Duration::seconds(30));
    let step = office.first_step(ANA, SECRET).await.unwrap();
    for _ in 0..10 {
        let refused = finish_sign_in(&office.app, &step, "not a code", NOBODY).await;
        assert!(matches!(refused, Err(StaffError::WrongCode)));
    }

    let step = office.first_step(ANA, SECRET).await.unwrap();
    let code = ana.authenticator.code_at(office.app.clock.now());
    let eleventh = finish_sign_in(&office.app, &step, &code, NOBODY).await;

    assert!(matches!(eleventh, Err(StaffError::TooOften { .. })));
    let refusals = office.actions().await;
    assert_eq!(
        refusals.iter().filter(|action| *action == "staff.code_refused").count(),
        10
    );
    office.wait(Duration::minutes(15));
    assert!(office.enter(&ana).await.is_ok());
    office.close().await;
}
