//! Looks and galleries of the demo store: brought in as any merchant's are, granted, and published.

use super::catalogue::{DemoGallery, GALLERIES, LOOKS, Look, Shot};
use super::load::DemoError;
use crate::App;
use crate::gallery::{Grant, write_grant};
use adapters::rng::new_id;
use domain::gallery::{Channel, Placement};
use domain::id::{CreatorId, GalleryId, MediaId, UgcPostId};
use sqlx::PgConnection;
use std::collections::HashMap;
use store::error::StoreError;
use store::gallery::{NewGallery, NewPost, NewTag};

/// What shows that the demo's creators agreed.
const PROOF: &str = "Drawn for the demo store.";

/// Loads them, unless they were loaded before: from then on they are the merchandiser's. Returns whether it did.
pub(super) async fn load(
    conn: &mut PgConnection,
    app: &App,
    pictures: &HashMap<&'static str, MediaId>,
) -> Result<bool, DemoError> {
    let Some(first) = GALLERIES.first() else {
        return Ok(false);
    };
    if store::gallery::find_gallery(&mut *conn, first.handle).await?.is_some() {
        return Ok(false);
    }
    let mut posts = HashMap::new();
    for look in LOOKS {
        posts.insert(look.shot.key, load_look(&mut *conn, app, look, pictures).await?);
    }
    for gallery in GALLERIES {
        let gallery_id = load_gallery(&mut *conn, gallery, &posts).await?;
        store::gallery::publish(&mut *conn, gallery_id, Channel::Web.as_str(), app.clock.now()).await?;
    }
    Ok(true)
}

async fn load_look(
    conn: &mut PgConnection,
    app: &App,
    look: &Look,
    pictures: &HashMap<&'static str, MediaId>,
) -> Result<UgcPostId, DemoError> {
    let creator = store::gallery::upsert_creator(&mut *conn, CreatorId(new_id()), look.creator, look.creator_name);
    let post = NewPost {
        ugc_post_id: UgcPostId(new_id()),
        creator_id: creator.await?,
        source: look.source.as_str(),
        external_id: look.shot.key,
        permalink: None,
        caption: look.caption,
        media_id: picture(pictures, &look.shot)?,
        alt: look.shot.alt,
        focal: (i32::from(look.shot.focal.0), i32::from(look.shot.focal.1)),
        posted_at: None,
    };
    let id = store::gallery::upsert_post(&mut *conn, &post).await?;
    store::gallery::update_moderation(&mut *conn, id, "approved").await?;
    let tags = tags(&mut *conn, look).await?;
    store::gallery::set_tags(&mut *conn, id, &tags).await?;
    if !look.channels.is_empty() {
        let grant = Grant {
            ugc_post_id: id,
            channels: look.channels,
            territory: &[],
            until: None,
            proof: PROOF,
        };
        write_grant(conn, &grant, app.clock.now()).await?;
    }
    Ok(id)
}

fn picture(pictures: &HashMap<&'static str, MediaId>, shot: &Shot) -> Result<MediaId, StoreError> {
    pictures
        .get(shot.key)
        .copied()
        .ok_or(StoreError::NotFound("a picture of a look"))
}

// Products that the shop has left out are no tags.
async fn tags(conn: &mut PgConnection, look: &Look) -> Result<Vec<NewTag>, StoreError> {
    let wanted: Vec<_> = look.tags.iter().map(|tag| (tag.product, tag.options)).collect();
    let variants = store::gallery::find_variants(conn, &wanted).await?;
    let tagged = look.tags.iter().zip(variants).filter_map(|(tag, variant_id)| {
        Some(NewTag {
            variant_id: variant_id?,
            x: i32::from(tag.at.0),
            y: i32::from(tag.at.1),
            size: None,
        })
    });
    Ok(tagged.collect())
}

async fn load_gallery(
    conn: &mut PgConnection,
    gallery: &DemoGallery,
    posts: &HashMap<&'static str, UgcPostId>,
) -> Result<GalleryId, StoreError> {
    let row = NewGallery {
        gallery_id: GalleryId(new_id()),
        handle: gallery.handle,
        title: gallery.title,
        summary: gallery.summary,
        layout: gallery.layout.as_str(),
        status: "published",
    };
    let gallery_id = store::gallery::upsert_gallery(&mut *conn, &row).await?;
    let items: Vec<_> = gallery.looks.iter().filter_map(|key| posts.get(key).copied()).collect();
    store::gallery::set_items(&mut *conn, gallery_id, &items).await?;
    for (placement, target) in gallery.placements {
        store::gallery::set_placement(&mut *conn, gallery_id, (Placement::as_str(*placement), target)).await?;
    }
    Ok(gallery_id)
}
