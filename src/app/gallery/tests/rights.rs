//! Nothing is shown without a live grant, whoever writes, and what ends takes everything down with it.

use super::super::{
    EndRightsError, Grant, GrantError, expire, find_picture, grant, publish, revoke, show_look, withdraw,
};
use super::{World, world};
use crate::catalog::{CatalogError, show_home};
use crate::scope::Scope;
use chrono::Duration;
use domain::gallery::Channel;
use domain::id::UgcPostId;
use store::gallery::WaitReason;

/// The posts that the home page shows.
async fn shown(world: &World) -> Vec<UgcPostId> {
    let home = show_home(&world.app, &Scope::default()).await.unwrap();
    let looks = home.gallery.into_iter().flat_map(|gallery| gallery.looks);
    looks.map(|look| look.ugc_post_id).collect()
}

#[tokio::test]
async fn a_gallery_shows_what_may_be_shown_and_says_what_the_rest_waits_for() {
    let world = world().await;
    let [yes, elsewhere, nobody, pending] = [
        world.post("yes", &[]).await,
        world.post("elsewhere", &[]).await,
        world.post("nobody", &[]).await,
        world.post("pending", &[]).await,
    ];
    world.granted(yes, &[Channel::Web], None).await;
    world.granted(elsewhere, &[Channel::Email, Channel::Ads], None).await;
    world.granted(pending, &[Channel::Web], None).await;
    let mut conn = world.db.pool.acquire().await.unwrap();
    store::gallery::update_moderation(&mut conn, pending, "rejected")
        .await
        .unwrap();
    drop(conn);

    let published = publish(&world.app, "worn", Channel::Web).await.unwrap();

    let waiting: Vec<_> = published.waiting.iter().map(|it| (it.ugc_post_id, it.reason)).collect();
    assert_eq!(published.added, 1);
    assert_eq!(
        waiting,
        [
            (elsewhere, WaitReason::NoRights),
            (nobody, WaitReason::NoRights),
            (pending, WaitReason::NotApproved)
        ]
    );
    assert_eq!(shown(&world).await, [yes]);
    assert_eq!(
        publish(&world.app, "worn", Channel::Web).await.unwrap().added,
        0,
        "again adds nothing"
    );
    world.db.drop().await;
}

#[tokio::test]
async fn the_database_itself_refuses_to_publish_without_a_live_grant_of_this_post_for_this_channel() {
    let world = world().await;
    let post = world.post("one", &[]).await;
    let other = world.post("other", &[]).await;
    let mail_only = world.granted(post, &[Channel::Email], None).await;
    let of_other = world.granted(other, &[Channel::Web], None).await;
    let ended = world.granted(post, &[Channel::Web], None).await;
    revoke(&world.app, ended, "asked by mail").await.unwrap();

    for (grant, rule) in [
        (mail_only, "need_a_grant_for_the_channel"),
        (of_other, "need_a_live_grant"),
        (ended, "need_a_live_grant"),
    ] {
        let written = sqlx::query(
            "insert into gallery_publications (gallery_id, ugc_post_id, channel, rights_grant_id) values ($1, $2, 'web', $3)",
        )
        .bind(world.gallery_id.0)
        .bind(post.0)
        .bind(grant.0)
        .execute(&world.db.pool)
        .await;
        let refusal = written.unwrap_err().to_string();
        assert!(refusal.contains(rule), "{refusal}");
    }
    // Nor by saying that an ended grant lives.
    let lie = world
        .run(
            "insert into gallery_publications (gallery_id, ugc_post_id, channel, rights_grant_id, grant_state)
              select gallery_id, ugc_post_id, 'web', rights_grant_id, 'revoked'
              from gallery_items join rights_grants using (ugc_post_id) where state = 'revoked'",
        )
        .await;
    assert!(lie.unwrap_err().contains("grant_state"));
    assert!(shown(&world).await.is_empty());
    world.db.drop().await;
}

#[tokio::test]
async fn a_revoked_grant_takes_the_post_down_everywhere_in_the_same_commit_and_leaves_a_receipt() {
    let world = world().await;
    let post = world.post("one", &[]).await;
    let given = world.granted(post, &[Channel::Web, Channel::Embed], None).await;
    for channel in [Channel::Web, Channel::Embed] {
        publish(&world.app, "worn", channel).await.unwrap();
    }
    assert!(find_picture(&world.app, post).await.unwrap().is_some());

    let ended = revoke(&world.app, given, "asked by mail").await.unwrap();

    assert_eq!(ended.taken_down, 2);
    assert!(shown(&world).await.is_empty());
    assert_eq!(find_picture(&world.app, post).await.unwrap(), None);
    assert!(matches!(
        show_look(&world.app, &Scope::default(), post, "worn").await,
        Err(CatalogError::NotFound)
    ));
    assert_eq!(world.count("select count(*) from rights_receipts where jsonb_array_length(taken_down) = 2 and reason like 'revoked: asked%'").await, 1);
    assert_eq!(
        world
            .count("select count(*) from outbox_entries where type = 'rights.revoked'")
            .await,
        1
    );
    assert!(matches!(
        revoke(&world.app, given, "again").await,
        Err(EndRightsError::NotLive)
    ));
    world.db.drop().await;
}

