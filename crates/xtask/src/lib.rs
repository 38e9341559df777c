//! What is done often in this repository; `cargo xtask` says what there is.
#![forbid(unsafe_code)]

pub mod mutate;
pub mod new;
pub mod picture;
pub mod sbom;
pub mod tidy;

use std::path::{Path, PathBuf};

/// The repository's root.
pub fn repository() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    root.unwrap_or(Path::new(".")).to_owned()
}
