//! Passkeys, with a device in memory that can be made to lie.

use super::{ANA, Browser, Club, NETWORK, SECRET};
use crate::customer::{
    AddPasskey, BeginPasskey, CustomerError, PasskeyChallenge, PasskeySignIn, SignedIn, add_passkey, begin_passkey,
    begin_passkey_sign_in, change_password, erase, export, list_passkeys, remove_passkey, rename_passkey, reset,
    sign_in_with_passkey,
};
use crate::customer::{ChangePassword, RequestKind, Reset};
use crate::relay::relay;
use chrono::Duration;
use domain::customer::{CHALLENGE_LASTS, MAX_PASSKEYS, PasskeyView};
use testkit::Authenticator;

const HERE: &str = "http://localhost:3000";
const BROWSER: &str = "the secret of this browser";

async fn begin(club: &Club, signed_in: &SignedIn, password: &str) -> Result<PasskeyChallenge, CustomerError> {
    let command = BeginPasskey {
        password,
        name: "",
        network: "",
    };
    begin_passkey(&club.till.app, signed_in, command).await
}

async fn add(club: &Club, signed_in: &SignedIn, challenge_id: &str, answer: &str) -> Result<(), CustomerError> {
    let command = AddPasskey {
        challenge_id,
        answer,
        name: "",
        device: "Firefox on Linux",
    };
    add_passkey(&club.till.app, signed_in, command).await
}

/// A customer whose device has a passkey.
async fn member(club: &Club, email: &str) -> (SignedIn, Authenticator) {
    let browser = club.member(email).await;
    let signed_in = club.who(&browser).await.unwrap();
    let mut device = Authenticator::new(HERE);
    give(club, &signed_in, &mut device).await;
    (signed_in, device)
}

async fn give(club: &Club, signed_in: &SignedIn, device: &mut Authenticator) {
    let begun = begin(club, signed_in, SECRET).await.unwrap();
    let answer = device.create(&begun.options);
    add(club, signed_in, &begun.challenge_id.to_string(), &answer)
        .await
        .unwrap();
}

async fn ask(club: &Club) -> PasskeyChallenge {
    begin_passkey_sign_in(&club.till.app, BROWSER, "").await.unwrap()
}

async fn present(
    club: &Club,
    browser: &mut Browser,
    challenge: &PasskeyChallenge,
    answer: &str,
) -> Result<u32, CustomerError> {
    let command = PasskeySignIn {
        challenge_id: &challenge.challenge_id.to_string(),
        browser: BROWSER,
        answer,
        caller: browser.caller(),
    };
    let entered = sign_in_with_passkey(&club.till.app, &browser.scope, command).await?;
    Ok(browser.keep(entered))
}

async fn sign_in(club: &Club, device: &mut Authenticator) -> Result<Browser, CustomerError> {
    let challenge = ask(club).await;
    let answer = device.get(&challenge.options);
    let mut browser = Browser::default();
    present(club, &mut browser, &challenge, &answer).await?;
    Ok(browser)
}

async fn list(club: &Club, signed_in: &SignedIn) -> Vec<PasskeyView> {
    list_passkeys(&club.till.app, signed_in).await.unwrap()
}

fn is_refused<T>(outcome: Result<T, CustomerError>) -> bool {
    matches!(outcome, Err(CustomerError::PasskeyRefused))
}

#[tokio::test]
async fn a_passkey_signs_in_as_a_password_does_and_the_carts_join() {
    let club = Club::open().await;
    let (signed_in, mut device) = member(&club, ANA).await;
    let ring = club.till.variant("ring", 10).await;
    let mut guest = Browser {
        session: Some("x".repeat(43)),
        ..Browser::default()
    };
    club.add(&mut guest, ring, 2).await;
    let old_cart = guest.scope.cart_token.clone();
    let challenge = ask(&club).await;
    let answer = device.get(&challenge.options);

    let count = present(&club, &mut guest, &challenge, &answer).await.unwrap();

    assert_eq!(count, 2);
    assert_eq!(club.who(&guest).await.unwrap().customer_id, signed_in.customer_id);
    assert_ne!(guest.session, Some("x".repeat(43)));
    assert_ne!(guest.scope.cart_token, old_cart);
    assert_eq!(club.cart(&guest).await, [("ring".to_owned(), 2)]);
    let keys = list(&club, &signed_in).await;
    assert_eq!(keys.len(), 1);
    assert_eq!(keys[0].name, "Firefox on Linux");
    assert!(keys[0].used_text.is_some() && !keys[0].is_blocked);
    assert!(sign_in(&club, &mut device).await.is_ok());
    club.close().await;
}

