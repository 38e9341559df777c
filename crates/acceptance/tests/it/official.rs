//! An official's own vote from the command line: a rule in which experts, committee and public have their weights, ballots
//! and scores from tables, the selection, and what is taken out of public view afterwards.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use anyhow::{Context, Result};
use madang_acceptance::data::Data;
use madang_acceptance::postgres::Cluster;
use madang_acceptance::program::{Finished, repository};
use madang_acceptance::record::Published;
use serde_json::Value;

const VOTE: &str = "vote-2016";

/// A file of the example as an argument.
fn example(name: &str) -> String {
    let file = repository().join("examples/kr0018").join(name);
    file.to_string_lossy().into_owned()
}

/// The programme with its proposals and an open vote.
fn opened(data: &Data, vote: &str) -> Result<()> {
    let mut arguments = vec!["import".to_owned()];
    let files = ["commitments.json", "programme.json", "proposals.json", vote];
    arguments.extend(files.map(example));
    arguments.extend(["--programme".to_owned(), programme()?]);
    data.run(arguments)?.expect(0)?;
    Ok(())
}

/// The identifier of the example's programme.
fn programme() -> Result<String> {
    let text = fs::read_to_string(example("programme.json"))?;
    let file: serde_json::Value = serde_json::from_str(&text)?;
    Ok(file["id"].as_str().context("an id")?.to_owned())
}

fn import(data: &Data, file: &str) -> Result<Finished> {
    let programme = programme()?;
    data.run(["import", file, "--programme", &programme, "--vote", VOTE])
}

fn entries(data: &Data, folder: &Path) -> Result<Published> {
    let export = folder.join("export");
    if export.exists() {
        fs::remove_dir_all(&export)?;
    }
    Published::read(&data.export(&export)?)
}

/// Runs a test over a record in SQLite, with a folder for its files.
fn in_sqlite(test: fn(&Data, &Path) -> Result<()>) -> Result<()> {
    let folder = tempfile::tempdir()?;
    test(&Data::new(folder.path().join("data"), None), folder.path())
}

/// The same over a record in a PostgreSQL of its own.
fn in_postgres(test: fn(&Data, &Path) -> Result<()>) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let cluster = Cluster::new(&folder.path().join("cluster"), &[])?;
    let database = cluster.create_database("madang")?;
    let data = Data::new(folder.path().join("data"), Some(database));
    test(&data, folder.path())
}

/// What a command that must be refused says.
fn refused(finished: Finished, says: &str) {
    assert_eq!(finished.code, Some(1), "{says}: {}", finished.text());
    assert!(
        finished.stderr.contains(says),
        "{says}: {}",
        finished.text()
    );
}

/// Only its owner reads what is in the data directory, but for the checkpoint.
fn is_private(data: &Data) -> Result<()> {
    for entry in fs::read_dir(data.path())? {
        let entry = entry?;
        let mode = entry.metadata()?.permissions().mode();
        let public = entry.file_name() == "checkpoint";
        assert!(
            public || mode & 0o077 == 0,
            "{}: {mode:o}",
            entry.path().display()
        );
    }
    Ok(())
}

