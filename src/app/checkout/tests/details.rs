//! Saving details: sound parts stay, faulty ones come back with what was typed.

use super::{berlin, world_with_rings};
use crate::cart::tests::{World, blocks};
use crate::checkout::{SaveDetailsError, are_saved, save_details, show_checkout};
use crate::housekeeping::sweep;
use crate::refusal::Refusal as _;
use chrono::Duration;
use domain::checkout::DetailsInput;
use domain::id::FormStateId;

async fn save(world: &World, input: DetailsInput) -> Result<(), SaveDetailsError> {
    save_details(&world.app, &world.scope, input, "op-1").await
}

async fn refused(world: &World, input: DetailsInput) -> (FormStateId, Vec<String>) {
    match save(world, input).await {
        Err(SaveDetailsError::Refused { form_state_id, errors }) => {
            (form_state_id, errors.into_iter().map(|error| error.field).collect())
        }
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn sound_details_are_saved_in_their_countrys_spelling_and_nothing_is_missing() {
    let world = world_with_rings().await;

    save(&world, berlin()).await.unwrap();

    let view = show_checkout(&world.app, &world.scope, None).await.unwrap();
    assert_eq!(
        (view.details.email.as_str(), view.details.city.as_str()),
        ("ana@example.com", "Berlin")
    );
    assert_eq!(blocks(&view.blocks_checkout), [] as [&str; 0]);
    assert!(view.totals.is_final);
    world.close().await;
}

#[tokio::test]
async fn a_faulty_form_comes_back_as_typed_with_each_fault_named() {
    let world = world_with_rings().await;
    let typed = DetailsInput {
        email: "ana@".into(),
        postal_code: "12".into(),
        ..berlin()
    };

    let (form_state, fields) = refused(&world, typed.clone()).await;
    assert_eq!(fields, ["email", "postal_code"]);

    // Twice, since a reload must show the same.
    for _ in 0..2 {
        let view = show_checkout(&world.app, &world.scope, Some(form_state)).await.unwrap();
        assert_eq!(
            (view.details.email.as_str(), view.details.postal_code.as_str()),
            ("ana@", "12")
        );
        assert_eq!(view.errors.len(), 2);
        assert!(!view.totals.is_final);
        assert_eq!(blocks(&view.blocks_checkout), ["email_missing", "address_missing"]);
    }
    world.close().await;
}

#[tokio::test]
async fn nothing_goes_to_an_address_that_the_shopper_tried_to_replace() {
    let world = world_with_rings().await;
    save(&world, berlin()).await.unwrap();

    refused(
        &world,
        DetailsInput {
            line1: String::new(),
            ..berlin()
        },
    )
    .await;

    let view = show_checkout(&world.app, &world.scope, None).await.unwrap();
    assert_eq!(blocks(&view.blocks_checkout), ["address_missing"]);
    assert_eq!(view.details.email, "ana@example.com");
    world.close().await;
}

#[tokio::test]
async fn a_kept_form_is_shown_to_its_owner_only_and_for_half_an_hour() {
    let mut world = world_with_rings().await;
    let (form_state, _) = refused(&world, DetailsInput::default()).await;
    let errors = async |world: &World| {
        show_checkout(&world.app, &world.scope, Some(form_state))
            .await
            .unwrap()
            .errors
            .len()
    };
    assert!(errors(&world).await > 0);

    let owner = world.scope.cart_token.replace("another".into());
    assert_eq!(errors(&world).await, 0);
    world.scope.cart_token = owner;
    world.app.clock.advance(Duration::minutes(30));
    assert_eq!(errors(&world).await, 0);
    assert_eq!(sweep(&world.app).await.unwrap().form_states, 1);
    world.close().await;
}

#[tokio::test]
async fn a_card_number_typed_into_any_field_is_refused_and_stored_nowhere() {
    let world = world_with_rings().await;
    let card = || "4242 4242 4242 4242".to_owned();
    let typed = DetailsInput {
        email: card(),
        phone: card(),
        name: card(),
        line1: card(),
        line2: card(),
        city: card(),
        region: card(),
        postal_code: card(),
        country: card(),
        delivery_method: card(),
        vat_id: card(),
    };

    let (form_state, fields) = refused(&world, typed).await;

    assert!(
        ["email", "phone", "name", "line1", "line2", "city", "region"]
            .iter()
            .all(|field| fields.contains(&(*field).to_owned())),
        "{fields:?}"
    );
    let kept: String = sqlx::query_scalar(r#"select "values"::text || errors::text from form_states"#)
        .fetch_one(&world.db.pool)
        .await
        .unwrap();
    assert!(!kept.contains("4242"), "{kept}");
    assert!(show_checkout(&world.app, &world.scope, Some(form_state)).await.is_ok());
    world.close().await;
}

#[tokio::test]
async fn text_that_the_database_cannot_hold_is_no_accident() {
    let world = world_with_rings().await;

    refused(
        &world,
        DetailsInput {
            postal_code: "12\u{0}047".into(),
            line1: "a\0b".into(),
            ..berlin()
        },
    )
    .await;
    refused(
        &world,
        DetailsInput {
            delivery_method: "\0".into(),
            country: "\0".into(),
            ..berlin()
        },
    )
    .await;
    world.close().await;
}

#[tokio::test]
async fn saving_the_same_again_comes_to_the_same_and_a_correction_counts() {
    let world = world_with_rings().await;

    save(&world, berlin()).await.unwrap();
    save(&world, berlin()).await.unwrap();
    save(
        &world,
        DetailsInput {
            city: "Potsdam".into(),
            ..berlin()
        },
    )
    .await
    .unwrap();

    let view = show_checkout(&world.app, &world.scope, None).await.unwrap();
    assert_eq!(view.details.city, "Potsdam");
    assert_eq!(world.count("select count(*) from checkouts").await, 1);
    world.close().await;
}

#[tokio::test]
async fn without_a_cart_or_while_it_is_paid_nothing_is_saved() {
    let mut world = world_with_rings().await;
    world.sql("update carts set completing_at = now()").await;
    assert_eq!(save(&world, berlin()).await.unwrap_err().code(), "payment_open");

    world.scope.cart_token = None;
    assert_eq!(save(&world, berlin()).await.unwrap_err().code(), "no_cart");
    assert_eq!(world.count("select count(*) from checkouts").await, 0);
    world.close_broken(crate::cart::tests::MARKED_BY_HAND).await;
}

#[tokio::test]
async fn only_what_was_saved_word_for_word_needs_no_saving() {
    let world = world_with_rings().await;
    let stand = async |input: &DetailsInput| are_saved(&world.app, &world.scope, input).await.unwrap();
    assert!(!stand(&berlin()).await, "nothing was saved yet");

    save(&world, berlin()).await.unwrap();
    let shown = show_checkout(&world.app, &world.scope, None).await.unwrap().details;

    assert!(stand(&shown).await);
    let others = [
        DetailsInput {
            email: "other@example.com".into(),
            ..shown.clone()
        },
        DetailsInput {
            phone: "+49 30 1234567".into(),
            ..shown.clone()
        },
        DetailsInput {
            line2: "Back yard".into(),
            ..shown.clone()
        },
        DetailsInput {
            country: "FR".into(),
            ..shown.clone()
        },
        DetailsInput {
            delivery_method: String::new(),
            ..shown.clone()
        },
    ];
    for other in others {
        assert!(!stand(&other).await, "{other:?}");
    }
    world.close().await;
}

#[tokio::test]
async fn a_form_at_fault_is_not_taken_for_saved_when_it_is_sent_again() {
    let world = world_with_rings().await;
    let typed = DetailsInput {
        email: String::new(),
        ..berlin()
    };
    refused(&world, typed.clone()).await;
    let shown = show_checkout(&world.app, &world.scope, None).await.unwrap().details;

    assert_eq!(shown.email, "");
    assert!(!are_saved(&world.app, &world.scope, &shown).await.unwrap());
    world.close().await;
}
