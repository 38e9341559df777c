//! Addresses that a camera reads: a code of small squares, drawn here.

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

/// The light border that readers ask for, in squares.
const QUIET: usize = 4;

/// A text as a code; `None` for one that is too long. `name` says what it is to whoever does not see it.
pub fn qr(text: &str, name: &str) -> Option<Markup> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (y, line) in code.to_colors().chunks(width).enumerate() {
        for (x, color) in line.iter().enumerate() {
            if *color == Color::Dark {
                path.push_str(&format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET));
            }
        }
    }
    let side = width + 2 * QUIET;
    Some(html! {
        svg.qr viewBox={ "0 0 " (side) " " (side) } role="img" aria-label=(name) shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_drawn_with_its_border() {
        let drawn = qr("https://madang.example.org/receipt/0", "code").expect("short");
        let drawn = drawn.into_string();
        // Version 3: 29 squares, and the border around them. The corner begins with a line of seven.
        assert!(drawn.contains("viewBox=\"0 0 37 37\""), "{drawn}");
        assert!(drawn.contains("M4 4h1v1h-1zM5 4h1v1h-1z"), "{drawn}");
        assert!(!drawn.contains("M11 4h"), "{drawn}");
        assert!(qr(&"x".repeat(5_000), "code").is_none());
    }
}
