//! Passkeys over HTTP, with a device in memory where the page's script would ask a real one.

use crate::account::{SECRET, register, store};
use serde_json::Value;
use testkit::Authenticator;
use testkit::browser::Browser;
use testkit::browser::page::text;

/// What the script asks for first.
async fn options(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> (String, Value) {
    let answer = browser.post(path, fields).await.unwrap();
    let mut told: Value = serde_json::from_str(&answer.text()).unwrap();
    assert_eq!(answer.status, 200, "{told}");
    (told["challenge"].as_str().unwrap().to_owned(), told["options"].take())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customer_adds_a_passkey_signs_in_with_it_and_removes_it() {
    let (store, ..) = store().await;
    let mut device = Authenticator::new(&format!("http://localhost:{}", store.port));
    let mut browser = store.browser();
    register(&store, &mut browser).await;

    let guess = [("name", ""), ("password", "not the password")];
    let refused = browser.post("/account/passkeys/options", &guess).await.unwrap();
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("This is not your password."));
    let proof = [("name", ""), ("password", SECRET)];
    let (challenge, asked) = options(&mut browser, "/account/passkeys/options", &proof).await;
    let made = device.create(&asked);
    let fields = [("challenge", &*challenge), ("answer", &*made), ("name", "My phone")];
    assert_eq!(
        browser.submit("/account/passkeys", &fields).await.unwrap(),
        "/account/passkeys"
    );
    let page = browser.get("/account/passkeys").await.unwrap().text();
    assert!(text(&page).contains("The passkey is added.") && page.contains("My phone"));

    let mut other = store.browser();
    let sign_in = other.get("/account/sign-in").await.unwrap().text();
    assert!(sign_in.contains("/static/passkeys.js"), "{sign_in}");
    let (challenge, asked) = options(&mut other, "/account/sign-in/passkey/options", &[]).await;
    let signed = device.get(&asked);
    let fields = [("challenge", &*challenge), ("answer", &*signed), ("next", "/cart")];
    // Another browser has nothing of it.
    let next = store
        .browser()
        .submit("/account/sign-in/passkey", &fields)
        .await
        .unwrap();
    assert_eq!(next, "/account/sign-in?next=/cart");
    assert_eq!(
        other.submit("/account/sign-in/passkey", &fields).await.unwrap(),
        "/cart"
    );
    other.get("/account").await.unwrap();

    let row = page
        .split("action=\"/account/passkeys/")
        .find(|part| part.contains("/remove\""))
        .unwrap();
    let id = row.split('/').next().unwrap();
    let removed = other
        .submit(&format!("/account/passkeys/{id}/remove"), &[])
        .await
        .unwrap();
    assert_eq!(removed, "/account/passkeys");
    let (challenge, asked) = options(&mut browser, "/account/sign-in/passkey/options", &[]).await;
    let signed = device.get(&asked);
    let fields = [("challenge", &*challenge), ("answer", &*signed)];
    browser.submit("/account/sign-in/passkey", &fields).await.unwrap();
    let (_, page) = browser.follow("/account/sign-in").await.unwrap();
    assert!(text(&page.text()).contains("This passkey does not work here."));
    store.close().await;
}
