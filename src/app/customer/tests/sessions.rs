//! Sessions (RELIABILITY T39).

use super::{ANA, Browser, Club, SECRET};
use crate::customer::{
    ChangePassword, CustomerError, change_password, end_others, end_session, list_sessions, sign_out,
};
use chrono::Duration;

#[tokio::test]
async fn signing_in_gives_a_new_secret_and_the_old_one_is_worth_nothing() {
    let club = Club::open().await;
    let before = club.member(ANA).await;
    let mut browser = before.clone();

    club.sign_in(&mut browser, ANA, SECRET).await.unwrap();

    assert_ne!(browser.session, before.session);
    assert!(club.is_in(&browser).await && !club.is_in(&before).await);
    // A secret that somebody else has planted is not taken over either.
    let mut planted = Browser {
        session: Some("x".repeat(43)),
        ..Browser::default()
    };
    club.sign_in(&mut planted, ANA, SECRET).await.unwrap();
    assert_ne!(planted.session, Some("x".repeat(43)));
    club.close().await;
}

#[tokio::test]
async fn a_session_ends_when_it_idles_and_in_any_case_after_sixty_days() {
    let club = Club::open().await;
    let idle = club.member(ANA).await;
    let mut busy = Browser::default();
    club.sign_in(&mut busy, ANA, SECRET).await.unwrap();

    for day in 0..59 {
        assert!(club.is_in(&busy).await, "day {day}");
        club.wait(Duration::days(1));
    }

    assert!(!club.is_in(&idle).await);
    assert!(club.is_in(&busy).await);
    club.wait(Duration::days(1));
    assert!(!club.is_in(&busy).await);
    crate::housekeeping::sweep(&club.till.app).await.unwrap();
    assert_eq!(club.till.count("select count(*) from customer_sessions").await, 0);
    club.close().await;
}

#[tokio::test]
async fn the_cart_cookie_of_a_session_that_is_over_leads_to_nothing_of_the_customers() {
    // Unseen for fourteen days; or seen all the time, and sixty days old.
    for (steps, days) in [(1, 14), (60, 1)] {
        let club = Club::open().await;
        let ring = club.till.variant("ring", 10).await;
        let mut browser = club.member(ANA).await;
        club.add(&mut browser, ring, 1).await;
        for _ in 0..steps {
            assert!(club.is_in(&browser).await);
            club.wait(Duration::days(days));
        }

        assert_eq!(club.cart(&browser).await, []);
        let old = browser.scope.cart_token.clone();
        club.add(&mut browser, ring, 2).await;

        assert_ne!(browser.scope.cart_token, old);
        let hers =
            "select sum(quantity)::bigint from line_items join carts using (cart_id) where customer_id is not null";
        assert_eq!(club.till.count(hers).await, 1);
        club.close().await;
    }
}

#[tokio::test]
async fn a_changed_password_rotates_this_session_and_ends_the_others() {
    let club = Club::open().await;
    let phone = club.member(ANA).await;
    let mut laptop = Browser::default();
    club.sign_in(&mut laptop, ANA, SECRET).await.unwrap();
    let ring = club.till.variant("ring", 10).await;
    club.add(&mut laptop, ring, 1).await;
    let signed_in = club.who(&laptop).await.unwrap();
    let change = |current| ChangePassword {
        current,
        new: "another long one",
        network: "",
    };
    let wrong = change_password(&club.till.app, &laptop.scope, &signed_in, change("guess")).await;
    assert!(matches!(wrong, Err(CustomerError::Invalid(errors)) if errors[0].field == "current"));

    let renewed = change_password(&club.till.app, &laptop.scope, &signed_in, change(SECRET))
        .await
        .unwrap();

    assert!(!club.is_in(&laptop).await && !club.is_in(&phone).await);
    let old = laptop.clone();
    laptop.session = Some(renewed.session_token);
    laptop.scope.cart_token = renewed.cart_token;
    assert!(club.is_in(&laptop).await);
    assert_eq!(club.cart(&laptop).await.len(), 1);
    // Who has copied the old cart cookie has nothing either.
    assert_eq!(club.cart(&old).await, []);
    club.close().await;
}

#[tokio::test]
async fn a_customer_sees_their_browsers_and_signs_them_out() {
    let club = Club::open().await;
    let [phone, tablet] = [club.member(ANA).await, Browser::default()];
    let (mut laptop, mut tablet) = (Browser::default(), tablet);
    club.sign_in(&mut tablet, ANA, SECRET).await.unwrap();
    club.sign_in(&mut laptop, ANA, SECRET).await.unwrap();
    let signed_in = club.who(&laptop).await.unwrap();

    let sessions = list_sessions(&club.till.app, &signed_in).await.unwrap();
    assert_eq!(sessions.len(), 3);
    assert_eq!(sessions.iter().filter(|session| session.is_this).count(), 1);
    let tablets = club.who(&tablet).await.unwrap().customer_session_id;
    end_session(&club.till.app, &signed_in, tablets).await.unwrap();
    assert!(!club.is_in(&tablet).await && club.is_in(&phone).await);
    assert_eq!(end_others(&club.till.app, &signed_in).await.unwrap(), 1);

    assert!(club.is_in(&laptop).await && !club.is_in(&phone).await);
    for _ in 0..2 {
        sign_out(&club.till.app, laptop.session.as_deref().unwrap())
            .await
            .unwrap();
    }
    assert!(!club.is_in(&laptop).await);
    club.close().await;
}

#[tokio::test]
async fn nobody_ends_the_session_of_another() {
    let club = Club::open().await;
    let (ana, eve) = (club.member(ANA).await, club.member("eve@example.com").await);
    let hers = club.who(&ana).await.unwrap().customer_session_id;
    let signed_in = club.who(&eve).await.unwrap();

    end_session(&club.till.app, &signed_in, hers).await.unwrap();

    assert!(club.is_in(&ana).await);
    club.close().await;
}
