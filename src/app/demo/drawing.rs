//! From the name of a picture to the bytes of a file, as if somebody had uploaded it.

use adapters::media::{SvgError, draw_jpeg};
use bytes::Bytes;

use super::catalogue::shots;

/// Pixels across a portrait.
const PORTRAIT: u32 = 1280;
/// Pixels across a picture that is wider than it is high: the widest rendition there is.
const LANDSCAPE: u32 = 1920;

/// The file of the picture with this key, or `None` when there is none. Takes about a second: not for a thread that
/// serves anybody.
///
/// # Errors
/// [`SvgError`] when the drawing cannot be made into pixels.
pub fn drawing(key: &str) -> Result<Option<Bytes>, SvgError> {
    let Some(shot) = shots().find(|shot| shot.key == key) else {
        return Ok(None);
    };
    let width = if is_landscape(key) { LANDSCAPE } else { PORTRAIT };
    draw_jpeg(&(shot.draw)(), width).map(|bytes| Some(bytes.into()))
}

fn is_landscape(key: &str) -> bool {
    key.starts_with("collection-") || key.ends_with("-wide") || key.ends_with("-band")
}

#[cfg(test)]
mod tests {
    use super::*;
    use adapters::media::rasterise_svg;

    #[test]
    fn every_picture_is_a_well_formed_drawing_and_the_same_twice() {
        for shot in shots() {
            let svg = (shot.draw)();
            let picture = rasterise_svg(&svg, 48).unwrap_or_else(|error| panic!("{}: {error:?}", shot.key));

            assert_eq!(svg, (shot.draw)(), "{}", shot.key);
            assert!(picture.is_opaque(), "{}", shot.key);
            assert_eq!(
                picture.width() > picture.height(),
                is_landscape(shot.key),
                "{}",
                shot.key
            );
            for foreign in ["<text", "<image", "href=", "http:", "https:"] {
                let inside = svg.replacen("http://www.w3.org/2000/svg", "", 1);
                assert!(!inside.contains(foreign), "{} holds {foreign}", shot.key);
            }
        }
    }

    #[test]
    fn no_two_pictures_are_the_same() {
        let mut drawings: Vec<String> = shots().map(|shot| (shot.draw)()).collect();
        let count = drawings.len();
        drawings.sort();
        drawings.dedup();

        assert_eq!(drawings.len(), count);
    }

    #[test]
    fn a_picture_comes_as_a_jpeg_file_and_an_unknown_one_not_at_all() {
        let file = drawing("slack-tide").expect("no drawing is no error");
        let signet = drawing("signet-gold").expect("draws").expect("is there");

        assert!(file.is_none());
        assert!(signet.starts_with(&[0xff, 0xd8, 0xff]));
        assert!(signet.len() < 2_000_000, "{} bytes", signet.len());
    }
}
