//! The main job: `madang demo` on the example vote and on a real one, then export, verify, older checkpoint, receipt.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use madang_acceptance::data::Data;
use madang_acceptance::http;
use madang_acceptance::load::{Load, join};
use madang_acceptance::postgres::test_database;
use madang_acceptance::program::{self, Server, run, wieliczka};
use madang_acceptance::record::Published;
use madang_example::LOT_VALUE;
use serde_json::Value;

use crate::listened;

/// The ids in a .pb file whose column `selected` is 1: the city's own result.
fn officially_selected(file: &Path) -> Result<BTreeSet<String>> {
    let text = fs::read_to_string(file)?;
    let mut lines = text
        .lines()
        .skip_while(|line| line.trim() != "PROJECTS")
        .skip(1);
    let header: Vec<&str> = lines
        .next()
        .context("no header of projects")?
        .split(';')
        .collect();
    let column = |name: &str| {
        header
            .iter()
            .position(|column| *column == name)
            .context("a column is missing")
    };
    let (id, selected) = (column("project_id")?, column("selected")?);
    Ok(lines
        .take_while(|line| line.trim() != "VOTES")
        .map(|line| line.split(';').collect::<Vec<_>>())
        .filter(|row| row.get(selected) == Some(&"1"))
        .filter_map(|row| row.get(id).map(|id| (*id).to_owned()))
        .collect())
}

/// The selection that a record publishes.
fn published_selection(record: &Published) -> Result<BTreeSet<String>> {
    let entry = record.entry(record.first_of("selection.published/1")?)?;
    let selected = entry["facts"]["selected"]
        .as_array()
        .context("no selection")?;
    Ok(selected
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect())
}

