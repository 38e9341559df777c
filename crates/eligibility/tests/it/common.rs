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

/// The worked rules in Korean, by name; `None` where they are not there.
pub fn rule_texts() -> Option<Vec<(String, String)>> {
    let folder = PathBuf::from(std::env::var_os("MADANG_SHARED")?).join("data/services/dev/rules");
    let names = std::fs::read_dir(folder)
        .expect("rules")
        .map(|entry| entry.expect("a file").file_name());
    let mut names: Vec<String> = names
        .map(|name| name.into_string().expect("a name"))
        .collect();
    names.retain(|name| name.ends_with(".ko.rule"));
    names.sort();
    Some(
        names
            .into_iter()
            .map(|name| {
                (
                    name.clone(),
                    shared(&format!("dev/rules/{name}")).expect("there"),
                )
            })
            .collect(),
    )
}
