//! The data that tests read, where it lies.

use std::path::PathBuf;

/// A file of the services' data; `None` where `MADANG_SHARED` does not say where it is.
pub fn shared(name: &str) -> Option<String> {
    let folder = PathBuf::from(std::env::var_os("MADANG_SHARED")?).join("data/services");
    let path = folder.join(name);
    Some(
        std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display())),
    )
}
