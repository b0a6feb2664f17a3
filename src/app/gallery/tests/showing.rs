//! What a gallery prints is what the product page prints.

use super::super::{publish, show_gallery, show_look};
use super::{World, world};
use crate::catalog::{CatalogError, Found, show_home, show_product};
use crate::scope::Scope;
use domain::catalog::{ProductPage, StockLevel};
use domain::gallery::Channel;
use domain::id::UgcPostId;
use testkit::statements;

async fn published(world: &World, name: &str, variants: &[uuid::Uuid]) -> UgcPostId {
    let post = world.post(name, variants).await;
    world.granted(post, &[Channel::Web], None).await;
    publish(&world.app, "worn", Channel::Web).await.unwrap();
    post
}

async fn product(world: &World, handle: &str) -> ProductPage {
    match show_product(&world.app, &Scope::default(), handle, None).await.unwrap() {
        Found::Page(page) => page,
        Found::Moved(_) | Found::Gone | Found::NotSoldHere { .. } => panic!("it stands here"),
    }
}

#[tokio::test]
async fn a_tagged_product_has_the_price_the_quote_and_the_stock_of_its_product_page() {
    let world = world().await;
    let ring = world
        .shop
        .product("ring")
        .price(4900)
        .compare_at(6500)
        .stock(2)
        .create()
        .await;
    let post = published(&world, "one", &ring).await;

    let home = show_home(&world.app, &Scope::default()).await.unwrap();
    let look = show_look(&world.app, &Scope::default(), post, "").await.unwrap().look;
    let page = product(&world, "ring").await;

    let variant = page.selected_variant().unwrap();
    let on_home = home.gallery.unwrap().looks.remove(0);
    let on_page = page.gallery.clone().unwrap().looks.remove(0);
    for shown in [&on_home, &look, &on_page] {
        assert_eq!(shown.products.len(), 1);
        assert_eq!(shown.products[0].price, variant.price);
        assert_eq!(shown.products[0].stock.level, StockLevel::LowStock);
        assert_eq!(shown.products[0].stock.text, variant.stock.text);
    }
    assert!(
        look.picture.name.starts_with("looks/"),
        "not an address that lasts for ever"
    );
    world.db.drop().await;
}

#[tokio::test]
async fn a_product_page_shows_the_posts_with_this_product_and_no_others() {
    let world = world().await;
    let ring = world.shop.product("ring").create().await;
    let cap = world.shop.product("cap").create().await;
    let hat = world.shop.product("hat").create().await;
    let first = published(&world, "first", &ring).await;
    let both = published(&world, "both", &[ring[0], cap[0]]).await;

    let shown = |page: ProductPage| -> Vec<UgcPostId> {
        let looks = page.gallery.into_iter().flat_map(|gallery| gallery.looks);
        looks.map(|look| look.ugc_post_id).collect()
    };
    assert_eq!(shown(product(&world, "ring").await), [both, first]);
    assert_eq!(shown(product(&world, "cap").await), [both]);
    assert!(shown(product(&world, "hat").await).is_empty());
    drop(hat);
    world.db.drop().await;
}

#[tokio::test]
async fn hidden_products_are_no_tags_and_sold_out_ones_say_so_or_are_left_out() {
    let world = world().await;
    let gone = world.shop.product("gone").stock(0).create().await;
    let draft = world.shop.product("draft").draft().create().await;
    let post = published(&world, "one", &[gone[0], draft[0]]).await;

    let look = show_look(&world.app, &Scope::default(), post, "worn")
        .await
        .unwrap()
        .look;
    let titles: Vec<_> = look.products.iter().map(|product| product.handle.as_str()).collect();
    assert_eq!(titles, ["gone"]);
    assert_eq!(look.products[0].stock.level, StockLevel::OutOfStock);

    world.run("update galleries set sold_out_rule = 'hide'").await.unwrap();
    world.app.forget(&["*".to_owned()]);

    assert!(
        show_home(&world.app, &Scope::default())
            .await
            .unwrap()
            .gallery
            .is_none()
    );
    world.db.drop().await;
}

#[tokio::test]
async fn a_gallery_has_pages_and_no_page_beyond_its_last() {
    let world = world().await;
    for number in 0..25 {
        published(&world, &format!("post {number}"), &[]).await;
    }

    let first = show_gallery(&world.app, &Scope::default(), "worn", 1).await.unwrap();
    let second = show_gallery(&world.app, &Scope::default(), "worn", 2).await.unwrap();

    assert_eq!((first.gallery.looks.len(), first.page_count), (24, 2));
    assert_eq!(second.gallery.looks.len(), 1);
    for (handle, page) in [("worn", 3), ("worn", u32::MAX), ("unknown", 1)] {
        assert!(matches!(
            show_gallery(&world.app, &Scope::default(), handle, page).await,
            Err(CatalogError::NotFound)
        ));
    }
    world.db.drop().await;
}

#[tokio::test]
async fn a_gallery_costs_a_page_one_statement_and_none_where_none_stands() {
    let world = world().await;
    let ring = world.shop.product("ring").create().await;
    published(&world, "one", &ring).await;
    let pool = statements::pool(&world.db).await;
    let app = crate::App::new(pool, world.app.clock.clone());
    app.shop().await.unwrap();
    let count = async || {
        let (_, home) = statements::recorded(show_home(&app, &Scope::default())).await;
        let (_, product) = statements::recorded(show_product(&app, &Scope::default(), "ring", None)).await;
        (home.len(), product.len())
    };
    let with = count().await;

    world.run("delete from gallery_placements").await.unwrap();
    app.forget(&["*".to_owned()]);
    app.shop().await.unwrap();
    let without = count().await;

    assert_eq!((with.0 - without.0, with.1 - without.1), (1, 1));
    world.db.drop().await;
}
