//! Names of projects and voters as the field writes them: every file of it runs on the record.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use madang_acceptance::data::Data;
use madang_acceptance::program::{run, shared};
use madang_acceptance::record::Published;

/// Puts a vote on a record of its own, with its selection, and verifies what is published. Gives the number of its candidates.
fn on_the_record(folder: &Path, vote: &Path) -> Result<u64> {
    let data = Data::new(folder.join("data"), None);
    data.demo(Some(vote))?;
    let export = folder.join("export");
    let record = Published::read(&data.export(&export)?)?;
    // All holds, but for who the voters are, which no record says.
    run(["verify", &export.to_string_lossy()])?.expect(3)?;
    let opened = record.entry(record.first_of("vote.opened/1")?)?;
    let candidates = &opened["facts"]["candidates"];
    candidates.as_u64().context("a number of candidates")
}

#[test]
fn the_files_of_the_field_with_unusual_names_run_on_the_record() -> Result<()> {
    let names = shared()?.join("data/pb/names");
    let mut files: Vec<_> = fs::read_dir(&names)?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::path);
    ensure!(
        files.len() == 4,
        "{} files in {}",
        files.len(),
        names.display()
    );
    for file in files {
        let text = String::from_utf8_lossy(&fs::read(file.path())?).into_owned();
        let rows = text.lines().skip_while(|line| line.trim() != "PROJECTS");
        let projects = rows.take_while(|line| line.trim() != "VOTES").count() - 2;
        let folder = tempfile::tempdir()?;
        let candidates = on_the_record(folder.path(), &file.path());
        let candidates = candidates.with_context(|| file.path().display().to_string())?;
        assert_eq!(candidates, projects as u64, "{}", file.path().display());
    }
    Ok(())
}

/// Parts of identifiers that addresses, spreadsheets, other files or Unicode make trouble of. No comma: it parts the choices of a
/// vote, so that the format has no identifier with one.
const PARTS: [&str; 24] = [
    "OGM/0004",
    "a b",
    "50%",
    "#7",
    "?q",
    "\\x",
    "=1+1",
    "@x",
    "-1",
    "+2",
    "|",
    "~",
    "a.b",
    "「가」",
    "쉼터",
    "\u{1109}\u{1171}\u{11b7}",
    "４６",
    "Łódź",
    "Lo\u{301}dz\u{301}",
    "é",
    "e\u{301}",
    "\u{a0}9",
    "'x'",
    "🚲",
];

/// Identifiers of this many kinds: each part alone, before, behind and around another, and long ones.
fn identifiers() -> Vec<String> {
    let mut all = Vec::new();
    for (place, part) in PARTS.iter().enumerate() {
        let other = PARTS[(place * 7 + 3) % PARTS.len()];
        all.extend([
            format!("{part}{place}"),
            format!("{place}{part}"),
            format!("{place}{part}{other}"),
            format!("{place}{}", part.repeat(20)),
        ]);
    }
    all
}

#[test]
fn a_file_of_generated_names_runs_on_the_record() -> Result<()> {
    let ids = identifiers();
    let mut text = format!(
        "META\nkey;value\ndescription;Names\ncountry;Poland\nunit;Names\nnum_projects;{}\nnum_votes;{}\nbudget;1000\n\
         vote_type;approval\nrule;greedy\ndate_begin;01.06.2021\ndate_end;21.06.2021\nlanguage;pl\ncurrency;PLN\n\
         PROJECTS\nproject_id;cost;name\n",
        ids.len(),
        ids.len(),
    );
    let quoted = |id: &str| format!("\"{}\"", id.replace('"', "\"\""));
    for (place, id) in ids.iter().enumerate() {
        text += &format!(
            "{};{};{}\n",
            quoted(id),
            10 + place,
            quoted(&format!("Projekt {id}"))
        );
    }
    text += "VOTES\nvoter_id;vote\n";
    for id in &ids {
        text += &format!("{};{}\n", quoted(id), quoted(id));
    }
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("names.pb");
    fs::write(&file, text)?;
    assert_eq!(on_the_record(folder.path(), &file)?, ids.len() as u64);
    Ok(())
}
