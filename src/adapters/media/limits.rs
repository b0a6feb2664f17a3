//! The bounds within which a stranger's picture is decoded.

/// What a picture may cost. Each bound is checked against the header, before a pixel is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file in bytes.
    pub max_bytes: usize,
    /// Width times height.
    pub max_pixels: u64,
    /// The longer side in pixels.
    pub max_side: u32,
    /// Bytes that decoding may hold at once, as estimated from the header.
    pub max_memory: u64,
}

impl Default for Limits {
    /// 20 MB, 50 megapixels, 20,000 pixels a side, 256 MiB while decoding.
    fn default() -> Self {
        Self {
            max_bytes: 20 * 1000 * 1000,
            max_pixels: 50_000_000,
            max_side: 20_000,
            max_memory: 256 * 1024 * 1024,
        }
    }
}