#[tokio::test]
async fn a_passkey_is_added_only_by_who_knows_the_password_and_the_owner_is_told() {
    let club = Club::open().await;
    let browser = club.member(ANA).await;
    let signed_in = club.who(&browser).await.unwrap();

    let guessed = begin(&club, &signed_in, "guess").await;
    assert!(matches!(guessed, Err(CustomerError::Invalid(faults)) if faults[0].field == "password"));
    assert_eq!(
        club.till
            .count("select count(*) from customer_passkey_challenges")
            .await,
        0
    );
    let begun = begin(&club, &signed_in, SECRET).await.unwrap();
    let answer = Authenticator::new(HERE).create(&begun.options);
    // The form is sent twice.
    for _ in 0..2 {
        add(&club, &signed_in, &begun.challenge_id.to_string(), &answer)
            .await
            .unwrap();
    }

    assert_eq!(list(&club, &signed_in).await.len(), 1);
    relay(&club.till.app).await.unwrap();
    let mails = "select count(*) from mails where template = 'passkey_added' and recipient = 'ana@example.com'";
    assert_eq!(club.till.count(mails).await, 1);
    // What the device knows the customer by is neither their id nor anything about them.
    let handle = club
        .till
        .text("select passkey_handle::text from customers")
        .await
        .unwrap();
    assert_ne!(handle, signed_in.customer_id.to_string());
    assert_eq!(handle.as_bytes()[14], b'4', "{handle} is drawn at random");
    club.close().await;
}

#[tokio::test]
async fn a_key_made_on_another_page_or_without_its_owner_is_refused() {
    let club = Club::open().await;
    let browser = club.member(ANA).await;
    let signed_in = club.who(&browser).await.unwrap();
    let bends: [fn(&mut Authenticator); 2] = [
        |device| device.origin = "https://localhost:3000.evil.example".into(),
        |device| device.verifies = false,
    ];
    for bend in bends {
        let mut device = Authenticator::new(HERE);
        bend(&mut device);
        let begun = begin(&club, &signed_in, SECRET).await.unwrap();
        let answer = device.create(&begun.options);

        let added = add(&club, &signed_in, &begun.challenge_id.to_string(), &answer).await;

        assert!(is_refused(added));
        // Right or wrong, the challenge is answered.
        let answer = Authenticator::new(HERE).create(&begun.options);
        let again = add(&club, &signed_in, &begun.challenge_id.to_string(), &answer).await;
        assert!(matches!(again, Err(CustomerError::PasskeySpent)));
    }
    assert_eq!(list(&club, &signed_in).await, []);
    club.close().await;
}

#[tokio::test]
async fn a_signature_for_another_page_or_without_its_owner_signs_nobody_in() {
    let club = Club::open().await;
    let (_, mut device) = member(&club, ANA).await;
    for origin in [
        "https://evil.example",
        "http://localhost:3001",
        "https://localhost:3000",
    ] {
        device.origin = origin.into();
        assert!(is_refused(sign_in(&club, &mut device).await), "{origin}");
    }
    device.origin = HERE.into();
    // A key of another site, bound to another host.
    let mut challenge = ask(&club).await;
    challenge.options["rpId"] = "evil.example".into();
    let answer = device.get(&challenge.options);
    assert!(is_refused(
        present(&club, &mut Browser::default(), &challenge, &answer).await
    ));
    device.verifies = false;
    assert!(is_refused(sign_in(&club, &mut device).await));
    device.verifies = true;

    assert!(sign_in(&club, &mut device).await.is_ok());
    club.close().await;
}

