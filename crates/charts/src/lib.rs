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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    fn style_sheets(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("a file").path();
            match path.extension() {
                _ if path.is_dir() => style_sheets(&path, found),
                Some(kind) if kind == "css" => found.push(path),
                Some(_) | None => {}
            }
        }
    }

    #[test]
    fn there_is_one_palette() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut found = vec![];
        style_sheets(&crates, &mut found);
        assert!(found.len() > 3, "{found:?}");
        let names = |path: &&PathBuf| !path.ends_with("charts/src/tokens.css");
        for other in found.iter().filter(names) {
            let text = fs::read_to_string(other).expect("a style sheet");
            for colour in ["--ground:", "--text:", "--line:"] {
                assert!(!text.contains(colour), "{}: {colour}", other.display());
            }
        }
    }
}
