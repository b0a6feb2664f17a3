//! Address books.

use super::{ANA, Club};
use crate::customer::{AddressChange, CustomerError, change_address, find_address, list_addresses};
use domain::checkout::Address;

fn berlin(name: &str) -> Address {
    Address {
        name: name.into(),
        line1: "Sonnenallee 1".into(),
        city: "Berlin".into(),
        postal_code: "12047".into(),
        country: "DE".into(),
        ..Address::default()
    }
}

fn add(name: &str, op: &str) -> AddressChange {
    AddressChange::Add {
        address: berlin(name),
        op: op.into(),
    }
}

#[tokio::test]
async fn the_first_address_is_the_default_and_another_takes_its_place() {
    let club = Club::open().await;
    let browser = club.member(ANA).await;
    let (app, ana) = (&club.till.app, club.who(&browser).await.unwrap());
    for (name, op) in [("Ana", "1"), ("Ana", "1"), ("Bea", "2"), ("Cem", "3")] {
        change_address(app, &ana, add(name, op)).await.unwrap();
    }
    let names = async || {
        let cards = list_addresses(app, &ana).await.unwrap();
        let defaults = cards.iter().filter(|card| card.is_default).count();
        assert_eq!(defaults, usize::from(!cards.is_empty()));
        cards.into_iter().map(|card| card.lines[0].clone()).collect::<Vec<_>>()
    };
    assert_eq!(names().await, ["Ana", "Bea", "Cem"]);
    let cards = list_addresses(app, &ana).await.unwrap();
    let [first, second, third] = [0, 1, 2].map(|at: usize| cards[at].customer_address_id);

    change_address(app, &ana, AddressChange::MakeDefault(third))
        .await
        .unwrap();
    assert_eq!(names().await, ["Cem", "Ana", "Bea"]);
    change_address(app, &ana, AddressChange::Replace(second, berlin("Dov")))
        .await
        .unwrap();
    assert_eq!(find_address(app, &ana, second).await.unwrap().name, "Dov");
    for _ in 0..2 {
        change_address(app, &ana, AddressChange::Delete(third)).await.unwrap();
    }
    assert_eq!(names().await, ["Ana", "Dov"]);
    let gone = change_address(app, &ana, AddressChange::MakeDefault(third)).await;
    assert!(matches!(gone, Err(CustomerError::NoSuchAddress)));
    assert_eq!(names().await, ["Ana", "Dov"]);
    change_address(app, &ana, AddressChange::Delete(first)).await.unwrap();
    assert_eq!(names().await, ["Dov"]);
    club.close().await;
}

#[tokio::test]
async fn a_book_has_an_end_and_faulty_addresses_do_not_get_in() {
    let club = Club::open().await;
    let browser = club.member(ANA).await;
    let (app, ana) = (&club.till.app, club.who(&browser).await.unwrap());
    for number in 0..20 {
        change_address(app, &ana, add("Ana", &number.to_string()))
            .await
            .unwrap();
    }

    let full = change_address(app, &ana, add("Ana", "20")).await;
    let replayed = change_address(app, &ana, add("Ana", "19")).await;
    let mut faulty = berlin("");
    faulty.country = "AQ".into();
    let refused = change_address(
        app,
        &ana,
        AddressChange::Add {
            address: faulty,
            op: String::new(),
        },
    )
    .await;

    assert!(matches!(full, Err(CustomerError::BookFull)));
    assert!(replayed.is_ok());
    assert!(matches!(refused, Err(CustomerError::Invalid(errors)) if errors.len() == 2));
    assert_eq!(club.till.count("select count(*) from customer_addresses").await, 20);
    club.close().await;
}

#[tokio::test]
async fn nobody_reads_or_changes_the_book_of_another() {
    let club = Club::open().await;
    let (ana, eve) = (club.member(ANA).await, club.member("eve@example.com").await);
    let (app, ana, eve) = (
        &club.till.app,
        club.who(&ana).await.unwrap(),
        club.who(&eve).await.unwrap(),
    );
    change_address(app, &ana, add("Ana", "1")).await.unwrap();
    let hers = list_addresses(app, &ana).await.unwrap()[0].customer_address_id;

    let read = find_address(app, &eve, hers).await;
    let changed = change_address(app, &eve, AddressChange::Replace(hers, berlin("Eve"))).await;
    change_address(app, &eve, AddressChange::Delete(hers)).await.unwrap();

    assert!(matches!(read, Err(CustomerError::NoSuchAddress)));
    assert!(matches!(changed, Err(CustomerError::NoSuchAddress)));
    assert_eq!(find_address(app, &ana, hers).await.unwrap().name, "Ana");
    club.close().await;
}