#[tokio::test]
async fn a_challenge_is_answered_once_in_five_minutes_by_the_browser_that_asked() {
    let club = Club::open().await;
    let (_, mut device) = member(&club, ANA).await;
    let mut nobody = Browser::default();

    let replayed = ask(&club).await;
    let answer = device.get(&replayed.options);
    present(&club, &mut Browser::default(), &replayed, &answer)
        .await
        .unwrap();
    let again = present(&club, &mut nobody, &replayed, &answer).await;
    assert!(matches!(again, Err(CustomerError::PasskeySpent)));
    // The old answer under a new challenge.
    let fresh = ask(&club).await;
    assert!(is_refused(present(&club, &mut nobody, &fresh, &answer).await));

    let stale = ask(&club).await;
    let answer = device.get(&stale.options);
    club.wait(CHALLENGE_LASTS);
    let late = present(&club, &mut nobody, &stale, &answer).await;
    assert!(matches!(late, Err(CustomerError::PasskeySpent)));

    let elsewhere = begin_passkey_sign_in(&club.till.app, "another browser", "")
        .await
        .unwrap();
    let answer = device.get(&elsewhere.options);
    let stolen = present(&club, &mut nobody, &elsewhere, &answer).await;
    assert!(matches!(stolen, Err(CustomerError::PasskeySpent)));
    assert!(nobody.session.is_none());

    club.wait(CHALLENGE_LASTS);
    crate::housekeeping::sweep(&club.till.app).await.unwrap();
    assert_eq!(
        club.till
            .count("select count(*) from customer_passkey_challenges")
            .await,
        0
    );
    club.close().await;
}

#[tokio::test]
async fn nobody_adds_a_passkey_with_the_challenge_of_another_or_in_another_session() {
    let club = Club::open().await;
    let ana = club.who(&club.member(ANA).await).await.unwrap();
    let eve = club.who(&club.member("eve@example.com").await).await.unwrap();
    let mut phone = Browser::default();
    club.sign_in(&mut phone, ANA, SECRET).await.unwrap();
    let phone = club.who(&phone).await.unwrap();
    let begun = begin(&club, &ana, SECRET).await.unwrap();
    let challenge_id = begun.challenge_id.to_string();
    let answer = Authenticator::new(HERE).create(&begun.options);

    for other in [&eve, &phone] {
        let stolen = add(&club, other, &challenge_id, &answer).await;
        assert!(matches!(stolen, Err(CustomerError::PasskeySpent)));
    }
    // Nor is it one for signing in.
    let entered = present(&club, &mut Browser::default(), &begun, &answer).await;
    assert!(matches!(entered, Err(CustomerError::PasskeySpent)));

    add(&club, &ana, &challenge_id, &answer).await.unwrap();
    // A key that is somebody's becomes nobody else's, though everybody may have seen its name.
    let begun = begin(&club, &eve, SECRET).await.unwrap();
    let mut copied: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let client_data: serde_json::Value =
        serde_json::from_str(&Authenticator::new(HERE).create(&begun.options)).unwrap();
    copied["response"]["clientDataJSON"] = client_data["response"]["clientDataJSON"].clone();
    let taken = add(&club, &eve, &begun.challenge_id.to_string(), &copied.to_string()).await;
    assert!(is_refused(taken));
    assert_eq!(list(&club, &eve).await, []);
    club.close().await;
}

#[tokio::test]
async fn a_copied_passkey_is_blocked_for_good_and_the_owner_is_told_once() {
    let club = Club::open().await;
    let (signed_in, mut device) = member(&club, ANA).await;
    sign_in(&club, &mut device).await.unwrap();
    sign_in(&club, &mut device).await.unwrap();

    device.count = Some(1);
    for _ in 0..2 {
        let copied = sign_in(&club, &mut device).await;
        assert!(matches!(copied, Err(CustomerError::PasskeyCopied)));
        device.count = Some(1);
    }
    // The one that is ahead may be the thief's as well.
    device.count = Some(100);
    let ahead = sign_in(&club, &mut device).await;

    assert!(matches!(ahead, Err(CustomerError::PasskeyCopied)));
    assert!(list(&club, &signed_in).await[0].is_blocked);
    relay(&club.till.app).await.unwrap();
    let mails = "select count(*) from mails where template = 'passkey_blocked'";
    assert_eq!(club.till.count(mails).await, 1);
    club.close().await;
}

#[tokio::test]
async fn devices_that_do_not_count_go_on_working() {
    let club = Club::open().await;
    let browser = club.member(ANA).await;
    let signed_in = club.who(&browser).await.unwrap();
    let mut device = Authenticator::new(HERE);
    device.count = None;
    give(&club, &signed_in, &mut device).await;

    for _ in 0..3 {
        sign_in(&club, &mut device).await.unwrap();
    }
    club.close().await;
}

