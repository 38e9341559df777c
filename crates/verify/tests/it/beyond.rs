//! Files that no signed size covers.

use std::fs;

use anyhow::{Context, Result};
use madang_verify::Options;

use super::support::{check, kept, workplace};

#[test]
fn files_of_a_directory_beyond_the_signed_size_are_named() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let folder = workplace()?;
    kept.record.write(folder.path(), &kept.key)?;
    let plain = check(folder.path(), Options::default());
    assert!(kept.record.entries.len() < 256);
    for path in ["body/003", "tile/entries/002", "attachment/9999/ab"] {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().context("a folder")?)?;
        fs::write(file, "nobody signed this\n")?;
    }
    let report = check(folder.path(), Options::default());
    assert_eq!(report.status, plain.status, "{:?}", report.failures);
    assert_eq!(report.costs.len(), plain.costs.len() + 1);
    let beyond = format!("{}–", kept.record.entries.len());
    let told = report.costs.iter().find(|cost| cost.entries == beyond);
    let told = told.context("it is told")?;
    let told = told.what.to_string();
    assert!(
        told.contains("3 files are") && told.contains("attachment/9999/ab"),
        "{told}"
    );
    Ok(())
}
