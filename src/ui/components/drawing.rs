//! Line drawings for pages that have little else to show. They take the colour of the text around them.

use leptos::prelude::*;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawingKind {
    /// An empty net: nothing in the cart.
    Net,
    /// A lone shell on the sand: nothing found.
    Shell,
    /// A bottle in the waves: the page is lost or gone.
    Bottle,
    /// A lighthouse: no connection, or a fault.
    Lighthouse,
}

impl DrawingKind {
    // Strokes of a 160 × 120 drawing.
    const fn strokes(self) -> &'static str {
        match self {
            Self::Net => {
                "M58 20c0 0-24 8-24 40s22 44 46 44 46-12 46-44-24-40-24-40M50 24c14 7 46 7 60 0M40 40c20 13 60 13 80 0\
                 M34 58c26 14 66 14 92 0M38 78c24 12 60 12 84 0M62 20c-10 26-6 62 4 82M98 20c10 26 6 62-4 82M80 28v76\
                 M58 20c10-6 34-6 44 0M20 108c12-6 18 6 30 0M112 110c10-6 16 4 28 0"
            }
            Self::Shell => {
                "M80 92c-26 0-44-18-44-38 0-6 6-8 9-4 0-12 12-18 17-8 3-14 15-16 18-4 3-12 15-10 18 4 5-10 17-4 17 8 \
                 3-4 9-2 9 4 0 20-18 38-44 38zM72 92l-4 8h24l-4-8M80 90V38M74 90C64 76 60 60 62 42M86 90c10-14 14-30 12-48\
                 M68 88C54 78 46 66 45 50M92 88c14-10 22-22 23-38M14 106c20-8 34 6 54 0s40 6 78-2M24 96l4 3M132 94l-5 3"
            }
            Self::Bottle => {
                "M59.5 74.5L74.5 48.5C79 40.7 84.6 44 89.1 36.2L94.1 27.5\
                 M78.5 85.5L93.5 59.5C98 51.7 92.4 48.5 96.9 40.7L101.9 32M92.8 26.8L103.2 32.8\
                 M95 28L98.5 21.9L104.5 25.4L101 31.5M66.2 73.8L78.2 53L87.3 58.2L76.3 77.3M77.8 60.8L81.2 62.8\
                 M74.8 66L78.2 68M12 84c10-10 20-10 30 0s20 10 30 0 20-10 30 0 20 10 30 0 12-8 18-8\
                 M26 99c10-8 18-8 28 0s18 8 28 0 18-8 28 0 18 8 28 0M136 34a11 11 0 1 1 0 .1"
            }
            Self::Lighthouse => {
                "M68 96l6-58h16l6 58M72 58h20M70 76h24M72 38h20M76 38V26h12v12M74 26l8-10 8 10M96 28l36-10M96 34l38 8\
                 M68 28L32 18M68 34l-38 8M44 96c10-6 64-6 76 0M18 106c14-8 24 4 38 0s26 4 40 0 26 4 46-2"
            }
        }
    }
}

/// A drawing; decoration, so never announced.
#[component]
pub fn Drawing(
    /// What is drawn.
    kind: DrawingKind,
) -> impl IntoView {
    view! {
        <svg class="drawing" viewBox="0 0 160 120" aria-hidden="true" focusable="false">
            <path d=kind.strokes() fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"></path>
        </svg>
    }
}
