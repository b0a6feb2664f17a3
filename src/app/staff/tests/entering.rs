//! Signing in, and what ends a session.

use super::{NETWORK, NOBODY, Office, SECRET, from_here};
use crate::audit::Origin;
use crate::staff::{
    Caller, ChangePassword, StaffError, begin_authenticator, change_password, confirm_authenticator,
    end_other_sessions, finish_sign_in, is_second_step_due, list_sessions, new_recovery_codes, show_factors, sign_out,
};
use chrono::Duration;
use domain::staff::{RECOVERY_CODES, Role, SECOND_STEP_LASTS, STAFF_SESSION_IDLE, STAFF_SESSION_LIFETIME};

const ANA: &str = "ana@example.com";
const HERE: Origin<'static> = Origin {
    network: NETWORK,
    request_id: None,
};

#[tokio::test]
async fn a_password_alone_lets_nobody_in_and_a_code_is_used_once() {
    let office = Office::open().await;
    let ana = office.clerk(ANA, Role::Owner).await;
    let joined_with = ana.authenticator.code_at(office.app.clock.now());
    let step = office.first_step(ANA, SECRET).await.unwrap();

    assert!(matches!(office.who(&step).await, Err(StaffError::NotSignedIn)));
    // The code that confirmed the authenticator was used by that.
    let replayed = finish_sign_in(&office.app, &step, &joined_with, NOBODY).await;
    assert!(matches!(replayed, Err(StaffError::WrongCode)));
    office.wait(Duration::seconds(30));
    let code = ana.authenticator.code_at(office.app.clock.now());
    let session = finish_sign_in(&office.app, &step, &code, NOBODY).await.unwrap();
    assert!(office.who(&session).await.is_ok());
    // Neither the half-way sign-in nor the code works again.
    let spent = finish_sign_in(&office.app, &step, &code, NOBODY).await;
    assert!(matches!(spent, Err(StaffError::StepSpent)));
    let step = office.first_step(ANA, SECRET).await.unwrap();
    let replayed = finish_sign_in(&office.app, &step, &code, NOBODY).await;
    assert!(matches!(replayed, Err(StaffError::WrongCode)));
    // Nor an older one that was never used.
    let older = ana
        .authenticator
        .code_at(office.app.clock.now() - Duration::seconds(30));
    let refused = finish_sign_in(&office.app, &step, &older, NOBODY).await;
    assert!(matches!(refused, Err(StaffError::WrongCode)));
    office.close().await;
}

#[tokio::test]
async fn two_sign_ins_at_once_with_one_code_are_one() {
    let office = Office::open().await;
    let ana = office.clerk(ANA, Role::Owner).await;
    office.wait(Duration::seconds(30));
    let (one, two) = (
        office.first_step(ANA, SECRET).await.unwrap(),
        office.first_step(ANA, SECRET).await.unwrap(),
    );
    let code = ana.authenticator.code_at(office.app.clock.now());

    let (one, two) = tokio::join!(
        finish_sign_in(&office.app, &one, &code, NOBODY),
        finish_sign_in(&office.app, &two, &code, NOBODY)
    );

    assert!(one.is_ok() != two.is_ok());
    office.close().await;
}

#[tokio::test]
async fn the_second_step_is_due_for_five_minutes() {
    let office = Office::open().await;
    office.clerk(ANA, Role::Owner).await;
    let step = office.first_step(ANA, SECRET).await.unwrap();

    office.wait(SECOND_STEP_LASTS - Duration::seconds(1));
    assert!(is_second_step_due(&office.app, &step).await.unwrap());
    office.wait(Duration::seconds(1));
    assert!(!is_second_step_due(&office.app, &step).await.unwrap());
    office.close().await;
}

#[tokio::test]
async fn a_recovery_code_signs_in_once_and_new_ones_replace_all() {
    let office = Office::open().await;
    let ana = office.clerk(ANA, Role::Owner).await;
    let typed = ana.codes[0].to_lowercase().replace('-', " ");
    let step = office.first_step(ANA, SECRET).await.unwrap();
    let session = finish_sign_in(&office.app, &step, &typed, NOBODY).await.unwrap();

    let step = office.first_step(ANA, SECRET).await.unwrap();
    let again = finish_sign_in(&office.app, &step, &ana.codes[0], NOBODY).await;
    assert!(matches!(again, Err(StaffError::WrongCode)));
    let signed_in = office.who(&session).await.unwrap();
    assert_eq!(
        show_factors(&office.app, &signed_in).await.ok().unwrap().recovery_codes,
        9
    );
    let new = new_recovery_codes(&office.app, &signed_in, SECRET, HERE).await.unwrap();
    assert_eq!(new.len(), RECOVERY_CODES);
    let old = finish_sign_in(&office.app, &step, &ana.codes[1], NOBODY).await;
    assert!(matches!(old, Err(StaffError::WrongCode)));
    assert!(finish_sign_in(&office.app, &step, &new[1], NOBODY).await.is_ok());
    office.close().await;
}

