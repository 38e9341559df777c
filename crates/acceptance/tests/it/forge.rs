//! A forger who holds the log's key and makes every file anew, so that all hashes and signatures fit: what remains are
//! the rules. And what happens to bodies, which no signature covers.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use madang_acceptance::data::Data;
use madang_acceptance::program::run;
use madang_acceptance::record::{Published, check};
use madang_programme::content::{ContentErased, ContentRestricted, Ground};
use madang_programme::{Actor, Command, Role};
use madang_record::body::Salt;
use madang_record::{OpenBody, SigningKey};
use madang_store::Submission;
use madang_verify::{Options, Report, Status};
use serde_json::{Value, json};
use tempfile::TempDir;

struct Forgery {
    folder: TempDir,
    data: Data,
    record: Published,
    key: SigningKey,
    made: usize,
}

impl Forgery {
    async fn new(ballots: u64) -> Result<Forgery> {
        let folder = tempfile::tempdir()?;
        let data = Data::new(folder.path().join("data"), None);
        data.selected_vote_with(ballots).await?;
        Forgery::of(folder, data)
    }

    fn of(folder: TempDir, data: Data) -> Result<Forgery> {
        let record = Published::read(&data.export(&folder.path().join("export"))?)?;
        let key = data.key()?;
        let mut forgery = Forgery {
            folder,
            data,
            record,
            key,
            made: 0,
        };
        let (report, _) = forgery.judged(&forgery.record.clone())?;
        // Where a vote is counted, who its voters are is to be looked up.
        let counted = forgery.record.first_of("selection.published/1").is_ok();
        let status = match counted {
            true => Status::VerifiedExcept,
            false => Status::Verified,
        };
        assert_eq!(
            report.status, status,
            "what is written anew unchanged verifies: {:?}",
            report.failures
        );
        Ok(forgery)
    }

    /// Writes a record with all its tiles, signs it and checks it.
    fn judged(&mut self, record: &Published) -> Result<(Report, PathBuf)> {
        self.made += 1;
        let folder = self.folder.path().join(format!("forged-{}", self.made));
        record.write(&folder, &self.key)?;
        Ok((check(&folder, &Options::default()), folder))
    }

    /// Alters a copy of the record and asserts that it fails at `entry`; gives the first reason.
    fn fails_at(
        &mut self,
        what: &str,
        entry: usize,
        alter: impl FnOnce(&mut Published) -> Result<()>,
    ) -> Result<String> {
        let mut record = self.record.clone();
        alter(&mut record)?;
        let (report, folder) = self.judged(&record)?;
        assert_eq!(report.status, Status::Failed, "{what}");
        let first = &report.failures[0];
        assert_eq!(
            first.entry,
            Some(entry as u64),
            "{what}: {:?}",
            report.failures
        );
        let program = run(["verify", &folder.to_string_lossy()])?.expect(1)?;
        assert!(
            program.text().contains(&entry.to_string()),
            "{what}: {}",
            program.text()
        );
        Ok(first.reason.to_string())
    }

    /// Alters the entry at `index` of a copy and asserts that it fails there.
    fn refused(
        &mut self,
        what: &str,
        index: usize,
        alter: impl FnOnce(&mut Value),
    ) -> Result<String> {
        self.fails_at(what, index, |record| {
            let mut entry = record.entry(index)?;
            alter(&mut entry);
            record.set_entry(index, &entry)
        })
    }
}

#[tokio::test]
async fn a_record_made_anew_under_the_right_key_still_has_to_keep_the_rules() -> Result<()> {
    let mut forgery = Forgery::new(280).await?;
    let first_ballot = forgery.record.first_of("ballot.cast/1")?;
    let closed = forgery.record.first_of("vote.closed/1")?;
    let opened = forgery.record.first_of("vote.opened/1")?;
    let selection = forgery.record.first_of("selection.published/1")?;

    let reason = forgery.refused("a time set back", closed, |entry| {
        entry["at"] = json!("2014-07-01T00:00:00.000Z")
    })?;
    assert!(reason.contains("2014"), "{reason}");
    for (what, index, member, lie) in [
        ("a time that is none", closed, "/at", json!("yesterday")),
        (
            "an unknown kind",
            first_ballot,
            "/kind",
            json!("ballot.cast/2"),
        ),
        (
            "somebody who may not",
            opened,
            "/actor",
            json!("registrar/test"),
        ),
        (
            "more candidates than there are",
            opened,
            "/facts/candidates",
            json!(6),
        ),
        (
            "fewer ballots than were cast",
            closed,
            "/facts/ballots",
            json!(279),
        ),
        (
            "another winner",
            selection,
            "/facts/selected",
            json!(["p5"]),
        ),
        ("another total", selection, "/facts/total_cost", json!(499)),
        (
            "another tally",
            selection,
            "/facts/tally/counted",
            json!(279),
        ),
    ] {
        let mut told = false;
        forgery.refused(what, index, |entry| {
            if let Some(member) = entry.pointer_mut(member) {
                told = *member != lie;
                *member = lie;
            }
        })?;
        assert!(told, "{what}: nothing was altered");
    }
    forgery.refused("a field too many", first_ballot, |entry| {
        entry["facts"]["weight"] = json!(2)
    })?;
    Ok(())
}

