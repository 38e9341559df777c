//! The checkpoint: its signature, its size, and the witnesses who cosign it.

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use madang_acceptance::program::run;
use madang_acceptance::record::Altered;
use madang_record::SigningKey;
use madang_verify::Status;

use super::{exported, judged};

#[tokio::test]
async fn a_checkpoint_without_its_signature_or_by_another_key_of_the_same_name_is_refused()
-> Result<()> {
    let (_folder, export) = exported(20).await?;
    let altered = Altered::new(&export.join("checkpoint"))?;
    let note = String::from_utf8(altered.original().to_vec())?;
    let (text, _) = note
        .rsplit_once("\n\n")
        .context("a note has a blank line")?;
    let text = format!("{text}\n");
    let impostor = SigningKey::from_seed("localhost/madang", [99; 32])?;
    let by_impostor = madang_record::Note::sign(&text, &[&impostor])?.to_string();
    let grown = note.replacen(&format!("\n{}\n", judged(&export).size), "\n5\n", 1);
    assert_ne!(grown, note);
    for (what, forged) in [
        ("no signature", format!("{text}\n")),
        ("another key of the same name", by_impostor),
        ("another size under the old signature", grown),
        (
            "the signature twice",
            format!("{note}{}", note.lines().last().unwrap_or_default()),
        ),
        ("Windows line ends", note.replace('\n', "\r\n")),
        ("something before it", format!("\n{note}")),
    ] {
        altered.write(forged.as_bytes())?;
        let report = judged(&export);
        assert_eq!(report.status, Status::Failed, "{what}");
        assert_eq!(
            report.failures[0].place, "checkpoint",
            "{what}: {:?}",
            report.failures
        );
    }
    // The impostor's own key in the record does not help against one who knows the right key.
    let key = fs::read_to_string(export.join("log.vkey"))?;
    altered.write(
        madang_record::Note::sign(&text, &[&impostor])?
            .to_string()
            .as_bytes(),
    )?;
    let vkey = Altered::new(&export.join("log.vkey"))?;
    vkey.write(format!("{}\n", impostor.verifying_key()).as_bytes())?;
    let export = export.to_string_lossy();
    run(["verify", &export, "--key", key.trim()])?.expect(1)?;
    // Nor without: the first entry names the key that the log began with.
    run(["verify", &export])?.expect(1)?;
    Ok(())
}

#[tokio::test]
async fn a_quorum_of_witnesses_that_is_not_met_fails() -> Result<()> {
    let (folder, export) = exported(20).await?;
    let witness = SigningKey::cosigner_from_seed("witness.example/one", [5; 32])?;
    let key = fs::read_to_string(export.join("log.vkey"))?;
    let policy = folder.path().join("policy");
    let text = format!(
        "log {}\nwitness one {}\nquorum one\n",
        key.trim(),
        witness.verifying_key()
    );
    fs::write(&policy, text)?;
    let (record, policy) = (export.to_string_lossy(), policy.to_string_lossy());
    run(["verify", &record, "--policy", &policy])?.expect(1)?;

    let checkpoint = export.join("checkpoint");
    let note = fs::read_to_string(&checkpoint)?;
    let (text, _) = note
        .rsplit_once("\n\n")
        .context("a note has a blank line")?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let cosigned_at = |time| madang_record::cosignature::sign(&witness, &format!("{text}\n"), time);
    // A witness that says it saw the record before it was written, or in days to come, dates nothing.
    for (time, says) in [(0, "is later than"), (now + 86_400, "not come yet")] {
        fs::write(&checkpoint, format!("{note}{}", cosigned_at(time)?))?;
        let finished = run(["verify", &record, "--policy", &policy])?.expect(1)?;
        assert!(finished.stdout.contains(says), "{}", finished.text());
    }
    let line = cosigned_at(now)?;
    fs::write(&checkpoint, format!("{note}{line}"))?;
    run(["verify", &record, "--policy", &policy])?.expect(3)?;

    let cosigned = fs::read_to_string(&checkpoint)?;
    let elsewhere = format!("{text}\n").replacen("localhost", "elsewhere", 1);
    let other = madang_record::cosignature::sign(&witness, &elsewhere, now)?;
    fs::write(
        &checkpoint,
        cosigned.replace(&line.to_string(), &other.to_string()),
    )?;
    run(["verify", &record, "--policy", &policy])?.expect(1)?;
    fs::write(&checkpoint, note)?;
    run(["verify", &record, "--policy", &policy])?.expect(1)?;

    // Another log's record is not the one that the policy names, whoever cosigned it.
    fs::write(&checkpoint, cosigned)?;
    let other = SigningKey::from_seed("localhost/madang", [33; 32])?;
    for quorum in ["none", "one"] {
        let text = format!(
            "log {}\nwitness one {}\nquorum {quorum}\n",
            other.verifying_key(),
            witness.verifying_key()
        );
        fs::write(&*policy, text)?;
        let finished = run(["verify", &record, "--policy", &policy])?.expect(1)?;
        assert!(
            finished.stdout.contains("another record"),
            "{quorum}: {}",
            finished.text()
        );
    }
    Ok(())
}

#[tokio::test]
async fn an_empty_record_is_nobodys() -> Result<()> {
    let (folder, export) = exported(5).await?;
    let key = fs::read_to_string(export.join("log.vkey"))?;
    let impostor = SigningKey::from_seed("localhost/madang", [8; 32])?;
    let nothing = madang_record::Checkpoint {
        origin: "localhost/madang".to_owned(),
        size: 0,
        root: madang_record::Frontier::new().root(),
    };
    let empty = folder.path().join("empty");
    fs::create_dir(&empty)?;
    fs::write(empty.join("checkpoint"), nothing.sign(&impostor)?)?;
    fs::write(
        empty.join("log.vkey"),
        format!("{}\n", impostor.verifying_key()),
    )?;
    let empty = empty.to_string_lossy();
    run(["verify", &empty])?.expect(1)?;
    run(["verify", &empty, "--key", key.trim()])?.expect(1)?;
    Ok(())
}
