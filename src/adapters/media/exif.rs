//! Which way up a picture is: the one thing that is read from metadata before it is dropped.

use image::metadata::Orientation;

/// Where XMP writes the orientation, as an attribute or as an element.
const XMP_MARKS: [&[u8]; 3] = [b"tiff:Orientation=\"", b"tiff:Orientation='", b"<tiff:Orientation>"];

/// The orientation in EXIF (from its TIFF header on), else in XMP, else none to apply. Damaged
/// metadata counts as absent.
pub(super) fn orientation(exif: Option<&[u8]>, xmp: Option<&[u8]>) -> Orientation {
    exif.and_then(Orientation::from_exif_chunk)
        .or_else(|| xmp.and_then(from_xmp))
        .unwrap_or(Orientation::NoTransforms)
}

/// Whether the picture lies on its side, so that width and height change places.
pub(super) fn swaps_sides(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    )
}

fn from_xmp(xmp: &[u8]) -> Option<Orientation> {
    let digit = XMP_MARKS.iter().find_map(|mark| {
        let at = find(xmp, mark)? + mark.len();
        xmp.get(at)
    })?;
    Orientation::from_exif(digit.wrapping_sub(b'0'))
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

/// EXIF and XMP of a PNG, wherever in the file they stand (cameras' tools write them after the
/// pixels, where a decoder has already stopped). Compressed text is not inflated.
pub(super) fn png_orientation(bytes: &[u8]) -> Orientation {
    let (mut exif, mut xmp) = (None, None);
    for (kind, body) in png_chunks(bytes) {
        match kind {
            b"eXIf" => exif = exif.or(Some(body)),
            b"iTXt" if body.starts_with(b"XML:com.adobe.xmp\0\0") => xmp = xmp.or(Some(body)),
            _ => {}
        }
    }
    orientation(exif, xmp)
}

fn png_chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?);
        let length = usize::try_from(length).ok()?;
        let kind = rest.get(4..8)?;
        let body = rest.get(8..length.checked_add(8)?)?;
        rest = rest.get(length.checked_add(12)?..)?;
        Some((kind, body))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TURNED: &[u8] = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0";

    #[test]
    fn exif_wins_over_xmp_and_xmp_is_read_in_both_spellings() {
        let attribute: &[u8] = b"<rdf tiff:Orientation=\"3\"/>";
        let element: &[u8] = b"<tiff:Orientation>8</tiff:Orientation>";

        assert_eq!(orientation(Some(TURNED), Some(attribute)), Orientation::Rotate90);
        assert_eq!(orientation(None, Some(attribute)), Orientation::Rotate180);
        assert_eq!(orientation(None, Some(element)), Orientation::Rotate270);
    }

    #[test]
    fn damaged_metadata_counts_as_absent() {
        for length in 0..TURNED.len() - 4 {
            let damaged = orientation(Some(&TURNED[..length]), Some(b"tiff:Orientation=\"9\""));
            assert_eq!(damaged, Orientation::NoTransforms);
        }
    }

    #[test]
    fn a_png_may_carry_its_exif_after_the_pixels() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\0IDAT____".to_vec();
        png.extend(b"\0\0\0\x16eXIf");
        png.extend(TURNED);
        png.extend(b"____");

        assert_eq!(png_orientation(&png), Orientation::Rotate90);
    }
}