#[tokio::test]
async fn entries_out_of_place_and_explanations_of_another_result_are_caught() -> Result<()> {
    let mut forgery = Forgery::new(280).await?;
    let first_ballot = forgery.record.first_of("ballot.cast/1")?;
    let closed = forgery.record.first_of("vote.closed/1")?;
    let rule = forgery.record.first_of("selection_rule.fixed/1")?;
    let opened = forgery.record.first_of("vote.opened/1")?;
    let selection = forgery.record.first_of("selection.published/1")?;

    let reason = forgery.fails_at(
        "another budget in the rule, after the fact",
        selection,
        |record| {
            let mut entry = record.entry(rule)?;
            entry["facts"]["rule"]["budget"] = json!("300");
            record.set_entry(rule, &entry)
        },
    )?;
    assert!(reason.contains("computed"), "{reason}");
    forgery.fails_at("a ballot that never was", closed - 1, |record| {
        record.remove_entry(first_ballot);
        Ok(())
    })?;
    // Every identifier stands once, and that is asked before anything is counted.
    forgery.fails_at(
        "one ballot in the place of another",
        first_ballot + 1,
        |record| {
            let body = record
                .bodies
                .iter()
                .find(|body| body.entry == first_ballot as u64);
            let mut body = body.context("the ballot's body")?.clone();
            record.entries[first_ballot + 1] = record.entries[first_ballot].clone();
            body.entry += 1;
            for kept in &mut record.bodies {
                if kept.entry == body.entry {
                    *kept = body.clone();
                }
            }
            Ok(())
        },
    )?;
    forgery.fails_at("a rule fixed after the vote opened", opened - 1, |record| {
        record.entries.swap(rule, opened);
        let (early, late) = (record.entry(rule)?, record.entry(opened)?);
        let (mut first, mut second) = (early.clone(), late.clone());
        first["at"] = late["at"].clone();
        second["at"] = early["at"].clone();
        record.set_entry(rule, &first)?;
        record.set_entry(opened, &second)
    })?;
    forgery.fails_at(
        "another explanation of the same result",
        selection,
        |record| {
            let body = record
                .bodies
                .iter()
                .find(|body| body.entry == selection as u64)
                .context("the outcome")?;
            let (name, mut content) = (body.name.clone(), body.content.clone());
            content["total_cost"] = json!(1);
            record.set_body(selection, &name, content)
        },
    )?;
    forgery.fails_at(
        "a ballot changed together with its hash",
        selection,
        |record| {
            for index in first_ballot..closed {
                record.set_body(index, "ballot", json!({ "choices": ["p5"] }))?;
            }
            Ok(())
        },
    )?;
    Ok(())
}

#[tokio::test]
async fn bodies_altered_removed_or_shown_too_early_are_named() -> Result<()> {
    let mut forgery = Forgery::new(40).await?;
    let ballot = forgery.record.first_of("ballot.cast/1")?;
    let proposal = forgery.record.first_of("proposal.submitted/1")?;
    let at = |record: &Published, index: usize| {
        record
            .bodies
            .iter()
            .position(|body| body.entry == index as u64)
            .context("no body")
    };
    forgery.fails_at("a ballot's words altered", ballot, |record| {
        let position = at(record, ballot)?;
        record.bodies[position].content = json!({ "choices": ["p5"] });
        Ok(())
    })?;
    forgery.fails_at("a salt altered", proposal, |record| {
        let position = at(record, proposal)?;
        record.bodies[position].salt = Salt::from_bytes([1; 32]);
        Ok(())
    })?;
    forgery.fails_at("a proposal's text removed", proposal, |record| {
        let position = at(record, proposal)?;
        record.bodies.remove(position);
        Ok(())
    })?;
    forgery.fails_at("one opened ballot removed", ballot, |record| {
        let position = at(record, ballot)?;
        record.bodies.remove(position);
        Ok(())
    })?;
    forgery.fails_at("a body that no entry commits to", ballot, |record| {
        let position = at(record, ballot)?;
        let mut more = record.bodies[position].clone();
        more.name = "remark".to_owned();
        record.bodies.insert(position + 1, more);
        Ok(())
    })?;
    forgery.fails_at("every ballot removed", ballot, |record| {
        record.bodies.retain(|body| body.name != "ballot");
        Ok(())
    })?;

    // A vote that is still open: its ballots are sealed, and must not be seen.
    let folder = tempfile::tempdir()?;
    let data = Data::new(folder.path().join("data"), None);
    data.open_vote_with(10).await?;
    let mut open = Forgery::of(folder, data)?;
    assert!(
        open.record.bodies.iter().all(|body| body.name != "ballot"),
        "an export shows no sealed ballot"
    );
    let (report, folder) = open.judged(&open.record.clone())?;
    assert!(
        report
            .unchecked
            .iter()
            .any(|unchecked| unchecked.count == 10 && unchecked.by_rule),
        "{:?}",
        report.unchecked
    );
    run(["verify", &folder.to_string_lossy()])?.expect(0)?;
    let sealed = open.record.first_of("ballot.cast/1")?;
    open.fails_at("a sealed ballot shown", sealed, |record| {
        let content = json!({ "choices": ["p1"] });
        let salt = Salt::from_bytes([3; 32]);
        record.bodies.push(OpenBody {
            entry: sealed as u64,
            name: "ballot".to_owned(),
            salt,
            content: content.clone(),
        });
        record.set_body(sealed, "ballot", content)
    })?;
    Ok(())
}

