//! Joins the message files of each language, so that a feature's file is listed nowhere.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=messages");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for language in ["ko", "en"] {
        fs::write(
            out.join(format!("{language}.ftl")),
            joined(&Path::new("messages").join(language))?,
        )?;
    }
    Ok(())
}

/// The messages of a folder, files by name.
fn joined(folder: &Path) -> io::Result<String> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "ftl") {
            files.push(path);
        }
    }
    files.sort();
    let mut joined = String::new();
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        joined.push_str(&fs::read_to_string(file)?);
        joined.push('\n');
    }
    Ok(joined)
}