fn weighted_vote(data: &Data, folder: &Path) -> Result<()> {
    let (ballots, scores) = (
        example("weighted/ballots.csv"),
        example("weighted/scores.csv"),
    );
    opened(data, "weighted/vote.json")?;
    import(data, &ballots)?.expect(0)?;
    // A vote that could not be counted is not closed.
    let programme = programme()?;
    let select = ["select", "--programme", &programme, "--vote", VOTE];
    let selecting = || data.run(select);
    let without = || data.run([&select[..], &["--even-without-sheets"]].concat());
    refused(selecting()?, "no score sheet is on record of 20 members");
    refused(without()?, "no score sheet yet");
    // Nor is one without its last sheet, where nobody is asked.
    let all = fs::read_to_string(&scores)?;
    let (late, some): (Vec<&str>, Vec<&str>) = all
        .lines()
        .partition(|line| line.starts_with("expert-panel,member-12,"));
    let (first, last) = (folder.join("some.csv"), folder.join("late.csv"));
    fs::write(&first, some.join("\n"))?;
    fs::write(&last, [&some[..1], &late[..]].concat().join("\n"))?;
    let sheets = || -> Result<()> {
        for file in [&first, &last] {
            import(data, &file.to_string_lossy())?.expect(0)?;
        }
        Ok(())
    };
    import(data, &first.to_string_lossy())?.expect(0)?;
    refused(selecting()?, "expert-panel/member-12");
    sheets()?;
    let before = entries(data, folder)?;
    // Once more records nothing.
    import(data, &ballots)?.expect(0)?;
    sheets()?;
    assert_eq!(entries(data, folder)?.entries.len(), before.entries.len());
    let mut names = before.bodies.iter().map(|body| body.name.as_str());
    assert!(
        names.all(|name| !["ballot", "scores"].contains(&name)),
        "ballots and scores are under seal"
    );

    // A second sheet by the same expert is refused, and one by somebody who is not in the body.
    let again = folder.join("again.csv");
    for (expert, says) in [("member-12", "score sheet"), ("nobody", "nobody")] {
        let sheet = format!("body,expert,project_id,score\nexpert-panel,{expert},1,3\n");
        fs::write(&again, sheet)?;
        refused(import(data, &again.to_string_lossy())?, says);
    }

    let selected = without()?.expect(0)?;
    refused(import(data, &ballots)?, "is closed");
    is_private(data)?;
    let record = entries(data, folder)?;
    let entry = record.entry(record.first_of("selection.published/1")?)?;
    let chosen = entry["facts"]["selected"].as_array().context("a list")?;
    assert_eq!(chosen.len(), 10, "{}", selected.stdout);
    let opened = record.bodies.iter().filter(|body| body.name == "scores");
    assert_eq!(opened.count(), 5);
    verified(data, folder, 3)?;
    hidden_and_shown(data, folder, record.first_of("proposal.submitted/1")?)
}

/// Verifies what [`entries`] exported.
fn verified(data: &Data, folder: &Path, code: i32) -> Result<Finished> {
    let export = folder.join("export");
    let mut command = data.program(["verify", &export.to_string_lossy()]);
    Finished::from(command.output()?).expect(code)
}

/// A text goes out of public view, comes back, and goes for good; the record can say what is not there any more.
fn hidden_and_shown(data: &Data, folder: &Path, entry: usize) -> Result<()> {
    let text = entry.to_string();
    let content = |words: &[&str]| data.run(["content"].iter().chain(words).copied());
    let ground = ["--ground", "personal-data"];
    let review = madang_fixtures::in_days(30);
    let restrict = ["restrict", &text, "text", "--review-by", &review];
    content(&[&restrict[..], &ground[..]].concat())?.expect(0)?;
    entries(data, folder)?;
    verified(data, folder, 2)?;
    content(&["release", &text, "text"])?.expect(0)?;
    entries(data, folder)?;
    verified(data, folder, 3)?;
    content(&[&["erase", &text, "text"], &ground[..]].concat())?.expect(0)?;
    let record = entries(data, folder)?;
    verified(data, folder, 2)?;
    let mut left = record.bodies.iter();
    assert!(left.all(|body| body.entry != entry as u64));
    for (entry, name, says) in [
        (text.as_str(), "txt", "it has: text"),
        ("999999", "text", "there is no entry 999999"),
        ("0", "text", "has no content"),
        (text.as_str(), "text", "was erased by entry"),
    ] {
        let erase = ["erase", entry, name];
        refused(content(&[&erase[..], &ground[..]].concat())?, says);
    }
    Ok(())
}

#[test]
fn experts_committee_and_public_weigh_what_the_rule_says_in_sqlite() -> Result<()> {
    in_sqlite(weighted_vote)
}

#[test]
fn experts_committee_and_public_weigh_what_the_rule_says_in_postgres() -> Result<()> {
    in_postgres(weighted_vote)
}

/// What came out of the hat.
const DRAWN: &str = "3 11 15 29 35 44";

