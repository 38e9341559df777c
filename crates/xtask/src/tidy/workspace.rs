//! The workspace as the house rules see it: crates with what they depend on, files with their tokens.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::lexer::{Token, tokens};

/// A crate of the workspace.
#[derive(Debug)]
pub struct Crate {
    /// Its name without `madang-`; `madang` for the program.
    pub name: String,
    /// The crates that it depends on, of the workspace (without `madang-`) and others; not those of its tests.
    pub dependencies: Vec<String>,
    /// The files under `src`.
    pub files: Vec<File>,
    /// The files of its tests, benches and examples.
    pub others: Vec<File>,
    /// Its other sources, messages and style sheets among them: paths in the repository, and how many lines each has.
    pub texts: Vec<(PathBuf, usize)>,
}

/// How the names of sources end that are not Rust.
const TEXTS: &[&str] = &["css", "ftl", "go", "js", "sh"];

/// Where other sources stand than those of crates.
const BESIDE: &[&str] = &["scripts", "tests"];

/// A source file.
#[derive(Debug)]
pub struct File {
    /// Its path in the repository.
    pub path: PathBuf,
    /// Its module: `src/votes/cast.rs` is `votes`, `cast`.
    pub module: Vec<String>,
    /// How many lines it has.
    pub lines: usize,
    /// Its tokens.
    pub tokens: Vec<Token>,
}

impl File {
    fn read(repository: &Path, path: &Path, source: &Path) -> Result<File> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let inner = path.strip_prefix(source)?.with_extension("");
        let mut module: Vec<String> = inner
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        if module
            .last()
            .is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str()))
        {
            module.pop();
        }
        Ok(File {
            path: path.strip_prefix(repository)?.to_owned(),
            module,
            lines: text.lines().count(),
            tokens: tokens(&text),
        })
    }

    #[cfg(test)]
    pub(super) fn of_text(module: &[String], source: &str) -> File {
        File {
            path: PathBuf::from(format!("src/{}.rs", module.join("/"))),
            module: module.to_vec(),
            lines: source.lines().count(),
            tokens: tokens(source),
        }
    }

    /// Its path as text.
    pub fn name(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }
}

impl Crate {
    #[cfg(test)]
    pub(super) fn of_files(name: &str, files: Vec<File>) -> Crate {
        Crate {
            name: name.to_owned(),
            dependencies: Vec::new(),
            files,
            others: Vec::new(),
            texts: Vec::new(),
        }
    }

    fn read(repository: &Path, folder: &Path) -> Result<Crate> {
        let manifest = folder.join("Cargo.toml");
        let manifest = fs::read_to_string(&manifest)
            .with_context(|| format!("cannot read {}", manifest.display()))?;
        let name = manifest
            .lines()
            .find_map(|line| line.strip_prefix("name = \""));
        let name = name
            .and_then(|rest| rest.split('"').next())
            .context("a crate without a name")?;
        let source = folder.join("src");
        let mut files = Vec::new();
        for path in ending(&["rs"], &source)? {
            files.push(File::read(repository, &path, &source)?);
        }
        let mut others = Vec::new();
        for part in ["tests", "benches", "examples"] {
            for path in ending(&["rs"], &folder.join(part))? {
                others.push(File::read(repository, &path, folder)?);
            }
        }
        Ok(Crate {
            name: short(name),
            dependencies: dependencies(&manifest),
            files,
            others,
            texts: texts(repository, folder)?,
        })
    }
}

/// The sources under a folder that are not Rust, with their lines.
fn texts(repository: &Path, folder: &Path) -> Result<Vec<(PathBuf, usize)>> {
    let mut found = Vec::new();
    for path in ending(TEXTS, folder)? {
        let text = fs::read_to_string(&path);
        let text = text.with_context(|| format!("cannot read {}", path.display()))?;
        found.push((
            path.strip_prefix(repository)?.to_owned(),
            text.lines().count(),
        ));
    }
    Ok(found)
}

/// The same of the sources that belong to no crate.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn beside(repository: &Path) -> Result<Vec<(PathBuf, usize)>> {
    let folders = BESIDE.iter().map(|name| repository.join(name));
    let texts = folders.map(|folder| texts(repository, &folder));
    Ok(texts.collect::<Result<Vec<_>>>()?.concat())
}

/// A crate's name without what all of ours begin with.
fn short(name: &str) -> String {
    name.strip_prefix("madang-").unwrap_or(name).to_owned()
}

/// The names in the section `dependencies` of a manifest.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line == "[dependencies]";
            if let Some(name) = line.strip_prefix("[dependencies.") {
                found.push(short(name.trim_end_matches(']')));
            }
        } else if inside && let Some((name, _)) = line.split_once(['.', '=', ' ']) {
            found.push(short(name.trim()));
        }
    }
    found
}

/// Every file under a folder whose name ends like that, in the order of their paths; none where there is no folder. What others wrote,
/// and what is built, is left out.
pub(super) fn ending(ends: &[&str], folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let foreign = ["axe-core", "node_modules", "target"];
        let foreign = foreign.iter().any(|name| folder.ends_with(name));
        if !folder.is_dir() || foreign {
            continue;
        }
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|own| ends.iter().any(|end| own == *end))
            {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Reads the workspace in a folder: `madang/` and every folder under `crates/`.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn read(repository: &Path) -> Result<Vec<Crate>> {
    let mut folders = vec![repository.join("madang")];
    for entry in fs::read_dir(repository.join("crates")).context("there is no folder crates")? {
        folders.push(entry?.path());
    }
    folders.retain(|folder| folder.join("Cargo.toml").is_file());
    folders.sort();
    folders
        .iter()
        .map(|folder| Crate::read(repository, folder))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::dependencies;

    #[test]
    fn dependencies_are_those_that_ship() {
        let manifest = "[package]\nname = \"madang-x\"\n[dependencies]\nmadang-record.workspace = true\n\
                        serde = { version = \"1\" }\nhttp=\"1\"\n[dependencies.sqlx]\nversion = \"1\"\n\
                        [dev-dependencies]\nmadang-portal.workspace = true\n";
        assert_eq!(dependencies(manifest), ["record", "serde", "http", "sqlx"]);
    }
}