#[tokio::test]
async fn a_statement_by_hand_takes_a_post_down_too() {
    let world = world().await;
    let post = world.post("one", &[]).await;
    world.granted(post, &[Channel::Web], None).await;
    publish(&world.app, "worn", Channel::Web).await.unwrap();

    world.run("update ugc_posts set moderation = 'rejected'").await.unwrap();

    assert_eq!(world.count("select count(*) from gallery_publications").await, 0);
    assert_eq!(
        world
            .count("select count(*) from rights_receipts where reason = 'moderation: rejected'")
            .await,
        1
    );
    world.db.drop().await;
}

#[tokio::test]
async fn a_grant_ends_with_its_time_before_anybody_sweeps() {
    let world = world().await;
    let post = world.post("one", &[]).await;
    let until = world.app.clock.now() + Duration::hours(2);
    world.granted(post, &[Channel::Web], Some(until)).await;
    publish(&world.app, "worn", Channel::Web).await.unwrap();
    assert_eq!(shown(&world).await, [post]);

    world.app.clock.advance(Duration::hours(2));

    assert!(shown(&world).await.is_empty());
    assert_eq!(find_picture(&world.app, post).await.unwrap(), None);
    assert_eq!(expire(&world.app, 10).await.unwrap(), 1);
    assert_eq!(expire(&world.app, 10).await.unwrap(), 0);
    assert_eq!(world.count("select count(*) from gallery_publications").await, 0);
    assert_eq!(
        world
            .count("select count(*) from outbox_entries where type = 'rights.expired'")
            .await,
        1
    );
    world.db.drop().await;
}

#[tokio::test]
async fn a_post_goes_on_under_the_grant_that_is_left() {
    let world = world().await;
    let post = world.post("one", &[]).await;
    let first = world.granted(post, &[Channel::Web], None).await;
    publish(&world.app, "worn", Channel::Web).await.unwrap();
    world
        .granted(post, &[Channel::Web], Some(world.app.clock.now() + Duration::days(30)))
        .await;

    revoke(&world.app, first, "a new agreement").await.unwrap();
    assert!(
        shown(&world).await.is_empty(),
        "what was published under the first is gone until somebody publishes"
    );
    publish(&world.app, "worn", Channel::Web).await.unwrap();

    assert_eq!(shown(&world).await, [post]);
    assert_eq!(withdraw(&world.app, "worn", Channel::Web).await.unwrap(), 1);
    assert!(shown(&world).await.is_empty());
    world.db.drop().await;
}

#[tokio::test]
async fn publishing_and_revoking_at_once_never_leaves_a_post_up_without_rights() {
    let world = world().await;
    let post = world.post("one", &[]).await;
    for _ in 0..20 {
        let given = world.granted(post, &[Channel::Web], None).await;
        let (published, ended) = tokio::join!(
            publish(&world.app, "worn", Channel::Web),
            revoke(&world.app, given, "at the same moment")
        );
        ended.unwrap();
        // Whoever comes second is refused or sees nothing to publish.
        if let Err(error) = published {
            assert!(format!("{error:?}").contains("need_a_live_grant"), "{error:?}");
        }
        assert_eq!(world.count("select count(*) from gallery_publications").await, 0);
    }
    world.db.drop().await;
}

#[tokio::test]
async fn a_post_is_shown_in_the_countries_of_its_grant_only() {
    let world = world().await;
    let post = world.post("one", &[]).await;
    let territory = ["FR".to_owned(), "AT".to_owned()];
    let given = Grant {
        ugc_post_id: post,
        channels: &[Channel::Web],
        territory: &territory,
        until: None,
        proof: "contract of 3 November",
    };
    grant(&world.app, &given).await.unwrap();
    publish(&world.app, "worn", Channel::Web).await.unwrap();
    assert!(shown(&world).await.is_empty(), "the shop is at home in Germany");

    world
        .run("update rights_grants set territory = '{FR,DE}'")
        .await
        .unwrap();

    assert_eq!(shown(&world).await, [post]);
    world.db.drop().await;
}

#[tokio::test]
async fn a_grant_that_says_too_little_is_refused_with_words() {
    let world = world().await;
    let post = world.post("one", &[]).await;
    let fine = Grant {
        ugc_post_id: post,
        channels: &[Channel::Web],
        territory: &[],
        until: None,
        proof: "yes",
    };
    let germany = ["Germany".to_owned()];
    let refusals = [
        grant(
            &world.app,
            &Grant {
                channels: &[],
                ..fine.clone()
            },
        )
        .await,
        grant(
            &world.app,
            &Grant {
                proof: "  ",
                ..fine.clone()
            },
        )
        .await,
        grant(
            &world.app,
            &Grant {
                territory: &germany,
                ..fine.clone()
            },
        )
        .await,
        grant(
            &world.app,
            &Grant {
                until: Some(world.app.clock.now()),
                ..fine.clone()
            },
        )
        .await,
        grant(
            &world.app,
            &Grant {
                ugc_post_id: uuid::Uuid::nil().into(),
                ..fine
            },
        )
        .await,
    ];

    assert!(matches!(
        refusals,
        [
            Err(GrantError::NoChannel),
            Err(GrantError::Proof),
            Err(GrantError::Country(_)),
            Err(GrantError::Over),
            Err(GrantError::UnknownPost)
        ]
    ));
    assert_eq!(world.count("select count(*) from rights_grants").await, 0);
    world.db.drop().await;
}