/// A vote whose ties are decided by a lot that nobody could know or bend.
fn lot(data: &Data, folder: &Path) -> Result<()> {
    const VOTE: &str = "vote-lot";
    opened(data, "lot/vote.json")?;
    let ballots = folder.join("ballots.csv");
    let rows: Vec<String> = (1..=30).map(|n| format!("{n},{n}\n")).collect();
    fs::write(&ballots, format!("voter_id,vote\n{}", rows.concat()))?;
    let programme = programme()?;
    let ballots = ballots.to_string_lossy().into_owned();
    let of_vote = ["--programme", &programme, "--vote", VOTE];
    data.run([&["import", &ballots], &of_vote[..]].concat())?
        .expect(0)?;
    let selecting = |more: &[&str]| data.run([&["select"], &of_vote[..], more].concat());
    let value = ["--lot-value", DRAWN];

    refused(selecting(&value)?, "still open");
    for _ in 0..2 {
        let closed = selecting(&[])?.expect(0)?;
        assert!(closed.stdout.contains("--lot-value"), "{}", closed.stdout);
    }
    let wrong = selecting(&[&value[..], &["--lot-seed", "ab"]].concat())?;
    refused(wrong, "not the seed");
    refused(selecting(&value)?, "no sooner than 1 hour later");
    // The hour that the value was pledged to take has passed.
    let data = &data.later("+70m");
    let arguments = [&["select"], &of_vote[..], &value].concat();
    data.run(arguments)?.expect(0)?;

    is_what_was_drawn(&entries(data, folder)?)?;
    // The record cannot say whether those were the numbers, nor who voted: verified, except for that.
    let verified = verified(data, folder, 3)?;
    for said in [DRAWN, "first national lottery draw", "except for 2 things"] {
        assert!(verified.stdout.contains(said), "{}", verified.text());
    }
    let left = fs::read_dir(data.path())?.filter_map(|entry| entry.ok());
    let secrets = left.filter(|entry| entry.file_name().to_string_lossy().contains("seed"));
    assert_eq!(secrets.count(), 0, "the seed is public now and is not kept");
    called_off(data, folder, VOTE)
}

/// Every project has one vote, so the lot alone decides: computed here from what is public.
fn is_what_was_drawn(record: &Published) -> Result<()> {
    let facts =
        |kind: &str| -> Result<Value> { Ok(record.entry(record.first_of(kind)?)?["facts"].take()) };
    let opened = facts("ballots.opened/1")?;
    assert_eq!(opened["lot"]["value"], DRAWN);
    let seed = opened["lot"]["seed"].as_str().context("a seed")?;
    let hash = |text: String| madang_record::hash::sha256(text.as_bytes()).to_hex();
    assert_eq!(
        facts("selection_rule.fixed/1")?["lot"]["seed_hash"],
        hash(format!("madang-selection seed 1\n{seed}"))
    );
    let mut drawn: Vec<String> = (1..=30).map(|n| n.to_string()).collect();
    drawn.sort_by_key(|id| hash(format!("madang-selection lot 1\n{seed}\n{DRAWN}\n{id}")));
    let selected = facts("selection.published/1")?;
    let chosen = selected["selected"].as_array().context("a list")?;
    assert_eq!(chosen.len(), 10);
    assert_eq!(chosen[0], drawn[0]);
    let places = chosen.iter().map(|id| drawn.iter().position(|d| id == d));
    let places: Vec<_> = places.collect();
    assert!(places.is_sorted(), "{places:?}");
    Ok(())
}

/// What is selected stands; a vote under way can be called off, and the record still verifies.
fn called_off(data: &Data, folder: &Path, selected: &str) -> Result<()> {
    let programme = programme()?;
    let cancel = |vote: &str, reason: &str| {
        data.run(["vote", "cancel", &programme, vote, "--reason", reason])
    };
    refused(cancel(selected, "en=Too late")?, "it stands");
    let opening = example("weighted/vote.json");
    data.run(["import", &opening, "--programme", &programme])?
        .expect(0)?;
    for (reason, says) in [("so", "names no language"), ("en= ", "is empty")] {
        refused(cancel(VOTE, reason)?, says);
    }
    cancel(VOTE, "en=The register was wrong")?.expect(0)?;
    entries(data, folder)?.first_of("vote.cancelled/1")?;
    let verified = verified(data, folder, 3)?;
    assert!(
        verified.stdout.contains("was called off"),
        "{}",
        verified.text()
    );
    Ok(())
}