fn verify(arguments: &[&str]) -> Result<program::Finished> {
    run([&["verify"], arguments].concat())
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// The report of `madang verify --json`.
fn report(record: &str) -> Result<Value> {
    // Everything holds; who the voters are, no record says.
    let verified = verify(&[record, "--json"])?.expect(3)?;
    Ok(serde_json::from_str(&verified.stdout)?)
}

/// How many entries of a kind a record has.
pub fn count_of(record: &Published, kind: &str) -> Result<usize> {
    let mut count = 0;
    for index in 0..record.entries.len() {
        count += usize::from(record.entry(index)?["kind"] == kind);
    }
    Ok(count)
}

/// The example's record holds what the example is.
fn is_the_example(record: &Published, report: &Value) -> Result<()> {
    assert_eq!(report["status"], "verified_except");
    assert_eq!(report["selections"].as_array().map(Vec::len), Some(3));
    assert_eq!(report["failures"].as_array().map(Vec::len), Some(0));
    assert_eq!(report["size"], record.entries.len());
    for (kind, count) in [
        // The country's list of commitments.
        ("commitment.recorded/1", 48),
        // Both review statuses.
        ("review.recorded/1", 2),
        ("proposal.submitted/1", 60),
    ] {
        let found = count_of(record, kind)?;
        assert!(found >= count, "{kind}: {found}");
    }
    assert_eq!(
        count_of(record, "milestone.recorded/1")?,
        report["kinds"]["milestone.recorded/1"]
    );
    assert_eq!(
        count_of(record, "group.defined/1")?,
        6,
        "the four service groups, and two of the small programme"
    );
    lot_and_panel(record, report)?;
    listened::on_record(record)?;
    let rule = record.first_of("selection_rule.fixed/1")?;
    let ballot = record.first_of("ballot.cast/1")?;
    assert!(
        rule < ballot,
        "the rule stands on the record before any ballot"
    );
    let ballot = record.entry(ballot)?;
    assert!(
        ballot.to_string().contains("sealed"),
        "ballots are cast under seal: {ballot}"
    );
    Ok(())
}

/// The small votes: what a verifier asks to look up are the voters of three votes, the members of a panel and the value of a lot.
fn lot_and_panel(record: &Published, report: &Value) -> Result<()> {
    let asked = report["look_up"].as_array().context("nothing to look up")?;
    let asked: Vec<String> = asked.iter().map(Value::to_string).collect();
    assert_eq!(asked.len(), 4, "{asked:?}");
    let lots: Vec<&String> = asked.iter().filter(|one| one.contains(LOT_VALUE)).collect();
    assert_eq!(lots.len(), 1, "{asked:?}");
    assert!(asked.iter().any(|one| one.contains("members")), "{asked:?}");
    assert_eq!(count_of(record, "vote.scheduled/1")?, 2);
    assert_eq!(count_of(record, "scores.submitted/1")?, 3);
    let selected: Vec<Value> = (0..record.entries.len())
        .map(|index| record.entry(index))
        .filter_map(Result::ok)
        .filter(|entry| entry["kind"] == "selection.published/1")
        .map(|entry| entry["facts"]["selected"].clone())
        .collect();
    // The panel's first choices, and not what most voters chose.
    assert_eq!(selected[0], serde_json::json!(["5", "2", "7"]));
    let lot = selected[1].as_array().context("a selection")?;
    assert_eq!((lot.len(), &lot[0]), (2, &Value::from("3")));
    assert!(["6", "8"].map(Value::from).contains(&lot[1]), "{lot:?}");
    Ok(())
}

/// Served, it is the same record to a verifier that has only the address.
async fn served_it_is_the_same(data: &Data, report_of_files: &Value) -> Result<()> {
    let server = Server::start(data.command(["demo"]), &data.log()).await?;
    let over_http = report(&server.url())?;
    assert_eq!(over_http["root"], report_of_files["root"]);
    assert_eq!(over_http["selections"], report_of_files["selections"]);
    let home = http::get(server.address, "/en/").await?;
    assert_eq!(home.status, 200);
    assert!(
        home.text().to_lowercase().contains("example"),
        "the pages say that this is an example"
    );
    listened::on_pages(server.address).await?;
    for (vote, says) in [
        ("panel", "Pilots chosen by the scores of a panel (example)"),
        ("panel", "0.7983"),
        ("lot", LOT_VALUE),
        ("lot", "Six invented numbers"),
        ("lot", "Pilots with a tie that a lot decides (example)"),
    ] {
        let address = format!("/en/programmes/kr0018-neighbourhood/votes/{vote}");
        let shown = http::get(server.address, &address).await?.text();
        assert!(shown.contains(says), "{vote}: {says}");
    }
    server.stop()
}

#[tokio::test]
async fn the_example_becomes_a_record_that_verifies_and_imports_nothing_twice() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = Data::new(folder.path().join("data"), None);
    let finished = data.demo(None)?;
    for word in ["ERROR", "WARN"] {
        assert!(!finished.stderr.contains(word), "{}", finished.stderr);
    }
    let said = finished.stdout;
    for step in [
        "KR0018",
        "programme",
        "candidates",
        "selection rule",
        "opens the vote",
        "under seal",
        "selected",
    ] {
        assert!(
            said.contains(step),
            "the demo does not speak of {step:?}:\n{said}"
        );
    }
    let export = data.export(&folder.path().join("export"))?;
    let report = report(text(&export))?;
    is_the_example(&Published::read(&export)?, &report)?;

    let again = data.demo(None)?.stdout;
    assert!(again.contains("nothing is imported twice"), "{again}");
    let second = data.export(&folder.path().join("second"))?;
    assert_eq!(
        fs::read_to_string(export.join("checkpoint"))?,
        fs::read_to_string(second.join("checkpoint"))?,
        "running the demo again changes nothing"
    );
    served_it_is_the_same(&data, &report).await?;

    // Whose record it is, the key says.
    let key = fs::read_to_string(export.join("log.vkey"))?;
    verify(&[text(&export), "--key", key.trim()])?.expect(3)?;
    let other = madang_record::SigningKey::from_seed("localhost/madang", [9; 32])?;
    let other = other.verifying_key().to_string();
    let refused = verify(&[text(&export), "--key", &other])?.expect(1)?;
    let refused = refused.text();
    assert!(refused.contains("another record"), "{refused}");
    Ok(())
}

fn wieliczka_gives_the_official_result(data: &Data, folder: &Path) -> Result<()> {
    let file = wieliczka()?;
    data.demo(Some(&file))?;
    let export = data.export(&folder.join("export"))?;
    let record = Published::read(&export)?;
    let official = officially_selected(&file)?;
    assert!(!official.is_empty());
    assert_eq!(
        published_selection(&record)?,
        official,
        "the city's official result"
    );

    let report = report(text(&export))?;
    assert_eq!(report["selections"][0]["ballots"], 6586);
    assert_eq!(report["selections"][0]["selected"], official.len());

    data.demo(Some(&file))?;
    let again = data.export(&folder.join("again"))?;
    assert_eq!(
        Published::read(&again)?.entries.len(),
        record.entries.len(),
        "nothing is imported twice"
    );
    Ok(())
}