#[tokio::test]
async fn a_removed_passkey_and_one_that_never_was_get_the_same_answer() {
    let club = Club::open().await;
    let (signed_in, mut device) = member(&club, ANA).await;
    let eve = club.who(&club.member("eve@example.com").await).await.unwrap();
    let passkey_id = list(&club, &signed_in).await[0].customer_passkey_id;
    let app = &club.till.app;

    remove_passkey(app, &eve, passkey_id).await.unwrap();
    let foreign = rename_passkey(app, &eve, passkey_id, "Mine").await;
    assert!(matches!(foreign, Err(CustomerError::NoSuchPasskey)));
    assert!(sign_in(&club, &mut device).await.is_ok());
    rename_passkey(app, &signed_in, passkey_id, " My  phone ")
        .await
        .unwrap();
    assert_eq!(list(&club, &signed_in).await[0].name, "My phone");
    for _ in 0..2 {
        remove_passkey(app, &signed_in, passkey_id).await.unwrap();
    }

    let removed = sign_in(&club, &mut device).await.err().unwrap();
    let mut stranger = Authenticator::new(HERE);
    stranger.create(&begin(&club, &eve, SECRET).await.unwrap().options);
    let unknown = sign_in(&club, &mut stranger).await.err().unwrap();
    assert_eq!(removed.to_string(), unknown.to_string());
    assert!(is_refused::<()>(Err(removed)) && is_refused::<()>(Err(unknown)));
    club.close().await;
}

#[tokio::test]
async fn an_account_has_room_for_ten_passkeys_and_a_device_for_one_of_them() {
    let club = Club::open().await;
    let (signed_in, mut device) = member(&club, ANA).await;
    for _ in 1..MAX_PASSKEYS {
        club.wait(Duration::minutes(1));
        give(&club, &signed_in, &mut device).await;
    }
    club.wait(Duration::minutes(1));

    let full = begin(&club, &signed_in, SECRET).await;

    assert!(matches!(full, Err(CustomerError::PasskeysFull)));
    let passkey_id = list(&club, &signed_in).await[3].customer_passkey_id;
    remove_passkey(&club.till.app, &signed_in, passkey_id).await.unwrap();
    let begun = begin(&club, &signed_in, SECRET).await.unwrap();
    assert_eq!(begun.options["excludeCredentials"].as_array().unwrap().len(), 9);
    club.close().await;
}

#[tokio::test]
async fn a_network_asks_for_no_more_than_sixty_challenges_a_minute() {
    let club = Club::open().await;
    for _ in 0..60 {
        begin_passkey_sign_in(&club.till.app, BROWSER, NETWORK).await.unwrap();
    }

    let refused = begin_passkey_sign_in(&club.till.app, BROWSER, NETWORK).await;

    assert!(matches!(refused, Err(CustomerError::TooOften { .. })));
    club.wait(Duration::minutes(1));
    assert!(begin_passkey_sign_in(&club.till.app, BROWSER, NETWORK).await.is_ok());
    club.close().await;
}

#[tokio::test]
async fn passkeys_outlive_a_new_password_and_go_with_the_account() {
    let club = Club::open().await;
    let (signed_in, mut device) = member(&club, ANA).await;
    let change = ChangePassword {
        current: SECRET,
        new: "another long one",
        network: "",
    };
    let app = &club.till.app;
    change_password(app, &Browser::default().scope, &signed_in, change)
        .await
        .unwrap();
    let token = club.link(RequestKind::Reset, ANA).await;
    let command = Reset {
        token: &token,
        password: "a third long one",
        caller: super::NOBODY,
    };
    reset(app, &Browser::default().scope, command).await.unwrap();
    let browser = sign_in(&club, &mut device).await.unwrap();
    let signed_in = club.who(&browser).await.unwrap();

    let document = export(app, signed_in.customer_id).await.unwrap();
    assert_eq!(document["passkeys"][0]["name"], "Firefox on Linux");
    assert_eq!(document["passkeys"][0]["transports"][0], "internal");
    begin(&club, &signed_in, "a third long one").await.unwrap();
    erase(app, signed_in.customer_id).await.unwrap();

    for rest in [
        "select count(*) from customer_passkeys",
        "select count(*) from customer_passkey_challenges",
    ] {
        assert_eq!(club.till.count(rest).await, 0, "{rest}");
    }
    assert!(is_refused(sign_in(&club, &mut device).await));
    club.close().await;
}
