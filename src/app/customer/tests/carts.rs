//! What becomes of the cart when somebody signs in.

use super::{ANA, Browser, Club, SECRET};
use crate::customer::sign_out;

fn lines(expected: &[(&str, u32)]) -> Vec<(String, u32)> {
    expected
        .iter()
        .map(|(title, units)| ((*title).to_owned(), *units))
        .collect()
}

#[tokio::test]
async fn a_guests_cart_becomes_the_customers_and_its_old_token_is_dead() {
    let club = Club::open().await;
    let ring = club.till.variant("ring", 10).await;
    club.member(ANA).await;
    let mut laptop = Browser::default();
    club.add(&mut laptop, ring, 2).await;
    let guest = laptop.clone();

    let units = club.sign_in(&mut laptop, ANA, SECRET).await.unwrap();

    assert_eq!(units, 2);
    assert_ne!(laptop.scope.cart_token, guest.scope.cart_token);
    assert_eq!(club.cart(&laptop).await, lines(&[("ring", 2)]));
    assert_eq!(club.cart(&guest).await, []);
    // Another browser of theirs has the same cart.
    let mut phone = Browser::default();
    assert_eq!(club.sign_in(&mut phone, ANA, SECRET).await.unwrap(), 2);
    club.add(&mut phone, ring, 1).await;
    assert_eq!(club.cart(&laptop).await, lines(&[("ring", 3)]));
    club.close().await;
}

#[tokio::test]
async fn two_carts_become_one_and_nothing_is_lost() {
    let club = Club::open().await;
    let [ring, hat, bag] = [
        club.till.variant("ring", 5).await,
        club.till.variant("hat", 10).await,
        club.till.variant("bag", 10).await,
    ];
    let mut phone = club.member(ANA).await;
    club.add(&mut phone, ring, 3).await;
    club.add(&mut phone, hat, 1).await;
    let mut laptop = Browser::default();
    club.add(&mut laptop, bag, 4).await;
    club.add(&mut laptop, ring, 3).await;
    club.till
        .run("update carts set note = 'Ring twice' where customer_id is null")
        .await;

    let units = club.sign_in(&mut laptop, ANA, SECRET).await.unwrap();

    // Six rings were wanted, five are there.
    assert_eq!(units, 5 + 1 + 4);
    let expected = lines(&[("ring", 5), ("hat", 1), ("bag", 4)]);
    assert_eq!(club.cart(&laptop).await, expected);
    assert_eq!(club.cart(&phone).await, expected);
    let note = club.till.text("select note from carts").await;
    assert_eq!(note.as_deref(), Some("Ring twice"));
    assert_eq!(club.till.count("select count(*) from carts").await, 1);
    club.close().await;
}

#[tokio::test]
async fn the_quote_of_a_line_moves_along_and_a_line_that_grows_keeps_its_own() {
    let club = Club::open().await;
    let (ring, bag) = (club.till.variant("ring", 5).await, club.till.variant("bag", 5).await);
    let mut phone = club.member(ANA).await;
    club.add(&mut phone, ring, 1).await;
    club.till
        .run("update line_items set quote_id = 'q_aaaaaaaaaaaaaaaa'")
        .await;
    let mut laptop = Browser::default();
    club.add(&mut laptop, ring, 1).await;
    club.add(&mut laptop, bag, 1).await;
    club.till
        .run("update line_items set quote_id = 'q_bbbbbbbbbbbbbbbb' where quote_id is null")
        .await;

    club.sign_in(&mut laptop, ANA, SECRET).await.unwrap();

    let quotes = club
        .till
        .text("select string_agg(quantity || ' ' || quote_id, ', ' order by line_seq) from line_items")
        .await;
    assert_eq!(quotes.as_deref(), Some("2 q_aaaaaaaaaaaaaaaa, 1 q_bbbbbbbbbbbbbbbb"));
    club.close().await;
}

#[tokio::test]
async fn what_a_guests_checkout_held_moves_along_to_the_last_unit() {
    const HELD: &str = "select count(*) from reservations where state = 'held'";
    let club = Club::open().await;
    let (ring, hat) = (club.till.variant("ring", 2).await, club.till.variant("hat", 5).await);
    let mut phone = club.member(ANA).await;
    club.add(&mut phone, ring, 1).await;
    club.add(&mut phone, hat, 1).await;
    let mut laptop = Browser {
        scope: club.till.buyer(&[(ring, 2)]).await.scope,
        session: None,
    };
    assert_eq!(club.till.count(HELD).await, 1);

    club.sign_in(&mut laptop, ANA, SECRET).await.unwrap();

    assert_eq!(club.cart(&laptop).await, lines(&[("ring", 2), ("hat", 1)]));
    assert_eq!(club.till.count(HELD).await, 0);
    club.close().await;
}

