//! Shared data, and files that tests make.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use madang_commitments::{Base, Options, Row, read};

/// A file of `data/ogp`, from `MADANG_SHARED` or `../shared` beside the workspace.
pub fn shared(name: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared = std::env::var_os("MADANG_SHARED").map_or(root.join("../shared"), PathBuf::from);
    let path = shared.join("data/ogp").join(name);
    fs::read(&path).unwrap_or_else(|error| {
        panic!(
            "{}: {error}; set MADANG_SHARED to the folder of shared data",
            path.display()
        )
    })
}

pub fn of(text: &str) -> Base {
    read(text.as_bytes(), Options::default()).expect("a file with a header")
}

pub fn again(bytes: &[u8]) -> Base {
    read(bytes, Options::default()).expect("it was written here")
}

/// How often each reason is given, by the first words of its sentence.
pub fn reasons(base: &Base) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for one in &base.reported {
        let name = format!("{:?}", one.reason);
        let name = name.split([' ', '{']).next().unwrap_or_default().to_owned();
        *counts.entry(name).or_default() += 1;
    }
    counts
}

/// Line, field and value of everything that was reported.
pub fn reported(base: &Base) -> Vec<(u64, &str, &str)> {
    let all = base.reported.iter();
    all.map(|one| (one.line, one.field.as_str(), one.value.as_str()))
        .collect()
}

pub fn cell<'a>(row: &'a Row, label: &str) -> &'a str {
    let found = row.labelled().find(|(of, _)| *of == label);
    found.unwrap_or_else(|| panic!("no column {label}")).1
}

/// The labels of a small file in the current schema.
pub const CURRENT: &str = "Commitment Unique Identifier,Country/Locality,Action Plan Number,Commitment Number,Year Of Submission,\
    Commitment Title,Start Date,End Date,Verifiable,Potential Impact,_Potential Impact,Completion (End Of Term)";

/// One of its rows, all of it understood.
pub const ROW: &str =
    "KR0042,Republic of Korea,3,1,2016,A title,7/31/2016,6/30/2018,Yes,Minor,1,Complete";

/// A small file in the current schema.
pub fn current(rows: &[&str]) -> String {
    format!("{CURRENT}\n{}\n", rows.join("\n"))
}
