//! A table of who may vote: a row each.

use std::collections::HashMap;

use madang_programme::votes::roll::normalised;

use crate::mistake::{Mistakes, Partly};
use crate::source::Source;
use crate::table::Table;
use crate::words::said;

/// Reads a table with the column `id`: what identifies somebody where they sign in, or what a registry makes of that with a key that it keeps. Whoever
/// stands there twice is named by both lines. Gives the identifiers as they are hashed.
///
/// # Errors
/// A table that cannot be read at all; what is wrong in its rows is told beside those in which nothing is.
pub fn read_roll(source: &Source) -> Result<Partly<Vec<String>>, Mistakes> {
    let mut table = Table::read(source)?;
    table.columns(&["id"], &[], &[]);
    let mut lines: HashMap<String, u64> = HashMap::new();
    let mut roll = Vec::with_capacity(table.rows.len());
    for row in std::mem::take(&mut table.rows) {
        let Some(written) = table.needed(&row, "id") else {
            continue;
        };
        let read = normalised(&written).ok_or_else(|| said!("mistake-no-identifier"));
        let Some(id) = table.read_as(&row, "id", read) else {
            continue;
        };
        match lines.get(&id) {
            Some(line) => {
                let twice = said!("mistake-on-roll-twice", line = *line);
                table.read_as::<()>(&row, "id", Err(twice));
            }
            None => {
                lines.insert(id.clone(), row.line);
                roll.push(id);
            }
        }
    }
    Ok(table.finish(roll))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let source = Source::new("roll.csv", text.as_bytes().to_vec()).expect("UTF-8");
        let Partly { read, mistakes } = read_roll(&source).expect("a table");
        (read, mistakes.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn who_stands_there_twice_is_named_by_both_lines() {
        let (roll, mistakes) = read("id\nAB-12\ncd34\n ab12 \n-\n");
        assert_eq!(roll, ["AB12", "CD34"]);
        assert_eq!(mistakes.len(), 2, "{mistakes:?}");
        assert!(mistakes[0].contains("line 4") && mistakes[0].contains("line 2"));
        assert!(mistakes[1].contains("line 5"), "{mistakes:?}");
        let (roll, mistakes) = read("id,name\na,Kim\n");
        assert_eq!(roll, ["A"]);
        assert!(mistakes[0].contains("\"name\""), "{mistakes:?}");
    }
}
