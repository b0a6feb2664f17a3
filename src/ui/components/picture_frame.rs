//! A picture with its renditions, held in a frame of its dominant colour so that nothing moves when it arrives.
//!
//! The ground is an SVG rectangle with a `fill` attribute: an exact colour that needs no inline style, which the
//! Content-Security-Policy refuses. The focal point is one of 11 × 11 classes for the same reason.

use domain::catalog::Picture;
use leptos::prelude::*;

use super::Icon;

/// When the browser should fetch a picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Loading {
    /// When it comes near the viewport.
    #[default]
    Lazy,
    /// At once and before other pictures: the largest picture of the first screen.
    First,
}

/// A picture cut to the frame's ratio around its focal point, or an empty frame where there is none.
#[component]
pub fn PictureFrame(
    /// What is shown.
    picture: Option<Picture>,
    /// The `sizes` attribute: how wide it stands at which viewport.
    sizes: &'static str,
    /// When it is fetched.
    #[prop(optional)]
    loading: Loading,
    /// For a picture beside words that already say what it shows.
    #[prop(optional)]
    is_decoration: bool,
) -> impl IntoView {
    match picture {
        None => view! { <span class="picture is-empty"><Icon name="wave" /></span> }.into_any(),
        Some(picture) => {
            let alt = if is_decoration {
                String::new()
            } else {
                picture.alt.clone()
            };
            view! {
                <span class=["picture ", &focal_classes(&picture)].concat()>
                    <Ground colour=picture.dominant_colour.clone() />
                    <picture>
                        {picture.srcset("avif").map(|set| view! { <source type="image/avif" srcset=set sizes=sizes /> })}
                        {picture.srcset("webp").map(|set| view! { <source type="image/webp" srcset=set sizes=sizes /> })}
                        <img
                            src=picture.address(960, "jpg")
                            width=picture.width.to_string()
                            height=picture.height.to_string()
                            alt=alt
                            decoding="async"
                            loading=(loading == Loading::Lazy).then_some("lazy")
                            fetchpriority=(loading == Loading::First).then_some("high")
                        />
                    </picture>
                </span>
            }
            .into_any()
        }
    }
}

/// A small picture beside a name: the narrowest rendition, never announced twice.
#[component]
pub fn Thumbnail(
    /// What is shown.
    picture: Option<Picture>,
) -> impl IntoView {
    match picture {
        None => view! { <span class="picture thumbnail is-empty"><Icon name="wave" /></span> }.into_any(),
        Some(picture) => view! {
            <span class=["picture thumbnail ", &focal_classes(&picture)].concat()>
                <Ground colour=picture.dominant_colour.clone() />
                <picture>
                    <source type="image/webp" srcset=picture.address(320, "webp") />
                    <img src=picture.address(320, "jpg") width="96" height="120" alt="" loading="lazy" decoding="async" />
                </picture>
            </span>
        }
        .into_any(),
    }
}

#[component]
fn Ground(colour: String) -> impl IntoView {
    view! {
        <svg class="picture-ground" aria-hidden="true" focusable="false">
            <rect width="100%" height="100%" fill=colour></rect>
        </svg>
    }
}

// Tenths of the way from the left and the top; the middle needs no class.
fn focal_classes(picture: &Picture) -> String {
    let class = |axis: &str, at: u32| match (at.min(10_000) + 500) / 1_000 {
        5 => String::new(),
        tenth => ["focal-", axis, "-", &tenth.to_string(), " "].concat(),
    };
    [class("x", picture.focal_x), class("y", picture.focal_y)]
        .concat()
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_focal_point_becomes_the_nearest_class() {
        let at = |focal_x, focal_y| {
            focal_classes(&Picture {
                name: "a".repeat(40),
                width: 800,
                height: 1000,
                widths: vec![320],
                avif_widths: vec![],
                dominant_colour: "#ffffff".into(),
                alt: String::new(),
                focal_x,
                focal_y,
            })
        };

        assert_eq!(at(5000, 5000), "");
        assert_eq!(at(0, 10_000), "focal-x-0 focal-y-10");
        assert_eq!(at(3_499, 99_999), "focal-x-3 focal-y-10");
    }
}
