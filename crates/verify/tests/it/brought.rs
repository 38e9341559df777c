//! What somebody brings to hold a record against: of this record or of another, newer than the copy, or none at all.

use anyhow::{Context, Result};
use madang_record::{Checkpoint, Hash, SigningKey, leaf_hash};
use madang_verify::{Options, Report, Status};
use madang_words::Language;

use super::receipts::{asked, cut, receipt};
use super::support::{Kept, check, kept, workplace};

/// A checkpoint over so many entries with some root, signed by a key.
fn signed(origin: &str, size: u64, root: Hash, key: &SigningKey) -> Result<String> {
    let checkpoint = Checkpoint {
        origin: origin.to_owned(),
        size,
        root,
    };
    Ok(checkpoint.sign(key)?)
}

fn against(kept: &Kept, old: String, keys: &[&SigningKey]) -> Result<Report> {
    let options = Options {
        old: Some(old),
        keys: keys.iter().map(|key| key.verifying_key().clone()).collect(),
        ..Options::default()
    };
    kept.judged_with(&kept.record, options)
}

#[test]
fn an_earlier_checkpoint_of_another_record_says_nothing_against_this_one() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let own = kept.key.verifying_key().name().to_owned();
    let root = leaf_hash(b"another record");
    let same_name = SigningKey::from_seed(&own, [9; 32])?;
    let other_name = SigningKey::from_seed("madang.other.go.kr", [9; 32])?;
    for (origin, key) in [
        (own.as_str(), &same_name),
        ("madang.other.go.kr", &other_name),
    ] {
        // It may be shorter or longer than this one.
        for size in [3, 1_000_000] {
            let report = against(&kept, signed(origin, size, root, key)?, &[])?;
            assert_eq!(
                report.status,
                Status::ReceiptRefused,
                "{:?}",
                report.failures
            );
            assert_eq!(report.status.exit_code(), 5);
            assert_eq!(report.record, Status::VerifiedExcept);
            assert!(report.failures.is_empty(), "{:?}", report.failures);
            let (english, korean) = (report.text(Language::En), report.text(Language::Ko));
            for word in [
                "no key of this record signed it",
                "OTHER CHECKPOINT",
                origin,
            ] {
                assert!(english.contains(word), "{word}: {english}");
            }
            assert!(!english.contains("FAILED"), "{english}");
            assert!(korean.contains("다른 기록의 체크포인트"), "{korean}");
        }
    }
    // Whoever knows that key as the log's has another record before them.
    let old = signed(&own, 3, root, &same_name)?;
    let report = against(&kept, old, &[&same_name])?;
    assert_eq!(report.status, Status::Failed);
    // What the log's own key signed over another root is no mix-up.
    let report = against(&kept, signed(&own, 3, root, &kept.key)?, &[])?;
    assert_eq!(report.status, Status::Failed);
    let text = report.text(Language::En);
    assert!(text.contains("the record was rewritten"), "{text}");
    // Under a signature that does not hold it shows nothing.
    let honest = signed(&own, 3, root, &kept.key)?;
    let altered = honest.replacen("\n3\n", "\n4\n", 1);
    let report = against(&kept, altered, &[])?;
    assert_eq!(
        report.status,
        Status::ReceiptRefused,
        "{:?}",
        report.failures
    );
    let text = report.text(Language::En);
    assert!(text.contains("not as the log signed it"), "{text}");
    Ok(())
}

#[test]
fn what_is_newer_than_a_copy_is_not_in_it_and_a_fresh_copy_is_asked_for() -> Result<()> {
    let mut kept = kept("2026-11-whole")?;
    let ballot = kept.record.first_of("ballot.cast/1")?;
    let last = kept.record.entries.len() - 1;
    let receipts = [receipt(&kept, ballot)?, receipt(&kept, last)?];
    let folder = workplace()?;
    kept.record.write(folder.path(), &kept.key)?;
    let newer = std::fs::read_to_string(folder.path().join("checkpoint"))?;
    cut(&mut kept, last);
    let of_old = against(&kept, newer, &[])?;
    let [of_ballot, of_last] = receipts.map(|receipt| asked(&kept, receipt));
    let (of_ballot, of_last) = (of_ballot?, of_last?);
    for report in [of_old, of_ballot, of_last] {
        assert_eq!(report.status, Status::Failed, "{:?}", report.failures);
        let (english, korean) = (report.text(Language::En), report.text(Language::Ko));
        assert!(english.contains("Get a fresh copy"), "{english}");
        assert!(korean.contains("새 사본을 받아"), "{korean}");
    }
    Ok(())
}

#[test]
fn a_folder_that_holds_no_record_is_not_accused() -> Result<()> {
    let folder = workplace()?;
    std::fs::write(folder.path().join("programme.json"), "{}")?;
    let report = check(folder.path(), Options::default());
    assert_eq!(report.status, Status::Unread, "{:?}", report.failures);
    assert_eq!(report.status.exit_code(), 4);
    // Nor is a web site that answers every address with a page, or whatever stands under these names.
    for (checkpoint, key) in [
        (
            "<!DOCTYPE html>\n<p>Not found</p>\n",
            "<!DOCTYPE html>\n<p>Not found</p>\n",
        ),
        ("", ""),
        ("2026-11-30 12:00\n", "a key\n"),
    ] {
        let page = workplace()?;
        std::fs::write(page.path().join("checkpoint"), checkpoint)?;
        std::fs::write(page.path().join("log.vkey"), key)?;
        let report = check(page.path(), Options::default());
        assert_eq!(report.status, Status::Unread, "{:?}", report.failures);
        assert_eq!(report.status.exit_code(), 4);
        for (language, says) in [
            (Language::En, "no record of Madang"),
            (Language::Ko, "마당의 기록이 아닙니다"),
        ] {
            let text = report.text(language);
            assert!(text.contains(says) && !text.contains("FAILED"), "{text}");
        }
    }
    // Where one of the two is what it should be, the other was altered.
    let whole = kept("2026-11-whole")?;
    for (name, altered) in [
        ("checkpoint", "<p>Not found</p>\n"),
        ("log.vkey", "a key\n"),
    ] {
        let folder = workplace()?;
        whole.record.write(folder.path(), &whole.key)?;
        std::fs::write(folder.path().join(name), altered)?;
        let report = check(folder.path(), Options::default());
        assert_eq!(
            report.status,
            Status::Failed,
            "{name}: {:?}",
            report.unchecked
        );
    }
    // What has a key is a record, and its checkpoint was taken away.
    let other = workplace()?;
    std::fs::write(other.path().join("log.vkey"), "a key\n")?;
    let judged = check(other.path(), Options::default());
    assert_eq!(judged.status, Status::Failed);
    let text = report.text(Language::En);
    assert!(
        text.contains("checkpoint") && text.contains("NOT READ"),
        "{text}"
    );
    // Where it is what was brought that cannot be read, that is said, and not that the record could not be.
    let options = Options {
        receipt: Some("{}".to_owned()),
        ..Options::default()
    };
    let report = check(folder.path(), options);
    assert_eq!(report.status, Status::Unread);
    for (language, says) in [
        (Language::En, ["1 × receipt", "was not looked at"]),
        (Language::Ko, ["1 × 접수증", "기록은 살펴보지 않았습니다"]),
    ] {
        let text = report.text(language);
        let last = text.lines().last().context("a line")?;
        assert!(text.contains(says[0]) && last.contains(says[1]), "{text}");
    }
    Ok(())
}
