//! The demo store: its drawings and its loader.

use bytes::Bytes;

// For the author of this module: keep `drawing_png`; `app::media` calls it for sources such as `demo:coral-one-piece-1`.
/// The drawing of that name as a PNG file, if there is one.
///
/// # Errors
/// When the drawing cannot be made into pixels.
pub fn drawing_png(_key: &str) -> Result<Option<Bytes>, adapters::media::SvgError> {
    Ok(None)
}
