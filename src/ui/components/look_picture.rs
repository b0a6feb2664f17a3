//! The picture of a post with marks on what can be bought. The list beside it says the same in words and in the same
//! order; the marks are links into it. They are an SVG over the picture, since its attributes need no inline style, which
//! the Content-Security-Policy refuses.

use domain::gallery::Look;
use leptos::prelude::*;

use super::{Loading, PictureFrame};

/// Must be the same for the picture and its preload.
pub const LOOK_SIZES: &str = "(min-width: 64rem) 52vw, 100vw";

/// A picture in its own ratio, and its marks.
#[component]
pub fn LookPicture(
    /// What is shown.
    look: Look,
) -> impl IntoView {
    let (width, height) = (look.picture.width.max(1), look.picture.height.max(1));
    let marks: Vec<_> = look
        .hotspots()
        .zip(&look.products)
        .map(|(mark, product)| {
            let (x, y) = mark.spot.middle();
            // Of the picture's own pixels: the drawing is scaled as the picture is.
            let at = |part: u16, whole: u32| (u64::from(part) * u64::from(whole) / 10_000).to_string();
            let (x, y) = (at(x, width), at(y, height));
            let number = mark.number.to_string();
            let radius = (width.min(height) / 22).to_string();
            let size = (width.min(height) / 20).to_string();
            let label = [&number, ": ", &product.title].concat();
            view! {
                <a href=["#tagged-", &number].concat() class="look-mark" aria-label=label>
                    <circle cx=x.clone() cy=y.clone() r=radius></circle>
                    <text x=x y=y font-size=size text-anchor="middle" dominant-baseline="central" aria-hidden="true">{number.clone()}</text>
                </a>
            }
        })
        .collect();
    let view_box = format!("0 0 {width} {height}");
    view! {
        <div class="look-picture">
            <PictureFrame picture=Some(look.picture) sizes=LOOK_SIZES loading=Loading::First />
            {(!marks.is_empty()).then(|| view! {
                <svg class="look-marks" viewBox=view_box preserveAspectRatio="xMidYMid slice" role="group" aria-label="Marks in the picture">
                    {marks}
                </svg>
            })}
        </div>
    }
}
