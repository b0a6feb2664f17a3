//! Galleries: posts, what they show, who let us show them, and where they stand.

mod publish;
mod rights;
mod shown;
mod tag;
mod write;

pub use publish::{WaitReason, Waiting, delete_publications, list_waiting, lock, publish};
pub use rights::{EndedGrant, GrantRow, NewGrant, end_grant, expire_grants, insert_grant, list_grants};
pub use shown::{
    GalleryRow, LookRow, Moment, ShownGallery, find_look, find_picture, list_of_gallery, list_of_product, list_placed,
};
pub use tag::TagRow;
pub use write::{
    NewGallery, NewPost, NewTag, find_gallery, find_post, find_variants, list_galleries, set_items, set_placement,
    set_tags, update_moderation, upsert_creator, upsert_gallery, upsert_post,
};
