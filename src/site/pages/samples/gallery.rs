//! Looks and galleries of the small shop.

use super::{id, picture, price};
use chrono::DateTime;
use domain::catalog::StockLevel;
use domain::gallery::{Gallery, GalleryPage, Layout, Look, LookPage, Spot, TaggedProduct};

pub fn gallery() -> Gallery {
    Gallery {
        gallery_id: id(900),
        handle: "worn-this-week".into(),
        title: "Worn this week".into(),
        summary: "What people made of it, with their permission.".into(),
        layout: Layout::Grid,
        looks: (0..4).map(look).collect(),
    }
}

fn look(number: u8) -> Look {
    let tagged = |at: u8, level: StockLevel| TaggedProduct {
        product_id: id(500 + u128::from(at)),
        variant_id: id(600 + u128::from(at)),
        handle: format!("product-{at}"),
        title: format!("Product {at}"),
        variant_title: "Coral / M".into(),
        picture: Some(picture(at, "")),
        price: price(9_400, None),
        stock: level.at(DateTime::from_timestamp(1_795_348_800, 0).unwrap()),
        spot: Spot {
            x: 2500 + 1000 * u16::from(at),
            y: 4000,
            size: None,
        },
    };
    Look {
        ugc_post_id: id(910 + u128::from(number)),
        picture: picture(40 + number, "A swimmer in a coral suit at the foot of a ladder"),
        creator_handle: "@mareike.saltwater".into(),
        creator_name: "Mareike".into(),
        caption: "Tuesday, after the last ferry. #ebb".into(),
        permalink: Some("https://photos.example/p/1".into()),
        products: vec![
            tagged(1, StockLevel::InStock),
            tagged(2, StockLevel::OutOfStock),
            tagged(3, StockLevel::LowStock),
        ],
    }
}

pub fn gallery_page() -> GalleryPage {
    GalleryPage {
        gallery: gallery(),
        page: 1,
        page_count: 2,
    }
}

pub fn look_page() -> LookPage {
    LookPage {
        look: look(9),
        gallery: gallery(),
    }
}