#[tokio::test]
async fn an_empty_cart_follows_the_guest_into_their_market() {
    let club = Club::open().await;
    let ring = club.till.variant("ring", 5).await;
    club.till
        .run(
            "insert into markets (code, name, country, currency, tax_basis, rounding_mode)
             select 'us', 'United States', 'US', currency, 'exclusive', rounding_mode from markets where is_default",
        )
        .await;
    let mut phone = club.member(ANA).await;
    club.add(&mut phone, ring, 1).await;
    club.till.run("delete from line_items").await;
    let mut laptop = Browser::default();
    laptop.scope.market = Some("us".into());
    club.add(&mut laptop, ring, 2).await;

    club.sign_in(&mut laptop, ANA, SECRET).await.unwrap();

    let market = club
        .till
        .text("select m.code from carts c join markets m using (market_id) where c.customer_id is not null")
        .await;
    assert_eq!(market.as_deref(), Some("us"));
    assert_eq!(club.cart(&laptop).await, lines(&[("ring", 2)]));
    club.close().await;
}

#[tokio::test]
async fn what_is_sold_out_meanwhile_moves_as_well_and_the_cart_says_so() {
    let club = Club::open().await;
    let (ring, hat) = (club.till.variant("ring", 5).await, club.till.variant("hat", 5).await);
    let mut phone = club.member(ANA).await;
    club.add(&mut phone, hat, 1).await;
    let mut laptop = Browser::default();
    club.add(&mut laptop, ring, 2).await;
    club.till
        .run("update products set status = 'archived' where handle = 'ring'")
        .await;

    club.sign_in(&mut laptop, ANA, SECRET).await.unwrap();

    assert_eq!(club.cart(&laptop).await, lines(&[("hat", 1), ("ring", 2)]));
    club.close().await;
}

#[tokio::test]
async fn after_an_order_all_browsers_fill_one_new_cart() {
    let club = Club::open().await;
    let ring = club.till.variant("ring", 10).await;
    let mut phone = club.member(ANA).await;
    let mut laptop = Browser::default();
    club.sign_in(&mut laptop, ANA, SECRET).await.unwrap();
    club.add(&mut phone, ring, 1).await;
    club.till.run("update carts set completed_at = updated_at").await;
    assert_eq!(club.cart(&laptop).await, []);

    let (mut a, mut b) = (phone.clone(), laptop.clone());
    tokio::join!(club.add(&mut a, ring, 2), club.add(&mut b, ring, 3));

    assert_eq!((a.scope, b.scope), (phone.scope.clone(), laptop.scope.clone()));
    assert_eq!(club.cart(&phone).await, lines(&[("ring", 5)]));
    assert_eq!(club.cart(&laptop).await, lines(&[("ring", 5)]));
    club.till.discard_broken(crate::cart::tests::MARKED_BY_HAND).await;
}

#[tokio::test]
async fn while_one_cart_is_being_paid_the_other_stays_where_it_is() {
    let club = Club::open().await;
    let ring = club.till.variant("ring", 10).await;
    let mut phone = club.member(ANA).await;
    club.add(&mut phone, ring, 1).await;
    club.till.run("update carts set completing_at = updated_at").await;
    let mut laptop = Browser::default();
    club.add(&mut laptop, ring, 2).await;
    let guest = laptop.clone();

    club.sign_in(&mut laptop, ANA, SECRET).await.unwrap();

    assert_eq!(laptop.scope, guest.scope);
    assert_eq!(club.cart(&laptop).await, lines(&[("ring", 2)]));
    club.till.discard_broken(crate::cart::tests::MARKED_BY_HAND).await;
}

#[tokio::test]
async fn a_browser_that_signed_out_has_no_way_to_the_cart() {
    let club = Club::open().await;
    let ring = club.till.variant("ring", 10).await;
    let mut browser = club.member(ANA).await;
    club.add(&mut browser, ring, 1).await;

    sign_out(&club.till.app, browser.session.as_deref().unwrap())
        .await
        .unwrap();

    assert_eq!(club.cart(&browser).await, []);
    let mut again = Browser::default();
    assert_eq!(club.sign_in(&mut again, ANA, SECRET).await.unwrap(), 1);
    club.close().await;
}
