//! Passkeys: joining and signing in without a code.

use super::{NETWORK, NOBODY, Office, SECRET};
use crate::audit::Origin;
use crate::staff::{
    AddPasskey, By, PasskeySignIn, SignedIn, StaffError, accept_with_passkey, add_passkey, begin_accept_passkey,
    begin_passkey, begin_passkey_sign_in, choose, disable, finish_sign_in, list_passkeys, remove_passkey,
    sign_in_with_passkey,
};
use domain::staff::Role;
use testkit::Authenticator;

const ANA: &str = "ana@example.com";
const PLACE: &str = "http://localhost:3000";
const BROWSER: &str = "the secret of this browser";
const HERE: Origin<'static> = Origin {
    network: NETWORK,
    request_id: None,
};

async fn join(office: &Office, email: &str, role: Role) -> (SignedIn, Authenticator) {
    let token = office.invited(email, role).await;
    choose(&office.app, &token, "Ana Mar", SECRET, NOBODY).await.unwrap();
    let mut device = Authenticator::new(PLACE);
    let begun = begin_accept_passkey(&office.app, &token, "", NOBODY).await.unwrap();
    let command = AddPasskey {
        challenge_id: &begun.challenge_id.to_string(),
        answer: &device.create(&begun.options),
        name: "",
    };
    let welcome = accept_with_passkey(&office.app, &token, command, NOBODY).await.unwrap();
    assert!(welcome.recovery_codes.is_empty());
    (office.who(&welcome.session_token).await.unwrap(), device)
}

async fn enter(office: &Office, device: &mut Authenticator, browser: &str) -> Result<String, StaffError> {
    let begun = begin_passkey_sign_in(&office.app, BROWSER, NETWORK).await.unwrap();
    let command = PasskeySignIn {
        challenge_id: &begun.challenge_id.to_string(),
        browser,
        answer: &device.get(&begun.options),
        caller: NOBODY,
    };
    sign_in_with_passkey(&office.app, command).await
}

#[tokio::test]
async fn who_joins_with_a_passkey_signs_in_with_it_alone_and_not_with_the_password_alone() {
    let office = Office::open().await;
    let (_, mut device) = join(&office, ANA, Role::Owner).await;

    let session = enter(&office, &mut device, BROWSER).await.unwrap();
    assert_eq!(office.who(&session).await.unwrap().email, ANA);
    let elsewhere = enter(&office, &mut device, "another browser").await;
    assert!(matches!(elsewhere, Err(StaffError::PasskeySpent)));
    let step = office.first_step(ANA, SECRET).await.unwrap();
    for code in ["000000", "AAAA-AAAA-AAAA-AAAA", ""] {
        let refused = finish_sign_in(&office.app, &step, code, NOBODY).await;
        assert!(matches!(refused, Err(StaffError::WrongCode)), "{code}");
    }
    office.close().await;
}

#[tokio::test]
async fn a_disabled_members_passkey_is_refused() {
    let office = Office::open().await;
    office.clerk("owner@example.com", Role::Owner).await;
    let (ana, mut device) = join(&office, ANA, Role::Orders).await;
    disable(&office.app, By::Cli, ana.staff_member_id).await.unwrap();

    let refused = enter(&office, &mut device, BROWSER).await;

    assert!(matches!(refused, Err(StaffError::PasskeyRefused)));
    office.close().await;
}

#[tokio::test]
async fn the_last_factor_is_not_removed_and_another_makes_room_for_that() {
    let office = Office::open().await;
    let (ana, mut device) = join(&office, ANA, Role::Owner).await;
    let first = list_passkeys(&office.app, ana.staff_member_id).await.unwrap()[0].staff_passkey_id;
    let refused = remove_passkey(&office.app, &ana, first, HERE).await;
    assert!(matches!(refused, Err(StaffError::LastFactor)));

    let mut second = Authenticator::new(PLACE);
    let begun = begin_passkey(&office.app, &ana, (SECRET, ""), HERE).await.unwrap();
    let command = AddPasskey {
        challenge_id: &begun.challenge_id.to_string(),
        answer: &second.create(&begun.options),
        name: "My phone",
    };
    add_passkey(&office.app, &ana, command, NOBODY).await.unwrap();
    remove_passkey(&office.app, &ana, first, HERE).await.unwrap();
    remove_passkey(&office.app, &ana, first, HERE).await.unwrap();

    assert!(matches!(
        enter(&office, &mut device, BROWSER).await,
        Err(StaffError::PasskeyRefused)
    ));
    assert!(enter(&office, &mut second, BROWSER).await.is_ok());
    let names: Vec<String> = list_passkeys(&office.app, ana.staff_member_id)
        .await
        .unwrap()
        .into_iter()
        .map(|key| key.name)
        .collect();
    assert_eq!(names, ["My phone"]);
    office.close().await;
}
