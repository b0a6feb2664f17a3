//! Galleries over a real database.

mod rights;
mod showing;

use super::{Grant, grant};
use crate::App;
use adapters::clock::Clock;
use chrono::{DateTime, Utc};
use domain::gallery::Channel;
use domain::id::{GalleryId, RightsGrantId, UgcPostId};
use store::gallery::{NewGallery, NewPost, NewTag};
use testkit::{TestDb, TestShop};
use uuid::Uuid;

struct World {
    db: TestDb,
    app: App,
    shop: TestShop,
    gallery_id: GalleryId,
}

/// A published gallery on the home page and on product pages, without any posts.
async fn world() -> World {
    let db = TestDb::create().await;
    let shop = TestShop::open(&db.pool).await;
    let app = App::new(db.pool.clone(), Clock::manual(testkit::shop::test_time()));
    let mut conn = db.pool.acquire().await.unwrap();
    let gallery = NewGallery {
        gallery_id: Uuid::now_v7().into(),
        handle: "worn",
        title: "Worn this week",
        summary: "",
        layout: "grid",
        status: "published",
    };
    let gallery_id = store::gallery::upsert_gallery(&mut conn, &gallery).await.unwrap();
    for placement in ["home", "product"] {
        store::gallery::set_placement(&mut conn, gallery_id, (placement, ""))
            .await
            .unwrap();
    }
    drop(conn);
    World {
        db,
        app,
        shop,
        gallery_id,
    }
}

impl World {
    /// An approved post in the gallery that shows some variants.
    async fn post(&self, name: &str, variants: &[Uuid]) -> UgcPostId {
        let mut conn = self.db.pool.acquire().await.unwrap();
        let media_id = Uuid::now_v7();
        sqlx::query(
            "insert into media (media_id, state, source, content_name, width, height, dominant_colour, widths)
             values ($1, 'ready', $2, left(encode(sha256($2::bytea), 'hex'), 40), 800, 1000, '#aabbcc', '{320,640}')",
        )
        .bind(media_id)
        .bind(format!("test:{name}"))
        .execute(&mut *conn)
        .await
        .unwrap();
        let creator = store::gallery::upsert_creator(&mut conn, Uuid::now_v7().into(), "mareike", "Mareike");
        let post = NewPost {
            ugc_post_id: Uuid::now_v7().into(),
            creator_id: creator.await.unwrap(),
            source: "upload",
            external_id: name,
            permalink: None,
            caption: "After the last ferry.",
            media_id: media_id.into(),
            alt: "A swimmer",
            focal: (5000, 5000),
            posted_at: None,
        };
        let id = store::gallery::upsert_post(&mut conn, &post).await.unwrap();
        store::gallery::update_moderation(&mut conn, id, "approved")
            .await
            .unwrap();
        let tags: Vec<NewTag> = variants
            .iter()
            .map(|variant| NewTag {
                variant_id: (*variant).into(),
                x: 2500,
                y: 7500,
                size: None,
            })
            .collect();
        store::gallery::set_tags(&mut conn, id, &tags).await.unwrap();
        sqlx::query(
            "insert into gallery_items (gallery_id, ugc_post_id, position)
             select $1, $2, count(*) + 1 from gallery_items where gallery_id = $1",
        )
        .bind(self.gallery_id.0)
        .bind(id.0)
        .execute(&mut *conn)
        .await
        .unwrap();
        id
    }

    async fn granted(&self, post: UgcPostId, channels: &[Channel], until: Option<DateTime<Utc>>) -> RightsGrantId {
        let given = Grant {
            ugc_post_id: post,
            channels,
            territory: &[],
            until,
            proof: "“Yes, with pleasure”, reply to tag #yes4711",
        };
        grant(&self.app, &given).await.unwrap()
    }

    async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.db.pool).await.unwrap()
    }

    async fn run(&self, sql: &'static str) -> Result<(), String> {
        let done = sqlx::raw_sql(sql).execute(&self.db.pool).await;
        done.map(|_| ()).map_err(|error| error.to_string())
    }
}
