//! Files of a directory that are of entries beyond the signed size: nobody signed them, and nothing else looks at them.

use std::fs;
use std::path::Path;

use madang_record::tile::{BundleId, TILE_WIDTH, TileId, parse_body_path};

use crate::report::{Cost, Report};
use crate::said::{counted, said};
use crate::source::Source;

/// The folders of a record that hold files of entries.
const FOLDERS: [&str; 3] = ["attachment", "body", "tile"];

/// How deep a file can stand in them: `tile/entries/x001/x002/x003/x004/x005/x006/007.p/8`.
const DEPTH: usize = 10;

/// Tells how many files of a directory no signed size covers, and names one. A web address gives no list of its files.
pub(crate) fn tell(source: &Source, size: u64, report: &mut Report) {
    let Some(directory) = source.directory() else {
        return;
    };
    let mut found = Found::default();
    for folder in FOLDERS {
        look(&directory.join(folder), folder, size, &mut found);
    }
    if found.files > 0 {
        let what = said("verify-cost-beyond")
            .number("files", found.files)
            .text("path", found.first)
            .text("size", counted(size));
        report.costs.push(Cost {
            entries: format!("{size}–"),
            what,
        });
    }
}

/// Files that were found.
#[derive(Default)]
struct Found {
    files: u64,
    /// The first of them by its path.
    first: String,
}

/// Looks through a folder; links are not followed. What cannot be listed cannot be told.
fn look(folder: &Path, path: &str, size: u64, found: &mut Found) {
    if path.split('/').count() > DEPTH {
        return;
    }
    for file in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = file.file_name();
        let (Some(name), Ok(kind)) = (name.to_str(), file.file_type()) else {
            continue;
        };
        let path = format!("{path}/{name}");
        if kind.is_dir() {
            look(&file.path(), &path, size, found);
        } else if is_beyond(&path, size) {
            found.files += 1;
            if found.first.is_empty() || path < found.first {
                found.first = path;
            }
        }
    }
}

/// Whether all that a file of a record is of comes after its first `size` entries. Of a bundle of which some entries are signed the
/// others are checked where it is read.
fn is_beyond(path: &str, size: u64) -> bool {
    let width = u64::from(TILE_WIDTH);
    if let Some(bundle) = parse_body_path(path) {
        return bundle.saturating_mul(width) >= size;
    }
    if let Ok(bundle) = BundleId::parse(path) {
        return bundle.first_entry() >= size;
    }
    if let Ok(tile) = TileId::parse(path) {
        let hashes = size.checked_shr(8 * u32::from(tile.level)).unwrap_or(0);
        return tile.index.saturating_mul(width) >= hashes;
    }
    let entry = path.strip_prefix("attachment/").and_then(|rest| {
        let (entry, _) = rest.split_once('/')?;
        entry.parse::<u64>().ok()
    });
    entry.is_some_and(|entry| entry >= size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_size_covers_is_told_from_what_comes_after_it() {
        for (path, covers) in [
            ("body/000", 1),
            ("body/003", 3 * 256 + 1),
            ("body/x001/234", 1_234 * 256 + 1),
            ("tile/entries/000.p/28", 1),
            ("tile/entries/002", 2 * 256 + 1),
            ("tile/0/005.p/7", 5 * 256 + 1),
            ("tile/1/000.p/1", 256),
            ("tile/1/001", 257 * 256),
            ("attachment/97/ab", 98),
        ] {
            assert!(is_beyond(path, covers - 1), "{path}");
            assert!(!is_beyond(path, covers), "{path}");
        }
        // No file of a record.
        for other in ["body/3", "tile/entries/2", "attachment/x/ab", "body/README"] {
            assert!(!is_beyond(other, 0), "{other}");
        }
    }
}