#[test]
fn a_lot_decides_ties_and_a_vote_is_called_off_in_sqlite() -> Result<()> {
    in_sqlite(lot)
}

#[test]
fn a_lot_decides_ties_and_a_vote_is_called_off_in_postgres() -> Result<()> {
    in_postgres(lot)
}

/// Malformed tables of ballots and scores, and what the error must say of each.
const MALFORMED: &[(&str, &str, &[&str])] = &[
    ("empty", "", &["line 1", "header"]),
    ("no voters", "vote\n1\n", &["line 1", "voter_id"]),
    ("no votes", "voter_id,choice\n1,1\n", &["line 1", "vote"]),
    (
        "a column twice",
        "voter_id,vote,vote\n1,1,2\n",
        &["line 1", "column C", "vote", "twice"],
    ),
    (
        "too many fields",
        "voter_id,vote\n1,1\n2,1,2\n",
        &["line 3", "2 fields", "3 fields"],
    ),
    (
        "a voter without id",
        "voter_id,vote\n1,1\n,2\n",
        &["line 3", "column A", "voter_id"],
    ),
    (
        "a quote that does not end",
        "voter_id,vote\n1,\"1,2\n",
        &["line 2", "quoted"],
    ),
    (
        "points missing",
        "voter_id,vote,points\n1,\"1,2\",3\n",
        &["line 2", "2 projects"],
    ),
    (
        "points in words",
        "voter_id,vote,points\n1,1,three\n",
        &["line 2", "points", "three"],
    ),
    (
        "points in halves",
        "voter_id,vote,points\n1,1,2\n2,1,0.5\n",
        &["line 3", "points", "0.5"],
    ),
    (
        "a score in words",
        "body,expert,project_id,score\nexpert-panel,member-12,1,good\n",
        &["line 2", "column D", "score", "good"],
    ),
    (
        "a project twice",
        "body,expert,project_id,score\nexpert-panel,member-12,1,1\nexpert-panel,member-12,1,2\n",
        &["line 3", "twice"],
    ),
    (
        "no body",
        "expert,project_id,score\nmember-12,1,1\n",
        &["line 1", "body"],
    ),
];

#[test]
fn malformed_tables_name_file_line_and_column_and_import_nothing() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = Data::new(folder.path().join("data"), None);
    opened(&data, "weighted/vote.json")?;
    let before = entries(&data, folder.path())?.entries.len();
    let file = folder.path().join("table.csv");
    for (what, text, says) in MALFORMED {
        fs::write(&file, text)?;
        let refused = import(&data, &file.to_string_lossy())?;
        assert_eq!(refused.code, Some(1), "{what}: {}", refused.text());
        let error = refused.stderr;
        assert!(!error.contains("panicked"), "{what}: {error}");
        for word in ["table.csv"].iter().chain(*says) {
            assert!(error.contains(word), "{what}: {word:?} is not in: {error}");
        }
    }
    fs::write(&file, [&b"voter_id,vote\n1,"[..], &[0xff, b'\n']].concat())?;
    assert_eq!(import(&data, &file.to_string_lossy())?.code, Some(1));
    let opening = folder.path().join("vote.json");
    let good = fs::read_to_string(example("weighted/vote.json"))?;
    for (from, to, says) in [
        ("\"scores\"", "\"dice\"", "dice"),
        ("\"max_choices\"", "\"most_choices\"", "most_choices"),
        ("\"number\": 10", "\"number\": -1", "-1"),
    ] {
        assert!(good.contains(from), "{from}");
        let lie = good.replacen(from, to, 1).replace(VOTE, "another");
        fs::write(&opening, lie)?;
        let finished = import(&data, &opening.to_string_lossy())?;
        assert!(
            finished.stderr.contains("vote.json:"),
            "{to}: {}",
            finished.text()
        );
        refused(finished, says);
    }
    let after = entries(&data, folder.path())?.entries.len();
    assert_eq!(after, before, "something was imported");
    Ok(())
}
