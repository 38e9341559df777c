#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod bars;
mod steps;
mod table;
mod tree;
mod words;

pub use bars::{Bar, bars, side_by_side};
pub use steps::steps;
pub use table::{figure, table, terms};
pub use tree::{Branch, tree};
pub use words::{ChartText, escape};

/// The palette: custom properties of `:root` in both themes. Colours of the Korean government's design system (KRDS), checked
/// for WCAG AA.
pub const TOKENS: &str = include_str!("tokens.css");

/// The classes of charts; needs [`TOKENS`].
pub const STYLE: &str = include_str!("charts.css");

/// Tables, figures and lists of terms, for a page that has no style of its own for them; needs [`TOKENS`].
pub const PARTS: &str = include_str!("parts.css");
