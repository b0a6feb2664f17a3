//! Galleries as pages print them.

use super::Layout;
use crate::catalog::{Picture, PriceLabel, StockLabel};
use crate::id::{GalleryId, ProductId, UgcPostId, VariantId};
use serde::{Deserialize, Serialize};

/// Where on a picture something is: a point, or a box from it. 0 to 10,000 of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// From the left.
    pub x: u16,
    /// From the top.
    pub y: u16,
    /// Of the box: its width and height.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<(u16, u16)>,
}

impl Spot {
    /// Its middle, where a mark is drawn.
    pub const fn middle(self) -> (u16, u16) {
        match self.size {
            None => (self.x, self.y),
            Some((width, height)) => (self.x.saturating_add(width / 2), self.y.saturating_add(height / 2)),
        }
    }
}

/// A mark on a picture and the number of the product that it stands for, in the list beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hotspot {
    /// Place in the list, from 1.
    pub number: u32,
    /// Where.
    pub spot: Spot,
}

/// A variant that a post shows, at its price and stock of now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaggedProduct {
    /// Product.
    pub product_id: ProductId,
    /// Variant.
    pub variant_id: VariantId,
    /// Address part of the product.
    pub handle: String,
    /// Name of the product.
    pub title: String,
    /// "Coral / M"; empty when there is nothing to choose.
    pub variant_title: String,
    /// The product's first picture.
    pub picture: Option<Picture>,
    /// Price of one unit.
    pub price: PriceLabel,
    /// Stock.
    pub stock: StockLabel,
    /// Where it is to be seen.
    pub spot: Spot,
}

/// A post as shoppers see it: a picture, who made it, and what can be bought of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Id, in its address `/looks/{id}`.
    pub ugc_post_id: UgcPostId,
    /// The picture, under an address that answers only while it may be shown.
    pub picture: Picture,
    /// "@mareike.saltwater".
    pub creator_handle: String,
    /// "Mareike".
    pub creator_name: String,
    /// What the creator wrote; may be empty.
    pub caption: String,
    /// The post itself on its network.
    pub permalink: Option<String>,
    /// What it shows, in the merchandiser's order; at most 50.
    pub products: Vec<TaggedProduct>,
}

impl Look {
    /// The marks of its picture, numbered as the list of its products is.
    pub fn hotspots(&self) -> impl Iterator<Item = Hotspot> {
        (1..).zip(&self.products).map(|(number, product)| Hotspot {
            number,
            spot: product.spot,
        })
    }
}

/// Some posts of a gallery, as another page shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gallery {
    /// Id.
    pub gallery_id: GalleryId,
    /// Address part.
    pub handle: String,
    /// Name.
    pub title: String,
    /// A sentence; may be empty.
    pub summary: String,
    /// How it is laid out.
    pub layout: Layout,
    /// In order.
    pub looks: Vec<Look>,
}

/// The page of a gallery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GalleryPage {
    /// This page of it.
    pub gallery: Gallery,
    /// From 1.
    pub page: u32,
    /// At least 1.
    pub page_count: u32,
}

/// The page of a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookPage {
    /// What is shown.
    pub look: Look,
    /// The gallery that the shopper came from, or else the first that shows it, with up to 8 other posts.
    pub gallery: Gallery,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stands_on_its_point_or_in_the_middle_of_its_box() {
        let point = Spot {
            x: 10_000,
            y: 0,
            size: None,
        };
        let area = Spot {
            x: 2000,
            y: 3000,
            size: Some((1000, 501)),
        };

        assert_eq!(point.middle(), (10_000, 0));
        assert_eq!(area.middle(), (2500, 3250));
    }
}