/// Erases the first proposal's text and restricts the second's; gives their entries.
async fn hidden(before: &Forgery) -> Result<[usize; 2]> {
    let first = before.record.first_of("proposal.submitted/1")?;
    let second = first + 1;
    let store = before.data.store().await?;
    let erase = ContentErased {
        entry: first as u64,
        name: "text".to_owned(),
        ground: Ground::ErasureRequest,
    };
    let restrict = ContentRestricted {
        entry: second as u64,
        name: "text".to_owned(),
        ground: Ground::HouseRules,
        roles: vec!["official".to_owned()],
        review_by: madang_fixtures::in_days(60),
    };
    for command in [Command::plain(erase), Command::plain(restrict)] {
        let submission = Submission {
            actor: Actor::new(Role::Official, "test")?,
            idempotency_key: None,
            command,
            terms: Default::default(),
        };
        store.submit(submission).await?;
    }
    store.close().await;
    Ok([first, second])
}

/// The body of an entry in a record.
fn body_of(record: &Published, entry: usize) -> Result<OpenBody> {
    let mut bodies = record.bodies.iter();
    let body = bodies.find(|body| body.entry == entry as u64);
    Ok(body.context("the body")?.clone())
}

/// Whether the embedded database holds a salt, in its file or its write-ahead log.
fn database_holds(data: &Data, salt: &Salt) -> bool {
    let (raw, text) = (salt.as_bytes(), salt.to_base64());
    ["madang.db", "madang.db-wal"].into_iter().any(|name| {
        let bytes = fs::read(data.file(name)).unwrap_or_default();
        let text = text.as_bytes();
        bytes.windows(32).any(|window| window == raw)
            || bytes.windows(text.len()).any(|window| window == text)
    })
}

#[tokio::test]
async fn erased_and_restricted_bodies_are_counted_and_their_salts_are_gone() -> Result<()> {
    let before = Forgery::new(20).await?;
    let [erased, restricted] = hidden(&before).await?;
    let export = before.data.export(&before.folder.path().join("after"))?;
    let said = run(["verify", &export.to_string_lossy(), "--json"])?.expect(2)?;
    let report: Value = serde_json::from_str(&said.stdout)?;
    assert_eq!(report["status"], "incomplete");
    for (what, entry) in [("erased body", erased), ("restricted body", restricted)] {
        let unchecked = report["unchecked"].as_array().context("a list")?;
        let found = unchecked
            .iter()
            .find(|unchecked| unchecked["what"] == what)
            .with_context(|| format!("{what}: {report}"))?;
        assert_eq!(found["count"], 1, "{what}");
        assert_eq!(found["entries"], entry.to_string(), "{what}");
    }
    let kept = body_of(&before.record, erased + 2)?.salt;
    assert!(
        database_holds(&before.data, &kept),
        "salts can be found in the database at all"
    );
    let gone = body_of(&before.record, erased)?.salt;
    assert!(
        !database_holds(&before.data, &gone),
        "the salt of an erased body is still in the database"
    );
    Ok(())
}

#[tokio::test]
async fn erased_and_restricted_bodies_must_not_come_back() -> Result<()> {
    let before = Forgery::new(20).await?;
    let hidden = hidden(&before).await?;
    let export = before.data.export(&before.folder.path().join("after"))?;
    // Put back among the published bodies, both are failures.
    let now = Published::read(&export)?;
    for entry in hidden {
        let mut forged = now.clone();
        let body = body_of(&before.record, entry)?;
        let place = forged
            .bodies
            .partition_point(|kept| kept.entry < body.entry);
        forged.bodies.insert(place, body);
        let folder = before.folder.path().join(format!("back-{entry}"));
        forged.write(&folder, &before.key)?;
        let report = check(&folder, &Options::default());
        assert_eq!(report.status, Status::Failed, "entry {entry}");
        let first = &report.failures[0];
        assert_eq!(first.entry, Some(entry as u64), "{:?}", report.failures);
    }
    // And they do not come back when the read tables are made anew.
    before.data.run(["rebuild"])?.expect(0)?;
    let again = Published::read(&before.data.export(&before.folder.path().join("rebuilt"))?)?;
    for entry in hidden {
        assert!(body_of(&again, entry).is_err(), "entry {entry}");
    }
    assert_eq!(again.entries, now.entries);
    Ok(())
}
