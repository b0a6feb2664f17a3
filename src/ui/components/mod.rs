//! Components: one file each, named like the style file that dresses it.

mod breadcrumb;
mod button;
mod drawing;
mod empty_state;
mod facet_form;
mod field;
mod footer;
mod goods_list;
mod header;
mod icon;
mod notice;
mod pagination;
mod picture_frame;
mod price;
mod product_card;
mod stock;
mod totals;

pub use breadcrumb::{Breadcrumb, Crumb};
pub use button::{ButtonKind, LinkButton, SubmitButton};
pub use drawing::{Drawing, DrawingKind};
pub use empty_state::EmptyState;
pub use facet_form::{Chip, FacetForm};
pub use field::{Choice, Field, FieldKind, SelectField, TextArea, escaped};
pub use footer::SiteFooter;
pub use goods_list::{Goods, GoodsList};
pub use header::{PlainHeader, SiteHeader};
pub use icon::Icon;
pub use notice::{Notice, NoticeKind};
pub use pagination::Pagination;
pub use picture_frame::{Loading, PictureFrame, Thumbnail};
pub use price::PriceText;
pub use product_card::{ProductCardView, ProductGrid};
pub use stock::StockText;
pub use totals::Totals;
