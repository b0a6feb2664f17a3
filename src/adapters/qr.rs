//! A text as a QR code, drawn as SVG: black on white whatever the page's colours, since cameras want it so.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// The text is too long for a QR code.
#[derive(Debug, thiserror::Error)]
#[error("the text does not fit in a QR code: {0}")]
pub struct QrError(qrcode::types::QrError);

/// White modules around the code, as the standard wants.
const MARGIN: usize = 4;

/// An SVG element without styles or scripts; its size is left to the page. `label` is for those who do not see it; letters,
/// digits and blanks only.
///
/// # Errors
/// [`QrError`] beyond some 2,300 bytes.
pub fn svg(text: &str, label: &str) -> Result<String, QrError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(QrError)?;
    let width = code.width();
    let side = width + 2 * MARGIN;
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        for (column, _) in modules.iter().enumerate().filter(|(_, module)| **module == Color::Dark) {
            let _always_written = write!(path, "M{} {}h1v1h-1z", column + MARGIN, row + MARGIN);
        }
    }
    let label: String = label
        .chars()
        .filter(|sign| sign.is_alphanumeric() || *sign == ' ')
        .collect();
    Ok(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{label}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}h-{side}z\"/>\
         <path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_margin_and_nothing_that_a_strict_policy_refuses() {
        let drawn = svg("otpauth://totp/Shop:ana", "QR <code>").unwrap();

        assert!(drawn.starts_with("<svg ") && drawn.ends_with("</svg>"), "{drawn}");
        // The finder pattern's corner.
        assert!(drawn.contains("d=\"M4 4h1v1h-1zM5 4"), "{drawn}");
        assert!(drawn.contains("aria-label=\"QR code\""));
        for banned in ["style", "script", "href"] {
            assert!(!drawn.contains(banned), "{banned}");
        }
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        assert!(svg(&"x".repeat(5000), "").is_err());
    }
}