#[tokio::test]
async fn a_session_ends_after_an_idle_hour_and_after_twelve_in_any_case() {
    let office = Office::open().await;
    let ana = office.clerk(ANA, Role::Owner).await;
    office.wait(STAFF_SESSION_IDLE - Duration::seconds(1));
    assert!(office.who(&ana.session).await.is_ok());
    office.wait(STAFF_SESSION_IDLE);
    assert!(matches!(office.who(&ana.session).await, Err(StaffError::NotSignedIn)));

    let session = office.enter(&ana).await.unwrap();
    let steps = STAFF_SESSION_LIFETIME.num_minutes() / 50;
    for _ in 0..steps {
        office.wait(Duration::minutes(50));
        assert!(office.who(&session).await.is_ok());
    }
    office.wait(Duration::minutes(20));
    assert!(matches!(office.who(&session).await, Err(StaffError::NotSignedIn)));
    office.close().await;
}

#[tokio::test]
async fn signing_in_ends_the_browsers_old_session_and_signing_out_the_new_one() {
    let office = Office::open().await;
    let ana = office.clerk(ANA, Role::Owner).await;
    office.wait(Duration::seconds(30));
    let step = office.first_step(ANA, SECRET).await.unwrap();
    let code = ana.authenticator.code_at(office.app.clock.now());
    let caller = Caller {
        session_token: Some(&ana.session),
        ..NOBODY
    };

    let session = finish_sign_in(&office.app, &step, &code, caller).await.unwrap();

    assert!(office.who(&ana.session).await.is_err());
    sign_out(&office.app, &session, HERE).await.unwrap();
    sign_out(&office.app, &session, HERE).await.unwrap();
    assert!(office.who(&session).await.is_err());
    let actions = office.actions().await;
    assert_eq!(actions[2..], ["staff.signed_in", "staff.signed_out"]);
    office.close().await;
}

#[tokio::test]
async fn a_new_password_ends_all_other_sessions_and_half_way_sign_ins() {
    let office = Office::open().await;
    let ana = office.clerk(ANA, Role::Owner).await;
    let other = office.enter(&ana).await.unwrap();
    let half_way = office.first_step(ANA, SECRET).await.unwrap();
    let signed_in = office.who(&ana.session).await.unwrap();
    let guess = ChangePassword {
        current: "not the password",
        new: "pepper on the skin",
    };
    let refused = change_password(&office.app, &signed_in, guess, HERE).await;
    assert!(matches!(refused, Err(StaffError::Invalid(_))));

    let command = ChangePassword {
        current: SECRET,
        new: "pepper on the skin",
    };
    let session = change_password(&office.app, &signed_in, command, HERE).await.unwrap();

    assert!(office.who(&session).await.is_ok());
    for ended in [&ana.session, &other] {
        assert!(office.who(ended).await.is_err());
    }
    assert!(!is_second_step_due(&office.app, &half_way).await.unwrap());
    let old = office.first_step(ANA, SECRET).await;
    assert!(matches!(old, Err(StaffError::WrongPassword)));
    assert!(office.first_step(ANA, "pepper on the skin").await.is_ok());
    office.close().await;
}

#[tokio::test]
async fn a_new_authenticator_counts_once_a_code_confirms_it() {
    let office = Office::open().await;
    let mut ana = office.clerk(ANA, Role::Owner).await;
    let signed_in = office.who(&ana.session).await.unwrap();
    let nothing = confirm_authenticator(&office.app, &signed_in, "123456", HERE).await;
    assert!(matches!(nothing, Err(StaffError::NothingToConfirm)));
    begin_authenticator(&office.app, &signed_in, SECRET, HERE)
        .await
        .unwrap();
    // The old one goes on working.
    assert!(office.enter(&ana).await.is_ok());
    let secret: Vec<u8> = sqlx::query_scalar("select totp_next_secret from staff_members")
        .fetch_one(&office.app.pool)
        .await
        .unwrap();
    let new = adapters::totp::Authenticator::new(&secret, "", "").unwrap();

    let code = new.code_at(office.app.clock.now());
    let codes = confirm_authenticator(&office.app, &signed_in, &code, HERE)
        .await
        .unwrap();

    assert_eq!(codes.len(), RECOVERY_CODES);
    assert!(matches!(office.enter(&ana).await, Err(StaffError::WrongCode)));
    ana.authenticator = new;
    assert!(office.enter(&ana).await.is_ok());
    office.close().await;
}

#[tokio::test]
async fn a_member_sees_their_own_sessions_and_ends_the_others() {
    let office = Office::open().await;
    let ana = office.clerk(ANA, Role::Analyst).await;
    let other = office.enter(&ana).await.unwrap();
    let bo = office.clerk("bo@example.com", Role::Analyst).await;
    let (here, bo) = (
        office.who(&ana.session).await.unwrap(),
        office.who(&bo.session).await.unwrap(),
    );

    let sessions = list_sessions(&office.app, from_here(&here), here.staff_member_id)
        .await
        .unwrap();
    assert_eq!(sessions.iter().filter(|session| session.is_this).count(), 1);
    assert_eq!(sessions.len(), 2);
    let strange = list_sessions(&office.app, from_here(&bo), here.staff_member_id).await;
    assert!(matches!(strange, Err(StaffError::Forbidden)));
    assert_eq!(end_other_sessions(&office.app, &here, HERE).await.unwrap(), 1);
    assert!(office.who(&other).await.is_err());
    assert!(office.who(&ana.session).await.is_ok());
    office.close().await;
}