#[test]
fn a_real_city_vote_gives_the_official_result_in_sqlite() -> Result<()> {
    let folder = tempfile::tempdir()?;
    wieliczka_gives_the_official_result(&Data::new(folder.path().join("data"), None), folder.path())
}

#[test]
fn a_real_city_vote_gives_the_official_result_in_postgres() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = Data::new(
        folder.path().join("data"),
        Some(test_database("demo_wieliczka")?),
    );
    wieliczka_gives_the_official_result(&data, folder.path())
}

#[tokio::test]
async fn an_earlier_checkpoint_and_a_receipt_hold_against_the_grown_record() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = Data::new(folder.path().join("data"), None);
    data.open_vote().await?;
    let server = data.serve().await?;
    let old = folder.path().join("old");
    fs::write(&old, http::get(server.address, "/checkpoint").await?.body)?;

    let load = Load::new(madang_acceptance::data::TOKEN, "grown");
    join(load.start(server.address, 8, 600)).await?;
    let acknowledged = load.acknowledged().await;
    assert_eq!(acknowledged.len(), 600);
    let receipt = folder.path().join("receipt.json");
    fs::write(&receipt, &acknowledged[299].receipt)?;

    let url = server.url();
    let held = verify(&[&url, "--old", text(&old), "--receipt", text(&receipt)])?.expect(0)?;
    let entry = acknowledged[299].index;
    assert!(
        held.stdout.contains(&format!("entry {entry}")),
        "{}",
        held.text()
    );

    // The same vote, held anew by somebody who has the same key: another branch, which the old papers give away.
    let branch = Data::new(folder.path().join("branch"), None);
    branch.open_vote().await?;
    let fork = branch.serve().await?;
    let other = Load::new(madang_acceptance::data::TOKEN, "forked");
    join(other.start(fork.address, 8, 600)).await?;
    verify(&[&fork.url()])?.expect(0)?;
    let refused = verify(&[&fork.url(), "--old", text(&old)])?.expect(1)?;
    assert!(
        refused.text().contains("earlier checkpoint"),
        "{}",
        refused.text()
    );
    let refused = verify(&[&fork.url(), "--receipt", text(&receipt)])?.expect(1)?;
    assert!(
        refused.text().contains(&format!("entry {entry}")),
        "{}",
        refused.text()
    );

    // A record that was cut back no longer holds what it promised; that it may only be an older copy is said.
    let cut = folder.path().join("cut");
    fs::write(&cut, http::get(server.address, "/checkpoint").await?.body)?;
    let small = Data::new(folder.path().join("small"), None);
    small.open_vote().await?;
    let export = small.export(&folder.path().join("small-export"))?;
    let refused = verify(&[text(&export), "--old", text(&cut)])?.expect(1)?;
    assert!(refused.text().contains("cut back"), "{}", refused.text());
    Ok(())
}

#[test]
fn rebuilding_the_read_tables_changes_nothing_of_the_record() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = Data::new(folder.path().join("data"), None);
    data.demo(None)?;
    let before = data.export(&folder.path().join("before"))?;
    data.run(["rebuild"])?.expect(0)?;
    let after = data.export(&folder.path().join("after"))?;
    let files = madang_acceptance::record::files(&before)?;
    assert_eq!(files, madang_acceptance::record::files(&after)?);
    for file in files {
        assert_eq!(
            fs::read(before.join(&file))?,
            fs::read(after.join(&file))?,
            "{}",
            file.display()
        );
    }
    verify(&[text(&after)])?.expect(3)?;
    Ok(())
}

#[test]
fn help_teaches() -> Result<()> {
    let help = run(["--help"])?.expect(0)?.stdout;
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let list = list.take_while(|line| !line.is_empty());
    // What goes on from the line above stands further to the right.
    let names = list.filter_map(|line| line.strip_prefix("  "));
    let names = names.filter(|line| !line.starts_with(' '));
    let names: Vec<&str> = names.filter_map(|line| line.split(' ').next()).collect();
    for known in ["demo", "serve", "verify", "help"] {
        assert!(
            names.contains(&known),
            "{known} is not in the help:\n{help}"
        );
    }
    for command in names.iter().filter(|name| **name != "help") {
        let own = run([command, "--help"])?.expect(0)?.stdout;
        let usage = format!("Usage: madang {command}");
        assert!(own.contains(&usage), "{command}: {own}");
        let said = own.split(&usage).next().unwrap_or_default().trim();
        assert!(!said.is_empty(), "{command} does not say what it is for");
    }
    Ok(())
}
